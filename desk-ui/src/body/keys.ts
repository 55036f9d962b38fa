//! What keys do in the body. Shortcuts are those of other editors where there are any.

import { baseKeymap, chainCommands, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import type { Node } from "prosemirror-model";
import { type Command, NodeSelection, type Plugin, TextSelection } from "prosemirror-state";
import { convert, outOfList, toggle } from "./kinds";
import { schema } from "./schema";
import { cellBelow, emptyCells, placeIn, stepCell } from "./table";

const { nodes, marks } = schema;

/** A paragraph after the block the cursor is in: the way out of boxes, tables and quotes. */
export const paragraphAfter: Command = (state, dispatch) => {
  const { $to } = state.selection;
  const after = $to.depth === 0 ? state.selection.to : $to.after(1);
  if (dispatch) {
    const transaction = state.tr.insert(after, nodes.paragraph.create());
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, after + 1)).scrollIntoView());
  }
  return true;
};

/** Puts a block where the cursor is: in place of an empty paragraph, else after the block. */
export function insertBlock(block: Node): Command {
  return (state, dispatch) => {
    const { $from, $to } = state.selection;
    const empty = $from.depth === 1 && $from.parent.type === nodes.paragraph && $from.parent.content.size === 0;
    const from = empty ? $from.before(1) : $to.depth === 0 ? state.selection.to : $to.after(1);
    const to = empty ? $from.after(1) : from;
    if (dispatch) {
      const transaction = state.tr.replaceWith(from, to, block);
      const selection = block.isAtom ? NodeSelection.create(transaction.doc, from) : TextSelection.near(transaction.doc.resolve(from + 1));
      dispatch(transaction.setSelection(selection).scrollIntoView());
    }
    return true;
  };
}

export function moveBlock(step: -1 | 1): Command {
  return (state, dispatch) => {
    const { $from, $to } = state.selection;
    const first = $from.index(0);
    const last = $to.depth === 0 ? Math.max(first, $to.index(0) - 1) : $to.index(0);
    const over = step < 0 ? first - 1 : last + 1;
    const other = over < 0 ? null : state.doc.maybeChild(over);
    if (!other) return false;
    if (!dispatch) return true;
    let start = 0;
    for (let index = 0; index < Math.min(first, over); index += 1) start += state.doc.child(index).nodeSize;
    let size = 0;
    for (let index = first; index <= last; index += 1) size += state.doc.child(index).nodeSize;
    const transaction = state.tr;
    // The neighbour moves, so that the selection stays in what is chosen.
    if (step < 0) transaction.delete(start, start + other.nodeSize).insert(start + size, other);
    else transaction.delete(start + size, start + size + other.nodeSize).insert(start, other);
    dispatch(transaction.scrollIntoView());
    return true;
  };
}

const enterInQuote: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if ($from.parent.type !== nodes.quote_text && $from.parent.type !== nodes.quote_source) return false;
  if (!$from.sameParent($to)) return false;
  if (dispatch) {
    const rest = $from.parent.content.cut($to.parentOffset);
    const transaction = state.tr.delete($from.pos, $from.end());
    const after = transaction.mapping.map($from.after(1));
    transaction.insert(after, nodes.paragraph.create(null, rest));
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, after + 1)).scrollIntoView());
  }
  return true;
};

const enterInEmptyItem: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type !== nodes.list_item || $from.parent.content.size > 0) return false;
  const transaction = state.tr;
  if (!outOfList(transaction)) return false;
  dispatch?.(transaction.scrollIntoView());
  return true;
};

const enterInBox: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth < 2 || $from.node(1).type !== nodes.fact_box) return false;
  if ($from.parent.type === nodes.fact_title) {
    if (dispatch) {
      const after = $from.after();
      const transaction = state.tr.insert(after, nodes.paragraph.create());
      dispatch(transaction.setSelection(TextSelection.create(transaction.doc, after + 1)).scrollIntoView());
    }
    return true;
  }
  const last = $from.index(1) === $from.node(1).childCount - 1;
  if ($from.depth !== 2 || $from.parent.content.size > 0 || !last) return false;
  if (dispatch) {
    const transaction = state.tr.delete($from.before(), $from.after());
    const after = transaction.mapping.map($from.after(1));
    transaction.insert(after, nodes.paragraph.create());
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, after + 1)).scrollIntoView());
  }
  return true;
};

const enterInTable: Command = (state, dispatch, view) =>
  placeIn(state) !== null && (cellBelow(state, dispatch, view) || paragraphAfter(state, dispatch, view));

/** Into the form of a picture, an embed or a link; a closed box has none. */
const enterInForm: Command = (state, dispatch, view) => {
  if (!(state.selection instanceof NodeSelection)) return false;
  const dom = view?.nodeDOM(state.selection.from);
  const input = dom instanceof HTMLElement ? dom.querySelector<HTMLElement>("input, textarea") : null;
  if (!input) return paragraphAfter(state, dispatch, view);
  input.focus();
  return true;
};

const emptySelectedCells: Command = (state, dispatch) => {
  if (state.selection.empty || state.selection instanceof NodeSelection) return false;
  const transaction = state.tr;
  if (!emptyCells(transaction)) return false;
  dispatch?.(transaction);
  return true;
};

const backAtStart: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || !$from.parent.isTextblock) return false;
  const type = $from.parent.type;
  const transaction = state.tr;
  if (type === nodes.heading || type === nodes.pull_quote || type === nodes.quote_text) {
    convert(transaction, "paragraph");
  } else if (type === nodes.list_item) {
    if ($from.index(-1) > 0) return false;
    outOfList(transaction);
  } else if (type === nodes.fact_title) {
    const box = $from.node(1);
    if (box.textContent !== "") return true;
    transaction.replaceWith($from.before(1), $from.after(1), nodes.paragraph.create({ id: box.attrs["id"] as string }));
    transaction.setSelection(TextSelection.create(transaction.doc, $from.before(1) + 1));
  } else if (type === nodes.quote_source || type === nodes.table_caption || type === nodes.cell) {
    if (type !== nodes.quote_source) return true;
    transaction.setSelection(TextSelection.create(transaction.doc, $from.before() - 1));
  } else {
    return false;
  }
  dispatch?.(transaction.scrollIntoView());
  return true;
};

/** Joining over the edge of a quote, box or table would pull its parts out of place. */
const deleteAtEnd: Command = (state) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset < $from.parent.content.size) return false;
  const type = $from.parent.type;
  return type === nodes.cell || type === nodes.table_caption || type === nodes.quote_text || type === nodes.quote_source || type === nodes.fact_title;
};

export function keys(link: Command, insertMenu: Command, toToolbar: Command): Plugin[] {
  const enter = chainCommands(enterInQuote, enterInEmptyItem, enterInBox, enterInTable, enterInForm);
  const own: { [key: string]: Command } = {
    "Mod-b": toggleMark(marks.strong),
    "Mod-i": toggleMark(marks.emphasis),
    "Mod-Shift-u": link,
    "Mod-z": undo,
    "Mod-y": redo,
    "Mod-Shift-z": redo,
    "Mod-Alt-0": toggle("paragraph"),
    "Mod-Alt-2": toggle("heading"),
    "Mod-Shift-7": toggle("numbered"),
    "Mod-Shift-8": toggle("bulleted"),
    "Mod-Shift-9": toggle("quote"),
    "Alt-Shift-ArrowUp": moveBlock(-1),
    "Alt-Shift-ArrowDown": moveBlock(1),
    "Mod-Enter": paragraphAfter,
    "Alt-F10": toToolbar,
    Enter: enter,
    "Shift-Enter": chainCommands(enter, baseKeymap["Enter"]!),
    Tab: stepCell(1),
    "Shift-Tab": stepCell(-1),
    Backspace: chainCommands(emptySelectedCells, backAtStart),
    "Mod-Backspace": chainCommands(emptySelectedCells, backAtStart),
    Delete: chainCommands(emptySelectedCells, deleteAtEnd),
    "Mod-Delete": chainCommands(emptySelectedCells, deleteAtEnd),
    "/": insertMenu,
  };
  return [keymap(own), keymap(baseKeymap)];
}
