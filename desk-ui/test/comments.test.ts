import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, TextSelection } from "prosemirror-state";
import { docOf } from "../src/body/convert";
import { updated } from "../src/body/update";
import { marks, type Marks } from "../src/comments/marks";
import { anchorOf, find } from "../src/comments/quote";
import type { Anchor } from "../src/comments/thread";
import type { Placed } from "../src/types";

const paragraph = (id: string, text: string): Placed => ({ id, block: { type: "paragraph", text: text === "" ? [] : [{ text }] } });
const words = (block: string, quote: string, at: number): Anchor & { is: "words" } => ({ is: "words", block, quote, at });
const textAt = (doc: ReturnType<typeof docOf>, anchor: Anchor & { is: "words" }): string | null => {
  const spot = find(doc, anchor);
  return spot && doc.textBetween(spot.from, spot.to, "\n");
};

test("words are found in their block, the nearest to where they stood", () => {
  const doc = docOf([paragraph("a", "kar yağdı, kar durdu, kar eridi"), paragraph("b", "kar")]);
  const check = (at: number, expected: number): void => assert.equal(find(doc, words("a", "kar", at))!.from, expected + 1);
  check(0, 0);
  check(11, 11);
  check(12, 11);
  check(40, 22);
});

test("words that moved to another block are found there, if they tell it from others", () => {
  const doc = docOf([paragraph("a", "Başka sözler."), paragraph("b", "Vali gece yarısı konuştu.")]);
  assert.equal(textAt(doc, words("gone", "gece yarısı", 5)), "gece yarısı");
  assert.equal(textAt(doc, words("gone", "gece", 5)), null);
  assert.equal(textAt(doc, words("b", "gece", 5)), "gece");
  assert.equal(textAt(doc, words("b", "sabaha karşı", 5)), null);
});

test("an anchor and its words are each other's, in tables, lists, boxes and with marks", () => {
  const blocks: Placed[] = [
    { id: "l", block: { type: "list", ordered: false, items: [[{ text: "bir " }, { text: "iki", strong: true }], [{ text: "üç" }]] } },
    { id: "t", block: { type: "table", caption: "Fiyat", head: [[{ text: "Yıl" }]], rows: [[[{ text: "2026" }]]] } },
    { id: "f", block: { type: "fact_box", title: "Kutu", blocks: [{ type: "paragraph", text: [{ text: "İçinde söz" }] }] } },
    { id: "q", block: { type: "quote", text: [{ text: "Dedi ki" }], source: "Ali" } },
  ];
  const doc = docOf(blocks);
  for (const [block, quote, at] of [["l", "iki", 4], ["l", "bir iki\nüç", 0], ["t", "2026", 10], ["f", "İçinde", 5], ["q", "Ali", 8]] as const) {
    const spot = find(doc, words(block, quote, at));
    assert.deepEqual(anchorOf(doc, spot!), words(block, quote, at));
  }
});

test("an anchor begins and ends in words, and in one block", () => {
  const doc = docOf([paragraph("a", "bir iki üç"), paragraph("b", "dört")]);
  assert.deepEqual(anchorOf(doc, { from: 4, to: 9 }), words("a", "iki", 4));
  assert.deepEqual(anchorOf(doc, { from: 9, to: 16 }), words("a", "üç", 8));
  assert.equal(anchorOf(doc, { from: 4, to: 5 }), null);
});

test("words are followed through writing, and it is known where this page wrote in them", () => {
  const [plugin] = marks({ attach: () => undefined, entered: () => undefined, begin: () => false, step: () => false });
  let state = EditorState.create({ doc: docOf([paragraph("a", "bir iki üç")]), plugins: [plugin!] });
  const now = (): Marks => plugin!.getState(state) as Marks;
  const said = (): string | undefined => {
    const spot = now().spots.get(1);
    return spot && state.doc.textBetween(spot.from, spot.to);
  };
  const key = (plugin as unknown as { key: string }).key;
  state = state.apply(state.tr.setMeta(key, { spots: new Map([[1, { from: 5, to: 8 }]]) }));
  assert.equal(said(), "iki");
  state = state.apply(state.tr.insertText("önce ", 1));
  assert.equal(said(), "iki");
  assert.equal(now().touched.size, 0, "words before it are not its own");
  state = state.apply(state.tr.insertText("X", 11));
  assert.equal(said(), "iXki");
  assert.deepEqual([...now().touched], [1]);
  // What others wrote is theirs to tell.
  state = state.apply(state.tr.setMeta(key, { touched: new Set() }));
  state = state.apply(updated(state, [paragraph("a", "önce bir iYki üç")], new Map())!);
  assert.equal(said(), "iYki");
  assert.equal(now().touched.size, 0);
  state = state.apply(state.tr.delete(9, 15));
  assert.equal(said(), undefined, "its words are gone");
});

test("the cursor in words that are spoken of shows what was said", () => {
  const [plugin] = marks({ attach: () => undefined, entered: () => undefined, begin: () => false, step: () => false });
  let state = EditorState.create({ doc: docOf([paragraph("a", "bir iki üç")]), plugins: [plugin!] });
  const key = (plugin as unknown as { key: string }).key;
  state = state.apply(state.tr.setMeta(key, { spots: new Map([[7, { from: 5, to: 8 }]]) }));
  const at = (place: number): number | null => {
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, place)));
    return (plugin!.getState(state) as Marks).active;
  };
  assert.equal(at(2), null);
  assert.equal(at(6), 7);
});
