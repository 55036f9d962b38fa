//! One thread beside the text: what it is about, what was said, and a place to answer.

import { button, el, unique } from "../dom";
import { nameOf } from "../fields/field";
import { say } from "../words";
import { keptDraft, moment } from "./draft";
import type { Deed, Thread } from "./thread";

export interface CardEvents {
  /** Resolves to whether it was taken. */
  send(deed: Deed): Promise<boolean>;
  /** To the words it is about. */
  show(thread: number): void;
}

export class Card {
  readonly element: HTMLLIElement;
  private readonly about = el("div", { class: "about" });
  private readonly said = el("ol", { class: "said" });
  private readonly answer: HTMLTextAreaElement;
  private readonly settle: HTMLButtonElement;
  private readonly reply: HTMLButtonElement;
  private readonly foot = el("p", { class: "hint" });
  private shown = "";

  constructor(
    private thread: Thread,
    story: number,
    mayWrite: boolean,
    private readonly language: { readonly lang: string; readonly dir: string },
    private readonly events: CardEvents,
  ) {
    const id = unique("answer");
    this.answer = el("textarea", { id, rows: "1", maxlength: "4000", dir: "auto" });
    const draft = keptDraft(this.answer, `${story}-${thread.number}`);
    const send = async (): Promise<void> => {
      if (this.answer.value.trim() === "") return this.answer.focus();
      if (await events.send({ do: "answer", thread: thread.number, words: this.answer.value })) draft.forget();
    };
    this.answer.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
    });
    this.reply = button(say("comment-answer"), () => void send());
    this.settle = button("", () => void events.send({ do: this.thread.resolved ? "reopen" : "settle", thread: thread.number }), { class: "quiet" });
    const form = mayWrite ? el("div", { class: "answer" }, el("label", { for: id, class: "away" }, say("comment-answer")), this.answer, el("p", { class: "choices" }, this.reply, this.settle)) : null;
    this.element = el("li", { class: "thread", tabindex: "-1", "data-card": String(thread.number) }, this.about, this.said, this.foot, form);
  }

  update(thread: Thread, isGone: boolean, isActive: boolean): void {
    this.thread = thread;
    this.element.classList.toggle("active", isActive);
    const told = JSON.stringify([thread, isGone]);
    if (told === this.shown) return;
    this.shown = told;
    this.element.setAttribute("aria-label", say("comment-thread", { name: thread.comments[0]?.name ?? "", number: thread.number }));
    this.about.replaceChildren(...this.aboutWhat(thread, isGone));
    this.said.replaceChildren(
      ...thread.comments.map(({ name, at, words }) =>
        el("li", {}, el("p", { class: "who" }, el("bdi", {}, name), " ", el("time", { datetime: at, class: "hint" }, moment(at))), el("p", { class: "comment-words", dir: "auto" }, words)),
      ),
    );
    const { resolved } = thread;
    this.foot.textContent = resolved ? say("comment-settled-by", { name: resolved.name, at: moment(resolved.at) }) : "";
    this.settle.textContent = resolved ? say("comment-reopen") : say("comment-settle");
    this.answer.hidden = resolved !== null;
    this.reply.hidden = resolved !== null;
  }

  private aboutWhat({ number, anchor }: Thread, isGone: boolean): Node[] {
    if (anchor.is === "story") return [el("p", { class: "hint" }, say("comment-about-story"))];
    if (anchor.is === "field") return [button(nameOf(anchor.field), () => this.events.show(number), { class: "quiet" })];
    const quote = el("q", this.language, anchor.quote);
    if (isGone) return [el("p", { class: "gone" }, quote), el("p", { class: "warning" }, say("comment-gone"))];
    const to = button("", () => this.events.show(number), { class: "quote", title: say("comment-show") });
    to.append(quote);
    return [to];
  }
}
