//! How long the story is. Each block is counted once and remembered, so that counting costs nothing while one writes.

import type { Node } from "prosemirror-model";

/** A middling reader's pace in words per minute, as newspapers reckon it. */
const PACE = 200;

export interface Counts {
  readonly words: number;
  /** With spaces, as a column is measured. */
  readonly letters: number;
  readonly minutes: number;
}

const known = new WeakMap<Node, { readonly words: number; readonly letters: number }>();

export function countsOf(doc: Node): Counts {
  let words = 0;
  let letters = 0;
  doc.forEach((block) => {
    let count = known.get(block);
    if (!count) {
      const text = block.textBetween(0, block.content.size, "\n");
      count = { words: text.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0, letters: lettersIn(text.replace(/\n/g, "")) };
      known.set(block, count);
    }
    words += count.words;
    letters += count.letters;
  });
  return { words, letters, minutes: words === 0 ? 0 : Math.max(1, Math.round(words / PACE)) };
}

/** Letters as people count them: a mark that sits on a letter is no letter of its own. */
export function lettersIn(text: string): number {
  return [...text.normalize("NFC").replace(/[\p{M}\u200c\u200d\ufe0f]/gu, "")].length;
}
