//! Panels that open under the toolbar: the address of a link, and the blocks to insert. Never over the text, and gone
//! with Escape.

import type { Mark } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { button, el, unique } from "../dom";
import { LibraryPanel } from "../pictures/panel";
import type { Library } from "../pictures/wire";
import { combobox } from "../suggest/combobox";
import { learn, offered, type OwnStory, storyOf } from "../suggest/offers";
import { shownStory, storyLine } from "../suggest/stories";
import { say } from "../words";
import { insertBlock } from "./keys";
import { toggle } from "./kinds";
import { schema } from "./schema";
import { emptyTable } from "./table";
import { isLink } from "./valid";

const { nodes, marks } = schema;

export class Panels {
  readonly element = el("div", { class: "panel", hidden: true });
  private view!: EditorView;

  constructor(private readonly library: Library) {}

  attach(view: EditorView): void {
    this.view = view;
  }

  close(focusText = true): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.element.replaceChildren();
    if (focusText) this.view.focus();
  }

  private open(...content: Node[]): void {
    this.element.replaceChildren(...content);
    this.element.hidden = false;
  }

  link(): boolean {
    const { state } = this.view;
    if (!state.selection.$from.parent.type.allowsMarkType(marks.link)) return false;
    const range = linkAround(state);
    const id = unique("link");
    const wrong = el("p", { class: "warning", role: "alert" });
    const input = el("input", { id, type: "text", dir: "auto", spellcheck: "false", value: range?.href ?? "" });
    // What is no address is words of a story of our own.
    const behind = combobox<OwnStory>(input, {
      ask: async (words) => (addressFrom(words) ? [] : offered<OwnStory>("stories", words, "")),
      show: shownStory,
      take: (story) => {
        learn([story]);
        this.setLink(`story:${story.number}`, range);
      },
      from: 2,
    });
    const number = /^story:(\d+)$/.exec(range?.href ?? "")?.[1];
    const leads = el("p", { class: "hint" });
    if (number) void storyOf(Number(number)).then((story) => story && leads.replaceChildren(storyLine(story)));
    const form = el(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          const href = addressFrom(input.value);
          if (!href) {
            wrong.textContent = say("link-refused");
            input.focus();
            return;
          }
          this.setLink(href, range);
        },
        onkeydown: (event) => {
          if ((event as KeyboardEvent).key === "Escape") this.close();
        },
      },
      el("label", { for: id }, say("link-address")),
      el("div", { class: "link-where" }, input, behind),
      el("button", { type: "submit" }, say("link-set")),
      range?.href ? button(say("link-remove"), () => this.setLink(null, range)) : null,
      button(say("close"), () => this.close()),
      leads,
      wrong,
    );
    this.open(form);
    input.focus();
    input.select();
    return true;
  }

  private setLink(href: string | null, range: Stretch | null): void {
    const { state } = this.view;
    const { from, to, empty } = state.selection;
    const transaction = state.tr;
    const [start, end] = range ? [range.from, range.to] : [from, to];
    if (href === null) {
      transaction.removeMark(start, end, marks.link);
    } else if (empty && !range) {
      transaction.insert(from, schema.text(href, [...state.selection.$from.marks(), marks.link.create({ href })]));
    } else {
      transaction.removeMark(start, end, marks.link).addMark(start, end, marks.link.create({ href }));
    }
    this.view.dispatch(transaction.removeStoredMark(marks.link));
    this.close();
  }

  insert(): boolean {
    const choices: [string, () => void][] = [
      ["kind-heading", () => this.run(toggle("heading"))],
      ["kind-quote", () => this.run(toggle("quote"))],
      ["kind-pull-quote", () => this.run(toggle("pull_quote"))],
      ["kind-bulleted", () => this.run(toggle("bulleted"))],
      ["kind-numbered", () => this.run(toggle("numbered"))],
      ["block-fact-box", () => this.run(insertBlock(nodes.fact_box.create(null, [nodes.fact_title.create(), nodes.paragraph.create()])))],
      ["block-table", () => this.run(insertBlock(emptyTable(3, 2)))],
      ["block-picture", () => this.picture()],
      ["block-gallery", () => this.run(insertBlock(nodes.gallery.create()))],
      ["block-embed", () => this.insertForm("embed")],
      ["block-story-link", () => this.insertForm("story_link")],
    ];
    const items = choices.map(([key, act]) =>
      button(
        say(key),
        () => {
          this.close();
          act();
        },
        { role: "menuitem", tabindex: "-1" },
      ),
    );
    const menu = el(
      "div",
      {
        role: "menu",
        "aria-label": say("insert"),
        onkeydown: (event) => {
          const { key } = event as KeyboardEvent;
          const at = items.indexOf(document.activeElement as HTMLButtonElement);
          const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[key];
          if (step) items[(at + step + items.length) % items.length]!.focus();
          else if (key === "Home") items[0]!.focus();
          else if (key === "End") items.at(-1)!.focus();
          else if (key === "Escape" || key === "Tab") this.close();
          else if (key.length === 1 && key !== " ") {
            const letter = key.toLocaleLowerCase();
            const next = [...items.slice(at + 1), ...items].find((item) => item.textContent!.toLocaleLowerCase().startsWith(letter));
            if (!next) return;
            next.focus();
          } else return;
          event.preventDefault();
        },
      },
      ...items,
    );
    this.open(menu);
    items[0]!.focus();
    return true;
  }

  private run(command: Command): void {
    command(this.view.state, this.view.dispatch, this.view);
    this.view.focus();
  }

  private picture(): void {
    const panel = new LibraryPanel(this.library, {
      many: false,
      chosen: (picture) => {
        this.close();
        this.run(insertBlock(nodes.picture.create({ picture })));
      },
      closed: () => this.close(),
    });
    this.open(panel.element);
    panel.focus();
  }

  private insertForm(type: "embed" | "story_link"): void {
    this.run(insertBlock(nodes[type].create()));
    const dom = this.view.nodeDOM(this.view.state.selection.from);
    if (dom instanceof HTMLElement) dom.querySelector("input")?.focus();
  }
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly href: string | null;
}

/** The words to link: what is chosen, or the whole link the cursor stands in. */
function linkAround(state: EditorState): Stretch | null {
  const { from, to, empty, $from } = state.selection;
  const at = (marksHere: readonly Mark[]): string | null => (marks.link.isInSet(marksHere)?.attrs["href"] as string | undefined) ?? null;
  if (!empty) {
    let href: string | null = null;
    state.doc.nodesBetween(from, to, (node) => {
      href ??= node.isText ? at(node.marks) : null;
    });
    return { from, to, href };
  }
  const href = at($from.marks()) ?? at($from.nodeAfter?.marks ?? []);
  if (!href) return null;
  let start = $from.start();
  let found: Stretch | null = null;
  let run: { from: number; to: number } | null = null;
  $from.parent.forEach((child) => {
    const end = start + child.nodeSize;
    run = at(child.marks) === href ? { from: run?.from ?? start, to: end } : null;
    if (run && run.from <= from && end >= from) found = { ...run, href };
    start = end;
  });
  return found;
}

/** What was meant by what was typed: a bare host is a web address, a bare address of mail is mail. */
function addressFrom(typed: string): string | null {
  const words = typed.trim();
  if (isLink(words)) return words;
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(words)) return `mailto:${words}`;
  if (/^(?![a-z]+:)[^\s/:]+\.[^\s/:]{2,}(\/\S*)?$/i.test(words) && isLink(`https://${words}`)) return `https://${words}`;
  return null;
}

