//! Every command of the page in one list, found by its words and run with Enter; and the same list to read, with the keys.

import { button, el, unique } from "../dom";
import { say } from "../words";

export interface Command {
  readonly words: string;
  /** As people read it: `Mod+B`. */
  readonly keys?: string | null;
  readonly group: "text" | "go" | "story";
  run(): void;
  /** Left out where it could do nothing. */
  can?(): boolean;
}

const apple = /Mac|iP(hone|ad|od)/.test(navigator.platform);

export function printedKeys(keys: string): string {
  return keys.replaceAll("Mod", apple ? "⌘" : "Ctrl").replaceAll("Alt", apple ? "⌥" : "Alt");
}

/** Without case and marks, so that `ozet` finds `Özet`. */
function folded(words: string): string {
  return words.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ı", "i");
}

export class Palette {
  readonly element: HTMLDialogElement;
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly told = el("p", { class: "unseen", role: "status" });
  private shown: readonly Command[] = [];
  private all: readonly Command[] = [];
  private at = 0;

  constructor(private readonly commands: () => readonly Command[]) {
    const id = unique("commands");
    this.list = el("ul", { id, role: "listbox", "aria-label": say("palette") });
    this.input = el("input", {
      type: "text",
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "true",
      "aria-controls": id,
      "aria-label": say("palette"),
      placeholder: say("palette-how"),
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => this.find(),
      onkeydown: (event) => this.key(event as KeyboardEvent),
    });
    this.element = el("dialog", { class: "palette", "aria-label": say("palette"), onclick: (event) => event.target === this.element && this.element.close() }, this.input, this.list, this.told);
  }

  open(): void {
    if (this.element.open) return this.element.close();
    this.all = this.commands().filter((command) => command.can?.() ?? true);
    this.input.value = "";
    this.find();
    this.element.showModal();
    this.input.focus();
  }

  private find(): void {
    const asked = folded(this.input.value).split(/\s+/).filter(Boolean);
    const found = this.all.filter(({ words }) => asked.every((word) => folded(words).includes(word)));
    const begins = (command: Command): number => (asked.length > 0 && folded(command.words).startsWith(asked[0]!) ? 0 : 1);
    this.shown = [...found].sort((one, other) => begins(one) - begins(other));
    this.list.replaceChildren(
      ...this.shown.map((command, index) =>
        el("li", { id: `${this.list.id}-${index}`, role: "option", "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => this.run(index) }, el("span", {}, command.words), command.keys ? el("kbd", { dir: "ltr" }, printedKeys(command.keys)) : null),
      ),
    );
    this.told.textContent = this.shown.length === 0 ? say("palette-none") : say("offers-count", { count: this.shown.length });
    this.told.classList.toggle("unseen", this.shown.length > 0);
    this.point(0);
  }

  private point(to: number): void {
    this.at = to;
    [...this.list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === to)));
    const item = this.list.children[to];
    if (!item) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const { length } = this.shown;
    if (event.key === "ArrowDown" && length > 0) this.point((this.at + 1) % length);
    else if (event.key === "ArrowUp" && length > 0) this.point((this.at - 1 + length) % length);
    else if (event.key === "Enter") this.run(this.at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private run(index: number): void {
    const command = this.shown[index];
    if (!command) return;
    this.element.close();
    command.run();
  }
}

/** The keys, to be read. */
export function help(commands: () => readonly Command[]): { readonly element: HTMLDialogElement; open(): void } {
  const list = el("div");
  const heading = unique("help");
  const element: HTMLDialogElement = el(
    "dialog",
    { class: "palette help", "aria-labelledby": heading, onclick: (event) => event.target === element && element.close() },
    el("div", { class: "help-head" }, el("h2", { id: heading }, say("help-keys")), button(say("close"), () => element.close())),
    list,
  );
  return {
    element,
    open: () => {
      if (element.open) return;
      const groups = [
        ["story", "help-story"],
        ["go", "help-go"],
        ["text", "help-text"],
      ] as const;
      const known = commands().filter(({ keys }) => keys);
      const rows = (of: Command["group"]): HTMLElement[] =>
        known.filter(({ group }) => group === of).map(({ words, keys }) => el("div", {}, el("dt", {}, words), el("dd", {}, el("kbd", { dir: "ltr" }, printedKeys(keys!)))));
      const more = [
        ["help-blocks", "/"],
        ["help-after", "Mod+Enter"],
        ["help-toolbar", "Alt+F10"],
        ["help-box-in", "Enter"],
        ["help-box-out", "Esc"],
      ] as const;
      list.replaceChildren(
        ...groups.flatMap(([group, name]) => {
          const extra = group === "text" ? more.map(([key, keys]) => el("div", {}, el("dt", {}, say(key)), el("dd", {}, el("kbd", { dir: "ltr" }, printedKeys(keys))))) : [];
          const all = [...rows(group), ...extra];
          return all.length > 0 ? [el("h3", {}, say(name)), el("dl", {}, ...all)] : [];
        }),
      );
      element.showModal();
    },
  };
}
