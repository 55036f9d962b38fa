//! What the server's linter finds, shown where it was found: under its field, behind its block, and in one list to go
//! through. It is asked for after saves, says its piece, and never stands in the way of writing.

import type { Json, Page } from "../types";
import { button, el } from "../dom";
import { say } from "../words";

export interface Found {
  readonly kind: string;
  readonly words: string;
  readonly field?: string;
  readonly block?: string;
  /** New words for the field, or that the block is to be dropped. */
  readonly mend?: { readonly now?: string; readonly drop?: boolean };
}

export interface Around {
  readonly mayWrite: boolean;
  /** The field's own words now: a mend is of what it was found in. */
  field(name: string): Json;
  write(field: string, now: string): void;
  warn(field: string, words: string, mend: HTMLElement | null): void;
  flag(found: readonly Found[]): void;
  drop(block: string): void;
  go(found: Found): void;
}

const QUIET_MS = 1500;
/** While somebody writes on and on: no more often than this. */
const BETWEEN_MS = 5000;
const ANSWER_MS_MAX = 8000;
/** Fields and boxes say these themselves, at once. */
const SAID_IN_PLACE = new Set(["alt"]);

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
        this.show(answer.found);
      }
    } catch {
      // Asked again after the next save.
    } finally {
      this.asking = false;
      if (this.wanted > this.known && this.known >= 0) this.saved(this.wanted);
    }
  }

  private canMend(found: Found): boolean {
    if (!this.around.mayWrite || !found.mend) return false;
    return found.mend.drop === true ? found.block !== undefined : found.field !== undefined && found.mend.now !== this.around.field(found.field);
  }

  mendOne(found: Found): void {
    if (found.mend?.drop && found.block) this.around.drop(found.block);
    else if (found.field && found.mend?.now !== undefined) this.around.write(found.field, found.mend.now);
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
    const words = found.mend?.drop ? say("mend-drop") : say("mend-take", { words: found.mend?.now ?? "" });
    return button(words, () => this.mendOne(found), { class: "small" });
  }
}
