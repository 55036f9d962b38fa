//! What lies between two states of a story, and a state with changes applied. Applying the difference of two states
//! to the first gives the second, order included.

import type { Block, BlockChange, Change, Placed, State } from "../types";
import { same } from "./equal";

export function isField<T extends { readonly field: string } | { readonly block: string }>(
  change: T,
): change is Extract<T, { readonly field: string }> {
  return "field" in change;
}

/**
 * Fields first, then what is taken out, then the rest in reading order: each `after` names a block that stands in its
 * final place by the time it is reached.
 */
export function difference(from: State, to: State): Change[] {
  const changes: Change[] = [];
  if (from.fields !== to.fields) {
    for (const field of Object.keys({ ...from.fields, ...to.fields })) {
      const was = from.fields[field] ?? null;
      const now = to.fields[field] ?? null;
      if (!same(was, now)) changes.push({ field, was, now });
    }
  }
  if (from.blocks === to.blocks) return changes;

  const before = new Map<string, { block: Block; index: number }>();
  from.blocks.forEach(({ id, block }, index) => before.set(id, { block, index }));
  const staying = new Set(to.blocks.map(({ id }) => id));
  for (const { id, block } of from.blocks) {
    if (!staying.has(id)) changes.push({ block: id, was: block, now: null });
  }

  const inPlace = longestInOrder(to.blocks, (id) => before.get(id)?.index);
  let after: string | null = null;
  for (const { id, block } of to.blocks) {
    const known = before.get(id);
    if (!known) changes.push({ block: id, was: null, now: block, after });
    else if (!inPlace.has(id)) changes.push({ block: id, was: known.block, now: block, after });
    else if (!same(known.block, block)) changes.push({ block: id, was: known.block, now: block });
    after = id;
  }
  return changes;
}

/** The largest set of blocks that need not move: the longest ascending run of old positions. */
function longestInOrder(blocks: readonly Placed[], position: (id: string) => number | undefined): Set<string> {
  const known = blocks.flatMap(({ id }) => {
    const at = position(id);
    return at === undefined ? [] : [{ id, at }];
  });
  if (known.every((item, index) => index === 0 || known[index - 1]!.at < item.at)) return new Set(known.map(({ id }) => id));

  const tails: number[] = [];
  const previous: number[] = [];
  known.forEach(({ at }, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (known[tails[middle]!]!.at < at) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? tails[low - 1]! : -1;
    tails[low] = index;
  });
  const found = new Set<string>();
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index]!) found.add(known[index]!.id);
  return found;
}

/** Blocks being changed one after another. */
export class Blocks {
  constructor(readonly list: Placed[]) {}

  index(id: string): number {
    return this.list.findIndex((placed) => placed.id === id);
  }

  get(id: string): Block | undefined {
    return this.list.find((placed) => placed.id === id)?.block;
  }

  remove(id: string): void {
    const index = this.index(id);
    if (index >= 0) this.list.splice(index, 1);
  }

  put(id: string, block: Block): void {
    const index = this.index(id);
    if (index >= 0) this.list[index] = { id, block };
    else this.list.push({ id, block });
  }

  /** Places it after `after`; where that is unknown, at the end: words in the wrong place can be moved, lost ones not. */
  place(id: string, block: Block, after: string | null): void {
    this.remove(id);
    const index = after === null ? 0 : this.index(after) + 1 || this.list.length;
    this.list.splice(index, 0, { id, block });
  }
}

export function applied(state: State, changes: readonly Change[]): State {
  if (changes.length === 0) return state;
  let fields = state.fields;
  let blocks: Blocks | null = null;
  for (const change of changes) {
    if (isField(change)) {
      fields = { ...fields, [change.field]: change.now };
    } else {
      blocks ??= new Blocks([...state.blocks]);
      applyBlock(blocks, change);
    }
  }
  return { fields, blocks: blocks ? blocks.list : state.blocks };
}

function applyBlock(blocks: Blocks, { block: id, was, now, after }: BlockChange): void {
  if (now === null) {
    blocks.remove(id);
  } else if (after === undefined) {
    blocks.put(id, now);
  } else {
    // Whoever only moved a block says nothing about its words, which another may have changed or taken out meanwhile.
    const content = was !== null && same(was, now) ? blocks.get(id) : now;
    if (content) blocks.place(id, content, after);
  }
}

/**
 * The same blocks in the server's order. Two who insert or move at the same place come out in the order in which the
 * server took them, which a list of changes alone does not tell.
 */
export function settleOrder(state: State, order: readonly string[]): State {
  const rank = new Map(order.map((id, index) => [id, index]));
  if (state.blocks.some(({ id }) => !rank.has(id))) return state;
  return { ...state, blocks: [...state.blocks].sort((a, b) => rank.get(a.id)! - rank.get(b.id)!) };
}
