//! On opening: what tabs that are gone had not sent.

import type { FieldConflict, Page } from "../types";
import { isField } from "../text/change";
import type { DeviceRecord } from "../text/engine";
import type { Left } from "../notices";
import { recover, type Reply } from "./recover";
import type { DeviceStore } from "./store";
import { ifGone } from "./tabs";

export interface Found {
  /** There is something, and from now on it is on its way to the server. */
  waiting(): void;
  /** Two versions of a field. Returns whether this tab could lay them side by side. */
  undecided(conflict: FieldConflict): boolean;
  apart(ids: readonly string[]): void;
  left(left: Left): void;
  done(): void;
}

/**
 * Resolves to whether nothing is left that is to be sent later. `shown` has the tabs whose words the server will not take and
 * their writer sees already.
 */
export async function recoverOthers(page: Page, own: string, store: DeviceStore, post: (body: string) => Promise<Reply>, shown: Set<string>, found: Found): Promise<boolean> {
  let all = true;
  for (const record of await store.records(page.number)) {
    // What somebody else wrote at this device is theirs to send.
    if (record.tab === own || record.actor !== page.me.actor || shown.has(record.tab)) continue;
    await ifGone(record.tab, async () => {
      found.waiting();
      const left = (left: Left): void => {
        shown.add(record.tab);
        found.left(left);
      };
      all = (await one(record, store, post, { ...found, left })) && all;
    });
  }
  return all;
}

async function one(record: DeviceRecord, store: DeviceStore, post: (body: string) => Promise<Reply>, found: Found): Promise<boolean> {
  const keep = async (now: DeviceRecord): Promise<void> => {
    store.keep(now.story, now.tab, now);
    await store.settled();
  };
  const forget = (): void => void store.keep(record.story, record.tab, null);
  const result = await recover(record, post, keep);
  const kept = result.conflicts.flatMap((conflict) => (!isField(conflict) && conflict.kept_as ? [conflict.kept_as] : []));
  if (result.kind === "refused") {
    found.left({ problem: result.problem, changes: result.changes, forget });
  } else if (result.kind === "done") {
    const open = result.undecided.filter((conflict) => !found.undecided(conflict));
    const changes = open.map(({ field, theirs, yours }) => ({ field, was: theirs, now: yours }));
    if (changes.length > 0) found.left({ problem: null, changes, forget });
    else forget();
  }
  if (kept.length > 0) found.apart(kept);
  if (result.kind === "later") return false;
  found.done();
  return true;
}
