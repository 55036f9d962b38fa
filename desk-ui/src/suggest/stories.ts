//! Looking for a story of our own by its words or its number.

import { el, unique } from "../dom";
import { say } from "../words";
import { combobox, type Offered } from "./combobox";
import { learn, offered, type OwnStory } from "./offers";

/** A line about a story: its headline, where it stands and since when. */
export function shownStory(story: OwnStory): Offered {
  const why = story.why?.length ? [say("related-why", { what: story.why.join(", ") })] : [];
  const note = [...why, story.edition, story.is_live && story.when ? story.when : story.stage, `#${story.number}`].join(" · ");
  return { words: story.headline, note, lang: story.language, dir: story.direction };
}

export function storyLine(story: OwnStory): HTMLElement {
  const { words, note, lang, dir } = shownStory(story);
  return el("span", { class: "story-line" }, el("bdi", { lang: lang ?? null, dir: dir ?? null }, words), " ", el("span", { class: "note" }, note ?? ""));
}

/** An input with a label that finds stories. `accept` leaves some out; `offer` tells what is offered before anything is typed. */
export function storySearch(label: string, take: (story: OwnStory) => void, accept: (story: OwnStory) => boolean = () => true, offer?: () => Promise<readonly OwnStory[]>): { readonly element: HTMLElement; readonly input: HTMLInputElement } {
  const id = unique("story");
  const input = el("input", { id, type: "text", spellcheck: "false", placeholder: say("story-search-how") });
  const behind = combobox<OwnStory>(input, {
    ask: async (words) => (await (words === "" && offer ? offer() : offered<OwnStory>("stories", words, ""))).filter(accept),
    show: shownStory,
    take: (story) => {
      learn([story]);
      input.value = "";
      take(story);
    },
    from: offer ? 0 : 2,
    ready: true,
  });
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  return { element: el("div", { class: "story-search" }, el("label", { for: id }, label), input, behind), input };
}
