import assert from "node:assert/strict";
import { test } from "node:test";
import { baseKeymap, chainCommands } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { type Command, EditorState, NodeSelection, type Plugin, Selection, TextSelection } from "prosemirror-state";

import { blocksOf, docOf } from "../src/body/convert";
import { ids, newId } from "../src/body/ids";
import { insertBlock, keys, moveBlock, paragraphAfter } from "../src/body/keys";
import { type Kind, toggle } from "../src/body/kinds";
import { rules } from "../src/body/rules";
import { schema } from "../src/body/schema";
import { addColumn, addRow, emptyCells, emptyTable, evenRows, removeColumn, removeRow, stepCell, toggleHead } from "../src/body/table";
import type { Block } from "../src/types";
import { Chance } from "./chance";

const line = (text: string) => (text ? [{ text }] : []);
const paragraph = (text: string): Block => ({ type: "paragraph", text: line(text) });
const list = (...items: string[]): Block => ({ type: "list", ordered: false, items: items.map(line) });
const quote = (text: string, source?: string): Block => ({ type: "quote", text: line(text), ...(source ? { source } : {}) });
const table: Block = { type: "table", head: [line("h1"), line("h2")], rows: [[line("a"), line("b")], [line("c"), line("d")]] };
const box: Block = { type: "fact_box", title: "Box", blocks: [paragraph("in box"), list("x", "y")] };

const bound = keys(() => false, () => false, () => false);
function press(key: string): Command {
  // A map of keys is only a plugin with a handler for events; the commands behind it are what matters here.
  return (state, dispatch) => {
    let handled = false;
    const event = { key: key.split("-").at(-1)!, ctrlKey: key.includes("Mod"), altKey: key.includes("Alt"), shiftKey: key.includes("Shift"), metaKey: false, keyCode: 0 };
    for (const plugin of bound) {
      const { $from } = state.selection;
      const endOfTextblock = (side: string): boolean => $from.parentOffset === (side === "backward" ? 0 : $from.parent.content.size);
      const view = { state, dispatch, endOfTextblock } as never;
      handled ||= (plugin.props.handleKeyDown as unknown as (view: never, event: unknown) => boolean)(view, event);
    }
    return handled;
  };
}
const open = (...blocks: Block[]): EditorState =>
  EditorState.create({ doc: docOf(blocks.map((block) => ({ id: newId(), block }))), plugins: [ids, evenRows, rules, history()] as Plugin[] });

function at(state: EditorState, words: string, offset: number): EditorState {
  let found = -1;
  state.doc.descendants((node, position) => {
    if (node.isTextblock && node.textContent === words && found < 0) found = position + 1;
  });
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, found + offset)));
}
function run(state: EditorState, command: Command): EditorState {
  let after = state;
  const handled = command(state, (transaction) => (after = after.apply(transaction)));
  assert.ok(handled, "the command does nothing here");
  return after;
}
const blocks = (state: EditorState): Block[] => blocksOf(state.doc).map(({ block }) => block);

test("kinds turn into each other and keep the first id", () => {
  let state = at(open(paragraph("one"), paragraph("two")), "two", 1);
  const id = blocksOf(state.doc)[1]!.id;
  const chain: [Kind, Block][] = [
    ["heading", { type: "heading", text: line("two") }],
    ["quote", quote("two")],
    ["pull_quote", { type: "pull_quote", text: line("two") }],
    ["bulleted", list("two")],
    ["numbered", { ...list("two"), ordered: true }],
    ["numbered", paragraph("two")],
  ];
  for (const [kind, expected] of chain) {
    state = run(state, toggle(kind));
    assert.deepEqual(blocks(state), [paragraph("one"), expected]);
    assert.equal(blocksOf(state.doc)[1]!.id, id);
    assert.equal(state.selection.$from.parentOffset, 1);
  }
});

test("Enter leaves what one wants to leave", () => {
  let state = run(at(open(quote("said", "Ali")), "said", 4), press("Enter"));
  assert.deepEqual(blocks(state), [quote("said", "Ali"), paragraph("")]);
  state = run(at(open(list("a", "")), "", 0), press("Enter"));
  assert.deepEqual(blocks(state), [list("a"), paragraph("")]);
  state = run(at(open({ type: "fact_box", title: "B", blocks: [paragraph("x"), paragraph("")] }), "", 0), press("Enter"));
  assert.deepEqual(blocks(state), [{ type: "fact_box", title: "B", blocks: [paragraph("x")] }, paragraph("")]);
  state = run(at(open(table), "d", 1), press("Enter"));
  assert.deepEqual(blocks(state), [table, paragraph("")]);
  state = run(at(open(table, paragraph("after")), "a", 1), paragraphAfter);
  assert.deepEqual(blocks(state), [table, paragraph(""), paragraph("after")]);
});

test("Backspace at the start makes a paragraph", () => {
  assert.deepEqual(blocks(run(at(open(quote("said")), "said", 0), press("Backspace"))), [paragraph("said")]);
  assert.deepEqual(blocks(run(at(open(list("a", "b")), "a", 0), press("Backspace"))), [paragraph("a"), list("b")]);
});

test("blocks move with their ids and the cursor", () => {
  let state = at(open(paragraph("one"), table, paragraph("two")), "two", 2);
  const before = blocksOf(state.doc);
  state = run(state, moveBlock(-1));
  assert.deepEqual(blocksOf(state.doc), [before[0], before[2], before[1]]);
  assert.equal(state.selection.$from.parent.textContent, "two");
  state = run(run(state, moveBlock(1)), moveBlock(-1));
  assert.deepEqual(blocksOf(state.doc), [before[0], before[2], before[1]]);
  assert.equal(state.selection.$from.parentOffset, 2);
});

test("tables grow and shrink and stay even", () => {
  let state = at(open(table), "a", 0);
  state = run(run(state, addRow), addColumn);
  assert.deepEqual(blocks(state)[0]!["rows"], [[line("a"), [], line("b")], [[], [], []], [line("c"), [], line("d")]]);
  state = run(run(state, removeRow), removeColumn);
  assert.deepEqual(blocks(state), [table]);
  state = run(state, toggleHead);
  assert.deepEqual(blocks(state)[0]!["head"], []);
  const last = at(open(table), "d", 0);
  assert.equal(stepCell(1)(last), false);
});

test("taking out what is chosen over several cells leaves the cells", () => {
  const state = open(table);
  const from = at(state, "a", 0).selection.from;
  const to = at(state, "c", 1).selection.to;
  const chosen = state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
  const transaction = chosen.tr;
  assert.ok(emptyCells(transaction));
  assert.deepEqual(blocks(chosen.apply(transaction))[0]!["rows"], [[[], []], [[], line("d")]]);
});

test("whatever is pressed, the document is whole, ids are one each, and undo leads back", () => {
  const kinds: Kind[] = ["paragraph", "heading", "quote", "pull_quote", "bulleted", "numbered"];
  const harmless: Command[] = [...kinds.map(toggle), moveBlock(-1), moveBlock(1), paragraphAfter, insertBlock(schema.nodes.embed.create()), insertBlock(emptyTable(2, 2)), addRow, addColumn, toggleHead];
  const enter = chainCommands(press("Enter"), baseKeymap["Enter"]!);
  const erase = chainCommands(press("Backspace"), baseKeymap["Backspace"]!);
  const erasing: Command[] = [erase, press("Delete"), baseKeymap["Delete"]!, removeRow, removeColumn];
  const letters = (state: EditorState): string => [...state.doc.textContent].sort().join("");
  for (let seed = 1; seed <= 400; seed += 1) {
    const chance = new Chance(seed);
    let state = open(...Array.from({ length: 1 + chance.below(5) }, () => chance.one([paragraph("abc"), paragraph(""), list("d", "e", ""), quote("f", "g"), quote(""), table, box, { type: "story_link", story: 3 }])));
    const start = state.doc;
    for (let step = 0; step < 25; step += 1) {
      const [one, two] = [chance.below(state.doc.content.size + 1), chance.below(state.doc.content.size + 1)];
      const selection = chance.maybe(0.3)
        ? TextSelection.between(state.doc.resolve(one), state.doc.resolve(two))
        : chance.maybe(0.1) && state.doc.nodeAt(one) && !state.doc.nodeAt(one)!.isText
          ? NodeSelection.create(state.doc, one)
          : Selection.near(state.doc.resolve(one));
      state = state.apply(state.tr.setSelection(selection));
      const before = letters(state);
      const blank = state.selection.empty;
      const loses = chance.maybe(0.25);
      const command = loses ? chance.one(erasing) : chance.maybe(0.3) && blank ? enter : chance.one(harmless);
      command(state, (transaction) => (state = state.apply(transaction)));
      state.doc.check();
      if (!loses && (blank || command !== enter)) assert.equal(letters(state), before, `seed ${seed}, step ${step}`);
      const found = blocksOf(state.doc).map(({ id }) => id);
      assert.equal(new Set(found).size, found.length, `seed ${seed}: an id twice`);
      const again = docOf(blocksOf(state.doc));
      assert.deepEqual(blocksOf(again), blocksOf(state.doc));
      again.forEach((node) => assert.notEqual(node.type.name, "closed", `seed ${seed}: ${JSON.stringify(blocksOf(state.doc))}`));
    }
    const end = blocks(state);
    while (undo(state, (transaction) => (state = state.apply(transaction))));
    assert.equal(state.doc.textContent, start.textContent, `seed ${seed}: undo`);
    while (redo(state, (transaction) => (state = state.apply(transaction))));
    assert.deepEqual(blocks(state), end, `seed ${seed}: redo`);
  }
});
