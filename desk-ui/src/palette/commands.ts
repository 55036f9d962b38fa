//! The page's commands, in the order of their use, and the keys that run some of them from anywhere.

import type { Body } from "../body/body";
import type { Findings } from "../findings/findings";
import type { Form } from "../fields/form";
import type { PreviewPanel } from "../preview/panel";
import { button, el } from "../dom";
import { nameOf } from "../fields/field";
import { say } from "../words";
import { type Command, help as helpOf, Palette, printedKeys } from "./palette";

interface Parts {
  readonly form: Form;
  readonly body: Body;
  readonly preview: PreviewPanel;
  readonly findings: Findings;
}

type Help = ReturnType<typeof helpOf>;

/** Keys by their place, so that they are the same on every keyboard. */
const KEYS: { readonly [code: string]: "preview" | "mend" | "next" } = { KeyP: "preview", KeyM: "mend", KeyJ: "next" };

export function commandsOf({ form, body, preview, findings }: Parts): { readonly palette: Palette; readonly help: Help } {
  const acts = { preview: () => preview.toggle(), mend: () => void findings.mend(), next: () => findings.next() };
  const all = (): Command[] => {
    const text = body.commands();
    const link = text.filter(({ words }) => words === say("mark-link"));
    // With words chosen, a link on them is what the key is pressed for elsewhere.
    const first = body.hasSelection ? link : [];
    const links = [...document.querySelectorAll<HTMLAnchorElement>(".topline a[href]")].filter((anchor) => anchor.getAttribute("role") !== "button");
    return [
      ...first,
      { words: say("preview-toggle"), keys: "Alt+Shift+P", group: "story", run: acts.preview },
      { words: say("mend-first"), keys: "Alt+Shift+M", group: "story", run: acts.mend, can: () => findings.first !== undefined },
      { words: say("findings-next"), keys: "Alt+Shift+J", group: "go", run: acts.next, can: () => !findings.element.hidden },
      ...links.map((anchor): Command => ({ words: anchor.textContent!.replace("…", "").trim(), group: "story", run: () => anchor.click() })),
      { words: say("body"), group: "go", run: () => body.focus() },
      ...[...form.names()].map((name): Command => ({ words: nameOf(name), group: "go", run: () => form.go(name) })),
      ...text.filter((command) => !first.includes(command)),
      { words: say("palette"), keys: "Mod+K", group: "story", run: () => palette.open(), can: () => false },
      { words: say("help-keys"), keys: "?", group: "story", run: () => help.open() },
    ];
  };
  const palette = new Palette(all);
  const help = helpOf(all);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const { key, code, altKey, shiftKey } = event;
    const mod = event.ctrlKey || event.metaKey;
    const act = KEYS[code];
    if (mod && !altKey && !shiftKey && (key === "k" || key === "K")) palette.open();
    else if (altKey && shiftKey && !mod && act) acts[act]();
    else if (key === "?" && !mod && !isWriting(event.target)) help.open();
    else return;
    event.preventDefault();
  });
  return { palette, help };
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
}

/** What a hand without a keyboard opens them with. */
export function tools(palette: Palette, help: Help): HTMLElement {
  return el("p", { class: "choices" }, button(`${say("palette")} (${printedKeys("Mod+K")})`, () => palette.open()), button(`${say("help-keys")} (?)`, () => help.open()));
}
