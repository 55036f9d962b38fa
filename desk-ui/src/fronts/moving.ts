//! A story in the hand: taken with the pointer or with space, carried to a place, put there or put back.

import type { Page } from "./page";

/** Pixels after which a press is a drag. */
const DRAG_BEGINS = 6;
/** Within so many pixels of the window's edge the page moves on. */
const EDGE = 64;

interface Held {
  readonly story: string;
  readonly from: string;
  readonly headline: string;
  readonly row: HTMLElement;
  readonly handle: HTMLElement;
}

export class Moving {
  private held: Held | null = null;
  private target: HTMLElement | null = null;
  private ghost: HTMLElement | null = null;
  private press: { readonly row: HTMLElement; readonly x: number; readonly y: number; readonly pointer: number } | null = null;
  private dragged = false;
  private front!: HTMLElement;

  constructor(private readonly page: Page) {
    page.whenRenewed((front) => {
      this.front = front;
      this.clear();
      for (const handle of front.querySelectorAll<HTMLElement>("[data-pick]")) {
        handle.setAttribute("role", "button");
        handle.draggable = false;
      }
    });
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("pointerdown", (event) => this.pressed(event));
    document.addEventListener("pointermove", (event) => this.moved(event));
    document.addEventListener("pointerup", () => this.released());
    document.addEventListener("pointercancel", () => this.putBack());
    document.addEventListener("focusout", (event) => {
      if (this.held !== null && this.press === null && event.target === this.held.handle) this.putBack();
    });
    // A drag is no click on what lies under its end.
    document.addEventListener("click", (event) => {
      if (!this.dragged) return;
      this.dragged = false;
      event.preventDefault();
      event.stopPropagation();
    }, true);
  }

  private places(): HTMLElement[] {
    return [...this.front.querySelectorAll<HTMLElement>(".place")];
  }

  private pickUp(row: HTMLElement, handle: HTMLElement): void {
    const headline = row.querySelector(".headline")?.textContent?.trim() ?? "";
    this.held = { story: row.dataset["story"] ?? "", from: row.dataset["from"] ?? "", headline, row, handle };
    this.page.held = true;
    row.classList.add("is-moving");
  }

  private clear(): void {
    this.held?.row.classList.remove("is-moving");
    this.aim(null);
    this.ghost?.remove();
    this.ghost = null;
    document.documentElement.classList.remove("is-dragging");
    this.held = null;
    this.press = null;
    this.page.held = false;
  }

  private putBack(): void {
    if (this.held === null) {
      this.press = null;
      return;
    }
    this.page.say(this.page.word("back", this.held.headline));
    this.clear();
  }

  private put(): void {
    const { held, target } = this;
    if (held === null || target === null) return this.putBack();
    const takesOut = !target.classList.contains("place");
    const to = target.dataset["place"] ?? "";
    if (takesOut ? held.from === "" : to === held.from) return this.putBack();
    const fields = takesOut
      ? { do: "out", story: held.story, from: held.from }
      : { do: "put", story: held.story, from: held.from, to, there: target.dataset["there"] ?? "" };
    this.clear();
    this.page.change(fields, held.story);
  }

  private aim(target: HTMLElement | null): void {
    if (target === this.target) return;
    this.target?.classList.remove("target", "below");
    this.target = target;
    if (target === null || this.held === null) return;
    target.classList.add("target");
    // Carried down within its own list, it comes to stand behind what is there.
    const places = this.places();
    const isBelow = target.parentElement === this.held.row.parentElement && places.indexOf(this.held.row) < places.indexOf(target);
    if (isBelow && this.held.from !== "") target.classList.add("below");
  }

  // ---- with the keyboard ----

  private key(event: KeyboardEvent): void {
    const handle = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-pick]") : null;
    if (this.held === null) {
      if (handle === null || event.key !== " " || event.ctrlKey || event.altKey || event.metaKey) return;
      const row = handle.closest<HTMLElement>("[data-story]");
      if (row === null) return;
      event.preventDefault();
      this.pickUp(row, handle);
      this.page.say(this.page.word("picked", this.held!.headline));
      if (row.classList.contains("place")) this.aim(row);
      return;
    }
    const places = this.places();
    const at = this.target === null ? -1 : places.indexOf(this.target);
    const steps: { [key: string]: number } = { ArrowDown: at + 1, ArrowUp: Math.max(at - 1, 0), Home: 0, End: places.length - 1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = places[Math.min(step, places.length - 1)];
      if (next !== undefined) this.point(next);
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      this.put();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.putBack();
    }
  }

  private point(place: HTMLElement): void {
    this.aim(place);
    place.scrollIntoView({ block: "nearest" });
    const name = place.dataset["name"] ?? "";
    const there = place.querySelector(".headline")?.textContent?.trim();
    this.page.say(there ? this.page.word("target", name, there) : this.page.word("targetOpen", name));
  }

  // ---- with the pointer ----

  private pressed(event: PointerEvent): void {
    this.dragged = false;
    if (event.button !== 0 || !(event.target instanceof HTMLElement) || this.held !== null) return;
    const handle = event.target.closest<HTMLElement>("[data-pick]");
    // With a mouse the whole line can be taken; a finger that scrolls takes nothing but the handle.
    const isOther = event.target.closest("a, button, input, select, label") !== null;
    if (handle === null && (event.pointerType !== "mouse" || isOther)) return;
    const row = event.target.closest<HTMLElement>("[data-story]");
    if (row === null || !this.front.contains(row) || row.querySelector("[data-pick]") === null) return;
    if (handle === null) event.preventDefault();
    this.press = { row, x: event.clientX, y: event.clientY, pointer: event.pointerId };
  }

  private moved(event: PointerEvent): void {
    const { press } = this;
    if (press === null || event.pointerId !== press.pointer) return;
    if (this.held === null) {
      if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < DRAG_BEGINS) return;
      this.pickUp(press.row, press.row.querySelector<HTMLElement>("[data-pick]") ?? press.row);
      this.ghost = document.createElement("div");
      this.ghost.className = "ghost";
      this.ghost.textContent = this.held!.headline;
      document.body.append(this.ghost);
      document.documentElement.classList.add("is-dragging");
    }
    this.dragged = true;
    if (this.ghost !== null) {
      const [right, below] = [window.innerWidth - this.ghost.offsetWidth, window.innerHeight - this.ghost.offsetHeight];
      this.ghost.style.transform = `translate(${Math.max(0, Math.min(event.clientX + 12, right))}px, ${Math.min(event.clientY + 12, below)}px)`;
    }
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const place = under?.closest<HTMLElement>(".place") ?? null;
    const aside = this.held!.from === "" ? null : (under?.closest<HTMLElement>(".choose") ?? null);
    const said = this.target;
    this.aim(place ?? aside);
    if (this.target !== said && aside !== null && this.target === aside) this.page.say(this.page.word("out"));
    if (event.clientY < EDGE) window.scrollBy(0, -EDGE / 4);
    else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 4);
  }

  private released(): void {
    if (this.press === null) return;
    if (this.held === null) this.press = null;
    else this.put();
  }
}
