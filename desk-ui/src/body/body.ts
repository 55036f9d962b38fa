//! The body's editor, put together.

import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { DOMSerializer } from "prosemirror-model";
import { type Command as TextCommand, EditorState, NodeSelection, type Plugin, Selection, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import type { Block, Placed } from "../types";
import type { Apart } from "../text/rebase";
import { el } from "../dom";
import type { Around } from "../fields/field";
import type { Command } from "../palette/palette";
import type { Library } from "../pictures/wire";
import { say } from "../words";
import { arrivals } from "./arrivals";
import { caret, hearOfCaret } from "./caret";
import { stayChosen } from "./chosen";
import { blocksOf, docOf, nodeOf } from "./convert";
import { fitted } from "./fit";
import { type Flagged, foundIn, foundMeta } from "./found";
import { ids } from "./ids";
import { keys } from "./keys";
import { Panels } from "./panel";
import { keepWordLists, PasteParser } from "./paste";
import { rules } from "./rules";
import { schema } from "./schema";
import { apartMeta, shown } from "./shown";
import { emptyCells, evenRows } from "./table";
import { Toolbar } from "./toolbar";
import { updated } from "./update";
import { nodeViews } from "./views";

const TOOLS_MS = 120;

export interface BodyEvents {
  changed(blocks: readonly Placed[]): void;
  droppedPictures(count: number): void;
}

export class Body {
  readonly element: HTMLElement;
  private readonly view: EditorView;
  private readonly toolbar: Toolbar;
  private drawn = 0;

  /** `beside` shows what colleagues say of the text; `comment` begins a comment on the chosen words. */
  constructor(blocks: readonly Placed[], around: Around, library: Library, events: BodyEvents, beside: readonly Plugin[], comment: TextCommand) {
    const panels = new Panels(library);
    const toolbar = new Toolbar(panels, comment);
    this.toolbar = toolbar;
    const place = el("div", { class: "body" });
    this.element = el("div", { class: "writing" }, around.mayWrite ? el("div", { class: "bar" }, toolbar.element, panels.element) : null, place);

    const commands = keys(
      () => panels.link(),
      (state) => {
        const { $from, empty } = state.selection;
        const blank = empty && $from.depth === 1 && $from.parent.type === schema.nodes.paragraph && $from.parent.content.size === 0;
        return blank && panels.insert();
      },
      () => {
        toolbar.focus();
        return true;
      },
    );
    this.view = new EditorView(place, {
      state: EditorState.create({
        doc: docOf(blocks),
        plugins: [caret(), ids, evenRows, rules, ...beside, ...commands, history(), dropCursor({ color: false, class: "drop-place" }), gapCursor(), shown(), foundIn(), stayChosen(), arrivals(library)],
      }),
      editable: () => around.mayWrite,
      attributes: {
        id: "story-body",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": say("body"),
        "aria-readonly": String(!around.mayWrite),
        lang: around.language,
        dir: around.direction,
        spellcheck: "true",
        class: "story",
      },
      nodeViews: nodeViews(around, library),
      clipboardParser: new PasteParser((count) => events.droppedPictures(count)),
      clipboardSerializer: DOMSerializer.fromSchema(schema),
      transformPastedHTML: keepWordLists,
      transformPasted: (slice, view) => fitted(slice, view.state.selection.$from),
      handleTextInput: (view, from, to, text) => {
        if (from === to) return false;
        const transaction = view.state.tr;
        if (!emptyCells(transaction)) return false;
        view.dispatch(transaction.insertText(text));
        return true;
      },
      dispatchTransaction: (transaction: Transaction) => {
        const state = this.view.state.apply(transaction);
        this.view.updateState(state);
        if (transaction.docChanged && !transaction.getMeta("fromServer")) events.changed(blocksOf(state.doc));
        // Asking each command whether it could run is too much for every key.
        this.drawn ||= window.setTimeout(() => {
          this.drawn = 0;
          toolbar.show(this.view.state);
        }, TOOLS_MS);
      },
    });
    panels.attach(this.view);
    toolbar.attach(this.view);
  }

  /** Shows what an answer made of the blocks. Returns what the document then says. */
  show(blocks: readonly Placed[], renamed: ReadonlyMap<string, string>, apart: readonly Apart[]): readonly Placed[] {
    hearOfCaret();
    const transaction = updated(this.view.state, blocks, renamed);
    const here = apart.map(({ id }) => id);
    if (transaction) this.view.dispatch(here.length > 0 ? transaction.setMeta(...apartMeta({ add: here })) : transaction);
    else if (here.length > 0) this.view.dispatch(this.view.state.tr.setMeta(...apartMeta({ add: here })));
    return blocksOf(this.view.state.doc);
  }

  /** Shows what was found in blocks. */
  flag(flagged: Flagged): void {
    hearOfCaret();
    this.view.dispatch(this.view.state.tr.setMeta(...foundMeta(flagged)));
  }

  /** A block as it stands now; nothing where it is gone. */
  block(id: string): Block | null {
    return blocksOf(this.view.state.doc).find((placed) => placed.id === id)?.block ?? null;
  }

  /** Gives a block other words, or takes it out, as its writer would. */
  put(id: string, now: Block | null): void {
    const { tr, doc } = this.view.state;
    doc.forEach((node, position) => {
      if (node.attrs["id"] !== id) return;
      const end = position + node.nodeSize;
      if (now) tr.replaceWith(position, end, nodeOf({ id, block: now }));
      else if (doc.childCount === 1) tr.replaceWith(position, end, schema.nodes.paragraph.create());
      else tr.delete(position, end);
    });
    if (tr.docChanged) this.view.dispatch(tr.scrollIntoView());
    this.view.focus();
  }

  /** Goes to a block. */
  go(id: string): void {
    const { tr, doc } = this.view.state;
    doc.forEach((node, position) => {
      if (node.attrs["id"] === id) tr.setSelection(node.isAtom ? NodeSelection.create(doc, position) : Selection.near(doc.resolve(position + 1)));
    });
    this.view.dispatch(tr.scrollIntoView());
    this.view.focus();
  }

  commands(): Command[] {
    return this.toolbar.commands();
  }

  focus(): void {
    this.view.focus();
  }

  get hasSelection(): boolean {
    return !this.view.state.selection.empty;
  }

  get composing(): boolean {
    return this.view.composing;
  }

  get doc() {
    return this.view.state.doc;
  }
}
