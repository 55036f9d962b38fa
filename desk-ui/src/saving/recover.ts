//! Sends what a tab that is gone had not sent, under that tab's own name and numbers: whatever the server had taken
//! already it takes for a repetition.

import type { Answer, Change, Conflict, FieldChange, FieldConflict, Problem } from "../types";
import { isField } from "../text/change";
import { carriedOver, type DeviceRecord } from "../text/engine";

export type Reply =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "nothing" };

export type Recovered =
  /** The server has all but what its writer has to decide. */
  | { readonly kind: "done"; readonly conflicts: readonly Conflict[]; readonly undecided: readonly FieldConflict[] }
  /** Not now: no connection, or not signed in. The record stays. */
  | { readonly kind: "later"; readonly conflicts: readonly Conflict[] }
  /** The server will not have it. The record stays, and its words are to be shown. */
  | { readonly kind: "refused"; readonly problem: Problem; readonly changes: readonly Change[]; readonly conflicts: readonly Conflict[] };

/** `keep` writes the record before each sending, so that dying here changes nothing. */
export async function recover(
  record: DeviceRecord,
  post: (body: string) => Promise<Reply>,
  keep: (record: DeviceRecord) => Promise<void>,
): Promise<Recovered> {
  const conflicts: Conflict[] = [];
  const refused: Change[] = [];
  let problem: Problem | null = null;
  let most = Infinity;
  let now = record;
  for (;;) {
    if (!now.flight) {
      const sendable = now.changes.filter((change) => !isUndecided(now, change)).slice(0, most);
      if (sendable.length === 0) break;
      const body = JSON.stringify({ tab: now.tab, seq: now.seq, base: now.base, changes: sendable });
      const rest = now.changes.filter((change) => !sendable.includes(change));
      now = { ...now, written: now.written + 1, seq: now.seq + 1, flight: { seq: now.seq, body }, changes: rest };
      await keep({ ...now, changes: [...refused, ...rest] });
    }
    const flight = now.flight!;
    const reply = await post(flight.body);
    if (reply.kind === "nothing" || (reply.kind === "problem" && isPassing(reply.problem.status))) {
      return { kind: "later", conflicts };
    }
    if (reply.kind === "problem") {
      problem = reply.problem;
      const sent = (JSON.parse(flight.body) as { changes: Change[] }).changes;
      const culprit = problem.status === 422 ? Number(/^#?\/changes\/(\d+)/.exec(problem.pointer ?? "")?.[1] ?? -1) : -1;
      if (sent.length > 1 && culprit >= 0 && culprit < sent.length) {
        refused.push(sent[culprit]!);
        sent.splice(culprit, 1);
      } else if (sent.length > 1 && problem.status === 413) {
        most = Math.ceil(sent.length / 2);
      } else {
        return { kind: "refused", problem, changes: [...refused, ...sent, ...now.changes], conflicts };
      }
      now = { ...now, flight: null, changes: [...sent, ...now.changes] };
      continue;
    }
    if (reply.answer.seq !== flight.seq) return { kind: "later", conflicts };
    conflicts.push(...reply.answer.conflicts);
    now = withChoices({ ...now, written: now.written + 1, flight: null, changes: carriedOver(now.changes, reply.answer.conflicts) }, reply.answer.conflicts);
    await keep({ ...now, changes: [...refused, ...now.changes] });
  }
  if (problem && refused.length > 0) {
    await keep({ ...now, written: now.written + 1, changes: [...refused, ...now.changes] });
    return { kind: "refused", problem, changes: [...refused, ...now.changes], conflicts };
  }
  const undecided = now.changes.flatMap((change) =>
    isField(change) ? [{ field: change.field, theirs: change.was, yours: change.now }] : [],
  );
  return { kind: "done", conflicts, undecided };
}

/** Versions of a field that lost stay in the record until their writer has seen them. */
function withChoices(record: DeviceRecord, conflicts: readonly Conflict[]): DeviceRecord {
  let now = record;
  for (const conflict of conflicts) {
    if (!isField(conflict)) continue;
    const { field, theirs, yours } = conflict;
    const later = now.changes.find((change): change is FieldChange => isField(change) && change.field === field);
    const others = now.changes.filter((change) => change !== later);
    now = { ...now, changes: [...others, { field, was: theirs, now: later ? later.now : yours }], undecided: [...now.undecided, field] };
  }
  return now;
}

function isUndecided(record: DeviceRecord, change: Change): boolean {
  return isField(change) && record.undecided.includes(change.field);
}

/** Answers after which the same request may yet be taken. */
export function isPassing(status: number): boolean {
  return status === 401 || status === 408 || status === 425 || status === 429 || status >= 500;
}
