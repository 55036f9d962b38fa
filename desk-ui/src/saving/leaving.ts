//! Leaving the page: by a link to an act, which waits until the server has everything, or with text that is on this
//! device only, about which the browser asks.

import type { Sender } from "./sender";

const WAIT_MS_MAX = 10_000;

export interface Leaving {
  /** The page goes where its writer sent it: nothing is left to ask. */
  free: boolean;
}

export function askBeforeLeaving(sender: Sender): Leaving {
  const leaving = { free: false };
  addEventListener("beforeunload", (event) => {
    if (leaving.free || sender.isOnServer()) return;
    void sender.now();
    event.preventDefault();
  });
  return leaving;
}

/** `before` makes a form say what its sender has seen. */
export function holdAct(sender: Sender, leaving: Leaving, before: (form: HTMLFormElement) => void, cannot: () => void): void {
  document.addEventListener("submit", (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>("form[data-after-save]");
    if (!form) return;
    before(form);
    if (sender.isOnServer()) {
      leaving.free = true;
      return;
    }
    event.preventDefault();
    const submitter = event.submitter;
    form.setAttribute("aria-busy", "true");
    void sender.all(WAIT_MS_MAX).then((there) => {
      form.removeAttribute("aria-busy");
      if (!there) return cannot();
      form.requestSubmit(submitter);
    });
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[data-after-save]");
    if (!link || sender.isOnServer()) return;
    event.preventDefault();
    link.setAttribute("aria-busy", "true");
    void sender.all(WAIT_MS_MAX).then((there) => {
      link.removeAttribute("aria-busy");
      if (!there) return cannot();
      leaving.free = true;
      location.assign(link.href);
    });
  });
}
