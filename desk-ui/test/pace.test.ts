import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, type Plugin } from "prosemirror-state";

import { blocksOf, docOf } from "../src/body/convert";
import { ids } from "../src/body/ids";
import { evenRows } from "../src/body/table";
import { countsOf } from "../src/counts";
import { Engine } from "../src/text/engine";

test("what a key costs in a story of 5,000 words, the browser's own work left out", () => {
  const words = "Belediye meclisi dün akşam toplandı ve yeni iskele için ayrılan parayı konuştu. ".repeat(4);
  const blocks = Array.from({ length: 110 }, (_, index) => ({ id: `b${index}`, block: { type: "paragraph", text: [{ text: words }] } }));
  let state = EditorState.create({ doc: docOf(blocks), plugins: [ids, evenRows] as Plugin[] });
  const engine = new Engine(1, "tab", "user:1", 1, { fields: { headline: "Head" }, blocks }, () => "made");
  assert.ok(countsOf(state.doc).words > 5000);
  const times: number[] = [];
  for (let key = 0; key < 300; key += 1) {
    const start = performance.now();
    state = state.apply(state.tr.insertText("a", 20_000));
    engine.edit({ fields: engine.text.fields, blocks: blocksOf(state.doc) });
    JSON.stringify(engine.record());
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  assert.ok(times[150]! < 5, `${times[150]} ms in the middle`);
  console.log(`# median ${times[150]!.toFixed(2)} ms, slowest ${times[299]!.toFixed(2)} ms`);
});
