//! What every field of the form has: a label, a place for a sentence, and a place for what another wrote.

import type { Json } from "../types";
import { button, el } from "../dom";
import { say } from "../words";

export interface Field {
  readonly name: string;
  readonly element: HTMLElement;
  /** Shows a value that did not come from this form. */
  set(value: Json): void;
}

/** Tells the form that the writer changed a field. */
export type Changed = (name: string, value: Json) => void;

export interface Around {
  readonly changed: Changed;
  readonly mayWrite: boolean;
  readonly language: string;
  readonly direction: string;
}

const names: { readonly [field: string]: string } = {
  kicker: "field-kicker",
  headline: "field-headline",
  standfirst: "field-standfirst",
  dateline: "field-dateline",
  bylines: "field-bylines",
  credits: "field-credits",
  sections: "field-sections",
  tags: "field-tags",
  language: "field-language",
  urgency: "field-urgency",
  advertorial: "field-advertorial",
  picture: "field-picture",
  breaking_until: "field-breaking",
  slug: "field-slug",
  search_title: "field-search-title",
  social_title: "field-social-title",
  related: "field-related",
  translation: "field-translation",
};

export function nameOf(field: string): string {
  return names[field] ? say(names[field]) : field;
}

/** A value in words, for a reader who is to choose between two. */
export function inWords(value: Json): string {
  if (value === null || value === "") return say("nothing");
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  if (Array.isArray(value)) return value.length === 0 ? say("nothing") : value.map(inWords).join(", ");
  if (typeof value === "object") {
    const { name, caption, alt, file } = value as { readonly [key: string]: Json };
    return String(name ?? caption ?? alt ?? file ?? JSON.stringify(value));
  }
  return String(value);
}

export function conflictNote(who: string, theirs: Json, decide: (take: "theirs" | "mine") => void): HTMLElement {
  return el(
    "div",
    { class: "conflict", role: "group", "aria-label": say("conflict-label") },
    el("p", {}, say("conflict-field", { name: who, theirs: inWords(theirs) })),
    el("p", { class: "choices" }, button(say("conflict-keep-theirs"), () => decide("theirs")), button(say("conflict-take-mine"), () => decide("mine"))),
  );
}
