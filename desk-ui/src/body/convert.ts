//! Blocks to nodes and back. What was read and not touched comes back as the very same object: nodes never change in
//! place, so that the block of a node is worked out once.

import { Fragment, type Mark, type Node } from "prosemirror-model";
import type { Block, Json, Picture, Placed, Run, Text } from "../types";
import { schema } from "./schema";
import { isUnderstood } from "./valid";

const { nodes, marks } = schema;
const known = new WeakMap<Node, Block>();

export function docOf(blocks: readonly Placed[]): Node {
  // A document needs one block to write in; without an id it does not count.
  const content = blocks.length > 0 ? blocks.map(nodeOf) : [nodes.paragraph.create()];
  return nodes.doc.create(null, content);
}

/** The blocks of a document. A form not yet filled in is none, nor is the empty place to begin in. */
export function blocksOf(doc: Node): Placed[] {
  const blocks: Placed[] = [];
  doc.forEach((node) => {
    const id = node.attrs["id"] as string | null;
    if (id !== null && isComplete(node)) blocks.push({ id, block: blockOf(node) });
  });
  return blocks;
}

export function isComplete(node: Node): boolean {
  if (node.type === nodes.embed) return node.attrs["url"] !== "";
  if (node.type === nodes.story_link) return node.attrs["story"] !== null;
  if (node.type === nodes.gallery) return (node.attrs["pictures"] as readonly unknown[]).length > 0;
  return true;
}

export function nodeOf({ id, block }: Placed): Node {
  const node = isUnderstood(block) ? openNode(block, id) : nodes.closed.create({ id, json: block });
  known.set(node, block);
  return node;
}

export function blockOf(node: Node): Block {
  let block = known.get(node);
  if (!block) {
    block = readBlock(node);
    known.set(node, block);
  }
  return block;
}

function openNode(block: Block, id: string | null): Node {
  switch (block.type) {
    case "quote":
      return nodes.quote.create({ id }, [
        nodes.quote_text.create(null, line(block["text"])),
        nodes.quote_source.create(null, words(block["source"])),
      ]);
    case "list":
      return nodes.list.create({ id, ordered: block["ordered"] }, texts(block["items"]).map((item) => nodes.list_item.create(null, line(item))));
    case "fact_box":
      return nodes.fact_box.create({ id }, [
        nodes.fact_title.create(null, words(block["title"])),
        ...(block["blocks"] as readonly Block[]).map((inner) => openNode(inner, null)),
      ]);
    case "table": {
      const head = texts(block["head"]);
      const rows = block["rows"] as unknown as readonly (readonly Text[])[];
      return nodes.table.create({ id, head: head.length > 0 }, [
        nodes.table_caption.create(null, words(block["caption"])),
        ...(head.length > 0 ? [head, ...rows] : rows).map((row) =>
          nodes.row.create(null, row.map((cell) => nodes.cell.create(null, line(cell as unknown as Json)))),
        ),
      ]);
    }
    case "picture":
      return nodes.picture.create({ id, picture: block["picture"] });
    case "gallery":
      return nodes.gallery.create({ id, pictures: block["pictures"] });
    case "embed":
      return nodes.embed.create({ id, url: block["url"], title: block["title"] ?? null });
    case "story_link":
      return nodes.story_link.create({ id, story: block["story"] });
    default:
      return schema.nodes[block.type]!.create({ id }, line(block["text"]));
  }
}

function readBlock(node: Node): Block {
  switch (node.type) {
    case nodes.closed:
      return node.attrs["json"] as Block;
    case nodes.picture:
      return { type: "picture", picture: node.attrs["picture"] as Picture as unknown as Json };
    case nodes.gallery:
      return { type: "gallery", pictures: node.attrs["pictures"] as Json };
    case nodes.embed:
      return { type: "embed", url: node.attrs["url"] as string, ...some("title", node.attrs["title"] as string | null) };
    case nodes.story_link:
      return { type: "story_link", story: node.attrs["story"] as number };
    case nodes.quote:
      return { type: "quote", text: runs(node.child(0)), ...some("source", node.child(1).textContent) };
    case nodes.list:
      return { type: "list", ordered: node.attrs["ordered"] as boolean, items: children(node).map(runs) };
    case nodes.fact_box:
      return { type: "fact_box", title: node.child(0).textContent, blocks: children(node).slice(1).map(blockOf) };
    case nodes.table: {
      const [caption, ...rows] = children(node);
      const grid = rows.map((row) => children(row).map(runs));
      const head = node.attrs["head"] ? (grid.shift() ?? []) : [];
      return { type: "table", ...some("caption", caption!.textContent), head, rows: grid };
    }
    default:
      return { type: node.type.name, text: runs(node) };
  }
}

function line(text: Json | undefined): Fragment {
  return Fragment.from(
    (text as unknown as Text).map((run) => {
      const set: Mark[] = [];
      if (run.strong) set.push(marks.strong.create());
      if (run.emphasis) set.push(marks.emphasis.create());
      if (run.link !== undefined) set.push(marks.link.create({ href: run.link }));
      return schema.text(run.text, set);
    }),
  );
}

function runs(node: Node): Json {
  const found: Run[] = [];
  node.forEach((child) => {
    const link = child.marks.find((mark) => mark.type === marks.link)?.attrs["href"] as string | undefined;
    found.push({
      text: child.text!,
      ...(marks.strong.isInSet(child.marks) ? { strong: true as const } : {}),
      ...(marks.emphasis.isInSet(child.marks) ? { emphasis: true as const } : {}),
      ...(link === undefined ? {} : { link }),
    });
  });
  return found as unknown as Json;
}

function texts(value: Json | undefined): readonly Json[] {
  return value as readonly Json[];
}

function words(value: Json | undefined): Fragment {
  return typeof value === "string" && value !== "" ? Fragment.from(schema.text(value)) : Fragment.empty;
}

function some(key: string, value: string | null): { [key: string]: Json } {
  return value ? { [key]: value } : {};
}

function children(node: Node): Node[] {
  const list: Node[] = [];
  node.forEach((child) => list.push(child));
  return list;
}
