//! Blocks that are forms, and the closed box. Their inputs are the browser's own; the document gets what is complete
//! and valid, and until then keeps what it had.

import type { Node } from "prosemirror-model";
import type { EditorView, NodeViewConstructor } from "prosemirror-view";
import type { Block, Json, Picture } from "../types";
import { el, unique } from "../dom";
import type { Around } from "../fields/field";
import { imageOf, PictureCard } from "../fields/picture";
import type { Library } from "../pictures/wire";
import { knownStory, storyOf } from "../suggest/offers";
import { storyLine, storySearch } from "../suggest/stories";
import { say } from "../words";
import { BoxForm, type Place } from "./box";
import { GalleryView } from "./gallery";
import { isPicture, isWebAddress } from "./valid";

class PictureView extends BoxForm {
  private readonly card: PictureCard;

  constructor(node: Node, view: EditorView, place: Place, around: Around) {
    super(node, view, place, say("block-picture"), around.mayWrite);
    const picture = node.attrs["picture"] as Picture;
    this.card = new PictureCard(picture, around, (now) => this.write({ picture: now }));
    this.dom.append(this.card.element);
  }

  override update(node: Node): boolean {
    const file = (of: Node): string => (of.attrs["picture"] as Picture).file;
    return node.type === this.node.type && file(node) === file(this.node) && super.update(node);
  }

  show(node: Node): void {
    this.card.show(node.attrs["picture"] as Picture);
  }
}

function labelled(key: string, input: HTMLInputElement, ...more: HTMLElement[]): HTMLElement {
  input.id = unique(key);
  return el("div", { class: "field" }, el("label", { for: input.id }, say(key)), input, ...more);
}

class EmbedView extends BoxForm {
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

class StoryLinkView extends BoxForm {
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

class ClosedView extends BoxForm {
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

export function nodeViews(around: Around, library: Library): { [type: string]: NodeViewConstructor } {
  return {
    picture: (node, view, place) => new PictureView(node, view, place, around),
    gallery: (node, view, place) => new GalleryView(node, view, place, around, library),
    embed: (node, view, place) => new EmbedView(node, view, place, around),
    story_link: (node, view, place) => new StoryLinkView(node, view, place, around),
    closed: (node, view, place) => new ClosedView(node, view, place, around.mayWrite),
  };
}
