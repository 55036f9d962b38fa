//! Where quoted words stand: a block's texts read as one, a line for each, and letters of it as places of the document.

import type { Node } from "prosemirror-model";
import type { Anchor } from "./thread";

export interface Spot {
  readonly from: number;
  readonly to: number;
}

/** Longer quotes say nothing more of where they stand. */
const QUOTE_LETTERS_MAX = 300;
/** Shorter ones are looked for in their own block alone: they stand everywhere. */
const TELLING_LETTERS = 8;

interface Flat {
  readonly text: string;
  /** For each letter its place in the document. */
  readonly places: readonly number[];
}

function flat(block: Node, start: number): Flat {
  let text = "";
  const places: number[] = [];
  const add = (words: string, place: number): void => {
    for (let letter = 0; letter < words.length; letter += 1) places.push(place + letter);
    text += words;
  };
  let lines = 0;
  block.descendants((child, position) => {
    if (child.isTextblock) {
      if (lines > 0) {
        places.push(start + 1 + position);
        text += "\n";
      }
      lines += 1;
    } else if (child.isText) {
      add(child.text!, start + 1 + position);
    }
  });
  return { text, places };
}

/** The anchor of a range: of what of it lies in the block where it begins. Nothing where there are no words. */
export function anchorOf(doc: Node, { from, to }: Spot): (Anchor & { readonly is: "words" }) | null {
  let anchor: (Anchor & { readonly is: "words" }) | null = null;
  doc.forEach((block, start) => {
    const id = block.attrs["id"] as string | null;
    if (anchor || id === null || start + block.nodeSize <= from || start >= to) return;
    const { text, places } = flat(block, start);
    let first = places.findIndex((place) => place >= from);
    if (first < 0) return;
    let last = first;
    while (last < places.length && places[last]! < to) last += 1;
    while (first < last && /\s/.test(text[first]!)) first += 1;
    while (last > first && /\s/.test(text[last - 1]!)) last -= 1;
    const quote = text.slice(first, Math.min(last, first + QUOTE_LETTERS_MAX));
    if (quote !== "") anchor = { is: "words", block: id, quote: whole(quote), at: first };
  });
  return anchor;
}

/** No half of a letter that takes two units. */
function whole(quote: string): string {
  return /[\uD800-\uDBFF]$/.test(quote) ? quote.slice(0, -1) : quote;
}

/** Where an anchor's words stand now: in their block the nearest to where they stood, else in any; nowhere if gone. */
export function find(doc: Node, { block: id, quote, at }: Anchor & { readonly is: "words" }): Spot | null {
  let own: Spot | null = null;
  let other: Spot | null = null;
  doc.forEach((block, start) => {
    const is = block.attrs["id"] === id;
    if (own || (!is && (other || quote.length < TELLING_LETTERS))) return;
    const { text, places } = flat(block, start);
    const place = nearest(text, quote, is ? at : 0);
    if (place === null) return;
    const spot = { from: places[place]!, to: places[place + quote.length - 1]! + 1 };
    if (is) own = spot;
    else other = spot;
  });
  return own ?? other;
}

function nearest(text: string, quote: string, at: number): number | null {
  let best: number | null = null;
  for (let place = text.indexOf(quote); place >= 0; place = text.indexOf(quote, place + 1)) {
    if (best === null || Math.abs(place - at) < Math.abs(best - at)) best = place;
    else break;
  }
  return best;
}
