import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";

import { type Found, recoverOthers } from "../src/saving/others";
import { recover, type Reply } from "../src/saving/recover";
import { DeviceStore } from "../src/saving/store";
import type { DeviceRecord } from "../src/text/engine";
import type { Page } from "../src/types";
import { FakeServer } from "./fake-server";

class FakeStorage {
  [key: string]: unknown;
  getItem(key: string): string | null {
    return (this[key] as string | undefined) ?? null;
  }
  setItem(key: string, value: string): void {
    if (full) throw new Error("full");
    this[key] = value;
  }
  removeItem(key: string): void {
    delete this[key];
  }
}
let full = false;
const storage = new FakeStorage();
Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });

const record = (tab: string, written: number, seq = 1): DeviceRecord => ({
  story: 7,
  tab,
  actor: "user:1",
  written,
  base: 1,
  seq,
  flight: null,
  changes: [{ field: "headline", was: "Head", now: `Head ${written}` }],
  undecided: [],
});

test("a record stands at once in the copy and soon in the database", async () => {
  const store = await DeviceStore.open();
  assert.equal(store.keep(7, "one", record("one", 1)), true);
  assert.equal((await store.records(7)).length, 1);
  assert.equal(await store.settled(), true);
  storage.removeItem("desk-unsent/7/one");
  assert.deepEqual(await store.records(7), [record("one", 1)]);
  assert.deepEqual(await store.records(70), []);
  store.keep(7, "one", null);
  await store.settled();
  assert.deepEqual(await store.records(7), []);
});

test("of two copies the one written later stands, whichever it is", async () => {
  const store = await DeviceStore.open();
  store.keep(7, "one", record("one", 1));
  await store.settled();
  storage.setItem("desk-unsent/7/one", JSON.stringify(record("one", 2)));
  assert.equal((await store.records(7))[0]!.written, 2);
  storage.setItem("desk-unsent/7/one", JSON.stringify(record("one", 0)));
  assert.equal((await store.records(7))[0]!.written, 1);
  storage.setItem("desk-unsent/7/one", '{"half');
  assert.equal((await store.records(7))[0]!.written, 1);
  store.keep(7, "one", null);
  await store.settled();
});

test("a full copy leaves the database", async () => {
  const store = await DeviceStore.open();
  full = true;
  assert.equal(store.keep(7, "one", record("one", 3)), false);
  assert.equal(await store.settled(), true);
  assert.equal((await store.records(7))[0]!.written, 3);
  full = false;
  store.keep(7, "one", null);
  await store.settled();
});

test("an old record that was sent already changes nothing", async () => {
  const server = new FakeServer({ fields: { headline: "Head" }, blocks: [] });
  const post = async (body: string) => ({ kind: "answer" as const, answer: server.post(body) });
  await recover(record("one", 5), post, async () => {});
  assert.equal(server.state.fields["headline"], "Head 5");
  server.post(JSON.stringify({ tab: "one", seq: 2, base: 2, changes: [{ field: "headline", was: "Head 5", now: "Last" }] }));
  const result = await recover(record("one", 4), post, async () => {});
  assert.equal(server.state.fields["headline"], "Last");
  assert.equal(result.kind, "done");
});

test("of a record that is refused in part the rest is sent", async () => {
  const server = new FakeServer({ fields: { headline: "Head", kicker: null }, blocks: [] });
  let kept: DeviceRecord | null = null;
  const bad = { field: "kicker", was: null, now: "bad" };
  const both = { ...record("one", 5), changes: [bad, ...record("one", 5).changes] };
  const post = async (body: string) =>
    body.includes("bad")
      ? { kind: "problem" as const, problem: { status: 422, pointer: "/changes/0/now" } }
      : { kind: "answer" as const, answer: server.post(body) };
  const result = await recover(both, post, async (now) => void (kept = now));
  assert.equal(result.kind, "refused");
  assert.equal(server.state.fields["headline"], "Head 5");
  assert.deepEqual(kept!.changes, [bad]);
});

test("a field that lost is kept until its writer has seen it, even if the connection breaks in between", async () => {
  const server = new FakeServer({ fields: { headline: "Theirs", kicker: null }, blocks: [] });
  const flight = { seq: 1, body: JSON.stringify({ tab: "one", seq: 1, base: 1, changes: [{ field: "headline", was: "Head", now: "Mine" }] }) };
  let kept: DeviceRecord = { ...record("one", 5, 2), flight, changes: [{ field: "kicker", was: null, now: "Kicker" }] };
  let posts = 0;
  const post = async (body: string) =>
    (posts += 1) === 2 ? { kind: "nothing" as const } : { kind: "answer" as const, answer: server.post(body) };
  const keep = async (now: DeviceRecord): Promise<void> => void (kept = now);
  assert.equal((await recover(kept, post, keep)).kind, "later");
  const result = await recover(kept, post, keep);
  assert.equal(server.state.fields["kicker"], "Kicker");
  assert.deepEqual(result.kind === "done" && result.undecided, [{ field: "headline", theirs: "Theirs", yours: "Mine" }]);
});

test("what tabs that are gone left waits until it is sent, and what will not be taken is shown once", async () => {
  const locks = { request: (_name: string, _how: object, work: (lock: object) => Promise<void>) => work({}) };
  Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });
  const server = new FakeServer({ fields: { headline: "Head" }, blocks: [] });
  const store = await DeviceStore.open();
  store.keep(7, "gone", record("gone", 1));
  store.keep(7, "refused", { ...record("refused", 1), changes: [{ field: "kicker", was: null, now: "No" }] });
  store.keep(7, "somebody's", { ...record("somebody's", 1), actor: "user:2" });
  await store.settled();
  let full = true;
  const post = async (body: string): Promise<Reply> => {
    if (body.includes("kicker")) return { kind: "problem", problem: { status: 404 } };
    return full ? { kind: "problem", problem: { status: 503 } } : { kind: "answer", answer: server.post(body) };
  };
  const told: string[] = [];
  const found: Found = {
    waiting: () => void told.push("waiting"),
    undecided: () => true,
    apart: () => {},
    left: ({ problem }) => void told.push(`left ${problem?.status}`),
    done: () => void told.push("done"),
  };
  const shown = new Set<string>();
  const page = { number: 7, me: { actor: "user:1" } } as unknown as Page;
  const look = (): Promise<boolean> => recoverOthers(page, "own", store, post, shown, found);
  assert.equal(await look(), false);
  assert.deepEqual(told.splice(0), ["waiting", "waiting", "left 404", "done"]);
  assert.equal(await look(), false, "the disk is still full");
  assert.deepEqual(told.splice(0), ["waiting"]);
  full = false;
  assert.equal(await look(), true);
  assert.equal(server.state.fields["headline"], "Head 1");
  await store.settled();
  assert.deepEqual((await store.records(7)).map(({ tab }) => tab).sort(), ["refused", "somebody's"]);
});
