import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf, docOf } from "../src/body/convert";
import { held } from "../src/pictures/crops";
import { BegunStore } from "../src/pictures/begun";
import { Library, type Line, NotTaken } from "../src/pictures/wire";
import type { Block } from "../src/types";

const file = (bytes: number): File => new File([new Uint8Array(bytes).fill(7)], "köy.jpg", { type: "image/jpeg" });
const never = new AbortController().signal;

/** A server that keeps one upload, and a line that does as it is told: an answer is lost, a piece does not arrive. */
function desk(trouble: (request: number) => "lost" | "cut" | "csrf" | "gone" | null) {
  let kept: number[] | null = null;
  let [requests, begun, of] = [0, 0, 0];
  const waits: number[] = [];
  const answer = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
  const serve = async (address: string, options: RequestInit): Promise<Response> => {
    const headers = options.headers as Record<string, string>;
    if (address.startsWith("/desk/pictures/found")) return answer(200, { pictures: [], older: null, csrf: "fresh", me: "user:1" });
    if (headers["x-manset-csrf"] === "old") return answer(403, { code: "csrf" });
    if (address === "/desk/pictures/uploads") {
      kept = [];
      begun += 1;
      of = JSON.parse(options.body as string).bytes;
      return answer(200, { id: "a".repeat(32), offset: 0, bytes: of });
    }
    if (!kept) return answer(404, {});
    if (options.method === "GET") return answer(200, { id: "a".repeat(32), offset: kept.length, bytes: of });
    if (address.endsWith("/end")) return answer(200, { picture: { bytes: kept.length }, near: [], is_new: true, sha256: JSON.parse(options.body as string).sha256 });
    const offset = Number(address.split("/").at(-1));
    const piece = [...new Uint8Array(await (options.body as Blob).arrayBuffer())];
    if (offset + piece.length <= kept.length) return answer(200, { offset: kept.length });
    if (offset !== kept.length) return answer(409, { code: "offset", detail: String(kept.length) });
    for (const byte of piece) kept.push(byte);
    return answer(200, { offset: kept.length });
  };
  const line: Line = {
    now: () => performance.now(),
    wait: async (milliseconds) => void waits.push(milliseconds),
    fetch: async (address, options) => {
      requests += 1;
      const wrong = trouble(requests);
      if (wrong === "cut") throw new TypeError("no line");
      if (wrong === "gone") kept = null;
      const got = await serve(address, options);
      if (wrong === "lost") throw new TypeError("no line");
      return got;
    },
  };
  return { line, waits, kept: () => kept?.length, begun: () => begun };
}

test("a picture arrives whole over a line that breaks", async () => {
  const bytes = 900 * 1024;
  for (const broken of [[], [2], [2, 3, 4], [1], [3, 5]]) {
    for (const kind of ["lost", "cut"] as const) {
      const { line, kept, waits } = desk((request) => (broken.includes(request) ? kind : null));
      const told: string[] = [];
      const came = await new Library("fresh", null, line).send(file(bytes), (way) => told.push(way.kind), never);
      assert.equal(kept(), bytes, `${kind} at ${broken}`);
      assert.equal((came as unknown as { picture: { bytes: number } }).picture.bytes, bytes);
      assert.equal(waits.length, broken.length);
      assert.equal(told.at(-1), "opening");
    }
  }
});

test("an upload the server has forgotten begins anew, and an old secret is renewed", async () => {
  const gone = desk((request) => (request === 3 ? "gone" : null));
  await new Library("fresh", null, gone.line).send(file(700 * 1024), () => {}, never);
  assert.equal(gone.kept(), 700 * 1024);
  const old = desk(() => null);
  await new Library("old", "user:1", old.line).send(file(10), () => {}, never);
  assert.equal(old.kept(), 10);
  const other = desk(() => null);
  await assert.rejects(new Library("old", "user:2", other.line).send(file(10), () => {}, never), (error) => error instanceof NotTaken && error.problem.status === 401);
});

/** A browser's own store. */
function storage(): Storage {
  const kept: Record<string, string> = {};
  const hidden = { enumerable: false };
  return Object.defineProperties(kept, {
    getItem: { ...hidden, value: (key: string) => kept[key] ?? null },
    setItem: { ...hidden, value: (key: string, value: string) => void (kept[key] = value) },
    removeItem: { ...hidden, value: (key: string) => void delete kept[key] },
  }) as unknown as Storage;
}

test("after the page was left sending goes on where it was, and not with another file", async () => {
  const [bytes, store] = [900 * 1024, storage()];
  const photo = new File([new Uint8Array(bytes).fill(7)], "köy.jpg", { lastModified: 5 });
  const server = desk(() => null);
  const leaves = new AbortController();
  // The page goes away with its second piece under way: nobody stops it, and nothing behind it runs any more.
  const cut: Line = { ...server.line, fetch: (address, options) => (address.endsWith("/pieces/0") || !address.includes("/pieces/") ? server.line.fetch(address, options) : new Promise<Response>(() => {})) };
  void new Library("fresh", null, cut, new BegunStore(store)).send(photo, () => {}, leaves.signal);
  while ((server.kept() ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const sent = server.kept()!;
  assert.deepEqual(new BegunStore(store).all().map(({ name, size }) => [name, size]), [["köy.jpg", bytes]]);
  const told: number[] = [];
  const again = new Library("fresh", null, server.line, new BegunStore(store));
  await again.send(photo, (way) => way.kind === "sending" && told.push(way.sent), never);
  assert.deepEqual([told[0], server.kept(), server.begun()], [sent, bytes, 1]);
  assert.deepEqual(again.begun.all(), [], "what has arrived is not begun any more");
  // Neither a file changed meanwhile nor one the server has forgotten goes on with it.
  again.begun.keep(photo, "a".repeat(32));
  await again.send(new File([new Uint8Array(bytes)], "köy.jpg", { lastModified: 6 }), () => {}, never);
  assert.equal(server.begun(), 2);
  const other = desk(() => null);
  await new Library("fresh", null, other.line, new BegunStore(store)).send(photo, () => {}, never);
  assert.deepEqual([other.begun(), other.kept()], [1, bytes], "another node begins it anew");
});

test("what was begun is forgotten after a day, when it is stopped and where it is not taken", async () => {
  const store = storage();
  let now = 1_000;
  const begun = new BegunStore(store, () => now);
  const photo = { name: "a/b.jpg", size: 3, lastModified: 1 };
  begun.keep(photo, "b".repeat(32));
  now += 24 * 60 * 60 * 1000;
  assert.deepEqual([begun.of(photo), begun.all()], [null, []]);
  store.setItem("desk-upload/3/1/a/b.jpg", "no JSON");
  assert.equal(begun.of(photo), null);
  begun.keep(photo, "c".repeat(32));
  begun.leave("c".repeat(32));
  assert.equal(begun.of(photo), null);
  const refuses: Line = { now: () => 0, wait: async () => {}, fetch: async (address) => (address.endsWith("uploads") ? new Response(JSON.stringify({ id: "d".repeat(32), offset: 10, bytes: 10 })) : new Response(JSON.stringify({ code: "picture" }), { status: 422 })) };
  await assert.rejects(new Library("x", null, refuses, begun).send(file(10), () => {}, never));
  assert.deepEqual(begun.all(), []);
});

test("what the library does not take is told, and stopping ends it", async () => {
  const line: Line = { now: () => 0, wait: async () => {}, fetch: async () => new Response(JSON.stringify({ code: "picture", detail: "SVG" }), { status: 422 }) };
  await assert.rejects(new Library("x", null, line).send(file(10), () => {}, never), (error) => error instanceof NotTaken && error.message === "SVG");
  const stop = new AbortController();
  const cut: Line = { now: () => 0, wait: async () => stop.abort(), fetch: async () => Promise.reject(new TypeError("no line")) };
  await assert.rejects(new Library("x", null, cut).send(file(10), () => {}, stop.signal));
});

test("a cut is held where the server cuts", () => {
  assert.equal(held(2000, 1200, 1, undefined), "50% 50%");
  assert.equal(held(2000, 1200, 1, { x: 40, y: 99 }), "25% 50%");
  assert.equal(held(1600, 1200, 16 / 9, undefined), "50% 33.3%");
  assert.equal(held(1600, 1200, 16 / 9, { x: 3, y: 100 }), "50% 100%");
});

test("a gallery goes through the document and back, and an empty one is no block yet", () => {
  const picture = { file: "a".repeat(64), width: 10, height: 10, colour: "#aabbcc", alt: "x" };
  const block = { type: "gallery", pictures: [picture, { ...picture, file: "b".repeat(64) }] } as unknown as Block;
  const doc = docOf([{ id: "aaaaaaaaaaaaaaa1", block }]);
  assert.equal(doc.child(0).type.name, "gallery");
  assert.deepEqual(blocksOf(doc), [{ id: "aaaaaaaaaaaaaaa1", block }]);
  const later = { ...block, pictures: [{ ...picture, of_later: 1 }] } as unknown as Block;
  assert.equal(docOf([{ id: "aaaaaaaaaaaaaaa1", block: later }]).child(0).type.name, "closed", "what is not known is kept closed");
});
