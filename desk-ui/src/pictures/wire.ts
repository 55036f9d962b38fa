//! The picture library over the line: what it finds, and pictures on their way into it, piece by piece. A broken line costs
//! one piece: what follows goes on where the server says it is.

import type { Picture, Problem } from "../types";
import { BegunStore } from "./begun";

/** A picture as the library tells of it. */
export interface Listed {
  readonly picture: Picture;
  readonly title: string;
  readonly name: string;
  readonly url: string;
  readonly terms: "good" | "end-soon" | "ended";
  readonly until: string | null;
  readonly usage_note: string;
  /** The sentence that says when readers saw it last. */
  readonly used: string | null;
  readonly stories: number;
  /** How much it is like the one it is told with, in hundredths. */
  readonly likeness?: number;
}

export interface Found {
  readonly pictures: readonly Listed[];
  readonly older: number | null;
}

export interface Came {
  readonly picture: Listed;
  readonly near: readonly Listed[];
  readonly is_new: boolean;
}

/** Where a picture is on its way. */
export type Way =
  | { readonly kind: "sending"; readonly sent: number; readonly of: number }
  | { readonly kind: "waiting"; readonly sent: number; readonly of: number }
  | { readonly kind: "opening" };

/** Why it did not arrive. */
export class NotTaken extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.code ?? String(problem.status));
  }
}

const PIECE_MIN = 64 * 1024;
const PIECE_FIRST = 256 * 1024;
const PIECE_MAX = 1024 * 1024;
const PIECE_MS_MAX = 60_000;
/** A piece that took less may be followed by a larger one. */
const QUICK_MS = 1_500;
const WAIT_MS_MAX = 30_000;

/** What a request needs of the world; tests give their own. */
export interface Line {
  fetch(address: string, options: RequestInit): Promise<Response>;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  now(): number;
}

const browserLine: Line = {
  fetch: (address, options) => fetch(address, options),
  now: () => performance.now(),
  // The browser's own word that there is a line again ends the waiting.
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        removeEventListener("online", done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      addEventListener("online", done);
      signal.addEventListener("abort", done);
    }),
};

export class Library {
  constructor(
    private csrf: string,
    private readonly actor: string | null,
    private readonly line: Line = browserLine,
    readonly begun: BegunStore = new BegunStore(),
  ) {}

  async find(words: string, before: number | null, signal: AbortSignal): Promise<Found> {
    const query = new URLSearchParams({ q: words });
    if (before !== null) query.set("before", String(before));
    const response = await this.line.fetch(`/desk/pictures/found?${query}`, { ...options("GET"), signal });
    return (await said(response)) as Found;
  }

  /** Sends a file and answers with the picture it became. Goes on through broken lines until the signal ends it, and where it was
   * when the page was left before it was done. */
  async send(file: File, tell: (way: Way) => void, signal: AbortSignal): Promise<Came> {
    const hash = digest(file);
    // What differs from what was sent begins anew, once: more often is no accident of the line.
    for (let turn = 0; ; turn += 1) {
      try {
        const { id, offset } = await this.under(file, signal);
        const whole = await this.pieces(file, id, offset, tell, signal);
        if (whole) {
          tell({ kind: "opening" });
          const came = (await this.persist(`/desk/pictures/uploads/${id}/end`, json({ sha256: await hash }), signal)) as Came;
          this.begun.forget(file);
          return came;
        }
        this.begun.forget(file);
      } catch (error) {
        // What was stopped, or is not taken, is not gone on with. Whoever must sign in first goes on afterwards.
        if (signal.aborted || (error instanceof NotTaken && error.problem.status !== 401)) this.begun.forget(file);
        const again = error instanceof NotTaken && (error.problem.code === "differs" || error.problem.status === 404);
        if (!again || turn > 0) throw error;
      }
    }
  }

  /** Where to go on: with what this browser began and the server has still, else from the beginning. */
  private async under(file: File, signal: AbortSignal): Promise<Upload> {
    const known = this.begun.of(file);
    if (known !== null) {
      try {
        const upload = (await this.persist(`/desk/pictures/uploads/${known}`, { method: "GET" }, signal)) as Upload;
        if (upload.bytes === file.size) return upload;
      } catch (error) {
        // Another node, another person, another day: it does not know it.
        if (!(error instanceof NotTaken) || error.problem.status !== 404) throw error;
      }
    }
    const upload = (await this.persist("/desk/pictures/uploads", json({ name: file.name, bytes: file.size }), signal)) as Upload;
    this.begun.keep(file, upload.id);
    return upload;
  }

  /** False where the server does not know the upload any more. */
  private async pieces(file: File, id: string, from: number, tell: (way: Way) => void, signal: AbortSignal): Promise<boolean> {
    let [offset, size, wait] = [from, PIECE_FIRST, 1_000];
    while (offset < file.size) {
      tell({ kind: "sending", sent: offset, of: file.size });
      const began = this.line.now();
      try {
        const piece = file.slice(offset, offset + size);
        const answer = await this.post(`/desk/pictures/uploads/${id}/pieces/${offset}`, { body: piece, headers: { "content-type": "application/octet-stream" } }, signal);
        offset = (answer as { readonly offset: number }).offset;
        wait = 1_000;
        if (this.line.now() - began < QUICK_MS) size = Math.min(size * 2, PIECE_MAX);
        continue;
      } catch (error) {
        signal.throwIfAborted();
        const problem = error instanceof NotTaken ? error.problem : null;
        if (problem?.status === 404) return false;
        if (problem?.code === "offset") {
          offset = Number(problem.detail) || 0;
          continue;
        }
        if (problem && !passes(problem)) throw error;
        size = Math.max(size / 2, PIECE_MIN);
      }
      tell({ kind: "waiting", sent: offset, of: file.size });
      await this.line.wait(wait, signal);
      signal.throwIfAborted();
      wait = Math.min(wait * 2, WAIT_MS_MAX);
    }
    return true;
  }

  /** The same request until it is answered: beginning twice leaves a beginning behind, and ending twice changes nothing. */
  private async persist(address: string, request: RequestInit, signal: AbortSignal): Promise<unknown> {
    for (let wait = 1_000; ; wait = Math.min(wait * 2, WAIT_MS_MAX)) {
      try {
        return await this.post(address, request, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof NotTaken && !passes(error.problem)) throw error;
      }
      await this.line.wait(wait, signal);
      signal.throwIfAborted();
    }
  }

  private async post(address: string, request: RequestInit, signal: AbortSignal): Promise<unknown> {
    const once = async (): Promise<unknown> => {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(PIECE_MS_MAX)]);
      const headers = { ...(request.headers as Record<string, string>), "x-manset-csrf": this.csrf };
      return said(await this.line.fetch(address, { ...options("POST"), ...request, headers: { ...JSON_ONLY, ...headers }, signal: patience }));
    };
    try {
      return await once();
    } catch (error) {
      // After signing in again the secret is another one.
      if (!(error instanceof NotTaken) || error.problem.code !== "csrf" || !(await this.renew(signal))) throw error;
      return once();
    }
  }

  private async renew(signal: AbortSignal): Promise<boolean> {
    const response = await this.line.fetch("/desk/pictures/found?q=&limit=0", { ...options("GET"), signal });
    const { csrf, me } = (await said(response)) as { readonly csrf: string; readonly me: string };
    if (this.actor !== null && me !== this.actor) throw new NotTaken({ status: 401, code: "other-person" });
    const is_new = csrf !== this.csrf;
    this.csrf = csrf;
    return is_new;
  }
}

interface Upload {
  readonly id: string;
  readonly offset: number;
  readonly bytes: number;
}

const JSON_ONLY = { accept: "application/json, application/problem+json" };

function options(method: string): RequestInit {
  return { method, credentials: "same-origin", redirect: "manual", headers: JSON_ONLY };
}

function json(value: unknown): RequestInit {
  return { body: JSON.stringify(value), headers: { "content-type": "application/json" } };
}

async function said(response: Response): Promise<unknown> {
  if (response.type === "opaqueredirect") throw new NotTaken({ status: 401 });
  const text = await response.json().catch(() => null);
  // A page in between, of a hotel's network say, also answers 200.
  if (response.ok && text === null) throw new NotTaken({ status: 503 });
  if (!response.ok) throw new NotTaken({ ...(text as Partial<Problem> | null), status: response.status });
  return text;
}

/** Whether it is worth sending the same again later. */
function passes({ status, code }: Problem): boolean {
  return status === 429 || status >= 500 || code === "busy";
}

/** SHA-256 of the file, where the browser has it: pages without TLS have not. */
async function digest(file: File): Promise<string | null> {
  try {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch {
    return null;
  }
}
