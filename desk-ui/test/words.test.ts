import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const words = JSON.parse(readFileSync("words.en.json", "utf8")) as { [key: string]: string };
/** Scripts of other pages say what their page gives them. */
const OTHERS = /^(board|figures|fronts|live|passkey)\//;
const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !OTHERS.test(name))
  .map((name) => readFileSync(`src/${name}`, "utf8"))
  .join("\n");

test("every word the editor says is in the list, and every word of the list is said", () => {
  const said = new Set([...sources.matchAll(/"([a-z]+(?:-[a-z0-9]+)*)"/g)].map((match) => match[1]!));
  for (const [, key] of sources.matchAll(/\bsay\(\s*"([^"]+)"/g)) assert.ok(words[key!], `${key} has no words`);
  for (const key of Object.keys(words)) {
    const made = /^(urgency-[1-9]|picture-(alt|caption|credit|rights))$/.test(key);
    assert.ok(made || said.has(key), `${key} is said nowhere`);
  }
});
