//! What was found in blocks, shown behind them without being part of the text.

import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { el } from "../dom";
import type { Found } from "../findings/findings";

export interface Flagged {
  readonly found: readonly Found[];
  mend(found: Found): HTMLElement | null;
}

const key = new PluginKey<Flagged>("found");
export const foundMeta = (flagged: Flagged): [PluginKey, Flagged] => [key, flagged];

export function foundIn(): Plugin {
  return new Plugin<Flagged>({
    key,
    state: {
      init: () => ({ found: [], mend: () => null }),
      apply: (transaction, before) => (transaction.getMeta(key) as Flagged | undefined) ?? before,
    },
    props: {
      decorations(state) {
        const flagged = key.getState(state)!;
        if (flagged.found.length === 0) return null;
        const marks: Decoration[] = [];
        state.doc.forEach((node, position) => {
          const id = node.attrs["id"] as string | null;
          const here = flagged.found.filter((one) => one.block === id);
          if (id === null || here.length === 0) return;
          const end = position + node.nodeSize;
          marks.push(Decoration.node(position, end, { class: "flagged" }));
          marks.push(
            Decoration.widget(
              end,
              () => el("div", { class: "flagged-label", contenteditable: "false", role: "note" }, ...here.flatMap((one) => [el("p", {}, one.words, " ", flagged.mend(one))])),
              { side: -1, key: `found ${id} ${here.map((one) => one.words).join(" ")}`, stopEvent: () => true, ignoreSelection: true },
            ),
          );
        });
        return DecorationSet.create(state.doc, marks);
      },
    },
  });
}
