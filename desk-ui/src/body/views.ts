//! Blocks that are forms, and the closed box. Their inputs are the browser's own; the document gets what is complete
//! and valid, and until then keeps what it had.

import type { Node } from "prosemirror-model";
import { NodeSelection } from "prosemirror-state";
import type { EditorView, NodeView, NodeViewConstructor, ViewMutationRecord } from "prosemirror-view";
import type { Block, Json, Picture } from "../types";
import { button, el, unique } from "../dom";
import type { Around } from "../fields/field";
import { imageOf, PictureForm } from "../fields/picture";
import { knownStory, storyOf } from "../suggest/offers";
import { storyLine, storySearch } from "../suggest/stories";
import { say } from "../words";
import { schema } from "./schema";
import { isPicture, isWebAddress } from "./valid";

type Place = () => number | undefined;

abstract class Form implements NodeView {
  readonly dom: HTMLElement;

  constructor(
    protected node: Node,
    protected readonly view: EditorView,
    private readonly place: Place,
    label: string,
    private readonly mayWrite: boolean,
  ) {
    this.dom = el("figure", { class: `box box-${node.type.name}`, contenteditable: "false" });
    const remove = mayWrite ? button(say("block-remove"), () => this.remove(), { class: "quiet" }) : null;
    this.dom.append(el("div", { class: "box-head" }, el("span", {}, label), remove));
    this.dom.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.select();
    });
  }

  protected write(attributes: { readonly [name: string]: unknown }): void {
    const position = this.place();
    if (position === undefined || !this.mayWrite) return;
    const transaction = this.view.state.tr;
    for (const [name, value] of Object.entries(attributes)) transaction.setNodeAttribute(position, name, value);
    this.view.dispatch(transaction);
  }

  abstract show(node: Node): void;

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show(node);
    return true;
  }

  selectNode(): void {
    this.dom.classList.add("chosen");
  }

  deselectNode(): void {
    this.dom.classList.remove("chosen");
  }

  stopEvent(event: Event): boolean {
    const target = event.target as HTMLElement;
    return target.closest("input, textarea, button, select, a") !== null;
  }

  /** A selection that the browser puts into the box is the box chosen; nothing else in it is the document's. */
  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== "selection";
  }

  private select(): void {
    const position = this.place();
    if (position === undefined) return;
    this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, position)));
    this.view.focus();
  }

  private remove(): void {
    const position = this.place();
    if (position === undefined) return;
    const { tr, doc } = this.view.state;
    if (doc.childCount === 1) tr.replaceWith(position, position + this.node.nodeSize, schema.nodes.paragraph.create());
    else tr.delete(position, position + this.node.nodeSize);
    this.view.dispatch(tr);
    this.view.focus();
  }
}

class PictureView extends Form {
  private readonly form: PictureForm;

  constructor(node: Node, view: EditorView, place: Place, around: Around) {
    super(node, view, place, say("block-picture"), around.mayWrite);
    const picture = node.attrs["picture"] as Picture;
    this.form = new PictureForm(picture, around, (now) => this.write({ picture: now }));
    this.dom.append(imageOf(picture), this.form.element);
  }

  override update(node: Node): boolean {
    const file = (of: Node): string => (of.attrs["picture"] as Picture).file;
    return node.type === this.node.type && file(node) === file(this.node) && super.update(node);
  }

  show(node: Node): void {
    this.form.show(node.attrs["picture"] as Picture);
  }
}

function labelled(key: string, input: HTMLInputElement, ...more: HTMLElement[]): HTMLElement {
  input.id = unique(key);
  return el("div", { class: "field" }, el("label", { for: input.id }, say(key)), input, ...more);
}

class EmbedView extends Form {
  private readonly url: HTMLInputElement;
  private readonly title: HTMLInputElement;
  private readonly wrong = el("p", { class: "warning", role: "status" });

  constructor(node: Node, view: EditorView, place: Place, around: Around) {
    super(node, view, place, say("block-embed"), around.mayWrite);
    const written = (): void => this.take();
    this.url = el("input", { type: "url", dir: "ltr", autocomplete: "off", readonly: !around.mayWrite, oninput: written, onchange: written });
    this.title = el("input", { type: "text", lang: around.language, dir: around.direction, autocomplete: "off", readonly: !around.mayWrite, oninput: written });
    this.dom.append(labelled("embed-url", this.url, this.wrong), labelled("embed-title", this.title));
    this.show(node);
  }

  private take(): void {
    const url = this.url.value.trim();
    const valid = isWebAddress(url);
    this.wrong.textContent = valid || url === "" ? "" : say("embed-refused");
    this.write(valid ? { url, title: this.title.value || null } : { title: this.title.value || null });
  }

  show(node: Node): void {
    const url = node.attrs["url"] as string;
    const title = (node.attrs["title"] as string | null) ?? "";
    if (document.activeElement !== this.url) this.url.value = url;
    if (this.title.value !== title) this.title.value = title;
  }
}

class StoryLinkView extends Form {
  private readonly shown = el("p", { class: "story-shown", "aria-live": "polite" });
  private readonly search: HTMLInputElement;

  constructor(node: Node, view: EditorView, place: Place, around: Around) {
    super(node, view, place, say("block-story-link"), around.mayWrite);
    const { element, input } = storySearch(say("story-link-search"), (story) => this.write({ story: story.number }));
    this.search = input;
    input.readOnly = !around.mayWrite;
    // A number typed is a story named, also where it cannot be asked for.
    input.addEventListener("input", () => {
      const words = input.value.trim().replace(/^#/, "");
      if (/^[1-9]\d{0,14}$/.test(words)) this.write({ story: Number(words) });
    });
    this.dom.append(this.shown, ...(around.mayWrite ? [element] : []));
    this.show(node);
  }

  show(node: Node): void {
    const number = node.attrs["story"] as number | null;
    if (document.activeElement !== this.search) this.search.value = "";
    if (number === null) return this.shown.replaceChildren(say("story-link-none"));
    const story = knownStory(number);
    this.shown.replaceChildren(story ? storyLine(story) : `#${number}`);
    if (!story) void storyOf(number).then((found) => found && this.node.attrs["story"] === number && this.shown.replaceChildren(storyLine(found)));
  }
}

class ClosedView extends Form {
  constructor(node: Node, view: EditorView, place: Place, mayWrite: boolean) {
    const block = node.attrs["json"] as Block;
    super(node, view, place, say(CLOSED[block.type] ?? "block-closed", { type: block.type }), mayWrite);
    const pictures = picturesOf(block);
    if (pictures.length > 0) this.dom.append(el("div", { class: "strip" }, ...pictures.map(imageOf)));
    const words = [wordsOf(block)].flat().filter(Boolean).join(" · ");
    if (words) this.dom.append(el("p", {}, el("bdi", {}, words)));
    this.dom.append(el("p", { class: "hint" }, say("closed-hint")));
  }

  override update(node: Node): boolean {
    return node.attrs["json"] === this.node.attrs["json"] && super.update(node);
  }

  show(): void {}
}

const CLOSED: { readonly [type: string]: string } = { gallery: "block-gallery", video: "block-video" };

function picturesOf(block: Block): Picture[] {
  const video = block["video"] as { readonly poster?: Json } | undefined;
  const found = Array.isArray(block["pictures"]) ? block["pictures"] : video?.poster ? [video.poster] : [];
  return (found as unknown[]).filter(isPicture) as Picture[];
}

function wordsOf(block: Block): Json[] {
  const video = block["video"] as { readonly caption?: Json; readonly alt?: Json } | undefined;
  return [video?.caption ?? video?.alt ?? null];
}

export function nodeViews(around: Around): { [type: string]: NodeViewConstructor } {
  return {
    picture: (node, view, place) => new PictureView(node, view, place, around),
    embed: (node, view, place) => new EmbedView(node, view, place, around),
    story_link: (node, view, place) => new StoryLinkView(node, view, place, around),
    closed: (node, view, place) => new ClosedView(node, view, place, around.mayWrite),
  };
}
