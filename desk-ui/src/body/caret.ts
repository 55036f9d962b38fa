//! The caret a key acts at. A browser tells of a moved caret a moment later, and one that is busy hands the next key on
//! before: Enter after End would then part the text where the caret was. So the text hears of the caret first, before each
//! key and before what came from elsewhere is shown, which would put the caret back.

import { Plugin } from "prosemirror-state";

type Place = readonly [Node | null, number, Node | null, number];

let told: Place = [null, 0, null, 0];

export function caret(): Plugin {
  const note = (): void => {
    told = place();
  };
  return new Plugin({
    view: () => {
      document.addEventListener("selectionchange", note);
      return { destroy: () => document.removeEventListener("selectionchange", note) };
    },
    props: {
      handleDOMEvents: {
        keydown: (_, event) => {
          if (!event.isComposing) hearOfCaret();
          return false;
        },
      },
    },
  });
}

/** Lets the text hear of a caret that moved and was not told of yet. */
export function hearOfCaret(): void {
  const now = place();
  if (now.some((part, index) => part !== told[index])) document.dispatchEvent(new Event("selectionchange"));
}

function place(): Place {
  const selection = document.getSelection();
  return [selection?.anchorNode ?? null, selection?.anchorOffset ?? 0, selection?.focusNode ?? null, selection?.focusOffset ?? 0];
}
