//! Keys of the board, as in a mail program. They move the focus itself, so that whoever listens to the page hears where it is.

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]") !== null;
}

function links(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("#stories [data-slot=headline]")];
}

function rowAtHand(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>("#stories > .row") ?? null;
}

function move(by: number): void {
  const all = links();
  const row = rowAtHand();
  const at = row === null ? -1 : all.findIndex((link) => row.contains(link));
  const next = all[row === null ? (by > 0 ? 0 : all.length - 1) : at + by];
  next?.focus();
  next?.closest(".row")?.scrollIntoView({ block: "nearest" });
}

export function keys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const inList = rowAtHand() !== null;
    switch (event.key) {
      case "j":
        move(1);
        break;
      case "k":
        move(-1);
        break;
      // Outside the list the arrows scroll the page.
      case "ArrowDown":
        if (!inList) return;
        move(1);
        break;
      case "ArrowUp":
        if (!inList) return;
        move(-1);
        break;
      case "x":
        rowAtHand()?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
        break;
      case "/":
        document.querySelector<HTMLInputElement>("#q")?.focus();
        break;
      case "r":
        location.reload();
        break;
      case "?": {
        const list = document.querySelector<HTMLDetailsElement>("#keys");
        if (list === null) return;
        list.open = !list.open;
        list.querySelector("summary")?.focus();
        break;
      }
      default:
        return;
    }
    event.preventDefault();
  });
}
