//! The library beside the text: search, send, choose. A panel in the flow of the page, gone with Escape.

import type { Picture } from "../types";
import { button, el, unique } from "../dom";
import { say } from "../words";
import { ACCEPTED, Arriving, carriesFiles, likenessNote, picturesAmong } from "./arriving";
import type { Library, Listed } from "./wire";

const TYPING_MS = 250;
const SHOWN_WIDTH_MAX = 320;

export interface Choosing {
  /** Several may be chosen before the panel is closed. */
  readonly many: boolean;
  readonly chosen: (picture: Picture) => void;
  readonly closed: () => void;
}

export class LibraryPanel {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly results = el("ul", { class: "found" });
  private readonly told = el("p", { class: "hint", role: "status" });
  private readonly more: HTMLButtonElement;
  private readonly arriving: Arriving;
  private asked: AbortController | null = null;
  private timer = 0;
  private older: number | null = null;

  constructor(
    private readonly library: Library,
    private readonly choosing: Choosing,
  ) {
    const id = unique("find");
    this.input = el("input", { id, type: "search", autocomplete: "off", dir: "auto", oninput: () => this.later() });
    const files = el("input", { type: "file", accept: ACCEPTED, multiple: choosing.many, hidden: true });
    files.addEventListener("change", () => {
      this.take(picturesAmong(files.files ?? []));
      files.value = "";
    });
    this.more = button(say("library-more"), () => void this.find(false), { hidden: true });
    this.arriving = new Arriving(library, ({ picture, near }, line) => {
      const note = likenessNote(near);
      if (note) line.append(note);
      this.choose(picture);
    });
    this.element = el(
      "section",
      {
        class: "library",
        "aria-label": say("library"),
        onkeydown: (event) => {
          if ((event as KeyboardEvent).key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          choosing.closed();
        },
        ondragover: (event) => {
          if (!carriesFiles((event as DragEvent).dataTransfer)) return;
          event.preventDefault();
          event.stopPropagation();
        },
        ondrop: (event) => {
          const data = (event as DragEvent).dataTransfer;
          if (!carriesFiles(data)) return;
          event.preventDefault();
          event.stopPropagation();
          this.take(picturesAmong(data!.files));
        },
      },
      el(
        "div",
        { class: "library-head" },
        el("label", { for: id }, say("library-words")),
        this.input,
        button(say("upload-choose"), () => files.click()),
        files,
        button(say("close"), () => choosing.closed(), { class: "quiet" }),
      ),
      el("p", { class: "hint" }, say("library-drop")),
      this.arriving.element,
      this.told,
      this.results,
      this.more,
    );
    void this.find(true);
  }

  focus(): void {
    this.input.focus();
  }

  /** Sends files; each is chosen when it has arrived. */
  take(files: readonly File[]): void {
    const taken = this.choosing.many ? files : files.slice(0, 1);
    if (taken.length > 0) void this.arriving.send(taken);
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.find(true), TYPING_MS);
  }

  private async find(anew: boolean): Promise<void> {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    try {
      const found = await this.library.find(this.input.value.trim(), anew ? null : this.older, asked.signal);
      if (asked.signal.aborted) return;
      const items = found.pictures.map((one) => this.item(one));
      if (anew) this.results.replaceChildren(...items);
      else this.results.append(...items);
      this.older = found.older;
      this.more.hidden = found.older === null;
      this.told.textContent = this.results.childElementCount === 0 ? say("library-none") : "";
    } catch {
      if (!asked.signal.aborted) this.told.textContent = say("library-away");
    }
  }

  private item(one: Listed): HTMLElement {
    const { picture } = one;
    const width = (picture.widths ?? []).filter((width) => width <= SHOWN_WIDTH_MAX).at(-1) ?? picture.widths?.[0] ?? SHOWN_WIDTH_MAX;
    const image = el("img", { src: `/media/${picture.file}/${width}.jpg`, alt: picture.alt ?? "", loading: "lazy", decoding: "async", draggable: "false" });
    image.style.backgroundColor = picture.colour;
    const notes = [
      one.terms === "ended" ? say("library-ended", { day: one.until ?? "" }) : one.terms === "end-soon" ? say("library-end-soon", { day: one.until ?? "" }) : "",
      one.used ?? "",
    ].filter(Boolean);
    const choose = el("button", { type: "button", class: "found-one", onclick: () => this.choose(one) }, image, el("span", { dir: "auto" }, one.title));
    return el("li", {}, choose, ...notes.map((note, index) => el("p", { class: index === 0 && one.terms !== "good" ? "warning" : "hint", dir: "auto" }, note)));
  }

  private choose(one: Listed): void {
    this.choosing.chosen(one.picture);
  }
}
