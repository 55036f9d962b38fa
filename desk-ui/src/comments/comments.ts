//! Comments beside the text: the panel, its threads in the order of the text, and what keeps them at their words.

import { type Command, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Page } from "../types";
import { button, el, unique } from "../dom";
import { nameOf } from "../fields/field";
import type { Wire } from "../saving/wire";
import { say } from "../words";
import { Card } from "./card";
import { keptDraft } from "./draft";
import { marks, marksOf, setMarks, threadAt } from "./marks";
import { anchorOf, find, type Spot } from "./quote";
import type { Anchor, Deed, Thread, Told } from "./thread";

/** Whether the panel stands beside the text, as style.css has it. */
const beside = matchMedia("(min-width: 62rem)");
const FIELDS = ["headline", "standfirst", "kicker", "dateline", "bylines", "credits", "sections", "tags", "picture"];

export class Comments {
  readonly element: HTMLElement;
  /** Begins a comment on the chosen words; without any, goes to what was said of those under the cursor. */
  readonly begin: Command = (state, dispatch) => {
    if (state.selection.empty) {
      const thread = this.view && threadAt(marksOf(this.view).spots, state.selection.head);
      if (thread === null) return false;
      if (dispatch) this.cards.get(thread)?.element.focus();
      return true;
    }
    if (!this.page.may_write) return false;
    if (dispatch) this.compose();
    return true;
  };
  readonly plugins = marks({
    attach: (view) => (this.view = view),
    entered: (thread) => {
      this.show();
      // Below the text, it would take the writer away from it.
      if (thread !== null && beside.matches) this.cards.get(thread)?.element.scrollIntoView({ block: "nearest" });
    },
    begin: (state, dispatch) => this.begin(state, dispatch),
    step: (by) => this.step(by),
  });

  private view: EditorView | null = null;
  private threads: readonly Thread[] = [];
  private version = 0;
  private asking = false;
  private readonly cards = new Map<number, Card>();
  private readonly list = el("ol", { class: "threads" });
  private readonly settled = el("ol", { class: "threads" });
  private readonly settledHead = el("summary");
  private readonly settledBox = el("details", {}, this.settledHead, this.settled);
  private readonly status = el("p", { class: "hint", role: "status", "aria-live": "polite" });
  private readonly head = el("h2", { class: "label" });
  private readonly composer: HTMLFormElement;
  private readonly about: HTMLSelectElement;
  private readonly words: HTMLTextAreaElement;
  private readonly draft: { forget(): void };
  private chosen: (Anchor & { readonly is: "words" }) | null = null;

  constructor(
    private readonly page: Page,
    private readonly wire: Wire,
  ) {
    const [about, words, label] = [unique("about"), unique("comment"), unique("comments")];
    this.about = el("select", { id: about });
    this.words = el("textarea", { id: words, rows: "2", maxlength: "4000", dir: "auto" });
    this.draft = keptDraft(this.words, `${page.number}-new`);
    this.composer = el(
      "form",
      { class: "composer", hidden: true, onsubmit: (event) => (event.preventDefault(), void this.send()) },
      el("label", { for: about }, say("comment-about")),
      this.about,
      el("label", { for: words }, say("comment-words")),
      this.words,
      el("p", { class: "choices" }, el("button", { type: "submit" }, say("comment-send")), button(say("comment-cancel"), () => this.closeComposer(), { class: "quiet" })),
    );
    this.composer.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.closeComposer();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void this.send();
      }
    });
    this.head.id = label;
    const tools = el(
      "p",
      { class: "choices" },
      page.may_write ? button(say("comment-new"), () => this.compose(), { title: "Alt+Shift+C" }) : null,
      button(say("comment-previous"), () => void this.step(-1), { class: "quiet", title: "Alt+Shift+B" }),
      button(say("comment-next"), () => void this.step(1), { class: "quiet", title: "Alt+Shift+N" }),
    );
    this.element = el("section", { class: "comments", "aria-labelledby": label }, this.head, tools, this.composer, this.status, this.list);
    this.show();
  }

  /** The server told how many changes there were to the comments. */
  heard(version: number | undefined): void {
    if (version !== undefined && version !== this.version && !this.asking) void this.fetch();
  }

  /** The text is another: words are looked for that were gone. */
  settle(): void {
    if (!this.view) return;
    const { spots } = marksOf(this.view);
    const found = new Map(spots);
    for (const { number, anchor, resolved } of this.threads) {
      if (anchor.is !== "words" || resolved || spots.has(number)) continue;
      const spot = find(this.view.state.doc, anchor);
      if (spot) found.set(number, spot);
    }
    if (found.size !== spots.size) setMarks(this.view, { spots: found });
    this.show();
  }

  /** The server has the text: it is told where words stand now in which this page wrote. */
  async tellMoved(): Promise<void> {
    if (!this.view) return;
    const { spots, touched } = marksOf(this.view);
    if (touched.size === 0) return;
    setMarks(this.view, { touched: new Set() });
    for (const thread of touched) {
      const known = this.threads.find(({ number }) => number === thread);
      const spot = spots.get(thread);
      const now = spot ? anchorOf(this.view.state.doc, spot) : null;
      if (!known || !now || known.anchor.is !== "words" || (known.anchor.quote === now.quote && known.anchor.block === now.block)) continue;
      await this.perform({ do: "move", thread, anchor: now });
    }
  }

  private async fetch(): Promise<void> {
    this.asking = true;
    const told = await this.wire.ask("threads");
    this.asking = false;
    if (told.kind === "said") this.take(told.said as Told, true);
  }

  private async perform(deed: Deed): Promise<boolean> {
    const told = await this.wire.ask("threads", deed);
    if (told.kind === "said") {
      this.take(told.said as Told, false);
      return true;
    }
    this.status.textContent = say("comment-not-taken");
    return false;
  }

  private take(told: Told, byOthers: boolean): void {
    const known = new Set(this.threads.flatMap(({ comments }) => comments.map(({ number }) => number)));
    const news = told.threads.flatMap(({ comments }) => comments).filter(({ number, actor }) => !known.has(number) && actor !== this.page.me.actor);
    if (byOthers && this.version > 0 && news.length > 0) this.status.textContent = say("comment-came", { name: news.at(-1)!.name });
    else if (!byOthers) this.status.textContent = "";
    this.version = told.version;
    this.threads = told.threads;
    if (this.view) {
      const spots = new Map<number, Spot>();
      const before = marksOf(this.view).spots;
      for (const { number, anchor, resolved } of told.threads) {
        if (anchor.is !== "words" || resolved) continue;
        const spot = this.stillThere(before.get(number), anchor.quote) ?? find(this.view.state.doc, anchor) ?? before.get(number);
        if (spot) spots.set(number, spot);
      }
      setMarks(this.view, { spots });
    }
    this.show();
  }

  private stillThere(spot: Spot | undefined, quote: string): Spot | null {
    return spot && anchorOf(this.view!.state.doc, spot)?.quote === quote ? spot : null;
  }

  private show(): void {
    const { spots, active } = this.view ? marksOf(this.view) : { spots: new Map<number, Spot>(), active: null };
    const open = this.inOrder().filter(({ resolved }) => !resolved);
    const settled = this.threads.filter(({ resolved }) => resolved);
    const head = open.length > 0 ? say("comments-open", { count: open.length }) : say("comments");
    if (this.head.textContent !== head) this.head.textContent = head;
    if (settled.length === 0) this.settledBox.remove();
    else if (!this.settledBox.isConnected) this.element.append(this.settledBox);
    this.settledHead.textContent = say("comments-settled", { count: settled.length });
    for (const [list, threads] of [
      [this.list, open],
      [this.settled, settled],
    ] as const) {
      const cards = threads.map((thread) => {
        const card = this.cardOf(thread);
        card.update(thread, thread.anchor.is === "words" && !thread.resolved && !spots.has(thread.number), thread.number === active);
        return card.element;
      });
      // Elements that stand right are left alone: somebody may be typing in one.
      cards.forEach((card, place) => {
        if (list.children[place] !== card) list.insertBefore(card, list.children[place] ?? null);
      });
      while (list.children.length > cards.length) list.lastElementChild!.remove();
    }
  }

  private cardOf(thread: Thread): Card {
    let card = this.cards.get(thread.number);
    if (!card) {
      const { number, may_write, language, direction } = this.page;
      card = new Card(thread, number, may_write, { lang: language, dir: direction }, { send: (deed) => this.perform(deed), show: (which) => this.activate(which, true) });
      this.cards.set(thread.number, card);
    }
    return card;
  }

  /** About the whole and fields first, then as the words stand in the text; what is gone at the end. */
  private inOrder(): Thread[] {
    const { spots } = this.view ? marksOf(this.view) : { spots: new Map<number, Spot>() };
    const place = ({ number, anchor }: Thread): number => (anchor.is === "words" ? (spots.get(number)?.from ?? Infinity) : -1);
    return [...this.threads].sort((one, other) => {
      const [a, b] = [place(one), place(other)];
      return a === b ? one.number - other.number : a - b;
    });
  }

  private activate(thread: number, toWords: boolean): void {
    if (this.view && marksOf(this.view).active !== thread) setMarks(this.view, { active: thread });
    const card = this.cards.get(thread)?.element;
    if (!toWords) return card?.focus();
    const anchor = this.threads.find(({ number }) => number === thread)?.anchor;
    const spot = this.view && marksOf(this.view).spots.get(thread);
    if (anchor?.is === "field") document.querySelector<HTMLElement>(`#editor .slot-${anchor.field} :is(input, textarea, select, button)`)?.focus();
    else if (spot && this.view) {
      this.view.dispatch(this.view.state.tr.setSelection(TextSelection.create(this.view.state.doc, spot.from, spot.to)).scrollIntoView());
      this.view.focus();
    } else card?.focus();
  }

  /** To the next open thread, from the one that is shown. */
  private step(by: 1 | -1): boolean {
    const open = this.inOrder().filter(({ resolved }) => !resolved);
    if (open.length === 0) return false;
    const active = this.view ? marksOf(this.view).active : null;
    const at = open.findIndex(({ number }) => number === active);
    const next = open[at < 0 ? (by > 0 ? 0 : open.length - 1) : (at + by + open.length) % open.length]!;
    this.activate(next.number, false);
    return true;
  }

  private compose(): void {
    const selection = this.view?.state.selection;
    this.chosen = selection && !selection.empty ? anchorOf(this.view!.state.doc, selection) : null;
    const option = (value: string, words: string): HTMLOptionElement => el("option", { value }, words);
    this.about.replaceChildren(
      ...(this.chosen ? [option("words", say("comment-about-words", { quote: shortened(this.chosen.quote) }))] : []),
      option("story", say("comment-about-story")),
      ...FIELDS.filter((field) => field in this.page.fields).map((field) => option(field, nameOf(field))),
    );
    this.composer.hidden = false;
    this.words.focus();
    this.composer.scrollIntoView({ block: "nearest" });
  }

  private closeComposer(): void {
    this.composer.hidden = true;
    this.view?.focus();
  }

  private async send(): Promise<void> {
    if (this.words.value.trim() === "") return this.words.focus();
    const about = this.about.value;
    const anchor: Anchor = about === "words" && this.chosen ? this.chosen : about === "story" ? { is: "story" } : { is: "field", field: about };
    if (!(await this.perform({ do: "say", anchor, words: this.words.value }))) return;
    this.draft.forget();
    this.closeComposer();
  }
}

function shortened(quote: string): string {
  return quote.length > 40 ? `${quote.slice(0, 38)}…` : quote;
}
