//! All fields around the body, and under each what another wrote in it.

import type { Fields, Json, Page } from "../types";
import { el } from "../dom";
import type { Library } from "../pictures/wire";
import { say } from "../words";
import { learn, type Named, offered } from "../suggest/offers";
import { addressField, type AddressField } from "./address";
import { chipsField } from "./chips";
import { type Around, conflictNote, type Field } from "./field";
import { breakingField, explained } from "./flags";
import { pictureField } from "./picture";
import { relatedField } from "./related";
import { sectionsField } from "./sections";
import { choiceField, wordsField, yesField } from "./text";
import { translationsField } from "./translations";

interface Slot {
  readonly field: Field;
  readonly note: HTMLElement;
  readonly warning: HTMLElement;
  readonly found: HTMLElement;
}

export class Form {
  /** Above the body: what readers see first. */
  readonly head = el("div", { class: "head" });
  /** Beside the body: what stands about the story. */
  readonly details = el("aside", { class: "details" });
  private readonly slots = new Map<string, Slot>();
  private readonly address: AddressField;

  constructor(page: Page, around: Around, library: Library, whenSaved: (go: () => void) => void) {
    this.details.setAttribute("aria-label", say("details"));
    learn(Object.values(page.details.stories));
    for (const field of [
      wordsField("kicker", null, around, "one"),
      wordsField("headline", "", around, "one"),
      wordsField("standfirst", null, around, "many"),
      wordsField("dateline", null, around, "one"),
      chipsField("bylines", around, (name) => ({ name, slug: this.slugOf("bylines", name) }), (words) => offered("authors", words, page.details.edition)),
      chipsField("credits", around, (name) => ({ name }), (words) => Promise.resolve(begun(page.credits, words))),
    ]) {
      this.add(this.head, field);
    }
    const urgencies = Array.from({ length: 9 }, (_, index) => String(index + 1));
    const urgency = choiceField("urgency", urgencies.map((value) => ({ value, words: say(`urgency-${value}`) })), around, Number);
    const language = choiceField("language", page.languages.map(({ code, name }) => ({ value: code, words: name })), around, (value) => value);
    this.address = addressField(page, around);
    this.add(this.details, sectionsField(page.sections, around));
    this.add(this.details, chipsField("tags", around, (name) => ({ name, slug: this.slugOf("tags", name) }), (words) => offered("tags", words, page.details.edition)));
    this.add(this.details, pictureField(around, library));
    this.group("group-flags", true, breakingField(page, around), explained(urgency, say("urgency-hint")), explained(yesField("advertorial", around), say("advertorial-hint")));
    this.group("group-address", page.fields["slug"] != null || page.fields["search_title"] != null || page.fields["social_title"] != null, this.address, explained(wordsField("search_title", null, around, "one"), say("search-title-hint")), explained(wordsField("social_title", null, around, "one"), say("social-title-hint")));
    this.group("group-related", ((page.fields["related"] as readonly unknown[] | null) ?? []).length > 0, relatedField(page.number, around));
    this.group("group-languages", page.details.translations.length > 0, language, translationsField(page, around, whenSaved));
    this.current = page.fields;
    this.show(page.fields);
  }

  private current: Fields;

  show(fields: Fields): void {
    this.current = fields;
    for (const [name, { field }] of this.slots) if (name in fields) field.set(fields[name]!);
    this.lookAtAddress();
  }

  /** Keeps what `show` and the fields themselves know of slugs in step with what is typed. */
  remember(fields: Fields): void {
    this.current = fields;
    this.lookAtAddress();
  }

  private lookAtAddress(): void {
    const sections = (this.current["sections"] ?? []) as readonly string[];
    this.address.look((this.current["headline"] as string | null) ?? "", sections[0] ?? "");
  }

  /** Goes to a field, opening what it lies in. */
  go(name: string): void {
    const slot = this.slots.get(name);
    if (!slot) return;
    const box = slot.field.element.closest("details");
    if (box) box.open = true;
    slot.field.element.scrollIntoView({ block: "center" });
    slot.field.element.querySelector<HTMLElement>("textarea, input:not([type=hidden]), select, button, a")?.focus();
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

  /** How many letters a field has, and how many it may well have. */
  count(name: string, letters: number, most: number): void {
    const label = this.slots.get(name)?.field.element.querySelector("label");
    if (!label) return;
    const shown = label.querySelector(".count") ?? label.appendChild(el("span", { class: "count" }));
    shown.textContent = say("letters-of", { letters, most });
    shown.classList.toggle("over", letters > most);
  }

  /** What was found in a field, with a way to mend it. */
  found(name: string, words: string, mend: HTMLElement | null): void {
    this.slots.get(name)?.found.replaceChildren(...(words === "" ? [] : [words, " ", mend ?? ""]));
  }

  names(): Iterable<string> {
    return this.slots.keys();
  }

  private add(place: HTMLElement, field: Field): void {
    const note = el("div", { "aria-live": "polite" });
    const warning = el("p", { class: "warning", role: "status" });
    const found = el("p", { class: "warning", role: "status" });
    place.append(el("div", { class: `slot slot-${field.name}` }, field.element, warning, found, note));
    this.slots.set(field.name, { field, note, warning, found });
  }

  /** Fields that belong together, under a name; closed until they are wanted. */
  private group(name: string, open: boolean, ...fields: readonly Field[]): void {
    const box = el("details", { class: "group", open }, el("summary", {}, say(name)));
    for (const field of fields) this.add(box, field);
    this.details.append(box);
  }

  /** A name that was there keeps its slug; for a new one the server makes it. */
  private slugOf(field: string, name: string): string {
    const items = (this.current[field] ?? []) as readonly { readonly name: string; readonly slug: string }[];
    return items.find((item) => item.name === name)?.slug ?? "";
  }
}

/** Names at hand that begin so. */
function begun(names: readonly string[], words: string): Named[] {
  const folded = words.toLocaleLowerCase("tr");
  return names.filter((name) => name.toLocaleLowerCase("tr").startsWith(folded)).map((name) => ({ name, note: "" }));
}
