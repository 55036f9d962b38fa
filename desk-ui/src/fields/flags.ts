//! How much a story presses, until when it is breaking, and whether it is paid for.

import type { Json, Page } from "../types";
import { button, el, unique } from "../dom";
import { say } from "../words";
import { type Around, type Field, nameOf } from "./field";

const MINUTE_MS = 60_000;
/** Minutes from now. */
const PRESETS = [30, 60, 120, 240] as const;

/** The hour at which the breaking band lets the story go. */
export function breakingField(page: Page, around: Around): Field {
  const { zone } = page.details;
  const id = unique("breaking");
  const told = el("p", { class: "hint", role: "status" });
  let until: Date | null = null;

  const own = el("input", {
    id,
    type: "datetime-local",
    step: "60",
    disabled: !around.mayWrite,
    onchange: () => {
      const at = own.value === "" ? null : instantOf(own.value, zone);
      if (own.value === "" || at) choose(at);
    },
  });
  function choose(at: Date | null): void {
    until = at;
    around.changed("breaking_until", at ? at.toISOString().replace(/\.\d+Z$/, "Z") : null);
    draw();
  }
  function draw(): void {
    own.value = until ? wallOf(until, zone) : "";
    const gone = until !== null && until.getTime() <= Date.now();
    told.textContent = until ? say(gone ? "breaking-over" : "breaking-until", { at: printed(until, zone, page.desk_language) }) : say("breaking-none");
    end.hidden = until === null || !around.mayWrite;
  }
  const presets = PRESETS.map((minutes) =>
    button(minutes < 60 ? say("breaking-minutes", { count: minutes }) : say("breaking-hours", { count: minutes / 60 }), () => choose(new Date(Math.ceil((Date.now() + minutes * MINUTE_MS) / MINUTE_MS) * MINUTE_MS)), { class: "small" }),
  );
  const end = button(say("breaking-end"), () => choose(null), { class: "quiet" });

  return {
    name: "breaking_until",
    element: el(
      "div",
      { class: "field" },
      el("p", { class: "label", id: `${id}-name` }, nameOf("breaking_until")),
      el("div", { class: "choices", role: "group", "aria-labelledby": `${id}-name` }, ...(around.mayWrite ? presets : []), end),
      el("label", { for: id }, say("breaking-own", { zone })),
      own,
      told,
    ),
    set: (value: Json) => {
      until = typeof value === "string" ? new Date(value) : null;
      draw();
    },
  };
}

function partsIn(at: Date, zone: string): { readonly [part: string]: string } {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** `2026-11-25T18:30` as clocks in the zone show it. */
export function wallOf(at: Date, zone: string): string {
  const { year, month, day, hour, minute } = partsIn(at, zone);
  return `${year!.padStart(4, "0")}-${month}-${day}T${hour}:${minute}`;
}

/** The instant at which clocks in the zone show this; nothing for what is no hour. Of an hour that comes twice, the first. */
export function instantOf(wall: string, zone: string): Date | null {
  const asUtc = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  const offset = (at: number): number => Date.parse(`${wallOf(new Date(at), zone)}:00Z`) - at;
  const first = asUtc - offset(asUtc - offset(asUtc));
  return new Date(first);
}

function printed(at: Date, zone: string, language: string): string {
  return new Intl.DateTimeFormat(language, { timeZone: zone, day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}

/** A field with a sentence under it that says what it does. */
export function explained(field: Field, words: string): Field {
  field.element.append(el("p", { class: "hint" }, words));
  return field;
}
