//! Pictures on their way into the library, each a line with its progress in words, and what came of it.

import { button, el } from "../dom";
import { number, say } from "../words";
import { type Came, type Library, type Listed, NotTaken, type Way } from "./wire";

/** Sent side by side: more would only make each slower. */
const AT_ONCE = 2;

const TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/** What may be a picture. A file the browser has no type for is sent all the same: the server looks at its bytes. */
export function picturesAmong(files: Iterable<File>): File[] {
  return [...files].filter(({ type }) => type === "" || type.startsWith("image/"));
}

/** Whether files are being dragged, and not words. */
export function carriesFiles(data: DataTransfer | null): boolean {
  return data !== null && [...data.types].includes("Files");
}

export class Arriving {
  readonly element = el("div", { class: "arriving" });
  private readonly list = el("ul", {});
  private readonly queue: (() => Promise<void>)[] = [];
  private running = 0;

  constructor(
    private readonly library: Library,
    private readonly came: (came: Came, line: HTMLElement) => void,
  ) {
    this.element.append(this.list);
    addEventListener("beforeunload", (event) => {
      if (this.running > 0) event.preventDefault();
    });
  }

  /** Sends these one after the other; answers with what arrived, in their order. */
  async send(files: readonly File[]): Promise<Came[]> {
    const arrived = await Promise.all(files.map((file) => new Promise<Came | null>((resolve) => this.enter(file, resolve))));
    return arrived.filter((came) => came !== null);
  }

  private enter(file: File, done: (came: Came | null) => void): void {
    const bar = el("progress", { max: "100", "aria-label": file.name });
    const words = el("span", { role: "status" });
    const stop = new AbortController();
    const give = button(say("upload-cancel"), () => stop.abort(), { class: "quiet" });
    const line = el("li", {}, el("bdi", {}, file.name), " ", words, " ", give, bar);
    this.list.append(line);
    const begin = async (): Promise<void> => {
      try {
        const came = await this.library.send(file, (way) => show(way, bar, words), stop.signal);
        bar.remove();
        give.remove();
        words.textContent = say(came.is_new ? "upload-done" : "upload-known");
        this.came(came, line);
        done(came);
      } catch (error) {
        bar.hidden = true;
        if (stop.signal.aborted) {
          line.remove();
          done(null);
          return;
        }
        words.textContent = reasonOf(error);
        const again = button(say("upload-again"), () => {
          bar.hidden = false;
          again.remove();
          this.queue.push(begin);
          this.next();
        });
        give.replaceWith(again, " ", button(say("upload-dismiss"), () => {
          line.remove();
          done(null);
        }, { class: "quiet" }));
      }
    };
    words.textContent = say("upload-waits");
    this.queue.push(begin);
    this.next();
  }

  private next(): void {
    while (this.running < AT_ONCE) {
      const begin = this.queue.shift();
      if (!begin) return;
      this.running += 1;
      void begin().finally(() => {
        this.running -= 1;
        this.next();
      });
    }
  }
}

function show(way: Way, bar: HTMLProgressElement, words: HTMLElement): void {
  if (way.kind === "opening") {
    bar.removeAttribute("value");
    words.textContent = say("upload-opening");
    return;
  }
  const percent = Math.floor((way.sent / way.of) * 100);
  bar.value = percent;
  const told = say(way.kind === "waiting" ? "upload-broken" : "upload-sending", { percent: number(percent) });
  // Said to screen readers at each tenth, not at each piece.
  if (way.kind === "waiting" || percent % 10 === 0 || words.textContent === "") words.textContent = told;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof NotTaken)) return say("upload-failed");
  const { status, code, detail } = error.problem;
  if (status === 401) return say("upload-signed-out");
  if (status === 413) return say("upload-large");
  if (status === 403) return say("upload-not-allowed");
  return code === "picture" || code === "empty" || code === "busy" ? (detail ?? say("upload-failed")) : say("upload-failed");
}

/** What looks like a picture that has come, for whoever would use it twice. */
export function likenessNote(near: readonly Listed[]): HTMLElement | null {
  if (near.length === 0) return null;
  return el(
    "div",
    { class: "likeness" },
    el("p", { class: "warning" }, say("library-near")),
    el(
      "ul",
      {},
      ...near.map((one) =>
        el("li", {}, el("a", { href: one.url, target: "_blank" }, one.title), " ", say("library-likeness", { percent: one.likeness ?? 0 }), one.used ? ` · ${one.used}` : ""),
      ),
    ),
  );
}

export const ACCEPTED = TYPES.join(",");
