//! Stories chosen to be read next, in their order.

import type { Json } from "../types";
import { button, el } from "../dom";
import { alike, knownStory, storyOf } from "../suggest/offers";
import { storyLine, storySearch } from "../suggest/stories";
import { say } from "../words";
import { type Around, type Field, nameOf } from "./field";

const MOST = 12;

export function relatedField(own: number, around: Around): Field {
  let chosen: readonly number[] = [];
  const list = el("ol", { class: "chosen-stories" });
  const told = el("p", { class: "hint", role: "status" });

  function choose(now: readonly number[]): void {
    chosen = now;
    around.changed("related", now);
    draw();
  }
  function move(index: number, step: -1 | 1): void {
    const now = [...chosen];
    const [number] = now.splice(index, 1);
    now.splice(index + step, 0, number!);
    choose(now);
    told.textContent = say("related-moved", { place: index + step + 1 });
    list.children[index + step]?.querySelector<HTMLElement>(step < 0 ? "[data-do=up]" : "[data-do=down]")?.focus();
  }
  function draw(): void {
    list.replaceChildren(
      ...chosen.map((number, index) => {
        const story = knownStory(number);
        if (!story) void storyOf(number).then((found) => found && draw());
        const name = story?.headline ?? `#${number}`;
        const line = story ? storyLine(story) : el("span", {}, `#${number}`);
        if (!around.mayWrite) return el("li", {}, line);
        const act = (words: string, what: string, label: string, press: () => void, off = false): HTMLElement =>
          button(words, press, { "data-do": what, "aria-label": label, class: "small", disabled: off });
        return el(
          "li",
          {},
          line,
          story && !story.is_live ? el("span", { class: "warning" }, say("related-unseen")) : null,
          el(
            "span",
            { class: "choices" },
            act("↑", "up", say("related-up", { name }), () => move(index, -1), index === 0),
            act("↓", "down", say("related-down", { name }), () => move(index, 1), index === chosen.length - 1),
            act("×", "out", say("remove-name", { name }), () => {
              choose(chosen.filter((_, at) => at !== index));
              search.input.focus();
            }),
          ),
        );
      }),
    );
    search.element.hidden = chosen.length >= MOST || !around.mayWrite;
  }
  const search = storySearch(say("related-add"), (story) => choose([...chosen, story.number]), (story) => story.number !== own && !chosen.includes(story.number), () => alike(own));

  return {
    name: "related",
    element: el("div", { class: "field" }, el("p", { class: "label" }, nameOf("related")), list, search.element, told, el("p", { class: "hint" }, say("related-hint"))),
    set: (value: Json) => {
      chosen = (value ?? []) as readonly number[];
      draw();
    },
  };
}
