//! Fields of words, choices from a list, and yes or no.

import type { Json } from "../types";
import { el, growing, unique } from "../dom";
import { type Around, type Field, nameOf } from "./field";

/** `empty` is what the field is when nothing is in it. */
export function wordsField(name: string, empty: null | "", around: Around, lines: "one" | "many"): Field {
  const id = unique(name);
  const area = el("textarea", {
    id,
    rows: "1",
    lang: around.language,
    dir: around.direction,
    class: `words ${name}`,
    readonly: !around.mayWrite,
    spellcheck: "true",
    autocomplete: "off",
    oninput: () => {
      const value = lines === "one" ? area.value.replace(/\s*\n\s*/g, " ") : area.value;
      around.changed(name, value === "" ? empty : value);
    },
  });
  const grow = growing(area);
  if (lines === "one") {
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) event.preventDefault();
    });
  }
  return {
    name,
    element: el("div", { class: "field" }, el("label", { for: id }, nameOf(name)), area),
    set: (value: Json) => {
      const words = (value as string | null) ?? "";
      if (area.value === words) return;
      replaceKeepingCaret(area, words);
      grow();
    },
  };
}

function replaceKeepingCaret(area: HTMLTextAreaElement, words: string): void {
  const focused = document.activeElement === area;
  const { selectionStart, selectionEnd } = area;
  area.value = words;
  if (focused) area.setSelectionRange(Math.min(selectionStart, words.length), Math.min(selectionEnd, words.length));
}

export function choiceField(name: string, options: readonly { readonly value: string; readonly words: string }[], around: Around, parse: (value: string) => Json): Field {
  const id = unique(name);
  const select = el(
    "select",
    { id, disabled: !around.mayWrite, onchange: () => around.changed(name, parse(select.value)) },
    ...options.map(({ value, words }) => el("option", { value }, words)),
  );
  return {
    name,
    element: el("div", { class: "field" }, el("label", { for: id }, nameOf(name)), select),
    set: (value: Json) => {
      const wanted = String(value ?? "");
      if (![...select.options].some((option) => option.value === wanted)) select.append(el("option", { value: wanted }, wanted));
      select.value = wanted;
    },
  };
}

export function yesField(name: string, around: Around): Field {
  const box = el("input", { type: "checkbox", disabled: !around.mayWrite, onchange: () => around.changed(name, box.checked) });
  return {
    name,
    element: el("div", { class: "field" }, el("label", { class: "check" }, box, ` ${nameOf(name)}`)),
    set: (value: Json) => {
      box.checked = value === true;
    },
  };
}
