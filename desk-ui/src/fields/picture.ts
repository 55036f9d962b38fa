//! The words about a picture, and the story's main picture: chosen from the library or sent, with its cuts and the point that
//! must be seen however it is cut.

import type { Json, Picture } from "../types";
import { button, el, growing, unique } from "../dom";
import { carriesFiles, picturesAmong } from "../pictures/arriving";
import { Crops } from "../pictures/crops";
import { FocusPlace } from "../pictures/focus";
import { LibraryPanel } from "../pictures/panel";
import type { Library } from "../pictures/wire";
import { say } from "../words";
import { type Around, type Field, nameOf } from "./field";

const SHOWN_WIDTH_MAX = 640;

/** The address of the largest rendition that is not too wide, else of the smallest. */
export function addressOf({ file, widths }: Picture): string {
  const small = (widths ?? []).filter((width) => width <= SHOWN_WIDTH_MAX).at(-1) ?? widths?.[0] ?? SHOWN_WIDTH_MAX;
  return `/media/${file}/${small}.jpg`;
}

export function imageOf(picture: Picture): HTMLImageElement {
  const image = el("img", { src: addressOf(picture), alt: picture.alt ?? "", loading: "lazy", decoding: "async", draggable: "false" });
  image.width = picture.width;
  image.height = picture.height;
  image.style.backgroundColor = picture.colour;
  return image;
}

const SAID = ["alt", "caption", "credit", "rights"] as const;
type Said = (typeof SAID)[number];
/** What a picture is not published without, and what is said where it is wanting. */
const REQUIRED: { readonly [key in Said]?: string } = { alt: "warn-alt", credit: "warn-credit", rights: "warn-rights" };

/** Inputs for what is said of a picture. An emptied one is left out of the picture. */
export class PictureForm {
  readonly element: HTMLElement;
  private readonly inputs = new Map<Said, { readonly area: HTMLTextAreaElement; readonly missing: HTMLElement }>();

  constructor(
    private picture: Picture,
    around: Around,
    changed: (picture: Picture) => void,
  ) {
    this.element = el("div", { class: "picture-form" });
    for (const key of SAID) {
      const id = unique(key);
      const missing = el("p", { class: "warning", role: "status", id: `${id}-missing` });
      const area = el("textarea", {
        id,
        rows: "1",
        lang: around.language,
        dir: around.direction,
        readonly: !around.mayWrite,
        "aria-describedby": `${id}-missing`,
        oninput: () => {
          const { [key]: _, ...rest } = this.picture;
          const words = area.value;
          this.picture = words === "" ? rest : { ...rest, [key]: words };
          this.warn();
          changed(this.picture);
        },
      });
      growing(area);
      this.inputs.set(key, { area, missing });
      this.element.append(el("div", { class: "field" }, el("label", { for: id, class: REQUIRED[key] ? "required" : null }, say(`picture-${key}`)), area, missing));
    }
    this.show(picture);
  }

  show(picture: Picture): void {
    this.picture = picture;
    for (const [key, { area }] of this.inputs) {
      const words = picture[key] ?? "";
      if (area.value !== words) area.value = words;
    }
    this.warn();
  }

  private warn(): void {
    for (const [key, { missing }] of this.inputs) {
      const warning = REQUIRED[key];
      const words = warning && (this.picture[key] ?? "").trim() === "" ? say(warning) : "";
      if (missing.textContent !== words) missing.textContent = words;
    }
  }
}

/** A picture with its point, its cuts and its words: in the field and in a block alike. */
export class PictureCard {
  readonly element = el("div", { class: "picture-card" });
  private readonly place: FocusPlace;
  private readonly crops: Crops;
  private readonly form: PictureForm;
  private readonly told = el("p", { class: "hint", "aria-live": "polite" });
  private readonly clear: HTMLButtonElement;

  constructor(
    private picture: Picture,
    around: Around,
    changed: (picture: Picture) => void,
  ) {
    const change = (now: Picture): void => {
      this.picture = now;
      changed(now);
    };
    this.crops = new Crops(addressOf(picture));
    this.place = new FocusPlace(imageOf(picture), around.mayWrite, (focus) => {
      change({ ...this.picture, focus });
      this.showFocus();
    });
    this.clear = button(
      say("focus-clear"),
      () => {
        const { focus: _, ...rest } = this.picture;
        change(rest);
        this.showFocus();
      },
      { class: "quiet" },
    );
    this.form = new PictureForm(picture, around, (now) => change({ ...now, ...(this.picture.focus ? { focus: this.picture.focus } : {}) }));
    const cuts = el("details", {}, el("summary", {}, say("picture-crops")), this.crops.element, this.told, around.mayWrite ? this.clear : null);
    this.element.append(this.place.element, cuts, this.form.element);
    this.showFocus();
  }

  show(picture: Picture): void {
    this.picture = picture;
    this.form.show(picture);
    this.showFocus();
  }

  private showFocus(): void {
    const { focus } = this.picture;
    this.place.show(focus);
    this.crops.show(this.picture);
    this.clear.hidden = !focus;
    this.told.textContent = focus ? say("focus-at", { x: focus.x, y: focus.y }) : say("focus-none");
  }
}

/** What was said of the picture before stays, where the new one brings no words of its own. */
export function inPlaceOf(before: Picture | null, now: Picture): Picture {
  if (!before || before.file !== now.file) return now;
  return { ...now, ...before };
}

/** The main picture. */
export function pictureField(around: Around, library: Library): Field {
  const element = el("div", { class: "field main-picture" });
  const seen = el("div", {});
  const panel = el("div", {});
  let picture: Picture | null = null;
  let card: PictureCard | null = null;
  let shownFile = "";
  let open: LibraryPanel | null = null;

  const set = (now: Picture | null): void => {
    picture = now;
    around.changed("picture", now as unknown as Json);
    show();
  };
  const close = (): void => {
    open = null;
    panel.replaceChildren();
    choose.setAttribute("aria-expanded", "false");
    choose.focus();
  };
  const opened = (): LibraryPanel => {
    if (open) return open;
    open = new LibraryPanel(library, {
      many: false,
      chosen: (now) => {
        set(inPlaceOf(picture, now));
        close();
      },
      closed: close,
    });
    panel.replaceChildren(open.element);
    choose.setAttribute("aria-expanded", "true");
    return open;
  };
  const choose = button(say("picture-choose"), () => (open ? close() : opened().focus()), { "aria-expanded": "false" });
  const remove = button(say("picture-remove"), () => set(null), { class: "quiet" });
  element.append(el("p", { class: "label" }, nameOf("picture")), seen, ...(around.mayWrite ? [el("p", { class: "picture-tools" }, choose, remove), panel] : []));
  if (around.mayWrite) {
    element.addEventListener("dragover", (event) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      element.classList.add("drop-here");
    });
    element.addEventListener("dragleave", () => element.classList.remove("drop-here"));
    element.addEventListener("drop", (event) => {
      element.classList.remove("drop-here");
      if (event.defaultPrevented || !carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      opened().take(picturesAmong(event.dataTransfer!.files));
    });
    element.addEventListener("paste", (event) => {
      const files = picturesAmong(event.clipboardData?.files ?? []);
      if (files.length === 0) return;
      event.preventDefault();
      opened().take(files);
    });
  }

  function show(): void {
    choose.textContent = say(picture ? "picture-change" : "picture-choose");
    remove.hidden = !picture;
    if (!picture) {
      shownFile = "";
      card = null;
      seen.replaceChildren();
      return;
    }
    if (picture.file !== shownFile) {
      card = new PictureCard(picture, around, (now) => {
        picture = now;
        around.changed("picture", now as unknown as Json);
      });
      seen.replaceChildren(card.element);
      shownFile = picture.file;
    }
    card!.show(picture);
  }

  return {
    name: "picture",
    element,
    set: (value: Json) => {
      picture = value as unknown as Picture | null;
      show();
    },
  };
}
