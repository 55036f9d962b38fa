//! When to send. Takes care that what is written stands on this device first, that one request is under way at a time,
//! and that `#saved` says where the text is.

import type { Engine, Outcome } from "../text/engine";
import type { Problem } from "../types";
import { isPassing, type Reply } from "./recover";

const QUIET_MS = 800;
const TYPING_MS_MAX = 2000;
const LIFE_MS = 10_000;
export const RETRY_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];

/** Where the text is. */
export type Place =
  | { readonly kind: "server" }
  /** What was typed last is on its way to this device, and not there yet. */
  | { readonly kind: "keeping" }
  | { readonly kind: "device" }
  | { readonly kind: "window" }
  | { readonly kind: "offline" }
  | { readonly kind: "signed-out"; readonly otherPerson: boolean }
  | { readonly kind: "undecided" }
  | { readonly kind: "refused"; readonly problem: Problem };

export interface Around {
  post(body: string): Promise<Reply>;
  /** Writes the engine's record down; resolves to whether this device has it. */
  keep(): Promise<boolean>;
  /** The hours and minutes do not matter here: milliseconds that only go forward. */
  now(): number;
  after(milliseconds: number, work: () => void): () => void;
  /** Resolves when nobody is in the middle of a letter that takes several keys. */
  calm(): Promise<void>;
  took(outcome: Outcome): void;
  show(place: Place): void;
}

export class Sender {
  private underWay: Promise<void> | null = null;
  private unsentSince: number | null = null;
  private failures = 0;
  private trouble: "none" | "offline" | "signed-out" | "other-person" = "none";
  private onDevice = true;
  /** What tabs that are gone had written in this story stands on this device, or may. */
  private othersWait = false;
  /** How often something was typed, and up to which of these it was written down or could not be. */
  private typings = 0;
  private keptTypings = 0;
  private cancelSend: (() => void) | null = null;
  private cancelLife: (() => void) | null = null;
  private stopped = false;

  constructor(
    private readonly engine: Engine,
    private readonly around: Around,
  ) {
    this.waitForLife();
  }

  /** The text is another. */
  typed(): void {
    this.typings += 1;
    this.keep();
    this.schedule();
    this.show();
  }

  /** Whether words of tabs that are gone have still to be sent: until then the text is not on the server. */
  others(wait: boolean): void {
    this.othersWait = wait;
    this.show();
  }

  /** Sends what there is without waiting; also after trouble. */
  now(): Promise<void> {
    this.cancel();
    return this.send(this.trouble !== "none");
  }

  /** Asks at once for what others wrote. */
  news(): Promise<void> {
    return this.send(true);
  }

  /** Sends until the server has everything. Resolves to whether it has. */
  async all(milliseconds: number): Promise<boolean> {
    const until = this.around.now() + milliseconds;
    while (!this.isOnServer()) {
      if (this.around.now() > until) return false;
      const failed = this.failures;
      await this.now();
      const { sendable, inFlight } = this.engine.unsent();
      if (this.failures > failed || this.engine.refusal || (!sendable && !inFlight)) return this.isOnServer();
    }
    return true;
  }

  /** The connection is back, or the writer looks at the page again. */
  wake(): void {
    if (this.trouble !== "none" || this.engine.unsent().sendable) void this.now();
  }

  isOnServer(): boolean {
    const { all, inFlight } = this.engine.unsent();
    return all.length === 0 && !inFlight;
  }

  stop(): void {
    this.stopped = true;
    this.cancel();
    this.cancelLife?.();
  }

  place(): Place {
    const { all, sendable, inFlight } = this.engine.unsent();
    const unsent = all.length > 0 || inFlight;
    if (unsent && this.keptTypings < this.typings) return { kind: "keeping" };
    if (this.trouble === "signed-out" || this.trouble === "other-person") {
      return { kind: "signed-out", otherPerson: this.trouble === "other-person" };
    }
    if (this.engine.refusal && unsent) return { kind: "refused", problem: this.engine.refusal };
    if (this.trouble === "offline") return { kind: "offline" };
    if (!unsent) return { kind: this.othersWait ? "device" : "server" };
    if (!sendable && !inFlight) {
      const held = this.engine.heldBecause;
      return held ? { kind: "refused", problem: held } : { kind: "undecided" };
    }
    return { kind: this.onDevice ? "device" : "window" };
  }

  show(): void {
    this.around.show(this.place());
  }

  private keep(): void {
    const { typings } = this;
    void this.around.keep().then((kept) => {
      this.keptTypings = Math.max(this.keptTypings, typings);
      this.onDevice = kept;
      this.show();
    });
  }

  private schedule(): void {
    if (this.stopped || this.underWay || this.trouble !== "none") return;
    const now = this.around.now();
    this.unsentSince ??= now;
    this.cancelSend?.();
    this.cancelSend = this.around.after(Math.max(0, Math.min(QUIET_MS, this.unsentSince + TYPING_MS_MAX - now)), () => {
      this.cancelSend = null;
      void this.send(false);
    });
  }

  private cancel(): void {
    this.cancelSend?.();
    this.cancelSend = null;
  }

  private waitForLife(): void {
    this.cancelLife?.();
    if (this.stopped) return;
    this.cancelLife = this.around.after(LIFE_MS, () => {
      this.waitForLife();
      if (this.trouble === "none") void this.send(true);
    });
  }

  private send(life: boolean): Promise<void> {
    if (this.underWay) return this.underWay;
    const request = this.engine.request(life);
    if (!request) {
      this.show();
      return Promise.resolve();
    }
    this.unsentSince = null;
    this.underWay = this.exchange(request.body, request.life).finally(() => {
      this.underWay = null;
      this.show();
      if (this.engine.unsent().sendable || this.engine.unsent().inFlight) this.schedule();
    });
    return this.underWay;
  }

  private async exchange(body: string, life: boolean): Promise<void> {
    // Not awaited: the copy in localStorage is written when `keep` returns, and a page that is closing has no more time.
    if (!life) this.keep();
    const reply = await this.around.post(body);
    if (this.stopped) return;
    if (reply.kind === "answer") {
      await this.around.calm();
      const outcome = this.engine.answered(reply.answer);
      if (!outcome) return this.again(undefined, "offline");
      this.trouble = "none";
      this.failures = 0;
      this.around.took(outcome);
      void this.around.keep();
      this.waitForLife();
    } else if (reply.kind === "nothing") {
      this.again(undefined, "offline");
    } else if (reply.problem.status === 401) {
      this.again(LIFE_MS, reply.problem.code === "other-person" ? "other-person" : "signed-out");
    } else if (isPassing(reply.problem.status)) {
      this.again(reply.problem.retryAfterSeconds && reply.problem.retryAfterSeconds * 1000, "offline");
    } else {
      this.trouble = "none";
      this.failures += 1;
      this.engine.refusedWith(reply.problem);
      void this.around.keep();
    }
  }

  private again(milliseconds: number | undefined, trouble: "offline" | "signed-out" | "other-person"): void {
    this.engine.unanswered();
    this.trouble = trouble;
    const wait = milliseconds ?? RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)]!;
    this.failures += 1;
    this.cancel();
    this.cancelSend = this.around.after(wait, () => {
      this.cancelSend = null;
      // Without anything to send a sign of life finds out whether the trouble is over.
      void this.send(true);
    });
  }
}
