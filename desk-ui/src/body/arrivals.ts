//! Files dropped on the text or pasted into it: each waits where it fell, in words, until the library has it, and then
//! stands there as a picture. What is written meanwhile moves the places along; nothing of a picture on its way is in the
//! document.

import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { Arriving, carriesFiles, likenessNote, picturesAmong } from "../pictures/arriving";
import type { Library } from "../pictures/wire";
import { el } from "../dom";
import { schema } from "./schema";

const key = new PluginKey<DecorationSet>("arrivals");

interface Change {
  readonly add?: { readonly place: number; readonly id: object; readonly element: HTMLElement };
  readonly remove?: object;
}

export function arrivals(library: Library): Plugin {
  const take = (view: EditorView, files: readonly File[], position: number): void => {
    // Between blocks, after the one it fell on.
    const $place = view.state.doc.resolve(Math.min(position, view.state.doc.content.size));
    let place = $place.depth === 0 ? $place.pos : $place.after(1);
    for (const file of files) {
      const id = {};
      let note: HTMLElement | null = null;
      const arriving = new Arriving(library, ({ near }) => (note = likenessNote(near)));
      const element = el("div", { class: "arriving-here", contenteditable: "false" }, arriving.element);
      view.dispatch(view.state.tr.setMeta(key, { add: { place, id, element } } satisfies Change));
      void arriving.send([file]).then(([came]) => {
        if (view.isDestroyed) return;
        const found = key.getState(view.state)?.find(undefined, undefined, (spec) => spec["id"] === id)[0];
        const transaction = view.state.tr.setMeta(key, { remove: id } satisfies Change);
        if (came && found) transaction.insert(found.from, schema.nodes.picture.create({ picture: came.picture.picture }));
        view.dispatch(transaction);
        if (came && found && note) showNote(view, found.from, note);
      });
      place = key.getState(view.state)?.find(undefined, undefined, (spec) => spec["id"] === id)[0]?.from ?? place;
    }
  };
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, set) => {
        const mapped = set.map(transaction.mapping, transaction.doc);
        const change = transaction.getMeta(key) as Change | undefined;
        if (change?.add) {
          const { place, id, element } = change.add;
          return mapped.add(transaction.doc, [Decoration.widget(place, element, { id, side: -1, ignoreSelection: true, stopEvent: () => true })]);
        }
        if (change?.remove) return mapped.remove(mapped.find(undefined, undefined, (spec) => spec["id"] === change.remove));
        return mapped;
      },
    },
    props: {
      decorations: (state) => key.getState(state) ?? DecorationSet.empty,
      handleDOMEvents: {
        // Else the browser would show the file in place of the desk.
        dragover: (view, event) => {
          if (!view.editable || !carriesFiles(event.dataTransfer)) return false;
          event.preventDefault();
          return false;
        },
      },
      handleDrop: (view, event) => {
        const files = picturesAmong(event.dataTransfer?.files ?? []);
        if (files.length === 0 || !view.editable) return false;
        event.preventDefault();
        take(view, files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.doc.content.size);
        return true;
      },
      handlePaste: (view, event) => {
        const data = event.clipboardData;
        const files = picturesAmong(data?.files ?? []);
        // Word and spreadsheets put a picture of the words beside the words: those are what was meant.
        if (files.length === 0 || (data?.getData("text/html") ?? "").replace(/<img[^>]*>|<meta[^>]*>|<!--.*?-->/g, "").replace(/<[^>]*>/g, "").trim() !== "") return false;
        take(view, files, view.state.selection.to);
        return true;
      },
    },
  });
}

/** Said once, in the picture's own box. */
function showNote(view: EditorView, position: number, note: HTMLElement): void {
  const dom = view.nodeDOM(position);
  if (dom instanceof HTMLElement) dom.append(note);
}
