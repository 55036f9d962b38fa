//! Every top-level block has an id of its own: 16 letters of a–z and 0–9. The first that bears an id keeps it, so that a
//! split leaves it with the first half and a copy gets a new one.

import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { schema } from "./schema";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

export function newId(): string {
  let id = "";
  while (id.length < 16) {
    // 252 is the largest multiple of 36 in a byte: above it the first letters would come up more often.
    for (const byte of crypto.getRandomValues(new Uint8Array(24))) if (byte < 252 && id.length < 16) id += LETTERS[byte % 36];
  }
  return id;
}

export const ids = new Plugin({
  appendTransaction(transactions, _before, state) {
    if (!transactions.some((transaction) => transaction.docChanged)) return null;
    const missing = withoutId(state.doc);
    if (missing.length === 0) return null;
    const transaction = state.tr;
    for (const position of missing) transaction.setNodeAttribute(position, "id", newId());
    // Typing goes on as if nothing had been added.
    return transaction.setStoredMarks(state.storedMarks).setMeta("addToHistory", false);
  },
});

function withoutId(doc: Node): number[] {
  const seen = new Set<string>();
  const missing: number[] = [];
  doc.forEach((node, position) => {
    const id = node.attrs["id"] as string | null;
    const beginning = id === null && doc.childCount === 1 && node.type === schema.nodes.paragraph && node.content.size === 0;
    if (beginning) return;
    if (id === null || seen.has(id)) missing.push(position);
    else seen.add(id);
  });
  return missing;
}
