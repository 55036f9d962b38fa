import assert from "node:assert/strict";
import { test } from "node:test";

import { applied, difference } from "../src/text/change";
import { type DeviceRecord, Engine } from "../src/text/engine";
import { recover, type Reply } from "../src/saving/recover";
import type { Block, State } from "../src/types";
import { Chance } from "./chance";
import { FakeServer } from "./fake-server";

const paragraph = (words: string): Block => ({ type: "paragraph", text: words === "" ? [] : [{ text: words }] });
const words = (block: Block): string => ((block["text"] as { text: string }[])[0]?.text ?? "");
const story = (...texts: string[]): State => ({
  fields: { headline: "Head", kicker: null },
  blocks: texts.map((text, index) => ({ id: `start${index}`, block: paragraph(text) })),
});

let ids = 0;
const newId = (): string => `new${String((ids += 1)).padStart(13, "0")}`;
const engineOn = (server: FakeServer, tab: string): Engine => new Engine(1, tab, "user:1", server.version, server.state, newId);

function write(engine: Engine, id: string, text: string): void {
  const blocks = engine.text.blocks.map((placed) => (placed.id === id ? { id, block: paragraph(text) } : placed));
  engine.edit({ ...engine.text, blocks });
}
function exchange(server: FakeServer, engine: Engine): ReturnType<Engine["answered"]> {
  const request = engine.request(true)!;
  return engine.answered(server.post(request.body));
}
const texts = (state: State): string[] => state.blocks.map(({ block }) => words(block));

test("the difference applied to the first state gives the second", () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const chance = new Chance(seed);
    const from = story(...Array.from({ length: chance.below(8) }, (_, index) => `t${index}`));
    const blocks = from.blocks.filter(() => chance.maybe(0.8)).map((placed) => (chance.maybe(0.2) ? { ...placed, block: paragraph("other") } : placed));
    for (let times = chance.below(4); times > 0; times -= 1) blocks.splice(chance.below(blocks.length + 1), 0, { id: newId(), block: paragraph("new") });
    for (let times = chance.below(3); times > 0 && blocks.length > 0; times -= 1) {
      const [moved] = blocks.splice(chance.below(blocks.length), 1);
      blocks.splice(chance.below(blocks.length + 1), 0, moved!);
    }
    const to = { fields: { ...from.fields, kicker: "K" }, blocks };
    assert.deepEqual(applied(from, difference(from, to)), to);
  }
});

test("one block dragged over many is one move", () => {
  const from = story("a", "b", "c", "d", "e");
  const to = { ...from, blocks: [...from.blocks.slice(1), from.blocks[0]!] };
  assert.deepEqual(difference(from, to), [{ block: "start0", was: paragraph("a"), now: paragraph("a"), after: "start4" }]);
});

test("two write in different blocks and both have everything", () => {
  const server = new FakeServer(story("a", "b"));
  const [one, two] = [engineOn(server, "one"), engineOn(server, "two")];
  write(one, "start0", "a one");
  write(two, "start1", "b two");
  exchange(server, one);
  exchange(server, two);
  exchange(server, one);
  for (const state of [server.state, one.text, two.text]) assert.deepEqual(texts(state), ["a one", "b two"]);
});

test("two write in the same block: theirs stands, mine stands after it, and typing goes on in mine", () => {
  const server = new FakeServer(story("a", "b"));
  const [one, two] = [engineOn(server, "one"), engineOn(server, "two")];
  write(one, "start0", "a one");
  exchange(server, one);
  write(two, "start0", "a two");
  const request = two.request(false)!;
  write(two, "start0", "a two and more");
  const outcome = two.answered(server.post(request.body))!;
  assert.deepEqual(texts(two.text), ["a one", "a two and more", "b"]);
  assert.equal(outcome.apart.length, 1);
  exchange(server, two);
  assert.deepEqual(texts(server.state), ["a one", "a two and more", "b"]);
  assert.equal(two.record(), null);
});

test("a block of theirs that is being written in is kept apart here", () => {
  const server = new FakeServer(story("a", "b"));
  const [one, two] = [engineOn(server, "one"), engineOn(server, "two")];
  const life = two.request(true)!;
  write(one, "start0", "a one");
  exchange(server, one);
  write(two, "start0", "a two");
  const outcome = two.answered(server.post(life.body))!;
  assert.deepEqual(texts(two.text), ["a one", "a two", "b"]);
  assert.equal(outcome.apart[0]!.of, "start0");
  exchange(server, two);
  exchange(server, one);
  assert.deepEqual(texts(one.text), ["a one", "a two", "b"]);
});

test("removed there and written here: the words stay", () => {
  const server = new FakeServer(story("a", "b"));
  const [one, two] = [engineOn(server, "one"), engineOn(server, "two")];
  one.edit({ ...one.text, blocks: one.text.blocks.slice(0, 1) });
  exchange(server, one);
  write(two, "start1", "b two");
  exchange(server, two);
  exchange(server, one);
  for (const state of [server.state, one.text, two.text]) assert.deepEqual(texts(state), ["a", "b two"]);
});

test("written there and removed here: theirs comes back", () => {
  const server = new FakeServer(story("a", "b"));
  const [one, two] = [engineOn(server, "one"), engineOn(server, "two")];
  write(one, "start1", "b one");
  exchange(server, one);
  two.edit({ ...two.text, blocks: two.text.blocks.slice(0, 1) });
  exchange(server, two);
  assert.deepEqual(texts(two.text), ["a", "b one"]);
});

test("moved here and written there: both happen", () => {
  const server = new FakeServer(story("a", "b", "c"));
  const [one, two] = [engineOn(server, "one"), engineOn(server, "two")];
  write(one, "start0", "a one");
  exchange(server, one);
  two.edit({ ...two.text, blocks: [two.text.blocks[1]!, two.text.blocks[2]!, two.text.blocks[0]!] });
  exchange(server, two);
  exchange(server, one);
  for (const state of [server.state, one.text, two.text]) assert.deepEqual(texts(state), ["b", "c", "a one"]);
});

test("a field two wrote waits for a decision, and is not sent before", () => {
  const server = new FakeServer(story("a"));
  const [one, two] = [engineOn(server, "one"), engineOn(server, "two")];
  one.edit({ ...one.text, fields: { ...one.text.fields, headline: "One" } });
  exchange(server, one);
  two.edit({ ...two.text, fields: { ...two.text.fields, headline: "Two" } });
  exchange(server, two);
  assert.deepEqual(two.choices.get("headline"), { theirs: "One", yours: "Two" });
  assert.equal(two.text.fields["headline"], "Two");
  assert.equal(two.request(false), null);
  assert.deepEqual(two.record()!.undecided, ["headline"]);
  two.decide("headline", "mine");
  exchange(server, two);
  assert.equal(server.state.fields["headline"], "Two");
  exchange(server, one);
  assert.equal(one.text.fields["headline"], "Two");
});

test("an unanswered request goes again with the same bytes, later writing under the next number", () => {
  const server = new FakeServer(story("a"));
  const one = engineOn(server, "one");
  write(one, "start0", "a 1");
  const first = one.request(false)!;
  server.post(first.body);
  one.unanswered();
  write(one, "start0", "a 1 2");
  assert.equal(one.request(false)!.body, first.body);
  assert.deepEqual(one.answered(server.post(first.body))!.apart, []);
  const second = one.request(false)!;
  assert.equal(second.seq, first.seq + 1);
  one.answered(server.post(second.body));
  assert.deepEqual(texts(server.state), ["a 1 2"]);
});

test("what the pointer names is held back and the rest goes", () => {
  const server = new FakeServer(story("a", "b"));
  const one = engineOn(server, "one");
  write(one, "start0", "bad");
  write(one, "start1", "good");
  one.request(false);
  one.refusedWith({ status: 422, pointer: "/changes/0/now/text" });
  exchange(server, one);
  assert.deepEqual(texts(server.state), ["a", "good"]);
  assert.equal(one.request(false), null);
  assert.equal(one.record()!.changes.length, 1);
  write(one, "start0", "better");
  exchange(server, one);
  assert.deepEqual(texts(server.state), ["better", "good"]);
});

test("too large: half of it goes first", () => {
  const server = new FakeServer(story("a", "b"));
  const one = engineOn(server, "one");
  write(one, "start0", "a1");
  write(one, "start1", "b1");
  one.request(false);
  one.refusedWith({ status: 413 });
  exchange(server, one);
  assert.deepEqual(texts(server.state), ["a1", "b"]);
  exchange(server, one);
  assert.deepEqual(texts(server.state), ["a1", "b1"]);
});

/** Tabs that write, lose requests and answers, go offline, die and are recovered, in any order. */
async function newsroom(seed: number, tellsOrder: boolean): Promise<void> {
  const chance = new Chance(seed);
  const server = new FakeServer(story("a", "b", "c", "d"), tellsOrder);
  const typed = new Set<string>();
  const wished = new Set<string>();
  let tokens = 0;
  let opened = 0;
  let dead: DeviceRecord[] = [];
  const open = () => ({ engine: engineOn(server, `tab${(opened += 1)}`), offline: false });
  let tabs = [open(), open(), open()].slice(0, 2 + chance.below(2));

  const send = (tab: (typeof tabs)[number], life: boolean): void => {
    const request = tab.engine.request(life);
    if (!request) return;
    if (tab.offline || chance.maybe(0.2)) return tab.engine.unanswered();
    const answer = server.post(request.body);
    if (chance.maybe(0.2)) return tab.engine.unanswered();
    if (chance.maybe(0.3)) edit(tab.engine);
    tab.engine.answered(chance.maybe(0.1) ? server.post(request.body) : answer);
  };
  const edit = (engine: Engine): void => {
    const blocks = [...engine.text.blocks];
    const token = `w${(tokens += 1)}`;
    const index = chance.below(blocks.length);
    const what = chance.next();
    if (what < 0.5 && blocks.length > 0) {
      const { id, block } = blocks[index]!;
      blocks[index] = { id, block: paragraph(`${words(block)} ${token}`.trim()) };
      typed.add(token);
    } else if (what < 0.75 || blocks.length === 0) {
      blocks.splice(chance.below(blocks.length + 1), 0, { id: newId(), block: paragraph(token) });
      typed.add(token);
    } else if (what < 0.87) {
      const [moved] = blocks.splice(index, 1);
      blocks.splice(chance.below(blocks.length + 1), 0, moved!);
    } else {
      const [removed] = blocks.splice(index, 1);
      for (const word of words(removed!.block).split(" ")) wished.add(word);
    }
    engine.edit({ ...engine.text, blocks });
  };
  const post = async (body: string): Promise<Reply> => {
    if (chance.maybe(0.2)) return { kind: "nothing" };
    const answer = server.post(body);
    return chance.maybe(0.2) ? { kind: "nothing" } : { kind: "answer", answer };
  };
  const recoverAll = async (): Promise<void> => {
    const left: DeviceRecord[] = [];
    for (const record of dead) {
      let kept = record;
      const result = await recover(record, post, async (next) => void (kept = JSON.parse(JSON.stringify(next)) as DeviceRecord));
      if (result.kind !== "done") left.push(kept);
    }
    dead = left;
  };

  for (let step = 0; step < 60; step += 1) {
    const tab = chance.one(tabs);
    const what = chance.next();
    if (what < 0.55) edit(tab.engine);
    else if (what < 0.85) send(tab, chance.maybe(0.5));
    else if (what < 0.92) tab.offline = !tab.offline;
    else if (what < 0.96) {
      const record = tab.engine.record();
      if (record) dead.push(JSON.parse(JSON.stringify(record)) as DeviceRecord);
      tabs = tabs.filter((other) => other !== tab).concat(open());
    } else await recoverAll();
  }
  while (dead.length > 0) await recoverAll();
  for (let round = 0; round < 4; round += 1) for (const { engine } of tabs) {
    exchange(server, engine);
    while (engine.request(false)) exchange(server, engine);
  }

  const there = server.state.blocks.map(({ block }) => words(block)).join(" ").split(" ");
  for (const token of typed) if (!wished.has(token)) assert.ok(there.includes(token), `seed ${seed}: ${token} is lost`);
  assert.equal(new Set(server.state.blocks.map(({ id }) => id)).size, server.state.blocks.length);
  for (const { engine } of tabs) {
    assert.equal(engine.record(), null, `seed ${seed}: something stayed unsent`);
    const line = (state: State): string[] => state.blocks.map(({ id, block }) => `${id} ${words(block)}`);
    const [mine, theirs] = [line(engine.text), line(server.state)];
    if (tellsOrder) assert.deepEqual(mine, theirs, `seed ${seed}`);
    else assert.deepEqual(mine.sort(), theirs.sort(), `seed ${seed}`);
  }
}

test("no word is lost and all tabs end with the server's text, whatever happens in between", async () => {
  for (let seed = 1; seed <= 1500; seed += 1) await newsroom(seed, true);
});

test("without the order told, all tabs still end with the same blocks", async () => {
  for (let seed = 1; seed <= 1500; seed += 1) await newsroom(seed, false);
});
