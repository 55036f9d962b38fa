//! A box chosen by mouse stays chosen and can be cut at once. Around something that cannot be edited Chromium keeps no
//! selection of its own: it puts the caret at the beginning of the editable place, though nobody moved it, or leaves it and
//! tells the page, and not the text, of Ctrl+X and Ctrl+C.

import { NodeSelection, Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

const MOVING = /^(Arrow|Home$|End$|Page|Tab$)/;

export function stayChosen(): Plugin {
  let moved = true;
  const byHand = (): boolean => {
    moved = true;
    return false;
  };
  return new Plugin({
    view: (view) => {
      const take = (event: ClipboardEvent): void => takeForText(view, event);
      document.addEventListener("cut", take);
      document.addEventListener("copy", take);
      return {
        update: (_, before) => {
          if (view.state.selection instanceof NodeSelection && !view.state.selection.eq(before.selection)) moved = false;
        },
        destroy: () => {
          document.removeEventListener("cut", take);
          document.removeEventListener("copy", take);
        },
      };
    },
    props: {
      createSelectionBetween: (view, $anchor, $head) => {
        const { selection } = view.state;
        return !moved && selection instanceof NodeSelection && $anchor.pos === $head.pos ? selection : null;
      },
      handleDOMEvents: {
        mousedown: byHand,
        touchstart: byHand,
        keydown: (_, event) => MOVING.test(event.key) && byHand(),
      },
    },
  });
}

/** What the page was told and the text was meant. */
function takeForText(view: EditorView, event: ClipboardEvent): void {
  const { selection, tr } = view.state;
  if (event.defaultPrevented || !event.clipboardData || !(selection instanceof NodeSelection)) return;
  if (document.activeElement !== view.dom || view.dom.contains(event.target as Node | null)) return;
  const { dom, text } = view.serializeForClipboard(selection.content());
  event.preventDefault();
  event.clipboardData.clearData();
  event.clipboardData.setData("text/html", dom.innerHTML);
  event.clipboardData.setData("text/plain", text);
  if (event.type === "cut" && view.editable) view.dispatch(tr.deleteSelection().scrollIntoView().setMeta("uiEvent", "cut"));
}
