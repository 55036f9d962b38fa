//! The same story in other editions: linked to one that is there, or begun from this one.

import type { Json, Page } from "../types";
import { button, el, unique } from "../dom";
import { knownStory, type OwnStory } from "../suggest/offers";
import { storyLine, storySearch } from "../suggest/stories";
import { say } from "../words";
import { type Around, type Field, nameOf } from "./field";

export function translationsField(page: Page, around: Around, whenSaved: (go: () => void) => void): Field {
  const { details } = page;
  let group: number | null = null;
  let linked: readonly OwnStory[] = details.translations;
  const list = el("ul", { class: "chosen-stories" });

  function name(now: number | null): void {
    group = now;
    around.changed("translation", now);
    draw();
  }
  function draw(): void {
    // Those that name this story stay, whatever it names itself.
    const of = group;
    const shown = linked.filter((story) => story.group === page.number || (of !== null && (story.group === of || story.number === of)));
    const first = of !== null && of !== page.number ? knownStory(of) : undefined;
    const all = first && !shown.some((story) => story.number === first.number) ? [first, ...shown] : shown;
    list.replaceChildren(
      ...all.map((story) =>
        el("li", {}, el("a", { href: `/desk/stories/${story.number}`, "data-after-save": true }, storyLine(story)), story.group === page.number && of === null ? el("span", { class: "hint" }, say("translation-from-there")) : null),
      ),
    );
    unlink.hidden = of === null || of === page.number || !around.mayWrite;
    search.element.hidden = !around.mayWrite || (of !== null && of !== page.number);
  }
  const search = storySearch(
    say("translation-link"),
    (story) => {
      linked = [...linked.filter((other) => other.number !== story.number), story];
      name(story.group);
    },
    (story) => story.number !== page.number && story.edition !== page.details.edition_name,
  );
  const unlink = button(say("translation-unlink"), () => name(null), { class: "quiet" });

  const id = unique("edition");
  const select = el("select", { id }, ...details.editions.map(({ code, name: words }) => el("option", { value: code }, words)));
  /** A form as the desk's pages have them: the answer is the new story's page. */
  const begin = (): void =>
    whenSaved(() => {
      const form = el("form", { method: "post", action: `/desk/stories/${page.number}/translations`, hidden: true }, el("input", { type: "hidden", name: "csrf", value: page.csrf }), el("input", { type: "hidden", name: "edition", value: select.value }));
      document.body.append(form);
      form.submit();
    });
  const beginning =
    around.mayWrite && details.editions.length > 0
      ? el("div", { class: "field" }, el("label", { for: id }, say("translation-begin")), el("div", { class: "beside" }, select, button(say("translation-begin-do"), begin)), el("p", { class: "hint" }, say("translation-begin-hint")))
      : null;

  return {
    name: "translation",
    element: el("div", { class: "field" }, el("p", { class: "label" }, nameOf("translation")), list, unlink, search.element, beginning, el("p", { class: "hint" }, say("translation-hint"))),
    set: (value: Json) => {
      group = (value as number | null) ?? null;
      draw();
    },
  };
}
