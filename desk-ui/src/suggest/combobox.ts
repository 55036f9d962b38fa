//! An input with a list of offers under it, as ARIA 1.2 has comboboxes: the focus stays in the input, the arrow keys go
//! through the list, Enter takes, Escape closes.

import { el, unique } from "../dom";
import { say } from "../words";

export interface Offered {
  /** What the list shows. */
  readonly words: string;
  readonly note?: string;
  readonly lang?: string;
  readonly dir?: string;
}

export interface Offering<Offer> {
  ask(words: string): Promise<readonly Offer[]>;
  show(offer: Offer): Offered;
  take(offer: Offer): void;
  /** Letters from which on is asked; 0 asks as soon as the input has the focus. */
  readonly from?: number;
  /** The first offer stands ready, so that Enter takes it. */
  readonly ready?: boolean;
}

const ASK_MS = 120;

/** Makes the input a combobox. Returns what stands behind it. */
export function combobox<Offer>(input: HTMLInputElement, offering: Offering<Offer>): HTMLElement {
  const id = unique("offers");
  const from = offering.from ?? 1;
  const list = el("ul", { id, role: "listbox", "aria-label": say("offers"), class: "offers", hidden: true });
  const told = el("span", { class: "unseen", role: "status" });
  let offers: readonly Offer[] = [];
  let at = -1;
  let asked = 0;
  let timer = 0;

  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off" })) input.setAttribute(name, value);

  const isOpen = (): boolean => !list.hidden;
  function close(): void {
    asked += 1;
    clearTimeout(timer);
    if (!isOpen()) return;
    list.hidden = true;
    list.replaceChildren();
    offers = [];
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    told.textContent = "";
  }
  function point(to: number): void {
    at = to;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    const item = list.children[at];
    if (!item) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }
  function take(index: number): void {
    const offer = offers[index];
    close();
    if (offer !== undefined) offering.take(offer);
  }
  function open(found: readonly Offer[]): void {
    if (found.length === 0) return close();
    offers = found;
    list.replaceChildren(
      ...found.map((offer, index) => {
        const { words, note, lang, dir } = offering.show(offer);
        return el(
          "li",
          {
            id: `${id}-${index}`,
            role: "option",
            "aria-selected": "false",
            // The input keeps its focus, and what is typed in it counts until an offer is taken.
            onmousedown: (event) => event.preventDefault(),
            onclick: () => take(index),
          },
          el("bdi", { lang: lang ?? null, dir: dir ?? null }, words),
          note ? el("span", { class: "note" }, note) : null,
        );
      }),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    told.textContent = say("offers-count", { count: found.length });
    // Nothing was asked for yet: Enter takes nothing.
    point(offering.ready && input.value.trim() !== "" ? 0 : -1);
  }
  function look(): void {
    clearTimeout(timer);
    const words = input.value.trim();
    if (input.readOnly || words.length < from) return close();
    const turn = (asked += 1);
    timer = window.setTimeout(() => {
      void offering.ask(words).then((found) => {
        if (turn === asked && document.activeElement === input) open(found);
      });
    }, ASK_MS);
  }

  input.addEventListener("input", look);
  input.addEventListener("focus", () => from === 0 && look());
  input.addEventListener("blur", close);
  input.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing) return;
      const { key } = event;
      if (!isOpen()) {
        if (key === "ArrowDown" && !event.altKey && input.value.trim().length >= from) {
          event.preventDefault();
          look();
        }
        return;
      }
      if (key === "ArrowDown") point((at + 1) % offers.length);
      else if (key === "ArrowUp") point((at <= 0 ? offers.length : at) - 1);
      else if (key === "Enter" && at >= 0) take(at);
      else if (key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
  return el("div", { class: "offering" }, list, told);
}
