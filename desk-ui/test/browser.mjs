//! The editor in a real browser under the real policy, against the desk in memory. Not part of `npm test`, since it
//! needs a Chromium: `npm test && CHROMIUM=/usr/bin/chromium node test/browser.mjs`. Pictures go to build/look/.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { desk } from "./mock-server.mjs";

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--headless", "--no-sandbox", "--disable-gpu"] });
mkdirSync("build/look", { recursive: true });
const wrong = [];
const only = process.argv[2];

async function opened(options = {}, context = {}) {
  const made = desk(options);
  await new Promise((resolve) => made.server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${made.server.address().port}/desk/stories/1`;
  const room = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...context });
  const tab = async () => {
    const page = await room.newPage();
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) wrong.push(message.text());
    });
    page.on("pageerror", (error) => wrong.push(String(error)));
    await page.goto(address);
    await page.waitForSelector(".story");
    return page;
  };
  const close = async () => {
    await room.close();
    made.server.closeAllConnections();
    made.server.close();
  };
  return { ...made, tab, room, close, page: await tab() };
}
const saved = (page, kind) => page.waitForSelector(`#saved[data-place="${kind}"]`, { timeout: 15000 });
const text = (story) => story.state.blocks.map(({ block }) => (block.text ?? []).map((run) => run.text).join(""));
const end = async (page, index) => {
  await page.locator(".story > *").nth(index).click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("End");
  // The browser tells of a moved selection a moment later; no hand is faster than that.
  await page.waitForTimeout(60);
};
const paste = (page, html) =>
  page.evaluate((words) => {
    const data = new DataTransfer();
    data.setData("text/html", words);
    document.querySelector(".story").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);

const checks = {
  async "types, splits and saves"() {
    const { page, story, close } = await opened();
    await end(page, 0);
    await page.keyboard.type(" More.");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Second paragraph");
    await saved(page, "device");
    await saved(page, "server");
    assert.deepEqual(text(story).slice(0, 2), ["The council met last night and spoke of the new pier. More.", "Second paragraph"]);
    assert.equal(story.state.blocks[0].id, "aaaaaaaaaaaaaaa1");
    await page.fill("textarea.kicker", "Kıyı");
    await page.waitForTimeout(1500);
    assert.equal(story.state.fields.kicker, "Kıyı");
    await page.fill("textarea.kicker", "");
    await page.waitForTimeout(1500);
    assert.equal(story.state.fields.kicker, null);
    await close();
  },
  async "marks, kinds, menus and links by key"() {
    const { page, story, close } = await opened();
    await end(page, 1);
    await page.keyboard.press("Enter");
    await page.keyboard.type("## ");
    await page.keyboard.type("Typed heading");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(60);
    await page.keyboard.type("- ");
    await page.keyboard.type("item");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+b");
    await page.keyboard.type("bold");
    await page.keyboard.press("Control+b");
    await page.keyboard.type(" word");
    await page.keyboard.press("Control+Shift+ArrowLeft");
    await page.waitForTimeout(60);
    await page.keyboard.press("Control+Shift+U");
    await page.keyboard.type("javascript:alert(1)");
    await page.keyboard.press("Enter");
    assert.match(await page.textContent(".panel .warning"), /A link is/);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("story:77");
    await page.keyboard.press("Enter");
    await page.keyboard.press("End");
    await page.waitForTimeout(60);
    await page.keyboard.press("Enter");
    await page.keyboard.type("/");
    await page.screenshot({ path: "build/look/menu.png" });
    await page.keyboard.press("f");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Box title");
    await page.keyboard.press("ArrowDown");
    await page.waitForTimeout(60);
    await page.keyboard.type("In the box");
    await page.keyboard.press("Control+Enter");
    await page.keyboard.type("After the box");
    await page.keyboard.press("Alt+Shift+ArrowUp");
    await saved(page, "server");
    await page.waitForTimeout(1500);
    const made = story.state.blocks.slice(2, 7).map(({ block }) => block);
    assert.deepEqual(made, [
      { type: "heading", text: [{ text: "Typed heading" }] },
      { type: "list", ordered: false, items: [[{ text: "item" }]] },
      { type: "paragraph", text: [{ text: "bold", strong: true }, { text: " " }, { text: "word", link: "story:77" }] },
      { type: "paragraph", text: [{ text: "After the box" }] },
      { type: "fact_box", title: "Box title", blocks: [{ type: "paragraph", text: [{ text: "In the box" }] }] },
    ]);
    await page.keyboard.press("Alt+F10");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tool), "mark-strong");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tool), "mark-emphasis");
    await close();
  },
  async "pastes under the policy"() {
    const { page, story, close } = await opened();
    await end(page, 1);
    await page.keyboard.press("Enter");
    await paste(page, `<b style="font-weight:normal"><p><span style="font-weight:700">Heavy</span> <a href="javascript:x()">no</a><img src="/media/x" onerror="window.bad=1"></p></b><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·  </span>one</p><style>.MsoListParagraph{margin:1cm}</style><script>window.bad=1</script>`);
    await page.waitForTimeout(1500);
    assert.deepEqual(story.state.blocks.slice(2, 4).map(({ block }) => block), [
      { type: "paragraph", text: [{ text: "Heavy", strong: true }, { text: " no" }] },
      { type: "list", ordered: false, items: [[{ text: "one" }]] },
    ]);
    assert.equal(await page.evaluate(() => window.bad), undefined);
    assert.match(await page.textContent(".told"), /left out/);
    // A box, and one of a kind the editor does not know: chosen by mouse, cut at once.
    for (const box of ["gallery", "closed"]) {
      await page.locator(`.box-${box}`).first().locator(".box-head span").click();
      await page.waitForSelector(`.box-${box}.chosen`);
      await page.waitForTimeout(100);
      assert.equal(await page.locator(`.box-${box}.chosen`).count(), 1, "the box does not stay chosen");
      await page.keyboard.press("Control+x");
      await page.waitForTimeout(1500);
      assert.ok(!story.state.blocks.some(({ block }) => block.type === (box === "closed" ? "poll" : box)), `${box} is still there`);
      if (box === "closed") continue;
      await end(page, 0);
      await page.keyboard.press("Control+v");
      await page.waitForTimeout(1500);
    }
    assert.ok(story.state.blocks.some(({ block }) => block.type === "gallery" && block.pictures.length === 2), "the gallery is lost");
    await close();
  },
  async "every command by its words, and the keys to read"() {
    const { page, story, close } = await opened();
    await end(page, 0);
    await page.keyboard.press("Control+k");
    await page.waitForSelector("dialog.palette[open]");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "combobox");
    await page.keyboard.type("pull");
    await page.screenshot({ path: "build/look/palette.png" });
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("dialog.palette[open]").count(), 0);
    await page.waitForTimeout(1500);
    assert.equal(story.state.blocks[0].block.type, "pull_quote");
    // To a field that lies in a closed group.
    await page.keyboard.press("Control+k");
    await page.keyboard.type("sharing");
    await page.keyboard.press("Enter");
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("social_title")));
    // Words that are chosen are linked: the link stands first.
    await end(page, 3);
    await page.keyboard.press("Control+Shift+ArrowLeft");
    await page.waitForTimeout(60);
    await page.keyboard.press("Control+k");
    assert.match(await page.textContent('.palette [aria-selected="true"]'), /^Link/);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.locator(".group > summary").first().focus();
    await page.keyboard.press("?");
    await page.waitForSelector("dialog.help[open]");
    assert.match(await page.textContent("dialog.help"), /Bold.*Ctrl\+B/s);
    await page.screenshot({ path: "build/look/help.png" });
    await close();
  },
  async "tags and stories are offered under their inputs"() {
    const { page, story, close } = await opened();
    const tags = page.locator(".slot-tags input");
    await tags.pressSequentially("kar");
    await page.waitForSelector('.slot-tags [role="option"]');
    assert.equal(await tags.getAttribute("aria-expanded"), "true");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const active = await tags.getAttribute("aria-activedescendant");
    assert.equal(await page.textContent(`#${active} bdi`), "Kar yağışı");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(1500);
    assert.deepEqual(story.state.fields.tags.map(({ name }) => name), ["İskele", "Kar yağışı"]);
    // What is typed and not chosen is a name of its own.
    await tags.pressSequentially("kara");
    await page.waitForSelector('.slot-tags [role="option"]');
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(1500);
    assert.deepEqual(story.state.fields.tags.map(({ name }) => name), ["İskele", "Kar yağışı", "kara"]);
    // A link to a story of our own, by its words.
    await end(page, 1);
    await page.keyboard.press("Control+Shift+ArrowLeft");
    await page.waitForTimeout(60);
    await page.keyboard.press("Control+Shift+U");
    await page.keyboard.type("onar");
    await page.waitForSelector('.panel [role="option"]');
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(1500);
    assert.equal(story.state.blocks[1].block.text.at(-1).link, "story:13");
    // Read next, in an order of one's own, by keys.
    await page.locator("summary", { hasText: "Related" }).click();
    for (const words of ["yandı", "onarıldı"]) {
      await page.locator(".slot-related input").fill("");
      await page.locator(".slot-related input").pressSequentially(words);
      await page.waitForSelector('.slot-related [role="option"]');
      await page.keyboard.press("Enter");
    }
    await page.locator(".slot-related [data-do=up]").nth(1).press("Enter");
    await page.waitForTimeout(1500);
    assert.deepEqual(story.state.fields.related, [13, 12]);
    await close();
  },
  async "what is found is shown in its place and mended at a key"() {
    const { page, story, state, close } = await opened();
    const [first] = story.state.blocks;
    const doubled = { ...first.block, text: [{ text: "Other words." }] };
    state.found = [
      { kind: "D2", words: "Names in small letters: Kıyıkent", field: "headline", mend: { changes: [{ field: "headline", was: story.state.fields.headline, now: "Kıyıkent" }], now: "Kıyıkent" } },
      { kind: "D10", words: "This says the standfirst again.", block: first.id, blocking: true, mend: { changes: [{ block: first.id, was: first.block, now: null }] } },
      { kind: "doubled-spaces", words: "Made for words that changed since.", block: first.id, mend: { changes: [{ block: first.id, was: doubled, now: first.block }] } },
    ];
    await end(page, 1);
    await page.keyboard.type(" x");
    await page.waitForSelector(".flagged-label", { timeout: 8000 });
    assert.match(await page.textContent(".slot-headline"), /Names in small letters/);
    assert.match(await page.textContent(".findings summary"), /3/);
    assert.match(await page.textContent(".flagged-label"), /Stands in the way of publication: This says/);
    assert.equal(await page.locator(".flagged-label button").count(), 1, "what no longer stands has no key");
    await page.screenshot({ path: "build/look/found.png" });
    await page.keyboard.type(" still writing");
    await page.keyboard.press("Alt+Shift+M");
    await page.keyboard.press("Alt+Shift+M");
    await page.waitForTimeout(1500);
    assert.equal(story.state.fields.headline, "Kıyıkent");
    assert.ok(!story.state.blocks.some(({ id }) => id === "aaaaaaaaaaaaaaa1"));
    assert.match(text(story)[0], / x still writing$/, "writing went on");
    await page.keyboard.press("Control+z");
    await page.waitForTimeout(1500);
    assert.ok(story.state.blocks.some(({ id }) => id === "aaaaaaaaaaaaaaa1"), "and it can be undone");
    await close();
  },
  async "the preview follows the saves and keeps its scroll"() {
    const { page, close } = await opened();
    await page.keyboard.press("Alt+Shift+P");
    await page.waitForSelector(".preview iframe:not(.coming)");
    const inside = () => page.frames().find((frame) => frame.url().includes("/preview"));
    await inside().evaluate(() => window.scrollTo(0, 900));
    const before = await inside().evaluate(() => document.querySelector("main").textContent);
    await end(page, 1);
    await page.keyboard.type(" x");
    await saved(page, "server");
    await page.waitForTimeout(1500);
    const after = await inside().evaluate(() => ({ words: document.querySelector("main").textContent, top: window.scrollY }));
    assert.notEqual(after.words, before);
    assert.equal(after.top, 900);
    await page.getByRole("button", { name: "Desk", exact: true }).click();
    const wide = await page.evaluate(() => getComputedStyle(document.querySelector(".preview iframe")).inlineSize);
    assert.equal(wide, "1280px");
    await page.screenshot({ path: "build/look/preview.png" });
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".preview").isVisible(), false);
    await close();
  },
  async "two tabs in one block and one field"() {
    const { page, story, tab, close } = await opened();
    const other = await tab();
    await end(other, 0);
    await other.keyboard.type(" Other.");
    await other.fill("textarea.headline", "Other headline");
    await saved(other, "server");
    await other.waitForTimeout(1500);
    await end(page, 0);
    await page.keyboard.type(" Mine.");
    await page.fill("textarea.headline", "My headline");
    await page.waitForSelector(".apart-label");
    await page.waitForSelector(".conflict");
    await page.screenshot({ path: "build/look/conflict.png" });
    assert.deepEqual(text(story).slice(0, 2).map((words) => words.slice(-6)), ["Other.", " Mine."]);
    assert.match(await page.textContent(".conflict"), /Other headline/);
    await page.click(".conflict button:last-of-type");
    await page.waitForTimeout(1500);
    assert.equal(story.state.fields.headline, "My headline");
    await page.click(".apart-label button");
    assert.equal(await page.locator(".apart-label").count(), 0);
    await close();
  },
  async "offline, a window that dies, and its words found again"() {
    const { page, story, state, tab, close } = await opened();
    state.trouble = "offline";
    await end(page, 0);
    await page.keyboard.type(" Written offline.");
    await saved(page, "offline");
    await page.keyboard.type(" And more.");
    await page.screenshot({ path: "build/look/offline.png" });
    await page.waitForTimeout(300);
    await page.close({ runBeforeUnload: false });
    const again = await tab();
    // What the dead window left has still to be sent: nobody may be told that all is there.
    await saved(again, "device");
    await again.waitForTimeout(1500);
    assert.equal(await again.getAttribute("#saved", "data-place"), "device");
    assert.doesNotMatch(text(story)[0], /Written offline/);
    state.trouble = "none";
    await again.waitForFunction(() => document.querySelector(".story").textContent.includes("And more."), null, { timeout: 15000 });
    assert.match(text(story)[0], /Written offline\. And more\.$/);
    assert.equal(await again.evaluate(() => Object.keys(localStorage).length), 0);
    state.trouble = "signed-out";
    await end(again, 0);
    await again.keyboard.type("!");
    await saved(again, "signed-out");
    state.trouble = "none";
    await saved(again, "server");
    await close();
  },
  async "a window that lives is left alone, and a new session goes on with a new token"() {
    const { page, story, state, tab, close } = await opened();
    await page.route("**/journal", (route) => route.abort());
    await end(page, 0);
    await page.keyboard.type(" Still being written.");
    await saved(page, "offline");
    const other = await tab();
    await other.waitForTimeout(2500);
    assert.doesNotMatch(text(story)[0], /Still being written/);
    await page.unroute("**/journal");
    state.csrf = "another";
    await saved(page, "server");
    assert.match(text(story)[0], /Still being written/);
    await other.waitForFunction(() => document.querySelector(".story").textContent.includes("Still being written"), null, { timeout: 15000 });
    await end(page, 1);
    await page.keyboard.type("!");
    await page.waitForTimeout(50);
    await page.close({ runBeforeUnload: false });
    const again = await tab();
    await again.waitForFunction(() => document.querySelector(".story h2").textContent.endsWith("!"), null, { timeout: 15000 });
    await close();
  },
  async "what the server refuses is told, and the rest is sent"() {
    const { page, state, story, close } = await opened();
    state.trouble = "refuse";
    await end(page, 0);
    await page.keyboard.type("x");
    await saved(page, "refused");
    assert.match(await page.textContent("#saved"), /A link leads nowhere/);
    state.trouble = "none";
    await page.keyboard.type("y");
    await saved(page, "server");
    assert.match(text(story)[0], /xy$/);
    await close();
  },
  async "a link to an act waits for the server"() {
    const { page, story, close } = await opened();
    await end(page, 0);
    await page.keyboard.type(" Last word.");
    await page.click("a[data-after-save]");
    await page.waitForURL(/publication/);
    assert.match(text(story)[0], /Last word\.$/);
    await close();
  },
  async "forms, tables and the picture"() {
    const { page, story, close } = await opened();
    const of = (type) => story.state.blocks.find(({ block }) => block.type === type).block;
    await page.locator(".box-picture textarea").first().fill("A pier");
    await page.locator(".box-embed input").first().fill("nonsense");
    assert.match(await page.textContent(".box-embed .warning"), /whole address/);
    await page.locator(".box-embed input").first().fill("https://other.example/2");
    await page.locator(".box-story_link input").fill("99");
    await page.locator(".story td").first().click();
    await page.keyboard.press("End");
    await page.keyboard.type("s");
    await page.keyboard.press("Tab");
    await page.keyboard.type("new");
    await page.click('[data-tool="table-add-row"]');
    await page.keyboard.type("cell");
    await page.locator(".slot-picture .focus-place").focus();
    await page.keyboard.press("ArrowRight");
    await page.locator('[data-section="spor"]').check();
    await page.locator(".slot-tags input").fill("Deniz,");
    await page.locator(".slot-tags input").pressSequentially("half");
    await page.waitForTimeout(2500);
    assert.equal(of("picture").picture.alt, "A pier");
    assert.deepEqual(of("embed"), { type: "embed", url: "https://other.example/2", title: "Film" });
    assert.equal(of("story_link").story, 99);
    assert.equal(of("table").head[0][0].text, "Years");
    assert.equal(of("table").rows.length, 3);
    assert.deepEqual(story.state.fields.picture.focus, { x: 31, y: 40 });
    assert.deepEqual(story.state.fields.sections, ["gundem", "spor"]);
    assert.deepEqual(story.state.fields.tags.map(({ name }) => name), ["İskele", "Deniz", "half"]);
    assert.deepEqual(of("poll"), { type: "poll", question: "?" });
    await close();
  },
  async "a long story keeps up with the keys"() {
    const { page, close } = await opened({ long: true });
    await page.waitForTimeout(500);
    console.log(`   ${await page.textContent(".counts")}`);
    await page.evaluate(() => {
      window.slow = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (/key|input/.test(entry.name)) window.slow.push(Math.round(entry.duration));
      }).observe({ type: "event", durationThreshold: 16 });
    });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await end(page, 60);
    await page.keyboard.type("The council met again and again, and again it said nothing at all. ".repeat(3), { delay: 80 });
    await page.waitForTimeout(500);
    const slow = (await page.evaluate(() => window.slow)).sort((a, b) => b - a);
    console.log(`   200 keys at a quarter of the pace; longest from key to paint in ms: ${slow.slice(0, 8).join(" ")}`);
    await close();
  },
  async "looks"() {
    for (const [name, options, context] of [
      ["wide", {}, {}],
      ["dark", {}, { colorScheme: "dark" }],
      ["narrow", {}, { viewport: { width: 360, height: 740 } }],
      ["rtl", { direction: "rtl", desk_direction: "rtl" }, {}],
      ["rtl-narrow", { direction: "rtl", desk_direction: "rtl" }, { viewport: { width: 360, height: 740 } }],
      ["reading", { may_write: false }, {}],
    ]) {
      const { page, close } = await opened(options, context);
      await page.waitForTimeout(600);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${name}: ${over} pixels too wide`);
      await page.screenshot({ path: `build/look/${name}.png`, fullPage: true });
      await close();
    }
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  if (only && !name.includes(only)) continue;
  wrong.length = 0;
  try {
    await check();
    assert.deepEqual(wrong, []);
    console.log(`ok ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${name}\n${error.stack}\n${wrong.join("\n")}`);
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
