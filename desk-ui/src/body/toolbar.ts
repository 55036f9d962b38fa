//! The toolbar: real buttons, one of them in the order of Tab, the arrow keys for the rest.

import { toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import type { Command, EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { el } from "../dom";
import { type Command as PageCommand, printedKeys } from "../palette/palette";
import { say } from "../words";
import { type Kind, kindNow, toggle } from "./kinds";
import { moveBlock } from "./keys";
import type { Panels } from "./panel";
import { schema } from "./schema";
import { addColumn, addRow, placeIn, removeColumn, removeRow, removeTable, toggleHead } from "./table";

interface Tool {
  readonly words: string;
  readonly keys: string | null;
  readonly button: HTMLButtonElement;
  readonly command: Command;
  readonly pressed?: (state: EditorState) => boolean;
}


export class Toolbar {
  readonly element = el("div", { role: "toolbar", class: "toolbar" });
  private readonly tools: Tool[] = [];
  private readonly tableTools = el("span", { class: "tools", hidden: true });
  private view!: EditorView;

  constructor(
    private readonly panels: Panels,
    comment: Command,
  ) {
    this.element.setAttribute("aria-label", say("toolbar"));
    this.element.setAttribute("aria-controls", "story-body");
    const { marks } = schema;
    const text = el("span", { class: "tools" });
    this.add(text, "mark-strong", toggleMark(marks.strong), "Mod+B", (state) => isMarked(state, "strong"));
    this.add(text, "mark-emphasis", toggleMark(marks.emphasis), "Mod+I", (state) => isMarked(state, "emphasis"));
    this.add(text, "mark-link", () => this.panels.link(), "Mod+Shift+U", (state) => isMarked(state, "link"));
    this.add(text, "comment", comment, "Alt+Shift+C");
    const kinds = el("span", { class: "tools" });
    const kind = (key: string, which: Kind, keys: string | null): void => this.add(kinds, key, toggle(which), keys, (state) => kindNow(state) === which);
    kind("kind-heading", "heading", "Mod+Alt+2");
    kind("kind-quote", "quote", "Mod+Shift+9");
    kind("kind-pull-quote", "pull_quote", null);
    kind("kind-bulleted", "bulleted", "Mod+Shift+8");
    kind("kind-numbered", "numbered", "Mod+Shift+7");
    const blocks = el("span", { class: "tools" });
    this.add(blocks, "insert", () => this.panels.insert(), "/");
    this.add(blocks, "move-up", moveBlock(-1), "Alt+Shift+↑");
    this.add(blocks, "move-down", moveBlock(1), "Alt+Shift+↓");
    this.add(blocks, "undo", undo, "Mod+Z");
    this.add(blocks, "redo", redo, "Mod+Shift+Z");
    this.add(this.tableTools, "table-add-row", addRow, null);
    this.add(this.tableTools, "table-remove-row", removeRow, null);
    this.add(this.tableTools, "table-add-column", addColumn, null);
    this.add(this.tableTools, "table-remove-column", removeColumn, null);
    this.add(this.tableTools, "table-head", toggleHead, null, (state) => placeIn(state)?.table.attrs["head"] === true);
    this.add(this.tableTools, "table-remove", removeTable, null);
    this.element.append(text, kinds, blocks, this.tableTools);
    this.element.addEventListener("keydown", (event) => this.key(event));
    this.element.addEventListener("focusin", (event) => this.rest(event.target as HTMLElement));
    this.rest(this.tools[0]!.button);
  }

  attach(view: EditorView): void {
    this.view = view;
    this.show(view.state);
  }

  focus(): void {
    this.element.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  show(state: EditorState): void {
    this.tableTools.hidden = placeIn(state) === null;
    for (const { button, command, pressed } of this.tools) {
      if (pressed) button.setAttribute("aria-pressed", String(pressed(state)));
      // Commands that open a panel are asked nothing: they answer only when they run.
      const opens = opensPanel(button);
      button.setAttribute("aria-disabled", String(!opens && !command(state)));
    }
  }

  private add(group: HTMLElement, key: string, command: Command, keys: string | null, pressed?: (state: EditorState) => boolean): void {
    const words = say(key);
    const button = el("button", {
      type: "button",
      tabindex: "-1",
      "data-tool": key,
      title: keys ? `${words} (${printedKeys(keys)})` : words,
      // The text keeps its focus and its selection while the mouse presses.
      onmousedown: (event) => event.preventDefault(),
      onclick: (event) => {
        if (button.getAttribute("aria-disabled") === "true") return;
        const byKey = (event as MouseEvent).detail === 0;
        command(this.view.state, this.view.dispatch, this.view);
        const opens = opensPanel(button) || key === "comment";
        if (!opens && !byKey) this.view.focus();
      },
    });
    button.append(words);
    group.append(button);
    this.tools.push({ words, keys, button, command, ...(pressed && { pressed }) });
  }

  /** The tools as commands of the page. */
  commands(): PageCommand[] {
    return this.tools.map(({ words, keys, button, command }) => ({
      words,
      keys,
      group: "text",
      can: () => opensPanel(button) || command(this.view.state),
      run: () => {
        this.view.focus();
        command(this.view.state, this.view.dispatch, this.view);
      },
    }));
  }

  private key(event: KeyboardEvent): void {
    const buttons = this.tools.map((tool) => tool.button).filter((button) => button.offsetParent !== null);
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const forward = getComputedStyle(this.element).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    let next: HTMLButtonElement | undefined;
    if (event.key === forward) next = buttons[(at + 1) % buttons.length];
    else if (event.key === backward) next = buttons[(at - 1 + buttons.length) % buttons.length];
    else if (event.key === "Home") next = buttons[0];
    else if (event.key === "End") next = buttons.at(-1);
    else if (event.key === "Escape") this.view.focus();
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  private rest(target: HTMLElement): void {
    for (const { button } of this.tools) button.tabIndex = button === target ? 0 : -1;
  }
}

function opensPanel(button: HTMLButtonElement): boolean {
  return button.dataset["tool"] === "insert" || button.dataset["tool"] === "mark-link";
}

function isMarked(state: EditorState, name: "strong" | "emphasis" | "link"): boolean {
  const { from, to, $from, empty } = state.selection;
  const type = schema.marks[name];
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, type);
}
