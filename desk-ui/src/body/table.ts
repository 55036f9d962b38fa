//! Tables: rows and columns added and taken out, cells reached by key, and every row as long as the longest.

import type { Node } from "prosemirror-model";
import { type Command, type EditorState, Plugin, TextSelection, type Transaction } from "prosemirror-state";
import { schema } from "./schema";

const { nodes } = schema;

interface Place {
  readonly table: Node;
  /** Position before the table. */
  readonly start: number;
  /** Among the rows, the head included; -1 in the caption. */
  readonly row: number;
  readonly column: number;
}

export function placeIn(state: EditorState): Place | null {
  const { $head } = state.selection;
  for (let depth = $head.depth; depth > 0; depth -= 1) {
    const table = $head.node(depth);
    if (table.type !== nodes.table) continue;
    const row = $head.index(depth) - 1;
    return { table, start: $head.before(depth), row, column: row < 0 ? 0 : $head.index(depth + 1) };
  }
  return null;
}

export function emptyTable(rows: number, columns: number): Node {
  const row = (): Node => nodes.row.create(null, Array.from({ length: columns }, () => nodes.cell.create()));
  return nodes.table.create({ head: true }, [nodes.table_caption.create(), ...Array.from({ length: rows }, row)]);
}

const rowsOf = (table: Node): Node[] => {
  const rows: Node[] = [];
  table.forEach((child) => {
    if (child.type === nodes.row) rows.push(child);
  });
  return rows;
};

/** Position where the words of a cell begin. */
function cellStart(table: Node, start: number, row: number, column: number): number {
  let position = start + 1;
  for (let index = 0; index <= row; index += 1) position += table.child(index).nodeSize;
  position += 1;
  for (let index = 0; index < column; index += 1) position += table.child(row + 1).child(index).nodeSize;
  return position + 1;
}

function rebuild(change: (rows: Node[], place: Place) => { rows: Node[]; row: number; column: number } | null): Command {
  return (state, dispatch) => {
    const place = placeIn(state);
    const result = place && change(rowsOf(place.table), place);
    if (!place || !result || result.rows.length === 0 || result.rows[0]!.childCount === 0) return false;
    if (dispatch) {
      const table = place.table.copy(place.table.content.cut(0, 0).append(fragment([place.table.child(0), ...result.rows])));
      const transaction = state.tr.replaceWith(place.start, place.start + place.table.nodeSize, table);
      const row = Math.min(Math.max(result.row, 0), result.rows.length - 1);
      const column = Math.min(result.column, result.rows[0]!.childCount - 1);
      dispatch(select(transaction, cellStart(table, place.start, row, column)));
    }
    return true;
  };
}

const fragment = (children: Node[]) => nodes.table.create(null, children).content;

function select(transaction: Transaction, position: number): Transaction {
  return transaction.setSelection(TextSelection.create(transaction.doc, position)).scrollIntoView();
}

export const addRow = rebuild((rows, { row, column }) => {
  const blank = nodes.row.create(null, Array.from({ length: rows[0]!.childCount }, () => nodes.cell.create()));
  return { rows: [...rows.slice(0, row + 1), blank, ...rows.slice(row + 1)], row: row + 1, column };
});

export const removeRow = rebuild((rows, { row, column }) =>
  row < 0 || rows.length < 2 ? null : { rows: rows.filter((_, index) => index !== row), row, column },
);

export const addColumn = rebuild((rows, { row, column }) => ({
  rows: rows.map((line) => withCells(line, (cells) => cells.splice(column + 1, 0, nodes.cell.create()))),
  row,
  column: column + 1,
}));

export const removeColumn = rebuild((rows, { row, column }) =>
  row < 0 || rows[0]!.childCount < 2 ? null : { rows: rows.map((line) => withCells(line, (cells) => cells.splice(column, 1))), row, column },
);

function withCells(row: Node, change: (cells: Node[]) => void): Node {
  const cells: Node[] = [];
  row.forEach((cell) => cells.push(cell));
  change(cells);
  return nodes.row.create(null, cells);
}

export const toggleHead: Command = (state, dispatch) => {
  const place = placeIn(state);
  if (!place) return false;
  dispatch?.(state.tr.setNodeAttribute(place.start, "head", !place.table.attrs["head"]));
  return true;
};

export const removeTable: Command = (state, dispatch) => {
  const place = placeIn(state);
  if (!place) return false;
  if (dispatch) {
    const paragraph = nodes.paragraph.create({ id: null });
    dispatch(select(state.tr.replaceWith(place.start, place.start + place.table.nodeSize, paragraph), place.start + 1));
  }
  return true;
};

/** To the next cell or the one before. From the last there is none, so that Tab leaves the table as it leaves a form. */
export function stepCell(step: 1 | -1): Command {
  return (state, dispatch) => {
    const place = placeIn(state);
    if (!place) return false;
    const columns = place.table.child(1).childCount;
    const at = (place.row < 0 ? (step > 0 ? -1 : 0) : place.row * columns + place.column) + step;
    if (at < 0 || at >= columns * (place.table.childCount - 1)) return false;
    dispatch?.(select(state.tr, cellStart(place.table, place.start, Math.floor(at / columns), at % columns)));
    return true;
  };
}

/** To the cell below; from the last row nowhere. */
export const cellBelow: Command = (state, dispatch) => {
  const place = placeIn(state);
  if (!place || place.row + 2 >= place.table.childCount) return false;
  dispatch?.(select(state.tr, cellStart(place.table, place.start, place.row + 1, place.column)));
  return true;
};

/** Cells a selection runs over, if they are more than one: taking it out whole would join them and shift the rest. */
export function emptyCells(transaction: Transaction): boolean {
  const { $from, $to, from, to } = transaction.selection;
  const shared = $from.node($from.sharedDepth(to));
  if (shared.type !== nodes.table && shared.type !== nodes.row) return false;
  const ranges: { start: number; end: number }[] = [];
  transaction.doc.nodesBetween(from, to, (node, position) => {
    if (node.isTextblock) ranges.push({ start: Math.max(from, position + 1), end: Math.min(to, position + 1 + node.content.size) });
  });
  for (const { start, end } of ranges.reverse()) if (start < end) transaction.delete(start, end);
  transaction.setSelection(TextSelection.create(transaction.doc, Math.min($from.pos, $to.pos)));
  return true;
}

export const evenRows = new Plugin({
  appendTransaction(transactions, before, state) {
    if (!transactions.some((transaction) => transaction.docChanged)) return null;
    const known = new Set<Node>();
    before.doc.forEach((node) => known.add(node));
    const missing: { position: number; cells: number }[] = [];
    state.doc.forEach((table, start) => {
      if (table.type !== nodes.table || known.has(table)) return;
      let columns = 0;
      rowsOf(table).forEach((row) => (columns = Math.max(columns, row.childCount)));
      table.forEach((row, offset) => {
        if (row.type === nodes.row && row.childCount < columns) {
          missing.push({ position: start + 1 + offset + row.nodeSize - 1, cells: columns - row.childCount });
        }
      });
    });
    if (missing.length === 0) return null;
    const transaction = state.tr;
    for (const { position, cells } of missing.reverse()) {
      transaction.insert(position, Array.from({ length: cells }, () => nodes.cell.create()));
    }
    return transaction;
  },
});
