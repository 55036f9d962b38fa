//! A server that keeps the contract of PROTOCOL.md in memory: one story, its journal, every request taken once.

import type { Answer, Block, BlockChange, Change, Conflict, Json, State } from "../src/types";
import { Blocks, isField } from "../src/text/change";
import { same } from "../src/text/equal";

interface Entry {
  readonly version: number;
  /** Of the tab that wrote it; what the server made of a conflict is by nobody. */
  readonly tab: string | null;
  readonly change: Change;
}

export class FakeServer {
  version = 1;
  readonly entries: Entry[] = [];
  private readonly taken = new Map<string, Conflict[]>();
  private made = 0;

  constructor(
    public state: State,
    private readonly tellsOrder = true,
  ) {}

  post(body: string): Answer {
    const { tab, seq, base, changes } = JSON.parse(body) as { tab: string; seq: number; base: number; changes: Change[] };
    const key = `${tab} ${seq}`;
    let conflicts = this.taken.get(key);
    if (!conflicts) {
      conflicts = [];
      if (changes.length > 0) this.version += 1;
      for (const change of changes) this.take(tab, change, conflicts);
      this.taken.set(key, conflicts);
    }
    const answer = {
      version: this.version,
      seq,
      theirs: this.entries.filter((entry) => entry.version > base && entry.tab !== tab).map(({ change }) => change),
      conflicts,
      present: [],
    };
    const told = this.tellsOrder ? { ...answer, order: this.state.blocks.map(({ id }) => id) } : answer;
    return JSON.parse(JSON.stringify(told)) as Answer;
  }

  private take(tab: string, change: Change, conflicts: Conflict[]): void {
    if (isField(change)) {
      const now = this.state.fields[change.field] ?? null;
      if (!same(now, change.was) && !same(now, change.now)) {
        conflicts.push({ field: change.field, theirs: now, yours: change.now });
        return;
      }
      this.state = { ...this.state, fields: { ...this.state.fields, [change.field]: change.now } };
    } else {
      const blocks = new Blocks([...this.state.blocks]);
      if (!this.takeBlock(blocks, change, conflicts)) return;
      this.state = { ...this.state, blocks: blocks.list };
    }
    this.entries.push({ version: this.version, tab, change });
  }

  private takeBlock(blocks: Blocks, change: BlockChange, conflicts: Conflict[]): boolean {
    const { block: id, was, now, after } = change;
    const there = blocks.get(id);
    if (now === null) {
      if (there && !same(there, was as Json)) {
        conflicts.push({ block: id, kept_as: null });
        return false;
      }
      blocks.remove(id);
      return true;
    }
    const movedOnly = was !== null && same(was, now);
    if (there && movedOnly) {
      if (after !== undefined) blocks.place(id, there, after);
      return true;
    }
    if (movedOnly) return false;
    if (was === null ? !there || same(there, now) : there !== undefined && (same(there, was) || same(there, now))) {
      if (after !== undefined) blocks.place(id, now, after);
      else blocks.put(id, now);
      return true;
    }
    this.made += 1;
    const kept = `kept${String(this.made).padStart(12, "0")}`;
    this.keepApart(blocks, kept, now, there ? id : (after ?? blocks.list.at(-1)?.id ?? null));
    conflicts.push({ block: id, kept_as: kept });
    this.state = { ...this.state, blocks: blocks.list };
    return false;
  }

  private keepApart(blocks: Blocks, id: string, block: Block, after: string | null): void {
    blocks.place(id, block, after);
    const index = blocks.index(id);
    const change = { block: id, was: null, now: block, after: index === 0 ? null : blocks.list[index - 1]!.id };
    this.entries.push({ version: this.version, tab: null, change });
  }
}
