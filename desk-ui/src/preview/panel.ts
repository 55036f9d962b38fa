//! The story beside the editor as readers would have it, at the width of a phone or of a desk, made anew after each save.

import type { Page } from "../types";
import { button, el } from "../dom";
import { say } from "../words";

type Width = "phone" | "desk";

/** Pixels a page has on a desk, shown smaller where there are fewer. */
const DESK_WIDTH = 1280;
/** Below this the panel takes the whole screen, and is shown only when asked for. */
const BESIDE = "(min-width: 62rem)";
const REMEMBERED = "manset-preview";

export class PreviewPanel {
  readonly element: HTMLElement;
  private readonly stage = el("div", { class: "preview-stage" });
  private readonly told = el("p", { class: "hint", role: "status" });
  private readonly widths = new Map<Width, HTMLButtonElement>();
  private frame: HTMLIFrameElement | null = null;
  private coming: HTMLIFrameElement | null = null;
  private width: Width = "phone";
  private shownVersion = -1;
  private version: number;

  constructor(
    private readonly page: Page,
    private readonly opener: HTMLElement | null,
  ) {
    this.version = page.version;
    const address = `/desk/stories/${page.number}/preview`;
    for (const width of ["phone", "desk"] as const) {
      this.widths.set(width, button(say(width === "phone" ? "preview-phone" : "preview-desk"), () => this.widen(width), { "aria-pressed": "false" }));
    }
    this.element = el(
      "aside",
      { class: "preview", "aria-label": say("preview"), hidden: true, id: "preview" },
      el(
        "div",
        { class: "preview-head" },
        el("div", { class: "choices", role: "group", "aria-label": say("preview-width") }, ...this.widths.values()),
        this.told,
        el("a", { href: address, target: "_blank", rel: "noopener" }, say("preview-tab")),
        button(say("close"), () => this.toggle(false)),
      ),
      this.stage,
    );
    opener?.setAttribute("role", "button");
    opener?.setAttribute("aria-controls", "preview");
    opener?.setAttribute("aria-expanded", "false");
    opener?.addEventListener("click", (event) => {
      const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
      if (ctrlKey || metaKey || shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      this.toggle();
    });
    opener?.addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key !== " ") return;
      event.preventDefault();
      this.toggle();
    });
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.toggle(false));
    new ResizeObserver(() => this.fit()).observe(this.stage);
    const remembered = remember();
    this.widen(remembered.width);
    if (remembered.open && matchMedia(BESIDE).matches) this.toggle(true, false);
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  toggle(open = !this.isOpen, byHand = true): void {
    this.element.hidden = !open;
    document.documentElement.classList.toggle("with-preview", open);
    this.opener?.setAttribute("aria-expanded", String(open));
    if (byHand) {
      remember({ open, width: this.width });
      if (open) this.widths.get(this.width)!.focus();
      else this.opener?.focus();
    }
    if (open) this.load();
  }

  /** The server has another text. */
  saved(version: number): void {
    this.version = version;
    if (this.isOpen) this.load();
  }

  private widen(width: Width): void {
    this.width = width;
    for (const [name, pressed] of this.widths) pressed.setAttribute("aria-pressed", String(name === width));
    this.element.dataset["width"] = width;
    if (this.isOpen) remember({ open: true, width });
    this.fit();
  }

  /** The new page is made behind the one that is shown and takes its place when it is there, at the same scroll. */
  private load(): void {
    if (this.coming || this.version === this.shownVersion) return;
    const version = this.version;
    const next = el("iframe", {
      title: say("preview"),
      // No script runs inside; it is our own page, so that its scroll can be kept.
      sandbox: "allow-same-origin",
      referrerpolicy: "no-referrer",
      class: "coming",
      src: `/desk/stories/${this.page.number}/preview?version=${version}`,
    });
    this.coming = next;
    this.told.textContent = this.frame ? "" : say("preview-coming");
    const done = (): void => {
      if (this.coming !== next) return;
      this.coming = null;
      this.shownVersion = version;
      const top = this.frame?.contentWindow?.scrollY ?? 0;
      const document = next.contentDocument;
      const isThere = document?.querySelector("main, article") !== null && document !== null;
      if (!isThere && this.frame) {
        next.remove();
        this.told.textContent = say("preview-none");
      } else {
        next.contentWindow?.scrollTo({ top, behavior: "instant" });
        next.classList.remove("coming");
        this.frame?.remove();
        this.frame = next;
        this.told.textContent = isThere ? "" : say("preview-none");
        // It is looked at here and not walked away from.
        document?.addEventListener("click", (event) => (event.target as Element | null)?.closest("a, button") && event.preventDefault());
        document?.addEventListener("keydown", (event) => event.key === "Escape" && this.toggle(false));
      }
      this.fit();
      if (this.isOpen) this.load();
    };
    next.addEventListener("load", done);
    this.stage.append(next);
    this.fit();
  }

  private fit(): void {
    const { clientWidth, clientHeight } = this.stage;
    const scale = this.width === "desk" && clientWidth > 0 ? Math.min(1, clientWidth / DESK_WIDTH) : 1;
    for (const frame of [this.frame, this.coming]) {
      if (!frame) continue;
      frame.style.inlineSize = this.width === "desk" ? `${DESK_WIDTH}px` : "100%";
      frame.style.blockSize = `${clientHeight / scale}px`;
      frame.style.transform = scale === 1 ? "" : `scale(${scale})`;
    }
  }
}

interface Remembered {
  readonly open: boolean;
  readonly width: Width;
}

/** How the panel was left on this device; a browser that keeps nothing begins anew. */
function remember(now?: Remembered): Remembered {
  try {
    if (now) localStorage.setItem(REMEMBERED, JSON.stringify(now));
    const kept = JSON.parse(localStorage.getItem(REMEMBERED) ?? "null") as Remembered | null;
    return { open: kept?.open === true, width: kept?.width === "desk" ? "desk" : "phone" };
  } catch {
    return now ?? { open: false, width: "phone" };
  }
}
