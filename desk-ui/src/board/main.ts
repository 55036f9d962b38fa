//! The board while somebody looks at it: rows change in place, what is new is counted above them, and keys move through them.
//! Without this script the board is the page it was when it was asked for.

import { el } from "../dom.js";
import { listen } from "../live/stream.js";
import { hour, say, speak } from "../words.js";
import { keys } from "./keys.js";
import { fill, fillPresence, rowOf, type Row } from "./rows.js";

const board = document.querySelector<HTMLElement>("#board");
const news = document.querySelector<HTMLElement>("#news");

if (board !== null && news !== null) {
  speak(JSON.parse(document.querySelector("#board-words")?.textContent ?? "{}"), document.documentElement.lang);
  keys();
  chosen();
  live(board, news);
}

function live(board: HTMLElement, news: HTMLElement): void {
  const fresh = new Set<number>();
  let many = false;
  let stands = true;
  let ended = false;
  let told = new Date();

  const tell = (): void => {
    const lines: (Node | string)[] = [];
    if (ended) lines.push(say("news-ended"));
    else if (!stands) lines.push(say("news-off", { at: hour(told) }));
    if (many) lines.push(say("news-many"));
    else if (fresh.size > 0) lines.push(say("news-count", { count: fresh.size }));
    if (many || fresh.size > 0) lines.push(el("a", { href: anew() }, say("news-show")));
    news.replaceChildren(...lines.flatMap((line) => [line, " "]));
  };
  listen(board.dataset["events"] ?? "/desk/events", board.dataset["changed"] ?? "", {
    heard: {
      row: (data) => {
        told = new Date();
        const row = data as Row;
        const known = rowOf(row.number);
        if (known !== null) {
          fill(known, row);
          known.classList.toggle("changed", !row.is_mine);
        } else if (row.fits) {
          fresh.add(row.number);
          tell();
        }
      },
      present: (data) => fillPresence(data as { readonly [number: string]: string }),
      many: () => {
        many = true;
        tell();
      },
      ended: () => {
        ended = true;
        tell();
      },
    },
    changed: (now) => {
      if (now) told = new Date();
      if (stands === now) return;
      stands = now;
      tell();
    },
  });
}

/** The first page of what is looked at. */
function anew(): string {
  const to = new URL(location.href);
  to.searchParams.delete("before");
  to.searchParams.delete("done");
  return to.pathname + to.search;
}

/** How many rows are selected, said beside the acts. */
function chosen(): void {
  const line = document.querySelector<HTMLElement>("#chosen");
  const boxes = (): number => document.querySelectorAll("#stories input[name=story]:checked").length;
  const tell = (): void => {
    const count = boxes();
    if (line !== null) line.textContent = count === 0 ? "" : say("together-chosen", { count });
  };
  document.addEventListener("change", tell);
  tell();
}
