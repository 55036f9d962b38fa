//! What is pasted, in the shape of the place where it lands: a cell takes a line, a list takes items, a fact box
//! paragraphs and lists. Otherwise the place would be torn in two to let the rest through.

import { Fragment, type Node, type ResolvedPos, Slice } from "prosemirror-model";
import { schema } from "./schema";

const { nodes } = schema;

export function fitted(slice: Slice, $place: ResolvedPos): Slice {
  const inline = slice.content.firstChild?.isInline ?? true;
  if (inline) return slice;
  const lines = linesIn(slice.content);
  switch ($place.parent.type) {
    case nodes.cell:
    case nodes.table_caption:
    case nodes.quote_text:
    case nodes.quote_source:
    case nodes.fact_title:
      return new Slice(joined(lines), 0, 0);
    case nodes.list_item:
      return new Slice(Fragment.from(lines.map((line) => nodes.list_item.create(null, line))), 1, 1);
  }
  if ($place.depth === 0 || $place.node(1).type !== nodes.fact_box) return slice;
  const inside: Node[] = [];
  slice.content.forEach((node) => {
    if (node.type === nodes.paragraph || node.type === nodes.list) inside.push(node);
    else inside.push(...linesIn(Fragment.from(node)).map((line) => nodes.paragraph.create(null, line)));
  });
  const open = inside.every((node) => node.type === nodes.paragraph) && inside.length > 0 ? 1 : 0;
  return new Slice(Fragment.from(inside), open, open);
}

function linesIn(content: Fragment): Fragment[] {
  const lines: Fragment[] = [];
  content.descendants((node) => {
    if (node.isTextblock && node.content.size > 0) lines.push(node.content);
    return !node.isTextblock;
  });
  return lines;
}

function joined(lines: readonly Fragment[]): Fragment {
  return lines.reduce((all, line) => (all.size > 0 ? all.append(Fragment.from(schema.text(" "))).append(line) : line), Fragment.empty);
}
