//! Brings the document to the blocks that an answer left, with as few steps as will do: where nothing changed, the
//! cursor, the selection and the history stay as they are.

import type { Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import type { Placed } from "../types";
import { difference } from "../text/change";
import { same } from "../text/equal";
import { blockOf, isComplete, nodeOf } from "./convert";
import { schema } from "./schema";

interface Standing {
  readonly node: Node;
  readonly start: number;
}

/** `renamed` are blocks whose words go on under another id. Returns nothing if the document says all that already. */
export function updated(state: EditorState, blocks: readonly Placed[], renamed: ReadonlyMap<string, string>): Transaction | null {
  const transaction = state.tr;
  state.doc.forEach((node, start) => {
    const id = renamed.get(node.attrs["id"] as string);
    if (id !== undefined) transaction.setNodeAttribute(start, "id", id);
  });

  const standing = new Map<string, Standing>();
  const placed: Placed[] = [];
  let incomplete = 0;
  transaction.doc.forEach((node, start) => {
    const id = node.attrs["id"] as string | null;
    if (id === null) return;
    if (!isComplete(node)) {
      incomplete += 1;
      return;
    }
    standing.set(id, { node, start });
    placed.push({ id, block: blockOf(node) });
  });
  const before = { fields: {}, blocks: placed };
  const changes = difference(before, { fields: {}, blocks });
  if (changes.length === 0) return transaction.docChanged ? quiet(transaction) : null;

  const doc = transaction.doc;
  const base = transaction.mapping.maps.length;
  const map = (position: number, side: 1 | -1): number => transaction.mapping.slice(base).map(position, side);
  const placedAnew = new Set(changes.flatMap((change) => ("block" in change && change.after !== undefined ? [change.block] : [])));
  const wanted = new Set(blocks.map(({ id }) => id));

  let lastEnd = 0;
  for (const { id, block } of blocks) {
    const there = standing.get(id);
    if (there && !placedAnew.has(id)) {
      lastEnd = there.start + there.node.nodeSize;
      if (!same(blockOf(there.node), block)) rewrite(transaction, map(there.start, 1), nodeOf({ id, block }));
    } else {
      const node = there && same(blockOf(there.node), block) ? there.node : nodeOf({ id, block });
      transaction.insert(map(lastEnd, 1), node);
    }
  }

  const leaving: Standing[] = [];
  doc.forEach((node, start) => {
    const id = node.attrs["id"] as string | null;
    if (id === null ? blocks.length > 0 : isComplete(node) && (!wanted.has(id) || placedAnew.has(id))) leaving.push({ node, start });
  });
  if (blocks.length === 0 && incomplete === 0) transaction.insert(map(doc.content.size, 1), schema.nodes.paragraph.create());
  for (const { node, start } of leaving) transaction.delete(map(start, 1), map(start + node.nodeSize, -1));
  return quiet(transaction);
}

function quiet(transaction: Transaction): Transaction {
  return transaction.setMeta("addToHistory", false).setMeta("fromServer", true);
}

/** Replaces only what differs inside of the node at `start`. */
function rewrite(transaction: Transaction, start: number, wanted: Node): void {
  const node = transaction.doc.nodeAt(start)!;
  if (node.type !== wanted.type || node.isAtom) {
    transaction.replaceWith(start, start + node.nodeSize, wanted);
    return;
  }
  const from = node.content.findDiffStart(wanted.content);
  if (from !== null) {
    let { a, b } = node.content.findDiffEnd(wanted.content)!;
    const overlap = from - Math.min(a, b);
    if (overlap > 0) {
      a += overlap;
      b += overlap;
    }
    transaction.replace(start + 1 + from, start + 1 + a, wanted.slice(from, b));
  }
  const now = transaction.doc.nodeAt(start)!;
  if (!now.hasMarkup(wanted.type, wanted.attrs, wanted.marks)) transaction.setNodeMarkup(start, null, wanted.attrs, wanted.marks);
  // A step that had to be fitted may have come out otherwise; theirs must stand to the letter.
  const result = transaction.doc.nodeAt(start)!;
  if (!result.eq(wanted)) transaction.replaceWith(start, start + result.nodeSize, wanted);
}
