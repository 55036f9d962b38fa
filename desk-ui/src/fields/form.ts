//! All fields around the body, and under each what another wrote in it.

import type { Fields, Json, Page } from "../types";
import { el } from "../dom";
import { say } from "../words";
import { chipsField } from "./chips";
import { type Around, conflictNote, type Field } from "./field";
import { pictureField } from "./picture";
import { sectionsField } from "./sections";
import { choiceField, wordsField, yesField } from "./text";

interface Slot {
  readonly field: Field;
  readonly note: HTMLElement;
  readonly warning: HTMLElement;
}

export class Form {
  /** Above the body: what readers see first. */
  readonly head = el("div", { class: "head" });
  /** Beside the body: what stands about the story. */
  readonly details = el("aside", { class: "details" });
  private readonly slots = new Map<string, Slot>();

  constructor(page: Page, around: Around) {
    this.details.setAttribute("aria-label", say("details"));
    for (const field of [
      wordsField("kicker", null, around, "one"),
      wordsField("headline", "", around, "one"),
      wordsField("standfirst", null, around, "many"),
      wordsField("dateline", null, around, "one"),
      chipsField("bylines", around, (name) => ({ name, slug: this.slugOf("bylines", name) })),
      chipsField("credits", around, (name) => ({ name }), page.credits),
    ]) {
      this.add(this.head, field);
    }
    const urgencies = Array.from({ length: 9 }, (_, index) => String(index + 1));
    for (const field of [
      sectionsField(page.sections, around),
      chipsField("tags", around, (name) => ({ name, slug: this.slugOf("tags", name) })),
      choiceField("language", page.languages.map(({ code, name }) => ({ value: code, words: name })), around, (value) => value),
      choiceField("urgency", urgencies.map((value) => ({ value, words: say(`urgency-${value}`) })), around, Number),
      yesField("advertorial", around),
      pictureField(around),
    ]) {
      this.add(this.details, field);
    }
    this.current = page.fields;
    this.show(page.fields);
  }

  private current: Fields;

  show(fields: Fields): void {
    this.current = fields;
    for (const [name, { field }] of this.slots) if (name in fields) field.set(fields[name]!);
  }

  /** Keeps what `show` and the fields themselves know of slugs in step with what is typed. */
  remember(fields: Fields): void {
    this.current = fields;
  }

  conflict(name: string, shown: { readonly who: string; readonly theirs: Json; readonly decide: (take: "theirs" | "mine") => void } | null): void {
    const slot = this.slots.get(name);
    if (!slot) return;
    slot.note.replaceChildren(...(shown ? [conflictNote(shown.who, shown.theirs, shown.decide)] : []));
  }

  warn(name: string, words: string): void {
    const slot = this.slots.get(name);
    if (slot && slot.warning.textContent !== words) slot.warning.textContent = words;
  }

  names(): Iterable<string> {
    return this.slots.keys();
  }

  private add(place: HTMLElement, field: Field): void {
    const note = el("div", { "aria-live": "polite" });
    const warning = el("p", { class: "warning", role: "status" });
    place.append(el("div", { class: `slot slot-${field.name}` }, field.element, warning, note));
    this.slots.set(field.name, { field, note, warning });
  }

  /** A name that was there keeps its slug; for a new one the server makes it. */
  private slugOf(field: string, name: string): string {
    const items = (this.current[field] ?? []) as readonly { readonly name: string; readonly slug: string }[];
    return items.find((item) => item.name === name)?.slug ?? "";
  }
}
