//! The words about a picture, and the point of it that must be seen however it is cut.

import type { Json, Picture } from "../types";
import { button, el, growing, unique } from "../dom";
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

/** Inputs for alt, caption and credit. An emptied one is left out of the picture. */
export class PictureForm {
  readonly element: HTMLElement;
  private readonly inputs = new Map<"alt" | "caption" | "credit", HTMLTextAreaElement>();
  private readonly missing: HTMLElement;

  constructor(
    private picture: Picture,
    around: Around,
    changed: (picture: Picture) => void,
  ) {
    this.missing = el("p", { class: "warning", role: "status" });
    this.element = el("div", { class: "picture-form" });
    for (const key of ["alt", "caption", "credit"] as const) {
      const id = unique(key);
      const area = el("textarea", {
        id,
        rows: "1",
        lang: around.language,
        dir: around.direction,
        readonly: !around.mayWrite,
        oninput: () => {
          const { [key]: _, ...rest } = this.picture;
          const words = area.value;
          this.picture = words === "" ? rest : { ...rest, [key]: words };
          this.warn();
          changed(this.picture);
        },
      });
      growing(area);
      this.inputs.set(key, area);
      this.element.append(el("div", { class: "field" }, el("label", { for: id }, say(`picture-${key}`)), area, key === "alt" ? this.missing : null));
    }
    this.show(picture);
  }

  show(picture: Picture): void {
    this.picture = picture;
    for (const [key, area] of this.inputs) {
      const words = picture[key] ?? "";
      if (area.value !== words) area.value = words;
    }
    this.warn();
  }

  private warn(): void {
    this.missing.textContent = (this.picture.alt ?? "").trim() === "" ? say("warn-alt") : "";
  }
}

/** The main picture. Choosing another is not done here. */
export function pictureField(around: Around): Field {
  const element = el("div", { class: "field main-picture", hidden: true });
  let picture: Picture | null = null;
  let form: PictureForm | null = null;
  let shownFile = "";

  const point = el("span", { class: "focus-point", "aria-hidden": "true" });
  const told = el("p", { class: "hint", "aria-live": "polite" });
  const change = (now: Picture): void => {
    picture = now;
    around.changed("picture", now as unknown as Json);
    showFocus();
  };
  const showFocus = (): void => {
    const focus = picture?.focus;
    point.hidden = !focus;
    if (focus) {
      // Physical on purpose: a picture does not turn with the direction of the words.
      point.style.left = `${focus.x}%`;
      point.style.top = `${focus.y}%`;
    }
    told.textContent = focus ? say("focus-at", { x: focus.x, y: focus.y }) : say("focus-none");
  };
  const set = (x: number, y: number): void => {
    if (!picture || !around.mayWrite) return;
    const within = (value: number): number => Math.max(0, Math.min(100, Math.round(value)));
    change({ ...picture, focus: { x: within(x), y: within(y) } });
  };
  const clear = (): void => {
    if (!picture) return;
    const { focus: _, ...rest } = picture;
    change(rest);
  };

  function build(now: Picture): void {
    form = new PictureForm(now, around, change);
    const place = el(
      "button",
      {
        type: "button",
        class: "focus-place",
        "aria-label": say("focus-label"),
        disabled: !around.mayWrite,
        onclick: (event) => {
          const { clientX, clientY, detail } = event as MouseEvent;
          // A press by key has no place.
          if (detail === 0) return;
          const box = place.getBoundingClientRect();
          set(((clientX - box.left) / box.width) * 100, ((clientY - box.top) / box.height) * 100);
        },
        onkeydown: (event) => {
          const { key, shiftKey } = event as KeyboardEvent;
          const step = shiftKey ? 10 : 1;
          const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[key];
          if (!move) return;
          event.preventDefault();
          const { x, y } = picture?.focus ?? { x: 50, y: 50 };
          set(x + move[0]!, y + move[1]!);
        },
      },
      imageOf(now),
      point,
    );
    element.replaceChildren(
      el("p", { class: "label" }, nameOf("picture")),
      place,
      told,
      ...(around.mayWrite ? [button(say("focus-clear"), clear, { class: "quiet" })] : []),
      form.element,
    );
    shownFile = now.file;
  }

  return {
    name: "picture",
    element,
    set: (value: Json) => {
      picture = value as unknown as Picture | null;
      element.hidden = !picture;
      if (!picture) return;
      if (picture.file !== shownFile) build(picture);
      form!.show(picture);
      showFocus();
    },
  };
}
