//! What the editor says: where the text is, who else is in it, what could not be done.

import type { Change, Page, Person, Problem } from "./types";
import { isField } from "./text/change";
import type { Place } from "./saving/sender";
import { button, el } from "./dom";
import { inWords, nameOf } from "./fields/field";
import { hour, listed, say } from "./words";

export interface Left {
  readonly problem: Problem | null;
  readonly changes: readonly Change[];
  readonly forget: () => void;
}

export class Notices {
  readonly presence = el("p", { class: "presence", "aria-live": "polite" });
  readonly told = el("div", { class: "told", role: "status" });
  private people: readonly Person[] = [];
  private shown = "";
  private savedAt: Date | null = null;
  private since: Date | null = null;
  private before: Place["kind"] = "server";

  constructor(
    private readonly saved: HTMLElement,
    private readonly page: Page,
  ) {}

  show(place: Place): void {
    if (this.saved.dataset["place"] !== place.kind) this.saved.dataset["place"] = place.kind;
    // It takes a moment with each key: what was said of the rest still holds, unless that was that all is on the server.
    if (place.kind === "keeping" && this.before !== "server") return;
    // The hours are for the reader's eyes only; nothing is put in order by them.
    if (place.kind === "server" && (this.before !== "server" || !this.savedAt)) this.savedAt = new Date();
    if (place.kind === "offline" && this.before !== "offline") this.since = new Date();
    this.before = place.kind;
    const [words, link] = this.wordsFor(place);
    if (words === this.shown) return;
    this.shown = words;
    this.saved.replaceChildren(words, ...(link ? [" ", link] : []));
  }

  private wordsFor(place: Place): [string, HTMLElement?] {
    switch (place.kind) {
      case "server":
        return [say("saved-server", { time: hour(this.savedAt!) })];
      case "keeping":
        return [say("saved-keeping")];
      case "device":
        return [say("saved-device")];
      case "window":
        return [say("saved-window")];
      case "offline":
        return [say("saved-offline", { time: hour(this.since!) })];
      case "undecided":
        return [say("saved-undecided")];
      case "signed-out": {
        const to = `/desk/sign-in?to=${encodeURIComponent(location.pathname)}`;
        const words = place.otherPerson ? say("saved-other-person", { name: this.page.me.name }) : say("saved-signed-out");
        return [words, el("a", { href: to, target: "_blank", rel: "noopener" }, say("sign-in"))];
      }
      case "refused":
        return [say("saved-refused", { reason: reasonOf(place.problem) })];
    }
  }

  present(people: readonly Person[]): void {
    this.people = people;
    const others = people.filter(({ actor }) => actor !== this.page.me.actor).map(({ name }) => name);
    const names = [...new Set([...(others.length < people.length ? [say("presence-you")] : []), ...others])];
    const words = names.length === 0 ? "" : say("presence", { names: listed(names) });
    if (this.presence.textContent !== words) this.presence.textContent = words;
  }

  /** Who wrote what stands against mine: known if only one other is here. */
  other(): string {
    const names = new Set(this.people.map(({ name }) => name));
    return names.size === 1 ? [...names][0]! : say("somebody");
  }

  tell(words: string): void {
    const line = el("p", {}, words, " ", button(say("close"), () => line.remove(), { class: "quiet" }));
    this.told.append(line);
  }

  cannotLeave(): void {
    this.shown = say("act-waits");
    this.saved.replaceChildren(this.shown);
  }

  readOnly(): void {
    this.saved.replaceChildren(say("read-only"));
  }

  /** Words of an earlier window that the server will not take: shown, to be copied, until they are let go. */
  left({ problem, changes, forget }: Left): void {
    const words = changes.filter((change) => change.now !== null).map((change) => (isField(change) ? `${nameOf(change.field)}: ${inWords(change.now)}` : wordsIn(change.now)));
    if (words.length === 0) return forget();
    const box: HTMLElement = el(
      "section",
      { class: "left", "aria-label": say("left-label") },
      el("p", {}, problem ? say("left-refused", { reason: reasonOf(problem) }) : say("left-undecided")),
      el("div", { class: "left-words", lang: this.page.language, dir: this.page.direction }, ...words.map((text) => el("p", {}, text))),
      button(say("left-forget"), () => {
        forget();
        box.remove();
      }),
    );
    this.told.append(box);
  }
}

export function reasonOf(problem: Problem): string {
  if (problem.detail) return problem.detail;
  const known: { readonly [status: number]: string } = { 403: "reason-forbidden", 404: "reason-gone", 413: "reason-large" };
  const key = known[problem.status];
  return key ? say(key) : (problem.title ?? say("reason-other", { status: String(problem.status) }));
}

/** All words in a block, whatever its type. */
function wordsIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsIn).filter(Boolean).join(" ");
  if (typeof value !== "object" || value === null) return "";
  const found: string[] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === "string" && ["text", "title", "source", "caption", "alt", "credit", "url"].includes(key)) found.push(inner);
    else found.push(wordsIn(inner));
  }
  return found.filter(Boolean).join(" ");
}
