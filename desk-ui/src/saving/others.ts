//! On opening: what tabs that are gone had not sent.

import type { FieldConflict, Page } from "../types";
import { isField } from "../text/change";
import type { DeviceRecord } from "../text/engine";
import type { Left } from "../notices";
import { recover, type Reply } from "./recover";
import type { DeviceStore } from "./store";
import { ifGone } from "./tabs";

export interface Found {
  /** Two versions of a field. Returns whether this tab could lay them side by side. */
  undecided(conflict: FieldConflict): boolean;
  apart(ids: readonly string[]): void;
  left(left: Left): void;
  later(): void;
  done(): void;
}

export async function recoverOthers(page: Page, own: string, store: DeviceStore, post: (body: string) => Promise<Reply>, found: Found): Promise<void> {
  for (const record of await store.records(page.number)) {
    // What somebody else wrote at this device is theirs to send.
    if (record.tab === own || record.actor !== page.me.actor) continue;
    await ifGone(record.tab, () => one(record, store, post, found));
  }
}

async function one(record: DeviceRecord, store: DeviceStore, post: (body: string) => Promise<Reply>, found: Found): Promise<void> {
  const keep = async (now: DeviceRecord): Promise<void> => {
    store.keep(now.story, now.tab, now);
    await store.settled();
  };
  const forget = (): void => void store.keep(record.story, record.tab, null);
  const result = await recover(record, post, keep);
  const kept = result.conflicts.flatMap((conflict) => (!isField(conflict) && conflict.kept_as ? [conflict.kept_as] : []));
  if (result.kind === "later") {
    found.later();
  } else if (result.kind === "refused") {
    found.left({ problem: result.problem, changes: result.changes, forget });
  } else {
    const open = result.undecided.filter((conflict) => !found.undecided(conflict));
    const changes = open.map(({ field, theirs, yours }) => ({ field, was: theirs, now: yours }));
    if (changes.length > 0) found.left({ problem: null, changes, forget });
    else forget();
  }
  if (kept.length > 0) found.apart(kept);
  if (result.kind !== "later") found.done();
}
