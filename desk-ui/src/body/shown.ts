//! What is shown in the body without being part of it: words in empty places, and labels on blocks kept apart.

import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { button, el } from "../dom";
import { say } from "../words";
import { schema } from "./schema";

const { nodes } = schema;
const key = new PluginKey<ReadonlySet<string>>("apart");

export type ApartMeta = { readonly add?: readonly string[]; readonly dismiss?: string };
export const apartMeta = (meta: ApartMeta): [PluginKey, ApartMeta] => [key, meta];

export function shown(): Plugin {
  return new Plugin<ReadonlySet<string>>({
    key,
    state: {
      init: () => new Set(),
      apply(transaction, apart) {
        const meta = transaction.getMeta(key) as ApartMeta | undefined;
        if (!meta) return apart;
        const now = new Set(apart);
        for (const id of meta.add ?? []) now.add(id);
        if (meta.dismiss) now.delete(meta.dismiss);
        return now;
      },
    },
    props: {
      decorations(state) {
        const apart = key.getState(state)!;
        const found: Decoration[] = [];
        const hint = (position: number, size: number, words: string): void => {
          found.push(Decoration.node(position, position + size, { class: "empty", "data-hint": words }));
        };
        state.doc.forEach((node, position) => {
          const id = node.attrs["id"] as string | null;
          if (id !== null && apart.has(id)) {
            found.push(Decoration.node(position, position + node.nodeSize, { class: "apart" }));
            found.push(
              Decoration.widget(
                position,
                (view) =>
                  el(
                    "div",
                    { class: "apart-label", contenteditable: "false", role: "note" },
                    say("apart-label"),
                    " ",
                    button(say("apart-dismiss"), () => {
                      view.dispatch(view.state.tr.setMeta(...apartMeta({ dismiss: id })));
                      view.focus();
                    }),
                  ),
                { side: -1, key: `apart ${id}`, stopEvent: () => true, ignoreSelection: true },
              ),
            );
          }
          if (node.type === nodes.paragraph) {
            if (node.content.size === 0 && state.doc.childCount === 1) hint(position, node.nodeSize, say("body-empty"));
          } else if (node.type === nodes.quote) {
            const text = node.child(0);
            const source = node.child(1);
            if (source.content.size === 0) hint(position + 1 + text.nodeSize, source.nodeSize, say("quote-source-empty"));
          } else if (node.type === nodes.fact_box || node.type === nodes.table) {
            const first = node.child(0);
            const words = node.type === nodes.fact_box ? "fact-title-empty" : "table-caption-empty";
            if (first.content.size === 0) hint(position + 1, first.nodeSize, say(words));
          }
        });
        return DecorationSet.create(state.doc, found);
      },
    },
  });
}
