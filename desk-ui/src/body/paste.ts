//! What comes from elsewhere, made plain before ProseMirror reads it: only what the schema knows is left, in the shapes
//! it knows. It works on a detached document, where nothing loads and nothing runs.

import { DOMParser, type ParseOptions, type Slice } from "prosemirror-model";
import { schema } from "./schema";

const GONE = "script, style, meta, link, title, base, iframe, object, embed, template, noscript, svg, math, canvas, audio, video, form, input, select, textarea, button, head, del, s, strike";
const PICTURES = "img, picture, figure > figcaption:only-child";
const BLOCKS = "address, article, aside, blockquote, center, dd, details, div, dl, dt, fieldset, figcaption, figure, footer, h1, h2, h3, h4, h5, h6, header, hr, li, main, nav, ol, p, pre, section, table, ul";
const LINES = "p, h1, h2, h3, h4, h5, h6, li, td, th, pre";

/**
 * For `transformPastedHTML`. Word says in its own property what is a list item, and browsers drop properties they do
 * not know as soon as a rule of the pasted style sheet touches the element: as a custom property it survives.
 */
export function keepWordLists(html: string): string {
  return html.replace(/(["';{\s])mso-list\s*:/gi, "$1--mso-list:");
}

/** For `clipboardParser`. `dropped` hears how many pictures were left out. */
export class PasteParser extends DOMParser {
  constructor(private readonly dropped: (pictures: number) => void) {
    super(schema, DOMParser.fromSchema(schema).rules);
  }

  override parseSlice(dom: Node, options?: ParseOptions): Slice {
    if (dom.nodeType === 1) {
      const pictures = clean(dom as HTMLElement);
      if (pictures > 0) this.dropped(pictures);
    }
    return super.parseSlice(dom, options);
  }
}

/** Cleans in place; returns how many pictures were taken out. */
export function clean(root: HTMLElement): number {
  // What this editor copied is in the schema's shapes already.
  if (root.querySelector("[data-pm-slice]")) return 0;
  const doc = root.ownerDocument;
  comments(root);
  wordLists(root);
  const pictures = root.querySelectorAll("img").length;
  for (const element of root.querySelectorAll(`${GONE}, ${PICTURES}`)) element.remove();
  for (const element of root.querySelectorAll<HTMLElement>("*")) marks(element);
  for (const element of root.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      if (name !== "href" || element.localName !== "a") element.removeAttribute(name);
    }
  }
  for (const table of root.querySelectorAll("table")) readTable(table);
  for (const quote of root.querySelectorAll("blockquote")) loneLines(quote);
  for (const list of [...root.querySelectorAll("ul, ol")].reverse()) flatten(list);
  for (const cell of root.querySelectorAll("td, th")) unwrapBlocks(cell);
  for (const block of root.querySelectorAll("article, aside, center, dd, details, div, dl, dt, fieldset, figcaption, figure, footer, header, main, nav, section, address")) {
    loneLines(block);
    unwrap(block);
  }
  // A story that is pasted among words stays among words: only where there are blocks do loose words get their own.
  if (root.querySelector(BLOCKS) || root.querySelector("br")) loneLines(root);
  for (const quote of [...root.querySelectorAll("blockquote")]) eachQuoteItsLine(quote, doc);
  for (const line of root.querySelectorAll(LINES)) breaks(line);
  spaces(root);
  for (const line of root.querySelectorAll("p, h1, h2, h3, h4, h5, h6, li, blockquote")) {
    if (line.textContent!.trim() === "") line.remove();
  }
  for (const list of root.querySelectorAll("ul, ol")) if (!list.querySelector("li")) list.remove();
  return pictures;
}

function comments(root: HTMLElement): void {
  const walker = root.ownerDocument.createTreeWalker(root, 128 /* comments */);
  const found: Node[] = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const comment of found) (comment as ChildNode).remove();
}

/** Word writes list items as paragraphs, with the bullet as ignorable text and the list's name and level in the style. */
function wordLists(root: HTMLElement): void {
  let list: HTMLElement | null = null;
  let name = "";
  for (const paragraph of [...root.querySelectorAll<HTMLElement>("p, h1, h2, h3, h4, h5, h6, div")]) {
    const said = /--mso-list:\s*([^;"']+)/i.exec(paragraph.getAttribute("style") ?? "")?.[1]?.trim();
    const classed = /MsoListParagraph|MsoListBullet|MsoListNumber/i.test(paragraph.className);
    if (!said || /^(ignore|none)/i.test(said)) {
      if (!classed) list = null;
      if (!classed || !list) continue;
    }
    const marker = [...paragraph.querySelectorAll<HTMLElement>("span")].find((span) => /--mso-list:\s*ignore/i.test(span.getAttribute("style") ?? ""));
    const bullet = marker?.textContent?.trim() ?? "";
    marker?.remove();
    const its = /l\d+/i.exec(said ?? "")?.[0] ?? name;
    if (!list || list.nextElementSibling !== paragraph || its !== name) {
      list = root.ownerDocument.createElement(/^\(?([0-9]+|[a-z]{1,4})[.)]/i.test(bullet) ? "ol" : "ul");
      paragraph.before(list);
      name = its;
    }
    const item = root.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
  }
}

/** Bold and italic said by style become elements; elements whose style says otherwise are let go. */
function marks(element: HTMLElement): void {
  const { fontWeight, fontStyle } = element.style;
  const name = element.localName;
  const heading = /^h[1-6]$/.test(name);
  const bold = name === "b" || name === "strong";
  const slanted = name === "i" || name === "em" || name === "cite" || name === "dfn";
  const heavy = fontWeight === "bold" || fontWeight === "bolder" || Number(fontWeight) >= 600;
  const light = fontWeight === "normal" || fontWeight === "lighter" || (fontWeight !== "" && Number(fontWeight) < 600);
  const inline = !element.matches(BLOCKS) && !element.matches("td, th, tr, tbody, thead, tfoot, caption") && name !== "body";
  // Google Docs wraps a whole clipboard in <b style="font-weight:normal">.
  const wraps = (bold || slanted) && (element.querySelector(BLOCKS) !== null || (bold && light) || (slanted && fontStyle === "normal"));
  if (wraps) {
    unwrap(element);
  } else if (inline || name === "p" || name === "li") {
    if (heavy && !bold && !heading && !element.closest("h1, h2, h3, h4, h5, h6")) wrapContent(element, "strong");
    if ((fontStyle === "italic" || fontStyle === "oblique") && !slanted) wrapContent(element, "em");
  }
}

function wrapContent(element: Element, tag: string): void {
  if (element.querySelector(BLOCKS)) return;
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** Tables that only lay out a page are read as what stands in them. */
function readTable(table: Element): void {
  const rows = [...table.querySelectorAll("tr")].filter((row) => row.closest("table") === table);
  const columns = Math.max(0, ...rows.map((row) => row.children.length));
  if (table.querySelector("table") || columns < 2 || table.parentElement?.closest("li, blockquote, td, th")) {
    const cells = rows.flatMap((row) => [...row.children]);
    for (const cell of cells) loneLines(cell);
    table.replaceWith(...cells.flatMap((cell) => [...cell.childNodes]));
    return;
  }
  const head = rows[0]!.querySelector("th") !== null || rows[0]!.parentElement?.localName === "thead";
  if (!head) table.setAttribute("data-head", "no");
  if (!table.querySelector("caption")) table.prepend(table.ownerDocument.createElement("caption"));
}

/** Gives words that stand loose between blocks a paragraph of their own. */
function loneLines(block: Element): void {
  let run: ChildNode[] = [];
  const close = (): void => {
    if (run.some((node) => node.textContent!.trim() !== "")) {
      const line = block.ownerDocument.createElement("p");
      run[0]!.before(line);
      line.append(...run);
    } else {
      for (const node of run) if (node.nodeName === "BR" || node.nodeType === 3) node.remove();
    }
    run = [];
  };
  for (const child of [...block.childNodes]) {
    const isBlock = child.nodeType === 1 && ((child as Element).matches(BLOCKS) || (child as Element).querySelector(BLOCKS) !== null);
    if (isBlock) close();
    else run.push(child);
  }
  close();
}

/** Items hold one line here: what is nested comes after the item it stood in. */
function flatten(list: Element): void {
  for (const stray of [...list.children].filter((child) => child.localName !== "li")) {
    if (stray.matches("ul, ol")) stray.replaceWith(...stray.children);
    else stray.remove();
  }
  for (const item of [...list.children]) {
    for (const inner of [...item.querySelectorAll("ul, ol")].reverse()) {
      item.after(...inner.children);
      inner.remove();
    }
    unwrapBlocks(item);
  }
}

function unwrapBlocks(element: Element): void {
  for (const inner of [...element.querySelectorAll(BLOCKS)]) {
    if (inner.previousSibling) inner.before(" ");
    if (inner.nextSibling) inner.after(" ");
    unwrap(inner);
  }
}

function eachQuoteItsLine(quote: Element, doc: Document): void {
  const made: Element[] = [];
  for (const child of [...quote.children]) {
    if (child.localName !== "p") {
      made.push(child);
      continue;
    }
    const own = doc.createElement("blockquote");
    own.append(child, doc.createElement("cite"));
    made.push(own);
  }
  quote.replaceWith(...made);
}

/** A break ends a paragraph; in items, cells and headings it is a space. */
function breaks(line: Element): void {
  for (const lineBreak of [...line.querySelectorAll("br")]) {
    if (line.localName !== "p" && line.localName !== "pre") {
      lineBreak.replaceWith(" ");
      continue;
    }
    const range = line.ownerDocument.createRange();
    range.setStartBefore(line);
    range.setEndBefore(lineBreak);
    line.before(range.extractContents());
    lineBreak.remove();
  }
}

/** White space as a browser would show it, without the hard spaces that editors put in to keep it. */
function spaces(root: HTMLElement): void {
  const walker = root.ownerDocument.createTreeWalker(root, 4 /* text */);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  for (const node of nodes) node.data = node.data.replace(/[ \t\r\n\f\u00a0]+/g, " ").replace(/[\u200b\ufeff]/g, "");
  for (const line of root.querySelectorAll(`${LINES}, blockquote > p`)) {
    const texts = nodes.filter((node) => line.contains(node));
    let before = " ";
    for (const text of texts) {
      if (before.endsWith(" ")) text.data = text.data.replace(/^ /, "");
      if (text.data !== "") before = text.data;
    }
    const last = texts.filter((text) => text.data !== "").at(-1);
    if (last) last.data = last.data.replace(/ $/, "");
  }
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}
