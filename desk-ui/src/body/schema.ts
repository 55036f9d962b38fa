//! The story's body as ProseMirror knows it: one node type for each block of `newsroom::body`, and a closed box for what
//! this editor cannot edit. Ids are attributes of top-level nodes only.

import { type DOMOutputSpec, type MarkSpec, Schema, type NodeSpec } from "prosemirror-model";
import { isLink, isObject, isPicture } from "./valid";

const thisPage = [...crypto.getRandomValues(new Uint32Array(4))].join("-");

const id = { default: null as string | null };

// `pre`, because a run may hold line breaks, and reading typed text back would otherwise fold them.
const line: NodeSpec = { content: "text*", whitespace: "pre" };
const block: NodeSpec = { group: "block", attrs: { id } };

const nodes = {
  doc: { content: "block+" },
  paragraph: {
    ...line,
    group: "block inbox",
    attrs: { id },
    parseDOM: [{ tag: "p" }],
    toDOM: (): DOMOutputSpec => ["p", 0],
  },
  heading: {
    ...line,
    ...block,
    defining: true,
    parseDOM: ["h1", "h2", "h3", "h4", "h5", "h6"].map((tag) => ({ tag })),
    toDOM: (): DOMOutputSpec => ["h2", 0],
  },
  pull_quote: {
    ...line,
    ...block,
    defining: true,
    parseDOM: [{ tag: "aside[data-pull-quote]" }],
    toDOM: (): DOMOutputSpec => ["aside", { "data-pull-quote": "" }, 0],
  },
  quote: {
    ...block,
    content: "quote_text quote_source",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: (): DOMOutputSpec => ["blockquote", 0],
  },
  quote_text: {
    ...line,
    parseDOM: [{ tag: "p", context: "quote/", priority: 60 }],
    toDOM: (): DOMOutputSpec => ["p", { class: "quote-text" }, 0],
  },
  quote_source: {
    ...line,
    marks: "",
    parseDOM: [{ tag: "cite", context: "quote/", priority: 60 }],
    toDOM: (): DOMOutputSpec => ["cite", 0],
  },
  list: {
    content: "list_item+",
    group: "block inbox",
    attrs: { id, ordered: { default: false } },
    parseDOM: [
      { tag: "ul", attrs: { ordered: false } },
      { tag: "ol", attrs: { ordered: true } },
    ],
    toDOM: (node): DOMOutputSpec => [node.attrs["ordered"] ? "ol" : "ul", 0],
  },
  list_item: {
    ...line,
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: (): DOMOutputSpec => ["li", 0],
  },
  fact_box: {
    ...block,
    content: "fact_title inbox*",
    defining: true,
    isolating: true,
    parseDOM: [{ tag: "section[data-fact-box]" }],
    toDOM: (): DOMOutputSpec => ["section", { "data-fact-box": "" }, 0],
  },
  fact_title: {
    ...line,
    marks: "",
    defining: true,
    parseDOM: [{ tag: "[data-fact-title]", context: "fact_box/", priority: 60 }],
    toDOM: (): DOMOutputSpec => ["p", { "data-fact-title": "" }, 0],
  },
  table: {
    ...block,
    content: "table_caption row+",
    // Whether its first row is the head.
    attrs: { id, head: { default: true } },
    isolating: true,
    parseDOM: [{ tag: "table", getAttrs: (dom) => ({ head: (dom as HTMLElement).getAttribute("data-head") !== "no" }) }],
    toDOM: (node): DOMOutputSpec => ["table", { "data-head": node.attrs["head"] ? "yes" : "no" }, 0],
  },
  table_caption: {
    ...line,
    marks: "",
    parseDOM: [{ tag: "caption" }],
    toDOM: (): DOMOutputSpec => ["caption", 0],
  },
  row: {
    content: "cell+",
    parseDOM: [{ tag: "tr" }],
    toDOM: (): DOMOutputSpec => ["tr", 0],
  },
  cell: {
    ...line,
    isolating: true,
    parseDOM: [{ tag: "td" }, { tag: "th" }],
    toDOM: (): DOMOutputSpec => ["td", 0],
  },
  picture: {
    ...block,
    atom: true,
    attrs: { id, picture: {} },
    parseDOM: [{ tag: "figure[data-picture]", getAttrs: (dom) => readJson(dom, "data-picture", "picture", isPicture) }],
    toDOM: (node): DOMOutputSpec => ["figure", { "data-picture": JSON.stringify(node.attrs["picture"]) }],
  },
  gallery: {
    ...block,
    atom: true,
    attrs: { id, pictures: { default: [] as readonly unknown[] } },
    parseDOM: [{ tag: "figure[data-gallery]", getAttrs: (dom) => readJson(dom, "data-gallery", "pictures", (value) => Array.isArray(value) && value.every(isPicture)) }],
    toDOM: (node): DOMOutputSpec => ["figure", { "data-gallery": JSON.stringify(node.attrs["pictures"]) }],
  },
  embed: {
    ...block,
    atom: true,
    attrs: { id, url: { default: "" }, title: { default: null } },
    parseDOM: [
      {
        tag: "figure[data-embed]",
        getAttrs: (dom) => {
          const url = dom.getAttribute("data-embed") ?? "";
          return isLink(url) ? { url, title: dom.getAttribute("data-title") } : false;
        },
      },
    ],
    toDOM: (node): DOMOutputSpec => ["figure", { "data-embed": node.attrs["url"], "data-title": node.attrs["title"] }],
  },
  story_link: {
    ...block,
    atom: true,
    attrs: { id, story: { default: null } },
    parseDOM: [
      {
        tag: "figure[data-story]",
        getAttrs: (dom) => {
          const story = Number(dom.getAttribute("data-story"));
          return Number.isSafeInteger(story) && story > 0 ? { story } : false;
        },
      },
    ],
    toDOM: (node): DOMOutputSpec => ["figure", { "data-story": String(node.attrs["story"] ?? "") }],
  },
  // Kept byte for byte. From the clipboard it is read back only if this page put it there: what stands in it was not
  // written here, so nothing here can tell a good one from a forged one.
  closed: {
    ...block,
    atom: true,
    draggable: true,
    attrs: { id, json: {} },
    parseDOM: [
      {
        tag: "figure[data-closed]",
        getAttrs: (dom) => dom.getAttribute("data-page") === thisPage && readJson(dom, "data-closed", "json", isObject),
      },
    ],
    toDOM: (node): DOMOutputSpec => ["figure", { "data-closed": JSON.stringify(node.attrs["json"]), "data-page": thisPage }],
  },
  text: {},
} satisfies { [name: string]: NodeSpec };

const marks = {
  strong: {
    parseDOM: [{ tag: "strong" }, { tag: "b" }],
    toDOM: (): DOMOutputSpec => ["strong", 0],
  },
  emphasis: {
    parseDOM: [{ tag: "em" }, { tag: "i" }, { tag: "cite" }],
    toDOM: (): DOMOutputSpec => ["em", 0],
  },
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (dom) => {
          const href = dom.getAttribute("href")!.trim();
          return isLink(href) ? { href } : false;
        },
      },
    ],
    toDOM: (mark): DOMOutputSpec => ["a", { href: mark.attrs["href"] }, 0],
  },
} satisfies { [name: string]: MarkSpec };

function readJson(dom: HTMLElement, attribute: string, name: string, valid: (value: unknown) => boolean) {
  try {
    const value: unknown = JSON.parse(dom.getAttribute(attribute)!);
    return valid(value) ? { [name]: value } : false;
  } catch {
    return false;
  }
}

export const schema = new Schema({ nodes, marks });
