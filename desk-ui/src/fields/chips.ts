//! Names in a row: bylines, credits and tags. Enter or a comma ends a name; what stands in the input counts already
//! before that, so that no half-typed name is lost.

import type { Json } from "../types";
import { same } from "../text/equal";
import { button, el, unique } from "../dom";
import { combobox } from "../suggest/combobox";
import type { Named } from "../suggest/offers";
import { say } from "../words";
import { type Around, type Field, nameOf } from "./field";

type Item = { readonly [key: string]: Json };

/** `make` gives the value of a name; slugs are the server's to fill. */
export function chipsField(name: string, around: Around, make: (name: string) => Item, ask: (words: string) => Promise<readonly Named[]>): Field {
  const id = unique(name);
  let items: readonly Item[] = [];
  let told: Json = [];

  const list = el("ul", { class: "chips" });
  const input = el("input", {
    id,
    type: "text",
    lang: around.language,
    dir: around.direction,
    autocomplete: "off",
    "aria-describedby": `${id}-hint`,
    readonly: !around.mayWrite,
    oninput: () => {
      if (/[,،、]/.test(input.value)) add(input.value);
      tell();
    },
    onchange: () => add(input.value),
    onkeydown: (event) => {
      const { key, isComposing } = event as KeyboardEvent;
      if (isComposing || !around.mayWrite) return;
      if (key === "Enter") {
        event.preventDefault();
        add(input.value);
      } else if (key === "Backspace" && input.value === "" && items.length > 0) {
        remove(items.length - 1);
      }
    },
  });

  const behind = combobox<Named>(input, {
    ask: async (words) => (await ask(words)).filter(({ name: one }) => !items.some((item) => item["name"] === one)),
    show: ({ name: words, note }) => ({ words, note, lang: around.language, dir: around.direction }),
    take: ({ name: words }) => add(words),
    // Without a letter typed only what is at hand is offered, on the down key.
    from: 1,
  });

  function draft(): readonly Item[] {
    const words = input.value.trim();
    return words === "" || items.some((item) => item["name"] === words) ? [] : [make(words)];
  }
  function tell(): void {
    const now = [...items, ...draft()];
    if (same(now, told)) return;
    told = now;
    around.changed(name, now);
  }
  function add(words: string): void {
    for (const part of words.split(/[,،、]/)) {
      const one = part.trim().replace(/\s+/g, " ");
      if (one !== "" && !items.some((item) => item["name"] === one)) items = [...items, make(one)];
    }
    input.value = "";
    draw();
    tell();
  }
  function remove(index: number): void {
    items = items.filter((_, at) => at !== index);
    draw();
    tell();
    input.focus();
  }
  function draw(): void {
    list.replaceChildren(
      ...items.map((item, index) => {
        const words = String(item["name"]);
        const take = around.mayWrite ? button("×", () => remove(index), { "aria-label": say("remove-name", { name: words }) }) : null;
        return el("li", { lang: around.language }, el("bdi", {}, words), take);
      }),
    );
  }

  return {
    name,
    element: el(
      "div",
      { class: "field" },
      el("label", { for: id }, nameOf(name)),
      el("div", { class: "chipbox" }, list, input),
      behind,
      el("p", { id: `${id}-hint`, class: "hint" }, say("names-hint")),
    ),
    set: (value: Json) => {
      if (same(value, told)) return;
      told = value;
      const typing = document.activeElement === input ? input.value.trim() : "";
      items = ((value ?? []) as readonly Item[]).filter((item) => item["name"] !== typing || typing === "");
      if (typing === "") input.value = "";
      draw();
    },
  };
}
