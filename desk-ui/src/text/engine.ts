//! Keeps the text, what the server has of it, and what lies between. Pure: it sends nothing, stores nothing and knows
//! no hour. Order comes from `base` and `seq` alone.

import type { Answer, Change, Conflict, Json, Person, Problem, State } from "../types";
import { difference, isField, settleOrder } from "./change";
import { same } from "./equal";
import { type Apart, type Choice, rebase, serverAfter } from "./rebase";

export interface Request {
  readonly seq: number;
  /** Sent again byte for byte until it is answered. */
  readonly body: string;
  /** Without changes: it says that the tab lives and asks for news. */
  readonly life: boolean;
}

/** What this device keeps of a tab until the server has it. */
export interface DeviceRecord {
  readonly story: number;
  readonly tab: string;
  readonly actor: string;
  /** Ascending with every writing of this record: of two copies the higher is the later. */
  readonly written: number;
  readonly base: number;
  /** The number of the next request. */
  readonly seq: number;
  readonly flight: { readonly seq: number; readonly body: string } | null;
  /** Against what the server has once the request in flight is taken. */
  readonly changes: readonly Change[];
  /** Fields among the changes that wait for their writer's decision. */
  readonly undecided: readonly string[];
}

export interface Outcome {
  readonly apart: readonly Apart[];
  readonly renamed: ReadonlyMap<string, string>;
  /** The text is another one than before the answer. */
  readonly changed: boolean;
  readonly present: readonly Person[];
}

interface Flight extends Request {
  readonly changes: readonly Change[];
  readonly sent: State;
}

export class Engine {
  readonly choices = new Map<string, Choice>();
  /** Why the last request was refused, until the text changes. */
  refusal: Problem | null = null;

  private local: State;
  private seq = 1;
  private written = 0;
  private flight: Flight | null = null;
  /** What the server would not take, by field or block: not sent again until it is another. */
  private readonly refused = new Map<string, Json>();
  private reason: Problem | null = null;
  private changesMax = Infinity;

  constructor(
    private readonly story: number,
    readonly tab: string,
    private readonly actor: string,
    private base: number,
    private shadow: State,
    private readonly newId: () => string,
  ) {
    this.local = shadow;
  }

  /** Why the server would not take something that still stands in the text. */
  get heldBecause(): Problem | null {
    const { all } = this.unsent();
    return all.some((change) => this.refused.has(keyOf(change))) ? this.reason : null;
  }

  /** The newest version of the server's that this page knows. */
  get version(): number {
    return this.base;
  }

  get text(): State {
    return this.local;
  }

  edit(text: State): void {
    if (text === this.local) return;
    this.local = text;
    this.refusal = null;
  }

  /** The next thing to send: what is unanswered, else what is new, else a sign of life if one is wanted. */
  request(life: boolean): Request | null {
    if (this.flight) return this.flight;
    if (this.refusal && !life) return null;
    const changes = this.refusal ? [] : this.sendable().slice(0, this.changesMax);
    if (changes.length === 0 && !life) return null;
    const seq = this.seq;
    this.seq += 1;
    const body = JSON.stringify({ tab: this.tab, seq, base: this.base, changes });
    const sent = serverAfter(this.shadow, changes, [], []);
    this.flight = { seq, body, life: changes.length === 0, changes, sent };
    return this.flight;
  }

  /** No answer came. A sign of life is let go, all else stays to be sent again. */
  unanswered(): void {
    if (this.flight?.life) this.flight = null;
  }

  answered(answer: Answer): Outcome | null {
    const flight = this.flight;
    if (!flight || answer.seq !== flight.seq) return null;
    this.flight = null;
    this.changesMax = Infinity;
    const before = this.local;
    let server = serverAfter(this.shadow, flight.changes, answer.conflicts, answer.theirs);
    if (answer.order) server = settleOrder(server, answer.order);
    const result = rebase(flight.sent, this.local, server, answer.conflicts, this.newId);
    this.shadow = server;
    this.base = Math.max(this.base, answer.version);
    this.local = result.local;
    for (const [field, choice] of result.choices) this.choices.set(field, choice);
    for (const [field, choice] of this.choices) {
      const theirs = server.fields[field] ?? null;
      const yours = this.local.fields[field] ?? null;
      if (same(theirs, yours)) this.choices.delete(field);
      else if (!same(theirs, choice.theirs)) this.choices.set(field, { theirs, yours });
    }
    const changed = difference(before, this.local).length > 0;
    return { apart: result.apart, renamed: result.renamed, changed, present: answer.present };
  }

  /**
   * The server took nothing of the request. What its pointer names is held back until it is another, and the rest goes
   * again; without a pointer all waits for the next change.
   */
  refusedWith(problem: Problem): void {
    const flight = this.flight;
    this.flight = null;
    if (!flight || flight.life) {
      this.refusal = problem;
      return;
    }
    if (problem.status === 413 && flight.changes.length > 1) {
      this.changesMax = Math.ceil(flight.changes.length / 2);
      return;
    }
    const index = /^#?\/changes\/(\d+)/.exec(problem.pointer ?? "")?.[1];
    const culprit = problem.status === 422 && index !== undefined ? flight.changes[Number(index)] : undefined;
    // A refused removal cannot be held back: the block is not in the text any more.
    if (culprit && culprit.now !== null) {
      this.refused.set(keyOf(culprit), culprit.now);
      this.reason = problem;
    }
    if (!culprit || culprit.now === null || flight.changes.length === 1) this.refusal = problem;
  }

  /** The session is another than before, or the writer asks for it: what was refused may go again. */
  tryAgain(): void {
    this.refusal = null;
    this.refused.clear();
  }

  /** Its writer has decided about a field that two wrote. */
  decide(field: string, take: "theirs" | "mine"): void {
    const choice = this.choices.get(field);
    if (!choice) return;
    this.choices.delete(field);
    if (take === "theirs") {
      this.local = { ...this.local, fields: { ...this.local.fields, [field]: this.shadow.fields[field] ?? null } };
    }
  }

  /** Lays another version of a field beside the server's, unless this tab is already writing in it. */
  offer(field: string, yours: Json): boolean {
    const theirs = this.shadow.fields[field] ?? null;
    if (same(theirs, yours)) return true;
    if (!same(this.local.fields[field] ?? null, theirs)) return false;
    this.local = { ...this.local, fields: { ...this.local.fields, [field]: yours } };
    this.choices.set(field, { theirs, yours });
    return true;
  }

  /** What the server has not got: everything, or only what is not held back. */
  unsent(): { readonly all: readonly Change[]; readonly sendable: boolean; readonly inFlight: boolean } {
    const all = difference(this.flight?.sent ?? this.shadow, this.local);
    const held = (change: Change): boolean =>
      (isField(change) && this.choices.has(change.field)) ||
      (this.refused.has(keyOf(change)) && same(this.refused.get(keyOf(change)), change.now));
    return { all, sendable: all.some((change) => !held(change)), inFlight: this.flight !== null && !this.flight.life };
  }

  /** What this device must keep, or nothing if the server has everything. */
  record(): DeviceRecord | null {
    this.written += 1;
    const { all, inFlight } = this.unsent();
    if (all.length === 0 && !inFlight) return null;
    return {
      story: this.story,
      tab: this.tab,
      actor: this.actor,
      written: this.written,
      base: this.base,
      seq: this.seq,
      flight: inFlight ? { seq: this.flight!.seq, body: this.flight!.body } : null,
      changes: all,
      undecided: [...this.choices.keys()],
    };
  }

  private sendable(): Change[] {
    if (this.choices.size === 0 && this.refused.size === 0) return difference(this.shadow, this.local);
    let fields = this.local.fields;
    for (const field of Object.keys(fields)) {
      const held = this.choices.has(field) || (this.refused.has(`field ${field}`) && same(this.refused.get(`field ${field}`), fields[field]));
      if (held) fields = { ...fields, [field]: this.shadow.fields[field] ?? null };
    }
    const known = new Map(this.shadow.blocks.map((placed) => [placed.id, placed]));
    const blocks = this.local.blocks.flatMap((placed) => {
      const key = `block ${placed.id}`;
      if (!this.refused.has(key) || !same(this.refused.get(key), placed.block)) return [placed];
      const before = known.get(placed.id);
      return before ? [before] : [];
    });
    return difference(this.shadow, { fields, blocks });
  }
}

function keyOf(change: Change): string {
  return isField(change) ? `field ${change.field}` : `block ${change.block}`;
}

/** Changes made after a request whose answer names conflicts: they go on under the ids the server gave. */
export function carriedOver(changes: readonly Change[], conflicts: readonly Conflict[]): Change[] {
  const renamed = new Map<string, string>();
  for (const conflict of conflicts) {
    if (!isField(conflict) && conflict.kept_as) renamed.set(conflict.block, conflict.kept_as);
  }
  const name = (id: string): string => renamed.get(id) ?? id;
  return changes.map((change) => {
    if (isField(change)) return change;
    const moved = change.after === undefined ? {} : { after: change.after === null ? null : name(change.after) };
    return { block: name(change.block), was: change.was, now: change.now, ...moved };
  });
}
