//! Rows change where they stand: no row moves, and nothing that is focused or selected is touched.

/** What `/desk/events` tells of a story, in the desk's language. */
export interface Row {
  readonly number: number;
  readonly fits: boolean;
  readonly is_mine: boolean;
  readonly headline: string;
  readonly kicker: string;
  readonly lang: string;
  readonly dir: string;
  readonly stage: string;
  readonly stage_words: string;
  readonly ahead: string;
  readonly scheduled: string;
  readonly refused: string;
  readonly embargo: string;
  readonly due: string;
  readonly is_overdue: boolean;
  readonly rights: string;
  readonly edition: string;
  readonly section: string;
  readonly saved_by: string;
  readonly assigned_to: string;
  readonly saved: string;
  readonly saved_iso: string;
  readonly live_url: string;
}

/** What is shown where there is something to say. */
const HIDDEN = ["kicker", "ahead", "scheduled", "due", "embargo", "rights"] as const;
const PLAIN = [...HIDDEN, "headline", "section", "edition", "saved_by", "saved"] as const;

export function rowOf(number: number): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-story="${number}"]`);
}

function slot(row: HTMLElement, name: string): HTMLElement | null {
  return row.querySelector<HTMLElement>(`[data-slot="${name}"]`);
}

function put(row: HTMLElement, name: string, text: string): void {
  const place = slot(row, name);
  if (place === null || place.textContent === text) return;
  place.textContent = text;
}

/** Shows or hides what says nothing without its text. */
function show(row: HTMLElement, name: string, text: string): void {
  const place = slot(row, name);
  if (place !== null) place.hidden = text === "";
}

export function fill(row: HTMLElement, told: Row): void {
  for (const name of PLAIN) put(row, name, told[name]);
  for (const name of HIDDEN) show(row, name, told[name]);
  slot(row, "due")?.classList.toggle("warn", told.is_overdue);
  const words = slot(row, "words");
  if (words !== null) {
    words.lang = told.lang;
    words.dir = told.dir;
  }
  const stage = slot(row, "stage");
  if (stage !== null) {
    stage.className = `stage ${told.stage}`;
    put(row, "stage", told.stage_words);
  }
  put(row, "assigned_to", told.assigned_to);
  show(row, "assigned", told.assigned_to);
  put(row, "refused", told.refused);
  show(row, "late", told.refused);
  slot(row, "saved")?.setAttribute("datetime", told.saved_iso);
  const live = slot(row, "live_url");
  if (live !== null) {
    live.hidden = told.live_url === "";
    live.setAttribute("href", told.live_url === "" ? "/" : told.live_url);
  }
}

/** Who has which story open, by number. */
export function fillPresence(present: { readonly [number: string]: string }): void {
  for (const row of document.querySelectorAll<HTMLElement>("[data-story]")) {
    const who = present[row.dataset["story"] ?? ""] ?? "";
    put(row, "present", who);
    show(row, "here", who);
  }
}
