//! Figures renew themselves while they are looked at: when reads were counted the page is asked for again, and its parts take the
//! places of the old ones. The browser reads the page into a document of its own, in which nothing runs.

import { listen } from "../live/stream.js";

const place = document.querySelector<HTMLElement>("#figures");
if (place !== null) renew(place.dataset["events"] ?? "/desk/events?figures=1");

/** The page is asked for no sooner than this after the last time. */
const PAUSE_MS = 4_000;

function renew(events: string): void {
  let asked = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const ask = (): void => {
    clearTimeout(waiting);
    const left = asked + PAUSE_MS - Date.now();
    if (left > 0) {
      waiting = setTimeout(ask, left);
      return;
    }
    asked = Date.now();
    const request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.responseType = "document";
    request.addEventListener("load", () => {
      if (request.status === 200 && request.responseURL === location.href && request.responseXML !== null) put(request.responseXML);
    });
    request.send();
  };
  listen(events, "", { heard: { reads: ask, ended: () => location.reload() }, changed: () => {} });
  // Minutes pass where nothing is read, too.
  setInterval(() => {
    if (!document.hidden) ask();
  }, 60_000);
}

function put(page: Document): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${part.dataset["live"]}"]`);
    // A link somebody stands on stays under them until they have gone on.
    if (fresh === null || part.contains(document.activeElement)) continue;
    part.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  }
}
