//! The sections a story stands in, in their order: the first is its home and stands in its address.

import type { Json } from "../types";
import { button, el } from "../dom";
import { say } from "../words";
import { type Around, type Field, nameOf } from "./field";

export function sectionsField(sections: readonly { readonly key: string; readonly name: string }[], around: Around): Field {
  let chosen: readonly string[] = [];
  const list = el("ul", { class: "sections" });

  function choose(now: readonly string[]): void {
    chosen = now;
    around.changed("sections", now);
    draw();
  }
  function draw(): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset["section"];
    // A section that is closed by now stays with the stories that stand in it.
    const closed = chosen.filter((key) => !sections.some((section) => section.key === key)).map((key) => ({ key, name: key }));
    list.replaceChildren(
      ...[...sections, ...closed].map(({ key, name }) => {
        const at = chosen.indexOf(key);
        const box = el("input", {
          type: "checkbox",
          "data-section": key,
          disabled: !around.mayWrite,
          onchange: () => choose(at < 0 ? [...chosen, key] : chosen.filter((other) => other !== key)),
        });
        box.checked = at >= 0;
        const place = at < 0 ? null : el("span", { class: "place" }, at === 0 ? say("section-home") : say("section-place", { place: at + 1 }));
        const home =
          at > 0 && around.mayWrite
            ? button(say("section-make-home"), () => choose([key, ...chosen.filter((other) => other !== key)]), { "aria-label": say("section-make-home-of", { name }) })
            : null;
        return el("li", {}, el("label", { class: "check" }, box, " ", el("bdi", {}, name)), place, home);
      }),
    );
    if (focused) list.querySelector<HTMLElement>(`[data-section="${CSS.escape(focused)}"]`)?.focus();
  }

  return {
    name: "sections",
    element: el("fieldset", { class: "field" }, el("legend", {}, nameOf("sections")), list),
    set: (value: Json) => {
      chosen = (value ?? []) as readonly string[];
      draw();
    },
  };
}
