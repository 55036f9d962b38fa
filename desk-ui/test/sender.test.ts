import assert from "node:assert/strict";
import { test } from "node:test";

import type { Reply } from "../src/saving/recover";
import { type Place, Sender } from "../src/saving/sender";
import { Engine } from "../src/text/engine";
import type { Answer, Block, State } from "../src/types";
import { FakeServer } from "./fake-server";

const paragraph = (text: string): Block => ({ type: "paragraph", text: [{ text }] });
const story = (): State => ({ fields: { headline: "Head" }, blocks: [{ id: "a", block: paragraph("a") }] });

/** A desk whose hours pass when the test says so. */
class Desk {
  readonly server = new FakeServer(story());
  readonly engine = new Engine(1, "tab", "user:1", 1, this.server.state, () => "made");
  readonly posts: { readonly at: number; readonly body: string }[] = [];
  readonly kept: (string | null)[] = [];
  place: Place = { kind: "server" };
  weather: "fair" | "no-line" | "lost-answer" | Reply = "fair";
  hour = 0;
  /** What the device's disk takes its time for. */
  disk: Promise<void> = Promise.resolve();
  private timers: { at: number; work: () => void }[] = [];

  readonly sender = new Sender(this.engine, {
    post: async (body): Promise<Reply> => {
      this.posts.push({ at: this.hour, body });
      if (this.weather === "no-line") return { kind: "nothing" };
      if (typeof this.weather === "object") return this.weather;
      const answer: Answer = this.server.post(body);
      return this.weather === "lost-answer" ? { kind: "nothing" } : { kind: "answer", answer };
    },
    keep: async () => {
      this.kept.push(JSON.stringify(this.engine.record()));
      await this.disk;
      return true;
    },
    now: () => this.hour,
    after: (milliseconds, work) => {
      const timer = { at: this.hour + milliseconds, work };
      this.timers.push(timer);
      return () => void (this.timers = this.timers.filter((other) => other !== timer));
    },
    calm: async () => {},
    took: () => {},
    show: (place) => (this.place = place),
  });

  type(text: string): void {
    this.engine.edit({ ...this.engine.text, blocks: [{ id: "a", block: paragraph(text) }] });
    this.sender.typed();
  }

  async pass(milliseconds: number): Promise<void> {
    const until = this.hour + milliseconds;
    for (;;) {
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      const next = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      this.hour = next ? next.at : until;
      if (next) {
        this.timers = this.timers.filter((timer) => timer !== next);
        next.work();
      }
      if (!next) return;
    }
  }

  changes(): number[] {
    return this.posts.filter(({ body }) => !body.endsWith('"changes":[]}')).map(({ at }) => at);
  }
}

test("sends 800 ms after the last key, and every two seconds while one types", async () => {
  const desk = new Desk();
  desk.type("a b");
  await desk.pass(500);
  desk.type("a b c");
  await desk.pass(2000);
  assert.deepEqual(desk.changes(), [1300]);
  assert.equal(desk.place.kind, "server");
  for (let key = 0; key < 30; key += 1) {
    desk.type(`a b c ${key}`);
    await desk.pass(200);
  }
  const gaps = desk.changes().slice(1).map((at, index, all) => (index === 0 ? 2000 : at - all[index - 1]!));
  assert.ok(gaps.length >= 2 && gaps.every((gap) => gap <= 2200), gaps.join());
});

test("it is on this device before it is sent", async () => {
  const desk = new Desk();
  desk.type("a b");
  assert.equal(desk.posts.length, 0);
  assert.match(desk.kept[0]!, /a b/);
  await desk.pass(1000);
  assert.equal(desk.kept.at(-1), "null");
});

test("it is said to be on this device when it stands there, and not before", async () => {
  const desk = new Desk();
  const said = (): string => desk.place.kind;
  let written = (): void => {};
  desk.disk = new Promise((resolve) => (written = resolve));
  desk.type("a b");
  await desk.pass(100);
  assert.equal(said(), "keeping");
  written();
  await desk.pass(100);
  assert.equal(said(), "device");
  desk.disk = new Promise((resolve) => (written = resolve));
  desk.weather = "no-line";
  desk.type("a b c");
  await desk.pass(1000);
  assert.equal(said(), "keeping", "also where there is no connection");
  written();
  await desk.pass(100);
  assert.equal(said(), "offline");
});

test("while words of a tab that is gone wait on this device, the text is not said to be on the server", async () => {
  const desk = new Desk();
  desk.sender.others(true);
  assert.equal(desk.place.kind, "device");
  desk.type("a b");
  await desk.pass(1000);
  assert.deepEqual(desk.server.state.blocks, [{ id: "a", block: paragraph("a b") }]);
  assert.equal(desk.place.kind, "device", "this tab's own are there, and that is not all");
  desk.sender.others(false);
  assert.equal(desk.place.kind, "server");
});

test("a sign of life every ten seconds", async () => {
  const desk = new Desk();
  await desk.pass(35_000);
  assert.deepEqual(desk.posts.map(({ at }) => at), [10_000, 20_000, 30_000]);
});

test("no connection: says so, sends the same bytes again, then what came later", async () => {
  const desk = new Desk();
  desk.weather = "lost-answer";
  desk.type("a b");
  await desk.pass(900);
  assert.equal(desk.place.kind, "offline");
  desk.type("a b c");
  desk.weather = "no-line";
  await desk.pass(60 * 60 * 1000);
  const before = desk.posts.length;
  assert.ok(before < 150, `${before} attempts in an hour`);
  desk.weather = "fair";
  desk.sender.wake();
  await desk.pass(5000);
  assert.equal(desk.posts[before]!.body, desk.posts[0]!.body);
  assert.deepEqual(desk.server.state.blocks, [{ id: "a", block: paragraph("a b c") }]);
  assert.equal(desk.place.kind, "server");
});

test("signed out: goes on keeping, and sends when it works again", async () => {
  const desk = new Desk();
  desk.weather = { kind: "problem", problem: { status: 401 } };
  desk.type("a b");
  await desk.pass(1000);
  assert.equal(desk.place.kind, "signed-out");
  desk.type("a b c");
  assert.match(desk.kept.at(-1)!, /a b c/);
  await desk.pass(30_000);
  desk.weather = "fair";
  await desk.pass(15_000);
  assert.equal(desk.place.kind, "server");
  assert.deepEqual(desk.server.state.blocks, [{ id: "a", block: paragraph("a b c") }]);
});

test("refused: stays on this device until it is another", async () => {
  const desk = new Desk();
  desk.weather = { kind: "problem", problem: { status: 422, detail: "no" } };
  desk.type("bad");
  await desk.pass(30_000);
  assert.equal(desk.place.kind, "refused");
  assert.equal(desk.changes().length, 1);
  desk.weather = "fair";
  desk.type("good");
  await desk.pass(2000);
  assert.equal(desk.place.kind, "server");
});

test("before an act everything is sent, or it is told that it is not", async () => {
  const desk = new Desk();
  desk.type("a b");
  assert.equal(await desk.sender.all(1000), true);
  desk.weather = "no-line";
  desk.type("a b c");
  assert.equal(await desk.sender.all(1000), false);
});
