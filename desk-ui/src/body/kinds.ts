//! One kind of block made into another: lines of words taken out of the chosen blocks and put into new ones. The first
//! keeps its id.

import type { Fragment, Node } from "prosemirror-model";
import { type Command, type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { schema } from "./schema";

export type Kind = "paragraph" | "heading" | "quote" | "pull_quote" | "bulleted" | "numbered";

const { nodes } = schema;

interface Place {
  readonly parent: Node;
  /** Position where the parent's content begins. */
  readonly inside: number;
  readonly from: number;
  readonly to: number;
}

/** The blocks the selection touches: of the story, or of the fact box it stands in. */
function chosen(transaction: Transaction): Place {
  const { $from, $to } = transaction.selection;
  const boxed = $from.depth > 1 && $from.node(1).type === nodes.fact_box && $from.sharedDepth($to.pos) >= 1;
  const depth = boxed ? 1 : 0;
  const to = $to.depth === depth ? Math.max($to.index(depth), $from.index(depth) + 1) : $to.index(depth) + 1;
  return { parent: $from.node(depth), inside: $from.start(depth), from: $from.index(depth), to };
}

export function kindOf(node: Node): Kind | null {
  switch (node.type) {
    case nodes.paragraph:
      return "paragraph";
    case nodes.heading:
      return "heading";
    case nodes.pull_quote:
      return "pull_quote";
    case nodes.quote:
      return "quote";
    case nodes.list:
      return node.attrs["ordered"] ? "numbered" : "bulleted";
    default:
      return null;
  }
}

/** The kind of all blocks that are chosen, if it is one. */
export function kindNow(state: EditorState): Kind | null {
  const { parent, from, to } = chosen(state.tr);
  const kinds = new Set<Kind | null>();
  for (let index = from; index < to && index < parent.childCount; index += 1) kinds.add(kindOf(parent.child(index)));
  return kinds.size === 1 ? [...kinds][0]! : null;
}

export function convert(transaction: Transaction, kind: Kind): boolean {
  const { parent, inside, from, to } = chosen(transaction);
  const boxed = parent.type === nodes.fact_box;
  if (boxed && (from === 0 || kind === "heading" || kind === "quote" || kind === "pull_quote")) return false;

  const lines: Fragment[] = [];
  let start = inside;
  for (let index = 0; index < from; index += 1) start += parent.child(index).nodeSize;
  let end = start;
  let caretLine = 0;
  const caret = transaction.selection.$head;
  for (let index = from; index < to; index += 1) {
    const node = parent.maybeChild(index);
    if (!node || kindOf(node) === null) return false;
    linesOf(node, end, (content, position) => {
      if (position <= caret.pos) caretLine = lines.length;
      lines.push(content);
    });
    end += node.nodeSize;
  }
  if (lines.length === 0) return false;

  const id = boxed ? null : (parent.child(from).attrs["id"] as string | null);
  const made = build(kind, lines, id);
  const offset = caret.parentOffset;
  transaction.replaceWith(start, end, made);
  let line = 0;
  let position = start;
  for (const node of made) {
    linesOf(node, position, (content, at) => {
      if (line === caretLine) transaction.setSelection(TextSelection.create(transaction.doc, at + Math.min(offset, content.size)));
      line += 1;
    });
    position += node.nodeSize;
  }
  return true;
}

/** Visits the lines of a block with the positions where their words begin. */
function linesOf(node: Node, start: number, visit: (content: Fragment, position: number) => void): void {
  if (node.isTextblock) {
    visit(node.content, start + 1);
  } else {
    node.forEach((line, offset) => {
      if (line.type !== nodes.quote_source || line.content.size > 0) visit(line.content, start + 1 + offset + 1);
    });
  }
}

function build(kind: Kind, lines: readonly Fragment[], id: string | null): Node[] {
  const first = (index: number): { id: string | null } => ({ id: index === 0 ? id : null });
  switch (kind) {
    case "bulleted":
    case "numbered":
      return [nodes.list.create({ id, ordered: kind === "numbered" }, lines.map((line) => nodes.list_item.create(null, line)))];
    case "quote":
      return lines.map((line, index) => nodes.quote.create(first(index), [nodes.quote_text.create(null, line), nodes.quote_source.create()]));
    default:
      return lines.map((line, index) => nodes[kind].create(first(index), line));
  }
}

/** Makes the chosen blocks this kind; those that are it already become paragraphs. */
export function toggle(kind: Kind): Command {
  return (state, dispatch) => {
    const transaction = state.tr;
    if (!convert(transaction, kindNow(state) === kind ? "paragraph" : kind)) return false;
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

/** Takes one item out of its list, as a paragraph where it stands. */
export function outOfList(transaction: Transaction): boolean {
  const { $from } = transaction.selection;
  if ($from.parent.type !== nodes.list_item) return false;
  const list = $from.node(-1);
  const index = $from.index(-1);
  const before: Node[] = [];
  const after: Node[] = [];
  list.forEach((item, _, at) => {
    if (at < index) before.push(item);
    if (at > index) after.push(item);
  });
  const id = list.attrs["id"] as string | null;
  const made = [
    ...(before.length > 0 ? [nodes.list.create(list.attrs, before)] : []),
    nodes.paragraph.create({ id: before.length > 0 ? null : id }, $from.parent.content),
    ...(after.length > 0 ? [nodes.list.create({ ...list.attrs, id: null }, after)] : []),
  ];
  const start = $from.before(-1);
  const offset = $from.parentOffset;
  transaction.replaceWith(start, $from.after(-1), made);
  const at = start + (before.length > 0 ? made[0]!.nodeSize : 0) + 1;
  transaction.setSelection(TextSelection.create(transaction.doc, at + offset));
  return true;
}
