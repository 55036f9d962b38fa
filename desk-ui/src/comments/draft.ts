//! What was begun and not sent stands on this device, like the text itself.

import { growing } from "../dom";

export interface Draft {
  forget(): void;
}

/** Keeps what is typed in an area under a name, and shows what was kept there. */
export function keptDraft(area: HTMLTextAreaElement, name: string): Draft {
  const key = `comment ${name}`;
  const grow = growing(area);
  const tried = <T>(work: () => T): T | null => {
    try {
      return work();
    } catch {
      // A browser that keeps nothing: the words stand in the window alone.
      return null;
    }
  };
  area.value = tried(() => localStorage.getItem(key)) ?? "";
  area.addEventListener("input", () => tried(() => (area.value === "" ? localStorage.removeItem(key) : localStorage.setItem(key, area.value))));
  return {
    forget: () => {
      area.value = "";
      tried(() => localStorage.removeItem(key));
      grow();
    },
  };
}

/** An hour as short as it can be told: today's without its day. */
export function moment(at: string): string {
  const then = new Date(at);
  const today = new Date().toDateString() === then.toDateString();
  const day: Intl.DateTimeFormatOptions = today ? {} : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(then);
}
