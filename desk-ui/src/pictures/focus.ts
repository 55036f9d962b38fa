//! Choosing the point that must be seen however the picture is cut: by pressing on it, or with the arrow keys.

import { el } from "../dom";
import { say } from "../words";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The picture as a button with the point on it. */
export class FocusPlace {
  readonly element: HTMLButtonElement;
  private readonly point = el("span", { class: "focus-point", "aria-hidden": "true" });
  private focus: Point | undefined;

  constructor(image: HTMLImageElement, mayWrite: boolean, chosen: (point: Point) => void) {
    const set = (x: number, y: number): void => {
      const within = (value: number): number => Math.max(0, Math.min(100, Math.round(value)));
      const point = { x: within(x), y: within(y) };
      this.show(point);
      chosen(point);
    };
    this.element = el(
      "button",
      {
        type: "button",
        class: "focus-place",
        "aria-label": say("focus-label"),
        disabled: !mayWrite,
        onclick: (event) => {
          const { clientX, clientY, detail } = event as MouseEvent;
          // A press by key has no place.
          if (detail === 0) return;
          const box = this.element.getBoundingClientRect();
          set(((clientX - box.left) / box.width) * 100, ((clientY - box.top) / box.height) * 100);
        },
        onkeydown: (event) => {
          const { key, shiftKey } = event as KeyboardEvent;
          const step = shiftKey ? 10 : 1;
          const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[key];
          if (!move) return;
          event.preventDefault();
          const { x, y } = this.focus ?? { x: 50, y: 50 };
          set(x + move[0]!, y + move[1]!);
        },
      },
      image,
      this.point,
    );
    this.show(undefined);
  }

  show(focus: Point | undefined): void {
    this.focus = focus;
    this.point.hidden = !focus;
    if (!focus) return;
    // Physical on purpose: a picture does not turn with the direction of the words.
    this.point.style.left = `${focus.x}%`;
    this.point.style.top = `${focus.y}%`;
  }
}
