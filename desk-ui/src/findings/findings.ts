//! What the server's linter finds, shown where it was found: under its field, behind its block, and in one list to go
//! through. It is asked for after saves, says its piece, and never stands in the way of writing.

import type { Change, Page } from "../types";
import { button, el } from "../dom";
import { say } from "../words";

/** What mends it, as the journal would take it, and the words that its place has then; none where a block goes. */
export interface Mend {
  readonly changes: readonly Change[];
  readonly now?: string;
}

export interface Found {
  readonly kind: string;
  readonly words: string;
  readonly field?: string;
  readonly block?: string;
  /** The edition lets nothing with it be published. */
  readonly blocking?: true;
  readonly mend?: Mend;
}

export interface Around {
  readonly mayWrite: boolean;
  /** Whether the text still says what a mend was made for. */
  stands(mend: Mend): boolean;
  take(mend: Mend): void;
  warn(field: string, words: string, mend: HTMLElement | null): void;
  flag(found: readonly Found[]): void;
  go(found: Found): void;
}

const QUIET_MS = 1500;
/** While somebody writes on and on: no more often than this. */
const BETWEEN_MS = 5000;
const ANSWER_MS_MAX = 8000;
/** Fields and boxes say these themselves, at once. */
const SAID_IN_PLACE = new Set(["missing-alt"]);

export class Findings {
  readonly element = el("details", { class: "findings", hidden: true });
  private readonly name = el("summary");
  private readonly list = el("ul");
  private found: readonly Found[] = [];
  private fields = new Set<string>();
  private wanted = -1;
  private known = -1;
  private timer = 0;
  private asking = false;
  private askedAt = -BETWEEN_MS;
  private own: readonly Found[] = [];

  constructor(
    private readonly page: Page,
    private readonly around: Around,
  ) {
    this.element.append(this.name, this.list);
    this.saved(page.version, 0);
  }

  /** The server has another text. */
  saved(version: number, wait = QUIET_MS): void {
    this.wanted = version;
    if (version === this.known) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), Math.max(wait, this.askedAt + BETWEEN_MS - performance.now()));
  }

  /** What the page itself sees at once and says under its fields: it stands in the list with the rest. */
  atOnce(found: readonly Found[]): void {
    if (found.length === this.own.length && found.every(({ words }, index) => words === this.own[index]!.words)) return;
    this.own = found;
    this.draw();
  }

  /** Mends what can be mended at one keystroke: the first of it. */
  mend(): boolean {
    const first = this.found.find((found) => this.canMend(found));
    if (!first) return false;
    this.mendOne(first);
    return true;
  }

  get first(): Found | undefined {
    return this.found.find((found) => this.canMend(found));
  }

  next(): void {
    const all = [...this.own, ...this.found];
    if (all.length === 0) return;
    const one = all[this.turn % all.length]!;
    this.turn += 1;
    this.around.go(one);
  }
  private turn = 0;

  private async ask(): Promise<void> {
    if (this.asking || this.wanted === this.known) return;
    this.asking = true;
    this.askedAt = performance.now();
    try {
      const response = await fetch(`/desk/stories/${this.page.number}/findings`, { headers: { accept: "application/json" }, redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS_MAX) });
      if (response.ok) {
        const answer = (await response.json()) as { readonly version: number; readonly found: readonly Found[] };
        this.known = Math.max(this.wanted, answer.version);
        this.show(answer.found.map((one) => (one.blocking ? { ...one, words: say("finding-blocks", { words: one.words }) } : one)));
      }
    } catch {
      // Asked again after the next save.
    } finally {
      this.asking = false;
      if (this.wanted > this.known && this.known >= 0) this.saved(this.wanted);
    }
  }

  canMend(found: Found): boolean {
    return this.around.mayWrite && found.mend !== undefined && this.around.stands(found.mend);
  }

  mendOne(found: Found): void {
    // Typed in since it was found: it is looked for again after the next save.
    if (found.mend && this.around.stands(found.mend)) this.around.take(found.mend);
    this.show(this.found.filter((other) => other !== found));
  }

  private show(found: readonly Found[]): void {
    this.found = found;
    const fields = new Set<string>();
    for (const one of found) {
      if (!one.field || one.block || SAID_IN_PLACE.has(one.kind)) continue;
      fields.add(one.field);
      this.around.warn(one.field, one.words, this.canMend(one) ? this.mendButton(one) : null);
    }
    for (const field of this.fields) if (!fields.has(field)) this.around.warn(field, "", null);
    this.fields = fields;
    this.around.flag(found.filter((one) => one.block && !SAID_IN_PLACE.has(one.kind)));
    this.draw();
  }

  private draw(): void {
    const open = this.element.contains(document.activeElement);
    const all = [...this.own, ...this.found];
    this.element.hidden = all.length === 0;
    this.name.textContent = say("findings", { count: all.length });
    this.list.replaceChildren(
      ...all.map((one) => el("li", {}, button(one.words, () => this.around.go(one), { class: "quiet" }), this.canMend(one) ? this.mendButton(one) : null)),
    );
    if (open && !this.element.contains(document.activeElement)) this.name.focus();
  }

  mendButton(found: Found): HTMLButtonElement {
    return button(mendWords(found.mend!), () => this.mendOne(found), { class: "small" });
  }
}

/** Longer words are looked at in the text. */
const MEND_LETTERS_MAX = 160;

function mendWords({ changes, now }: Mend): string {
  if (now === undefined || now === "") return say(changes.some((change) => "block" in change && change.now === null) ? "mend-drop" : "mend-do");
  const letters = [...now];
  return say("mend-take", { words: letters.length > MEND_LETTERS_MAX ? `…${letters.slice(-MEND_LETTERS_MAX).join("")}` : now });
}
