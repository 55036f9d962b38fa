//! The story's address: what it will be is shown while one types, and what happens when it changes on a story readers have.

import type { Json, Page } from "../types";
import { el, unique } from "../dom";
import { say } from "../words";
import { type Around, type Field, nameOf } from "./field";

export interface Address {
  readonly slug: string;
  readonly url: string;
  /** Where the story stands now, if that is elsewhere. */
  readonly before: string | null;
  readonly own: boolean;
}

const ASK_MS = 350;

export interface AddressField extends Field {
  /** Headline or home section are others. */
  look(headline: string, section: string): void;
}

export function addressField(page: Page, around: Around): AddressField {
  const id = unique("slug");
  const shown = el("p", { class: "address", dir: "ltr" });
  const told = el("p", { class: "hint", role: "status" });
  let headline = (page.fields["headline"] as string | null) ?? "";
  let section = ((page.fields["sections"] as readonly string[] | null) ?? [])[0] ?? "";
  let turn = 0;
  let timer = 0;

  const input = el("input", {
    id,
    type: "text",
    lang: around.language,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: "200",
    "aria-describedby": `${id}-told`,
    readonly: !around.mayWrite,
    oninput: () => {
      around.changed("slug", input.value.trim() === "" ? null : input.value);
      ask(false);
    },
    // In the spelling of addresses once it is written.
    onchange: () => ask(true),
  });
  told.id = `${id}-told`;

  function show(address: Address): void {
    shown.textContent = decoded(address.url);
    input.placeholder = address.slug;
    told.textContent = address.before ? say("slug-moves", { before: decoded(address.before) }) : say(page.details.is_live ? "slug-live" : "slug-draft");
    told.classList.toggle("warning", address.before !== null);
  }
  function ask(spell: boolean): void {
    clearTimeout(timer);
    const mine = (turn += 1);
    timer = window.setTimeout(
      () => {
        const query = new URLSearchParams({ slug: input.value, headline, section });
        fetch(`/desk/stories/${page.number}/address?${query.toString()}`, { headers: { accept: "application/json" }, redirect: "manual" })
          .then((response) => (response.ok ? (response.json() as Promise<Address>) : null))
          .then((address) => {
            if (!address || mine !== turn) return;
            show(address);
            if (!spell || !address.own || input.value === address.slug) return;
            input.value = address.slug;
            around.changed("slug", address.slug);
          })
          // Without a connection the last address known stays shown.
          .catch(() => undefined);
      },
      spell ? 0 : ASK_MS,
    );
  }
  show(page.details.address);

  return {
    name: "slug",
    element: el("div", { class: "field" }, el("label", { for: id }, nameOf("slug")), input, shown, told),
    set: (value: Json) => {
      const words = (value as string | null) ?? "";
      if (document.activeElement === input || input.value === words) return;
      input.value = words;
    },
    look: (nowHeadline, nowSection) => {
      if (nowHeadline === headline && nowSection === section) return;
      headline = nowHeadline;
      section = nowSection;
      ask(false);
    },
  };
}

/** As people read it: Arabic letters and not their codes. */
function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
