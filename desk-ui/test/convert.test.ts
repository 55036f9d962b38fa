import assert from "node:assert/strict";
import { test } from "node:test";
import { Node } from "prosemirror-model";

import { blocksOf, docOf } from "../src/body/convert";
import { schema } from "../src/body/schema";
import { isLink } from "../src/body/valid";
import type { Block, Json, Placed, Run } from "../src/types";
import { Chance } from "./chance";

const WORDS = ["İstanbul", "ığdır", "العربية", "news", "—", "🙂", " ", "line\nbreak", "<b>", "&amp;", "  two"];

function text(chance: Chance): Json {
  const runs: Run[] = [];
  for (let times = chance.below(5); times > 0; times -= 1) {
    const run: Run = {
      text: chance.one(WORDS),
      ...(chance.maybe(0.3) ? { strong: true } : {}),
      ...(chance.maybe(0.3) ? { emphasis: true } : {}),
      ...(chance.maybe(0.2) ? { link: chance.one(["https://example.com/a?b=c#d", "mailto:a@b.example", "tel:+902120000000", "story:12"]) } : {}),
    };
    const { text: _, ...marks } = run;
    const { text: __, ...before } = runs.at(-1) ?? { text: "", link: "none" };
    if (JSON.stringify(marks) !== JSON.stringify(before)) runs.push(run);
  }
  return runs as unknown as Json;
}

const picture = (chance: Chance): Json => ({
  file: "ab".repeat(32),
  width: 1200,
  height: 800,
  ...(chance.maybe(0.5) ? { widths: [320, 640, 1200] } : {}),
  colour: "#aabbcc",
  ...(chance.maybe(0.5) ? { focus: { x: 0, y: 100 } } : {}),
  ...(chance.maybe(0.5) ? { alt: "what" } : {}),
  ...(chance.maybe(0.5) ? { caption: "" } : {}),
});

function block(chance: Chance, types: readonly string[]): Block {
  const type = chance.one(types);
  const many = (least: number): Json[] => Array.from({ length: least + chance.below(4) }, () => text(chance));
  switch (type) {
    case "quote":
      return { type, text: text(chance), ...(chance.maybe(0.5) ? { source: "Ali" } : {}) };
    case "list":
      return { type, ordered: chance.maybe(0.5), items: many(chance.maybe(0.1) ? 0 : 1) };
    case "table": {
      const width = 1 + chance.below(3);
      const row = (): Json => Array.from({ length: chance.maybe(0.05) ? width + 1 : width }, () => text(chance));
      const caption = chance.maybe(0.5) ? { caption: "Results" } : {};
      return { type, ...caption, head: chance.maybe(0.7) ? row() : [], rows: Array.from({ length: chance.below(4) }, row) };
    }
    case "picture":
      return { type, picture: picture(chance) };
    case "gallery":
      return { type, pictures: [picture(chance), picture(chance)] };
    case "video":
      return { type, video: { file: "cd".repeat(32), width: 1, height: 1, seconds: 3 } };
    case "fact_box":
      return { type, title: chance.one(["", "Facts"]), blocks: Array.from({ length: chance.below(4) }, () => block(chance, ["paragraph", "list"])) };
    case "story_link":
      return { type, story: 1 + chance.below(9999) };
    case "embed":
      return { type, url: "https://video.example/1", ...(chance.maybe(0.5) ? { title: "Film" } : {}) };
    case "poll":
      return { type, question: "?", answers: [1, { deep: [null, false] }] };
    default:
      return { type, text: text(chance) };
  }
}

const TYPES = ["paragraph", "heading", "quote", "pull_quote", "list", "table", "picture", "gallery", "video", "fact_box", "story_link", "embed", "poll"];

test("blocks to a document and back are the same blocks", () => {
  for (let seed = 1; seed <= 2000; seed += 1) {
    const chance = new Chance(seed);
    const blocks: Placed[] = Array.from({ length: chance.below(8) }, (_, index) => ({ id: `id${index}`, block: block(chance, TYPES) }));
    const doc = docOf(blocks);
    doc.check();
    assert.deepEqual(blocksOf(doc), blocks, `seed ${seed}`);
    // A document read anew has nothing remembered of it.
    const anew = Node.fromJSON(schema, JSON.parse(JSON.stringify(doc.toJSON())));
    assert.deepEqual(blocksOf(anew), blocks, `seed ${seed}, anew`);
  }
});

test("what is not understood to the letter is closed and kept", () => {
  const strange: Block[] = [
    { type: "paragraph", text: [{ text: "a", colour: "red" }] },
    { type: "paragraph", text: [], align: "centre" },
    { type: "list", ordered: true, items: [] },
    { type: "quote", text: [], source: "" },
  ];
  const doc = docOf(strange.map((one, index) => ({ id: `id${index}`, block: one })));
  doc.forEach((node) => assert.equal(node.type.name, "closed"));
  assert.deepEqual(blocksOf(doc).map((placed) => placed.block), strange);
});

test("only addresses that lead somewhere are links", () => {
  for (const good of ["https://a.example/", "http://a.example:8080/x?y", "mailto:a@b.example", "tel:+90212", "story:4711"]) assert.ok(isLink(good), good);
  for (const bad of ["javascript:alert(1)", " javascript:alert(1)", "java\nscript:x", "data:text/html,x", "//a.example", "/a", "a.example", "story:", "story:0", "story:x", "https://", "http:a b", ""]) {
    assert.ok(!isLink(bad), bad);
  }
});
