import assert from "node:assert/strict";
import { test } from "node:test";
import { Slice } from "prosemirror-model";
import { EditorState, type Plugin, Selection } from "prosemirror-state";

import { blocksOf, docOf } from "../src/body/convert";
import { fitted } from "../src/body/fit";
import { ids, newId } from "../src/body/ids";
import { evenRows } from "../src/body/table";
import type { Block } from "../src/types";

const line = (text: string) => (text ? [{ text }] : []);
const paragraph = (text: string): Block => ({ type: "paragraph", text: line(text) });
const heading = (text: string): Block => ({ type: "heading", text: line(text) });
const list = (...items: string[]): Block => ({ type: "list", ordered: false, items: items.map(line) });
const doc = (...blocks: Block[]) => docOf(blocks.map((block) => ({ id: newId(), block })));

function paste(into: Block, words: string, ...what: Block[]): Block[] {
  let state = EditorState.create({ doc: doc(into), plugins: [ids, evenRows] as Plugin[] });
  let position = 0;
  state.doc.descendants((node, at) => {
    if (node.isTextblock && node.textContent === words) position = at + 1;
  });
  state = state.apply(state.tr.setSelection(Selection.near(state.doc.resolve(position))));
  const slice = fitted(Slice.maxOpen(doc(...what).content), state.selection.$from);
  state = state.apply(state.tr.replaceSelection(slice));
  state.doc.check();
  return blocksOf(state.doc).map(({ block }) => block);
}

test("a table, a list and a box take what is pasted without being torn", () => {
  const table = { type: "table", head: [line("h")], rows: [[line("a")], [line("b")]] };
  assert.deepEqual(paste(table, "a", paragraph("x"), paragraph("y")), [{ ...table, rows: [[line("x ya")], [line("b")]] }]);
  assert.deepEqual(paste(list("a", "b"), "b", paragraph("x"), heading("y")), [list("a", "x", "yb")]);
  const box = (...blocks: Block[]): Block => ({ type: "fact_box", title: "T", blocks });
  assert.deepEqual(paste(box(paragraph("a")), "a", heading("x"), paragraph("y")), [box(paragraph("x"), paragraph("ya"))]);
  assert.deepEqual(paste(box(paragraph("a")), "T", paragraph("x")), [{ ...box(paragraph("a")), title: "xT" }]);
  assert.deepEqual(paste(paragraph(""), "", heading("x"), list("y")), [heading("x"), list("y")]);
});
