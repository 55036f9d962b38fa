//! A gallery as a form: pictures added from the library, put in order by dragging or by key, each with its words.

import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import type { Picture } from "../types";
import { button, el } from "../dom";
import type { Around } from "../fields/field";
import { imageOf, PictureForm } from "../fields/picture";
import { LibraryPanel } from "../pictures/panel";
import type { Library } from "../pictures/wire";
import { say } from "../words";
import { BoxForm, type Place } from "./box";

export class GalleryView extends BoxForm {
  private readonly list = el("ol", { class: "gallery-list" });
  private readonly told = el("p", { class: "hint", role: "status" });
  private readonly panel = el("div", {});
  private forms: { readonly file: string; readonly form: PictureForm; readonly item: HTMLElement }[] = [];
  private open: LibraryPanel | null = null;
  private dragged = -1;

  constructor(
    node: Node,
    view: EditorView,
    place: Place,
    private readonly around: Around,
    library: Library,
  ) {
    super(node, view, place, say("block-gallery"), around.mayWrite);
    const add = button(say("gallery-add"), () => {
      if (this.open) return this.close();
      this.open = new LibraryPanel(library, {
        many: true,
        chosen: (picture) => {
          if (this.pictures().some(({ file }) => file === picture.file)) return this.tell(say("gallery-twice"));
          this.put([...this.pictures(), picture]);
          this.tell(say("gallery-added", { count: this.pictures().length }));
        },
        closed: () => {
          this.close();
          add.focus();
        },
      });
      this.panel.replaceChildren(this.open.element);
      this.open.focus();
    });
    this.dom.append(this.list, this.told, ...(around.mayWrite ? [el("p", { class: "picture-tools" }, add), this.panel] : []));
    this.show(node);
    if (this.pictures().length === 0 && around.mayWrite) requestAnimationFrame(() => this.dom.isConnected && !this.open && add.click());
  }

  show(node: Node): void {
    const pictures = node.attrs["pictures"] as readonly Picture[];
    const same = pictures.length === this.forms.length && pictures.every(({ file }, index) => file === this.forms[index]!.file);
    if (same) {
      pictures.forEach((picture, index) => this.forms[index]!.form.show(picture));
      return;
    }
    this.forms = pictures.map((picture, index) => this.item(picture, index, pictures.length));
    this.list.replaceChildren(...this.forms.map(({ item }) => item));
  }

  private item(picture: Picture, index: number, count: number): { file: string; form: PictureForm; item: HTMLElement } {
    const { mayWrite } = this.around;
    const form = new PictureForm(picture, this.around, (now) => this.put(this.pictures().map((one, at) => (at === index ? now : one))));
    const move = (to: number): void => {
      this.move(index, to);
      this.list.children[to]?.querySelector<HTMLElement>("[data-move]")?.focus();
    };
    const seen = el(
      "div",
      {
        class: "gallery-seen",
        draggable: mayWrite ? "true" : null,
        ondragstart: (event) => {
          this.dragged = index;
          (event as DragEvent).dataTransfer!.effectAllowed = "move";
          (event as DragEvent).dataTransfer!.setData("text/plain", String(index + 1));
          item.classList.add("dragged");
          event.stopPropagation();
        },
        ondragend: () => {
          this.dragged = -1;
          for (const one of this.list.children) one.classList.remove("dragged", "before");
        },
      },
      imageOf(picture),
    );
    const keys = (event: Event): void => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[(event as KeyboardEvent).key];
      if (!step || index + step < 0 || index + step >= count) return;
      event.preventDefault();
      event.stopPropagation();
      move(index + step);
    };
    const tools = el(
      "p",
      { class: "picture-tools" },
      button(say("gallery-up", { place: index + 1 }), () => move(index - 1), { "data-move": true, disabled: index === 0, onkeydown: keys }),
      button(say("gallery-down", { place: index + 1 }), () => move(index + 1), { "data-move": true, disabled: index === count - 1, onkeydown: keys }),
      button(say("gallery-remove", { place: index + 1 }), () => this.put(this.pictures().filter((_, at) => at !== index)), { class: "quiet" }),
    );
    const item = el(
      "li",
      {
        ondragover: (event) => {
          if (this.dragged < 0) return;
          event.preventDefault();
          event.stopPropagation();
          for (const one of this.list.children) one.classList.toggle("before", one === item);
        },
        ondrop: (event) => {
          if (this.dragged < 0) return;
          event.preventDefault();
          event.stopPropagation();
          this.move(this.dragged, index);
        },
      },
      seen,
      el("div", {}, form.element, mayWrite ? tools : null),
    );
    return { file: picture.file, form, item };
  }

  /** Everything that is dragged in here is the form's own, as are its words. */
  override stopEvent(event: Event): boolean {
    return event.type.startsWith("drag") || event.type === "drop" || super.stopEvent(event);
  }

  private move(from: number, to: number): void {
    const pictures = [...this.pictures()];
    const [moved] = pictures.splice(from, 1);
    if (!moved || from === to) return;
    pictures.splice(to, 0, moved);
    this.put(pictures);
    this.tell(say("gallery-moved", { place: to + 1, count: pictures.length }));
  }

  private pictures(): readonly Picture[] {
    return this.node.attrs["pictures"] as readonly Picture[];
  }

  private put(pictures: readonly Picture[]): void {
    this.write({ pictures });
  }

  private tell(words: string): void {
    this.told.textContent = words;
  }

  private close(): void {
    this.open = null;
    this.panel.replaceChildren();
  }
}
