//! The line to `/desk/events`: it comes again by itself, and rests while nobody looks.

export interface Line {
  /** Told of each event by its name; the data is JSON of ours. */
  readonly heard: { readonly [event: string]: (data: unknown) => void };
  /** Whether the line stands. */
  readonly changed: (stands: boolean) => void;
}

/** A line that the server closed for good is tried again after this; the browser tries broken ones sooner by itself. */
const AGAIN_MS = 10_000;
/** A page nobody looks at needs no line, and a browser has few to give. */
const REST_MS = 20_000;

export function listen(address: string, after: string, line: Line): void {
  let source: EventSource | null = null;
  let last = after;
  let again: ReturnType<typeof setTimeout> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const close = (): void => {
    clearTimeout(again);
    source?.close();
    source = null;
  };
  const open = (): void => {
    close();
    if (isOver) return;
    const to = new URL(address, location.href);
    to.searchParams.set("after", last);
    source = new EventSource(to);
    source.addEventListener("open", () => line.changed(true));
    source.addEventListener("error", () => {
      line.changed(false);
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
    });
    for (const [event, heard] of Object.entries(line.heard)) {
      source.addEventListener(event, (told) => {
        if (told.lastEventId !== "") last = told.lastEventId;
        if (event === "ended") {
          isOver = true;
          close();
        }
        heard(JSON.parse(told.data));
      });
    }
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(rest);
    if (document.hidden) rest = setTimeout(close, REST_MS);
    else if (source === null) open();
  });
  // A page that is kept for going back must not hold its line.
  addEventListener("pagehide", close);
  addEventListener("pageshow", () => {
    if (source === null) open();
  });
  open();
}
