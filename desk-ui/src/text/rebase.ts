//! What was written since a request was sent, carried over onto what the server answered. Theirs stands; mine is kept
//! beside it; nothing is dropped that is not the same as something that stays.

import type { Change, Conflict, Json, State } from "../types";
import { applied, Blocks, difference, isField } from "./change";
import { same } from "./equal";

/** A block that stands apart because somebody else wrote in the same one. */
export interface Apart {
  readonly id: string;
  /** The block it was. */
  readonly of: string;
}

/** A field that two wrote: theirs is on the server, yours is in the form until its writer decides. */
export interface Choice {
  readonly theirs: Json;
  readonly yours: Json;
}

export interface Rebased {
  readonly local: State;
  readonly apart: readonly Apart[];
  readonly choices: ReadonlyMap<string, Choice>;
  /** Blocks whose words go on under another id: old id to new. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * `sent` is the text as it was sent, `local` as it is now, `server` as the server has it after the answer.
 */
export function rebase(sent: State, local: State, server: State, conflicts: readonly Conflict[], newId: () => string): Rebased {
  const apart: Apart[] = [];
  const choices = new Map<string, Choice>();
  const renamed = new Map<string, string>();
  const served = new Set(server.blocks.map(({ id }) => id));

  const dropped = new Set<string>();
  for (const conflict of conflicts) {
    if (isField(conflict)) continue;
    const mine = sent.blocks.find(({ id }) => id === conflict.block)?.block;
    if (!mine) continue;
    const keptAs = conflict.kept_as;
    if (!keptAs && same(mine, server.blocks.find(({ id }) => id === conflict.block)?.block)) continue;
    renamed.set(conflict.block, keptAs || newId());
    // A kept block that the answer does not hold is to be sent as a new one, so it must not pass for sent.
    if (!keptAs || !served.has(keptAs)) dropped.add(conflict.block);
  }
  const rename = (state: State, without: ReadonlySet<string>): State =>
    renamed.size === 0
      ? state
      : {
          ...state,
          blocks: state.blocks
            .filter(({ id }) => !without.has(id))
            .map((placed) => (renamed.has(placed.id) ? { id: renamed.get(placed.id)!, block: placed.block } : placed)),
        };
  const base = rename(sent, dropped);
  const mine = rename(local, new Set());
  for (const [of, id] of renamed) {
    if (mine.blocks.some((placed) => placed.id === id)) apart.push({ id, of });
  }

  let fields = server.fields;
  const blocks = new Blocks([...server.blocks]);
  for (const change of difference(base, mine)) {
    if (isField(change)) {
      const theirs = server.fields[change.field] ?? null;
      if (same(theirs, change.now)) continue;
      if (!same(theirs, change.was)) choices.set(change.field, { theirs, yours: change.now });
      fields = { ...fields, [change.field]: change.now };
      continue;
    }
    const { block: id, was, now, after } = change;
    const theirs = blocks.get(id);
    if (now === null) {
      if (theirs && same(theirs, was!)) blocks.remove(id);
    } else if (was === null && !theirs) {
      blocks.place(id, now, anchor(blocks, mine, id));
    } else if (theirs && (same(theirs, was ?? undefined) || same(theirs, now) || (was && same(was, now)))) {
      const content = was && same(was, now) ? theirs : now;
      if (after === undefined) blocks.put(id, content);
      else blocks.place(id, content, anchor(blocks, mine, id));
    } else if (!theirs && was && same(was, now)) {
      // Moved here and removed there: a move alone is no wish to keep it.
      continue;
    } else {
      const fresh = newId();
      blocks.place(fresh, now, theirs ? id : anchor(blocks, mine, id));
      renamed.set(id, fresh);
      apart.push({ id: fresh, of: id });
    }
  }

  for (const conflict of conflicts) {
    if (!isField(conflict)) continue;
    const yours = local.fields[conflict.field] ?? null;
    const theirs = server.fields[conflict.field] ?? null;
    if (same(yours, theirs)) continue;
    choices.set(conflict.field, { theirs, yours });
    fields = { ...fields, [conflict.field]: yours };
  }
  return { local: { fields, blocks: blocks.list }, apart, choices, renamed };

  /** The nearest block before it in my text that is still there. */
  function anchor(list: Blocks, text: State, id: string): string | null {
    let index = text.blocks.findIndex((placed) => placed.id === id) - 1;
    for (; index >= 0; index -= 1) {
      const before = text.blocks[index]!.id;
      const now = renamed.get(before);
      if (now !== undefined && list.index(now) >= 0) return now;
      if (list.index(before) >= 0) return before;
    }
    return null;
  }
}

/** The server's state after it answered: own changes that stood, then theirs. */
export function serverAfter(
  shadow: State,
  own: readonly Change[],
  conflicts: readonly Conflict[],
  theirs: readonly Change[],
): State {
  const fields = new Set(conflicts.flatMap((conflict) => (isField(conflict) ? [conflict.field] : [])));
  const blocks = new Set(conflicts.flatMap((conflict) => (isField(conflict) ? [] : [conflict.block])));
  const stood = own.filter((change) => (isField(change) ? !fields.has(change.field) : !blocks.has(change.block)));
  let state = applied(applied(shadow, stood), theirs);
  for (const conflict of conflicts) {
    if (isField(conflict)) state = { ...state, fields: { ...state.fields, [conflict.field]: conflict.theirs } };
  }
  return state;
}
