// Scripts from outside, at the desk and in what readers get: nothing of them may run or stand.
//
//   node scripts.mjs BASE PROGRAM DATA SHARED
//
// BASE serves the demo paper DATA, at which nobody works yet; SHARED holds the vectors of third parties (xss-*).
// Answers with a line of JSON for each thing expected: {good, where, what}, or {said} for what was left out.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [base, program, data, shared] = process.argv.slice(2);
const PASSWORD = 'çınarın gölgesi serin olur';
const tell = (told) => process.stdout.write(JSON.stringify(told) + '\n');
const expect = (good, where, what) => tell({ good: Boolean(good), where, what });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'tr-TR', reducedMotion: 'reduce' });
const page = await context.newPage();
let ran = [];
await context.exposeBinding('manset_ran', (_, what) => ran.push(what));
await context.addInitScript(() => {
  // Every vector tells of itself by one of these.
  for (const name of ['alert', 'confirm', 'prompt', 'print']) {
    try { globalThis[name] = (what) => { globalThis.manset_ran(`${name}(${what})`); return null; }; } catch {}
  }
  globalThis.xss = (what) => globalThis.manset_ran(String(what));
});
page.on('dialog', (dialog) => (ran.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
page.on('request', (request) => {
  if (!request.url().startsWith(base + '/') && !/^(data|blob|about):/.test(request.url())) ran.push(`asks ${request.url()}`);
});

// The search page's own script, to the letter; anything else in a script is somebody else's.
const SEARCH = readFileSync(new URL('../../crates/pages/src/search.js', import.meta.url), 'utf8');

// What must not stand in any page, looked for in the document as the browser understood it.
function liveOnes([mine, ours]) {
  const SCHEMES = /^\s*(javascript|vbscript|data:text|data:image\/svg)/i;
  const found = [];
  for (const one of document.querySelectorAll('*')) {
    const name = one.localName;
    const own = mine.includes(name);
    if (['iframe', 'object', 'embed', 'applet', 'base', 'frame', 'frameset', 'marquee', 'math', 'foreignobject', 'animate', 'set'].includes(name) && !own) found.push(`<${name}>`);
    if (name === 'script' && one.textContent !== ours && !['application/json', 'application/ld+json', 'speculationrules'].includes(one.type) && !one.src.startsWith(location.origin + '/')) found.push(`<script ${one.src}>${one.textContent.slice(0, 40)}`);
    if (name === 'meta' && one.httpEquiv && !/^content-security-policy$/i.test(one.httpEquiv)) found.push(`<meta ${one.httpEquiv}>`);
    for (const { name: attribute, value } of one.attributes) {
      if (/^on/i.test(attribute)) found.push(`<${name} ${attribute}>`);
      if (/^(href|src|action|formaction|xlink:href|data|poster|background|srcdoc|srcset)$/i.test(attribute) && SCHEMES.test(value.replace(/[\u0000-\u0020]/g, ''))) found.push(`<${name} ${attribute}=${value.slice(0, 40)}>`);
      if (attribute === 'style' && /expression|javascript:|url\(/i.test(value) && !/^background-color/.test(value)) found.push(`<${name} style=${value.slice(0, 60)}>`);
    }
  }
  return found;
}

async function harmless(where, mine = ['iframe']) {
  const found = await page.evaluate(liveOnes, [mine, SEARCH]);
  expect(found.length === 0, where, found.length ? `stands: ${[...new Set(found)].slice(0, 6).join(' ')}` : 'nothing live stands');
  await page.waitForTimeout(50);
  expect(ran.length === 0, where, ran.length ? `ran: ${ran.slice(0, 4).join(' · ')}` : 'nothing ran');
  ran = [];
}

async function goes(path) {
  const answer = await page.goto(base + path, { waitUntil: 'load' });
  return answer?.status() ?? 0;
}

// ---- coming in ----

await goes('/desk/set-up');
await page.locator('#name, [name=name]').first().fill('Ayşe "><img src=x onerror=xss(1)> Demir');
await page.locator('[name=email]').fill('ayse@cinar.example');
await page.locator('[name=password]').fill(PASSWORD);
await page.locator('main form button').first().click();
await page.waitForURL(/done=set-up/);
await harmless('/desk/');

async function newStory() {
  await goes('/desk/');
  await page.locator('.begin select').selectOption('tr');
  await page.locator('.begin button.act').click();
  await page.locator('.ProseMirror').waitFor();
  return Number(/stories\/(\d+)/.exec(page.url())[1]);
}
const onServer = () => page.waitForSelector('#saved[data-place=server]', { timeout: 30_000 });
const given = async () => JSON.parse(await page.locator('#desk-story').textContent());
const reopened = async (number) => {
  await goes(`/desk/stories/${number}`);
  await page.locator('.ProseMirror').waitFor();
  return given();
};

// ---- pasted ----

const vectors = [];
for (const [file, field] of [['xss-dompurify/expect.json', 'payload'], ['xss-h5sc/vectors.json', 'data']]) {
  const path = join(shared, file);
  if (!existsSync(path)) {
    tell({ said: `${file} is absent, its vectors were not pasted` });
    continue;
  }
  for (const vector of JSON.parse(readFileSync(path, 'utf8'))) for (const one of [vector[field]].flat()) if (typeof one === 'string') vectors.push(one);
}
const OWN = [
  '<p onclick=xss(1)>bir<img src=x onerror=xss(2)></p>', '<a href="javascript:xss(3)">iki</a>', '<a href=" java\nscript:xss(4)">üç</a>',
  '<svg><script>xss(5)</script><a xlink:href="javascript:xss(6)"><text>dört</text></a></svg>', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=xss(7)&gt;">',
  '<iframe srcdoc="<script>parent.xss(8)</script>"></iframe>beş', '<table><tr><td onmouseover=xss(9)>altı<td><a href="data:text/html,<script>xss(10)</script>">yedi</a></table>',
  '<ul><li style="background:url(javascript:xss(11))">sekiz</ul>', '<form action="javascript:xss(12)"><button formaction="javascript:xss(13)">dokuz</button></form>',
];
vectors.push(...OWN);

const first = await newStory();
const paste = (html) => page.evaluate((html) => {
  const story = document.querySelector('.ProseMirror');
  story.focus();
  getSelection().selectAllChildren(story.lastElementChild);
  getSelection().collapseToEnd();
  const held = new DataTransfer();
  held.setData('text/html', html);
  story.dispatchEvent(new ClipboardEvent('paste', { clipboardData: held, bubbles: true, cancelable: true }));
}, html);
let live = 0;
for (const vector of vectors) {
  await page.evaluate(() => document.querySelector('.ProseMirror').focus());
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await paste(vector);
  const found = await page.evaluate(liveOnes, [[], null]);
  const inText = found.filter((one) => !one.startsWith('<iframe'));
  if (inText.length || ran.length) {
    live += 1;
    expect(false, 'pasted', `${vector.slice(0, 120)} → ${[...inText, ...ran].slice(0, 3).join(' ')}`);
    ran = [];
  }
}
await page.waitForTimeout(300);
expect(ran.length === 0 && live === 0, 'pasted', `${vectors.length} vectors, ${live} alive ${ran.join(' ')}`);
await onServer();
const once = await reopened(first);
const ALLOWED = /^(https?:\/\/|mailto:|tel:|story:\d+$)/;
const links = JSON.stringify(once.blocks).matchAll(/"(?:link|url|href)":"([^"]*)"/g);
const bad = [...links].map(([, link]) => link).filter((link) => !ALLOWED.test(link));
expect(bad.length === 0, 'pasted', `links that lead nowhere good: ${bad.slice(0, 5).join(' ') || 'none'}`);
await harmless('the editor, opened again');
for (const path of ['preview', 'publication']) {
  await goes(`/desk/stories/${first}/${path}`);
  await harmless(`a story of pasted vectors: ${path}`);
}

// Cleaned twice: what the editor gives when all is copied, pasted again, says the same.
await reopened(first);
await page.locator('.ProseMirror').focus();
await page.keyboard.press('Control+a');
// The browser tells of a moved selection a moment later.
await page.waitForTimeout(200);
const copied = await page.evaluate(() => {
  const story = document.querySelector('.ProseMirror');
  const held = new DataTransfer();
  story.dispatchEvent(new ClipboardEvent('copy', { clipboardData: held, bubbles: true, cancelable: true }));
  return held.getData('text/html');
});
expect(copied.length > 1000, 'pasted twice', `${copied.length} signs are copied`);
const second = await newStory();
await paste(copied);
await page.waitForTimeout(300);
await onServer();
const twice = await reopened(second);
const text = ({ blocks }) => blocks.filter(({ block }) => block.type !== 'paragraph' || block.text.length > 0).map(({ block }) => JSON.stringify(block));
const [before, after] = [text(once), text(twice)];
const other = before.findIndex((block, index) => block !== after[index]);
expect(other < 0 && before.length === after.length, 'pasted twice',
  other < 0 && before.length === after.length ? `${before.length} blocks, the same` : `block ${other} of ${before.length}: ${before[other]?.slice(0, 160)} became ${after[other]?.slice(0, 160)}`);

// ---- in every field ----

const PAYLOADS = [
  '"><img src=x onerror=xss(1)>', '<script>xss(2)</script>', "'--></style></script><svg onload=xss(3)>", '{{ 7*7 }}{% raw %}<b>x</b>', '</title><script>xss(4)</script>',
  'javascript:xss(5)', '</script><!--<script>xss(6)', '\u202e<iframe srcdoc=x>', '&lt;img src=x onerror=xss(7)&gt;', '<![CDATA[<script>xss(8)</script>]]>', '?> <?php xss(9) ?>',
];
const story = await newStory();
const page_ = await given();
let seq = 0;
const tab = 'ab'.repeat(16);
async function journal(number, changes) {
  return page.evaluate(async ({ number, body, csrf }) => {
    const answer = await fetch(`/desk/stories/${number}/journal`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-manset-csrf': csrf }, body });
    return { status: answer.status, text: await answer.text() };
  }, { number, csrf: page_.csrf, body: JSON.stringify({ tab, seq: seq++, base: 0, changes }) });
}
const all = PAYLOADS.join(' ');
const run = (words, more = {}) => [{ text: words, ...more }];
const picture = { media: 'x'.repeat(16) };
const fields = {
  kicker: all, headline: `Başlık ${all}`, standfirst: all, dateline: all, bylines: [{ name: all, slug: 'ayse' }], credits: [{ name: all }],
  tags: [{ name: all, slug: 'etiket-x' }], sections: ['gundem'],
};
for (const [field, now] of Object.entries(fields)) {
  const was = page_.fields[field] ?? null;
  const answer = await journal(story, [{ field, was, now }]);
  expect([200, 422].includes(answer.status), `field ${field}`, `answers ${answer.status}: ${answer.text.slice(0, 160)}`);
}
const blocks = [
  { type: 'paragraph', text: run(all) }, { type: 'heading', text: run(all) }, { type: 'quote', text: run(all), source: all }, { type: 'pull_quote', text: run(all) },
  { type: 'list', ordered: false, items: [run(all)] }, { type: 'table', caption: all, head: [run(all)], rows: [[run(all)]] },
  { type: 'fact_box', title: all, blocks: [{ type: 'paragraph', text: run(all) }] }, { type: 'embed', url: 'https://video.example/izle?v=1&x="><script>xss(1)</script>', title: all },
];
for (const [index, block] of blocks.entries()) {
  const answer = await journal(story, [{ block: `blok${index}`, was: null, now: block, after: null }]);
  expect([200, 422].includes(answer.status), `block ${block.type}`, `answers ${answer.status}`);
}
// Addresses that run something are not taken, whatever they are dressed in.
for (const link of ['javascript:xss(1)', ' javascript:xss(1)', 'java\tscript:xss(1)', 'JaVaScRiPt:xss(1)', 'data:text/html,<script>xss(1)</script>', 'vbscript:x', '//evil.example/', 'story:abc', 'http://x"onclick=xss(1)']) {
  const answer = await journal(story, [{ block: `baglanti`, was: null, now: { type: 'paragraph', text: run('bağ', { link }) }, after: null }]);
  const after = await reopened(story);
  const kept = JSON.stringify(after.blocks).includes(`"link":${JSON.stringify(link)}`);
  expect(answer.status === 422 || !kept, 'links in text', `${JSON.stringify(link)}: ${answer.status}, ${kept ? 'kept' : 'not kept'}`);
}
for (const url of ['javascript:xss(1)', 'data:text/html,x', 'http://', 'file:///etc/passwd']) {
  const answer = await journal(story, [{ block: 'gomme', was: null, now: { type: 'embed', url }, after: null }]);
  const after = await reopened(story);
  expect(answer.status === 422 || !after.blocks.some(({ block }) => block.type === 'embed' && block.url === url), 'embeds', `${url}: ${answer.status}`);
}

// Seen at the desk, published, and seen by readers.
for (const path of ['/desk/', `/desk/stories/${story}`, `/desk/stories/${story}/preview`, `/desk/stories/${story}/publication`, '/desk/people', '/desk/audit', '/desk/sessions']) {
  await goes(path);
  if (path.endsWith(`/${story}`)) await page.locator('.ProseMirror').waitFor();
  await harmless(`scripts in every field: ${path.replace(String(story), 'N')}`);
}
await goes(`/desk/stories/${story}/publication`);
const now = page.locator('button[value=now]');
if (await now.count()) {
  await now.first().click();
  await page.waitForURL(/done=publication/, { timeout: 10_000 }).catch(() => {});
}
await page.locator('.topline').first().waitFor();
const address = await page.locator('.topline .line a').first().getAttribute('href').catch(() => null);
expect(Boolean(address), 'scripts in every field', `it is published: ${address ?? page.url()}`);
if (address) {
  await page.goto(base + address);
  await harmless('what readers get: the story', []);
  const near = await page.evaluate(() => [...document.querySelectorAll('a[href^="/"]')].map((link) => link.getAttribute('href')).filter((href) => /etiket|yazar/.test(href)));
  for (const path of new Set(['/', '/gundem/', '/ara?q=' + encodeURIComponent('"><script>xss(1)</script>'), '/ara?q=' + encodeURIComponent(PAYLOADS[2]), ...near])) {
    await goes(path);
    await harmless(`what readers get: ${path.slice(0, 40)}`, []);
  }
  for (const path of ['/feed.xml', '/atom.xml', '/sitemap-news.xml', '/feed.json', `/api/v1/stories/${story}`]) {
    const answer = await fetch(base + path);
    const body = await answer.text();
    const sniff = answer.headers.get('content-type') ?? '';
    expect(!/^text\/html/.test(sniff) && answer.headers.get('x-content-type-options') === 'nosniff', `what readers get: ${path}`, `${sniff}, ${answer.headers.get('x-content-type-options')}`);
    if (/xml/.test(sniff)) {
      // Read as HTML by a careless program it must still be words.
      const parsed = await page.evaluate((body) => {
        const document_ = new DOMParser().parseFromString(body, 'application/xml');
        return { broken: Boolean(document_.querySelector('parsererror')), scripts: document_.getElementsByTagNameNS('*', 'script').length };
      }, body).catch((error) => ({ broken: String(error) }));
      expect(!parsed.broken && !parsed.scripts, `what readers get: ${path}`, `is XML without scripts: ${JSON.stringify(parsed)}`);
    }
  }
}
await goes('/duzeltmeler');
await harmless('what readers get: corrections', []);

// ---- from the wire ----

const folder = mkdtempSync(join(tmpdir(), 'manset-wire-'));
const items = vectors.map((vector, index) => JSON.stringify({
  uri: `urn:vektor:${index}`, type: 'text', language: 'tr', versioncreated: '2026-01-02T08:00:00Z', firstcreated: '2026-01-02T08:00:00Z', pubstatus: 'usable', version: '1',
  headline: `Vektör ${index} ${PAYLOADS[index % PAYLOADS.length]}`, byline: 'Ajans', description_text: vector.slice(0, 300),
  body_html: `<p>Gövde ${index}.</p>${vector}`, subject: [{ name: 'Gündem' }], infosource: [{ name: 'AA' }],
}));
const file = join(folder, 'vektorler.jsonl');
writeFileSync(file, items.join('\n') + '\n');
let said = '';
try {
  said = execFileSync(program, ['import', file, '--as', 'ninjs', '--data', data, '--section', 'gundem', '--edition', 'tr', '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
} catch (error) {
  said = String(error.stdout ?? '');
}
const numbers = [...said.matchAll(/"(?:story|number)":\s*(\d+)/g)].map(([, number]) => Number(number));
expect(numbers.length > 0, 'from the wire', `${items.length} items, ${new Set(numbers).size} stories`);
for (const number of [...new Set(numbers)].filter((_, index) => index % 4 === 0)) {
  const answer = await fetch(`${base}/x/x-${number}`, { redirect: 'manual' });
  const to = answer.headers.get('location');
  if (!to) continue;
  await page.goto(new URL(to, base).href);
  await harmless(`from the wire: ${number}`, []);
}
await goes('/desk/');
await harmless('from the wire: the board');

await browser.close();
tell({ finished: true });
