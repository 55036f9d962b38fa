//! Comments' words in the text: shown by decorations, which go along with every change and are no part of the text.

import { keymap } from "prosemirror-keymap";
import { type Command, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { hearOfCaret } from "../body/caret";
import type { Spot } from "./quote";

export interface Marks {
  readonly spots: ReadonlyMap<number, Spot>;
  readonly active: number | null;
  /** Threads in whose words this page wrote since it was last told. */
  readonly touched: ReadonlySet<number>;
}

type Meta = Partial<Marks>;

const key = new PluginKey<Marks>("comments");
const none: Marks = { spots: new Map(), active: null, touched: new Set() };

export const marksOf = (view: EditorView): Marks => key.getState(view.state) ?? none;

/** The thread whose words a place lies in. */
export function threadAt(spots: Marks["spots"], place: number): number | null {
  for (const [thread, { from, to }] of spots) if (place >= from && place <= to) return thread;
  return null;
}

export function setMarks(view: EditorView, meta: Meta): void {
  hearOfCaret();
  view.dispatch(view.state.tr.setMeta(key, meta).setMeta("addToHistory", false));
}

export interface MarksEvents {
  attach(view: EditorView): void;
  /** The cursor came into a thread's words, or another thread was chosen. */
  entered(thread: number | null): void;
  /** On the chosen words. */
  begin: Command;
  step(by: 1 | -1): boolean;
}

export function marks(events: MarksEvents): Plugin[] {
  const plugin = new Plugin<Marks>({
    key,
    state: {
      init: () => none,
      apply(transaction, before) {
        const meta = transaction.getMeta(key) as Meta | undefined;
        let now = before;
        if (transaction.docChanged && before.spots.size > 0) {
          const spots = new Map<number, Spot>();
          const touched = new Set(before.touched);
          for (const [thread, spot] of before.spots) {
            // Words that come at an edge are not its own.
            const from = transaction.mapping.map(spot.from, 1);
            const to = transaction.mapping.map(spot.to, -1);
            const isTouched = to - from !== spot.to - spot.from || transaction.before.textBetween(spot.from, spot.to, "\n") !== transaction.doc.textBetween(from, Math.max(from, to), "\n");
            if (isTouched && !transaction.getMeta("fromServer")) touched.add(thread);
            if (to > from) spots.set(thread, { from, to });
          }
          now = { ...now, spots, touched };
        }
        if (transaction.selectionSet && transaction.selection.empty) {
          const inside = threadAt(now.spots, transaction.selection.head);
          if (inside !== null && inside !== now.active) now = { ...now, active: inside };
        }
        return meta ? { ...now, ...meta } : now;
      },
    },
    props: {
      decorations(state) {
        const { spots, active } = key.getState(state)!;
        const found: Decoration[] = [];
        for (const [thread, { from, to }] of spots) {
          found.push(Decoration.inline(from, to, { class: thread === active ? "commented active" : "commented", "data-thread": String(thread) }));
        }
        return DecorationSet.create(state.doc, found);
      },
    },
    view: (view) => {
      events.attach(view);
      return {
        update: (_, before) => {
          const { active } = marksOf(view);
          if (active !== (key.getState(before) ?? none).active) events.entered(active);
        },
      };
    },
  });
  return [plugin, keymap({ "Alt-Shift-c": events.begin, "Alt-Shift-n": () => events.step(1), "Alt-Shift-b": () => events.step(-1) })];
}
