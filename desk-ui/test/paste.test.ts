import assert from "node:assert/strict";
import { test } from "node:test";
import { JSDOM } from "jsdom";

import { blockOf } from "../src/body/convert";
import { keepWordLists, PasteParser } from "../src/body/paste";
import type { Block } from "../src/types";

function pasted(html: string): { blocks: Block[]; dropped: number } {
  const { document } = new JSDOM("").window;
  const root = document.implementation.createHTMLDocument("").body;
  root.innerHTML = keepWordLists(html);
  let dropped = 0;
  const slice = new PasteParser((pictures) => (dropped = pictures)).parseSlice(root);
  const blocks: Block[] = [];
  slice.content.forEach((node) => {
    node.check();
    blocks.push(node.isText ? { type: "text", text: node.text! } : blockOf(node));
  });
  return { blocks, dropped };
}
const line = (text: string, marks: object = {}) => [{ text, ...marks }];

test("Google Docs: its wrapper is ignored and its spans become marks", () => {
  const { blocks } = pasted(
    `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38"><span style="font-size:11pt;font-weight:400;white-space:pre-wrap">Plain </span><span style="font-weight:700">bold</span><span style="font-style:italic"> slanted</span></p><br><h2 dir="ltr"><span style="font-weight:700">Heading</span></h2><ul><li dir="ltr" aria-level="1"><p role="presentation"><span>one</span></p></li><li><p><span>two</span></p></li></ul></b><br class="Apple-interchange-newline">`,
  );
  assert.deepEqual(blocks, [
    { type: "paragraph", text: [{ text: "Plain " }, { text: "bold", strong: true }, { text: " slanted", emphasis: true }] },
    { type: "heading", text: line("Heading") },
    { type: "list", ordered: false, items: [line("one"), line("two")] },
  ]);
});

test("Word: false list paragraphs become lists", () => {
  const item = (list: string, bullet: string, words: string): string =>
    `<p class=MsoListParagraphCxSpMiddle style='text-indent:-.25in;mso-list:${list} level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>${bullet}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>${words}<o:p></o:p></p>`;
  const { blocks } = pasted(
    `<html xmlns:o="urn:x"><head><style><!-- p.MsoNormal {margin:0in;} --></style></head><body><!--StartFragment--><p class=MsoNormal>Before<o:p></o:p></p>${item("l0", "·", "one\r\n  wrapped")}${item("l0", "·", "<b>two</b>")}${item("l1", "1.", "first")}<p class=MsoNormal>After<o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>`,
  );
  assert.deepEqual(blocks, [
    { type: "paragraph", text: line("Before") },
    { type: "list", ordered: false, items: [line("one wrapped"), line("two", { strong: true })] },
    { type: "list", ordered: true, items: [line("first")] },
    { type: "paragraph", text: line("After") },
  ]);
});

test("nothing that runs, loads or dresses comes along", () => {
  const { blocks, dropped } = pasted(
    `<div onclick="x()" style="color:red"><script>alert(1)</script><style>p{}</style><p>A <a href="javascript:alert(1)" onmouseover="x()">bad</a> and <a href="https://a.example/" style="x">good</a> link<img src=x onerror=alert(1)></p><iframe src="https://x.example"></iframe><p style="position:fixed">End</p></div>`,
  );
  assert.deepEqual(blocks, [
    { type: "paragraph", text: [{ text: "A bad and " }, { text: "good", link: "https://a.example/" }, { text: " link" }] },
    { type: "paragraph", text: line("End") },
  ]);
  assert.equal(dropped, 1);
});

test("a web page: divs, breaks, nested lists, quotes of several paragraphs", () => {
  const { blocks } = pasted(
    `<article><h1>Title</h1><div>Loose <i>words</i><br><br>second<p>third</p></div><ol><li>one<ul><li>inner</li></ul></li><li><div>two</div></li></ol><blockquote><p>First.</p><p>Second.</p></blockquote></article>`,
  );
  assert.deepEqual(blocks, [
    { type: "heading", text: line("Title") },
    { type: "paragraph", text: [{ text: "Loose " }, { text: "words", emphasis: true }] },
    { type: "paragraph", text: line("second") },
    { type: "paragraph", text: line("third") },
    { type: "list", ordered: true, items: [line("one"), line("inner"), line("two")] },
    { type: "quote", text: line("First.") },
    { type: "quote", text: line("Second.") },
  ]);
});

test("tables of data stay tables, tables of layout do not", () => {
  const data = pasted(`<table><thead><tr><th>Team</th><th>Goals</th></tr></thead><tbody><tr><td><p>A</p></td><td>1</td></tr></tbody></table>`);
  assert.deepEqual(data.blocks, [{ type: "table", head: [line("Team"), line("Goals")], rows: [[line("A"), line("1")]] }]);
  const layout = pasted(`<table><tr><td><p>One</p><p>Two</p></td></tr></table>`);
  assert.deepEqual(layout.blocks, [{ type: "paragraph", text: line("One") }, { type: "paragraph", text: line("Two") }]);
});

test("a few words from the middle of a page stay words", () => {
  const { blocks } = pasted(`<span style="font-weight:bold">bold</span> words`);
  assert.deepEqual(blocks.map((block) => block["text"]), ["bold", " words"]);
});
