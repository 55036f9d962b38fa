//! One request to the journal and what came of it. Knows the token against forged requests and fetches a new one when
//! the session has become another.

import type { Answer, Page, Problem } from "../types";
import { isPassing, type Reply } from "./recover";

const ANSWER_MS_MAX = 30_000;
/** Browsers let 64 KiB in all go on after the page is gone. */
const KEPT_ALIVE_BYTES_MAX = 60_000;

export class Wire {
  private csrf: string;
  private readonly page: string;

  constructor(
    private readonly story: Page,
    address = `/desk/stories/${story.number}`,
  ) {
    this.csrf = story.csrf;
    this.page = address;
  }

  async post(body: string): Promise<Reply> {
    const reply = await this.once(body);
    const forbidden = reply.kind === "problem" && reply.problem.status === 403;
    if (!forbidden) return reply;
    // After signing in again the token is another one: what looks forbidden may only be out of date.
    const fresh = await this.freshToken();
    if (fresh.kind === "other-person") return { kind: "problem", problem: { status: 401, code: "other-person" } };
    if (fresh.kind === "signed-out") return { kind: "problem", problem: { status: 401 } };
    // Whether it is forbidden is not known: the line or the server went in between. It is tried again.
    if (fresh.kind === "unknown") return { kind: "nothing" };
    if (fresh.kind !== "token" || fresh.csrf === this.csrf) return reply;
    this.csrf = fresh.csrf;
    return this.once(body);
  }

  /** Asks beside the journal, or with `said` does something there: what the server answers, or nothing. */
  async ask(path: string, said?: object): Promise<{ readonly kind: "said"; readonly said: unknown } | { readonly kind: "nothing" }> {
    const once = async (): Promise<Response> =>
      fetch(`${this.page}/${path}`, {
        method: said ? "POST" : "GET",
        headers: { accept: "application/json, application/problem+json", "x-manset-csrf": this.csrf, ...(said ? { "content-type": "application/json" } : {}) },
        ...(said ? { body: JSON.stringify(said) } : {}),
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
    try {
      let response = await once();
      if (response.status === 403) {
        const fresh = await this.freshToken();
        if (fresh.kind === "token" && fresh.csrf !== this.csrf) {
          this.csrf = fresh.csrf;
          response = await once();
        }
      }
      return response.ok ? { kind: "said", said: await response.json() } : { kind: "nothing" };
    } catch {
      return { kind: "nothing" };
    }
  }

  private async once(body: string): Promise<Reply> {
    try {
      const response = await fetch(`${this.page}/journal`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json, application/problem+json", "x-manset-csrf": this.csrf },
        body,
        credentials: "same-origin",
        keepalive: new Blob([body]).size < KEPT_ALIVE_BYTES_MAX,
        redirect: "manual",
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
      // A journal redirects nobody but those who are to sign in.
      if (response.type === "opaqueredirect") return { kind: "problem", problem: { status: 401 } };
      const said: unknown = await response.json().catch(() => null);
      if (response.ok) {
        const answer = said as Answer | null;
        // A page in between, of a hotel's network say, also answers 200.
        if (!answer || typeof answer.version !== "number" || typeof answer.seq !== "number") return { kind: "nothing" };
        if (answer.csrf) this.csrf = answer.csrf;
        return { kind: "answer", answer: { ...answer, theirs: answer.theirs ?? [], conflicts: answer.conflicts ?? [], present: answer.present ?? [] } };
      }
      const wait = Number(response.headers.get("retry-after"));
      const problem = { ...(said as Partial<Problem> | null), status: response.status };
      return { kind: "problem", problem: wait > 0 ? { ...problem, retryAfterSeconds: wait } : problem };
    } catch {
      return { kind: "nothing" };
    }
  }

  private async freshToken(): Promise<{ kind: "token"; csrf: string } | { kind: "other-person" | "signed-out" | "unknown" | "none" }> {
    try {
      const response = await fetch(this.page, {
        credentials: "same-origin",
        redirect: "manual",
        headers: { accept: "text/html" },
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
      if (response.type === "opaqueredirect") return { kind: "signed-out" };
      if (isPassing(response.status)) return { kind: "unknown" };
      if (!response.ok) return { kind: "none" };
      // The page's own data, read out of its text: parsing it as HTML is not allowed here and not needed.
      const data = /<script[^>]*\bid="desk-story"[^>]*>([^<]*)<\/script>/.exec(await response.text())?.[1];
      // A page in between answers 200 too.
      if (!data) return { kind: "unknown" };
      const page = JSON.parse(data) as Page;
      if (page.me.actor !== this.story.me.actor) return { kind: "other-person" };
      return { kind: "token", csrf: page.csrf };
    } catch {
      return { kind: "unknown" };
    }
  }
}
