import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, TextSelection } from "prosemirror-state";

import { blocksOf, docOf } from "../src/body/convert";
import { newId, ids } from "../src/body/ids";
import { updated } from "../src/body/update";
import type { Block, Placed } from "../src/types";
import { Chance } from "./chance";

const paragraph = (text: string): Block => ({ type: "paragraph", text: text ? [{ text }] : [] });
const list = (...items: string[]): Block => ({ type: "list", ordered: false, items: items.map((text) => [{ text }]) });
const open = (blocks: Placed[]): EditorState => EditorState.create({ doc: docOf(blocks), plugins: [ids] });

test("any document is brought to any other", () => {
  for (let seed = 1; seed <= 1000; seed += 1) {
    const chance = new Chance(seed);
    const block = (): Block => (chance.maybe(0.3) ? list("a", chance.one(["b", "c"])) : paragraph(chance.one(["", "one", "one two", "three"])));
    const from: Placed[] = Array.from({ length: chance.below(6) }, () => ({ id: newId(), block: block() }));
    const to = from.filter(() => chance.maybe(0.7)).map((placed) => (chance.maybe(0.3) ? { ...placed, block: block() } : placed));
    for (let times = chance.below(3); times > 0; times -= 1) to.splice(chance.below(to.length + 1), 0, { id: newId(), block: block() });
    if (to.length > 1 && chance.maybe(0.5)) to.push(to.shift()!);
    const state = open(from);
    const transaction = updated(state, to, new Map());
    const after = transaction ? state.apply(transaction) : state;
    after.doc.check();
    assert.deepEqual(blocksOf(after.doc), to, `seed ${seed}`);
  }
});

test("the cursor stays where it was while others write around it", () => {
  const blocks = [{ id: "a", block: paragraph("first") }, { id: "b", block: paragraph("second") }];
  let state = open(blocks);
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 11)));
  const to = [{ id: "n", block: paragraph("new") }, { id: "a", block: paragraph("first!") }, { id: "b", block: paragraph("second") }];
  state = state.apply(updated(state, to, new Map())!);
  assert.equal(state.selection.$from.parent.textContent, "second");
  assert.equal(state.selection.$from.parentOffset, 3);
});

test("words that go on under another id keep the cursor", () => {
  let state = open([{ id: "a", block: paragraph("mine") }]);
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 3)));
  const to = [{ id: "a", block: paragraph("theirs") }, { id: "k", block: paragraph("mine") }];
  state = state.apply(updated(state, to, new Map([["a", "k"]]))!);
  assert.deepEqual(blocksOf(state.doc), to);
  assert.equal(state.selection.$from.parent.textContent, "mine");
  assert.equal(state.selection.$from.parentOffset, 2);
});

test("splitting leaves the id with the first half and a copy gets a new one", () => {
  let state = open([{ id: "a", block: paragraph("onetwo") }]);
  state = state.apply(state.tr.split(4));
  const [first, second] = blocksOf(state.doc);
  assert.equal(first!.id, "a");
  assert.match(second!.id, /^[a-z0-9]{16}$/);
  state = state.apply(state.tr.insert(0, state.doc.child(0)));
  assert.equal(new Set(blocksOf(state.doc).map(({ id }) => id)).size, 3);
});

test("an empty story is no change until something is written", () => {
  let state = open([]);
  assert.deepEqual(blocksOf(state.doc), []);
  state = state.apply(state.tr.insertText("a", 1));
  assert.equal(blocksOf(state.doc).length, 1);
});
