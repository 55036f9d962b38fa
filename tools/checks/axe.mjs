// Pages as a browser shows them: no accessibility violation in either scheme, nothing asked of another host, nothing
// wider than the screen, nothing that moves, and the same words and links without script.
//
//   node axe.mjs BASE [SHOTS] < pages.json
//
// Reads [{path, kind, edition, main}] and answers with a line of JSON for each thing expected: {good, where, what}.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const [base, shots] = process.argv.slice(2);
const pages = JSON.parse(readFileSync(0, 'utf8'));
const WIDTHS = [360, 768, 1280];
const SCHEMES = ['light', 'dark'];
// Cumulative layout shift up to which Google calls a page good (web.dev/articles/cls).
const SHIFT_MAX = 0.1;
// The rules of WCAG 2.2 AA and axe's own good practice.
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] };

const tell = (told) => process.stdout.write(JSON.stringify(told) + '\n');
const expect = (good, where, what) => tell({ good: Boolean(good), where, what });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  // The browser's own errands (updates, sync, variations) would be requests to other hosts.
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
if (shots) mkdirSync(shots, { recursive: true });

const shown = new Set();
for (const page of pages) {
  for (const scheme of SCHEMES) await look(page, scheme);
  await withoutScript(page);
}
await browser.close();
tell({ finished: true });

async function look({ path, kind, edition, main }, scheme) {
  const where = `${path} (${scheme})`;
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width: WIDTHS[0], height: 780 }, reducedMotion: 'reduce', bypassCSP: true });
  const page = await context.newPage();
  const elsewhere = [], complaints = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(base + '/') && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url());
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // The browser lets go of a picture on its way when another width of the screen asks for another file.
    if (request.resourceType() === 'image' && why === 'net::ERR_ABORTED') return;
    complaints.push(`${request.url()} failed: ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && response.url() !== base + path) complaints.push(`${response.url()} answers ${response.status()}`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    window.moved = 0;
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) window.moved += shift.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(base + path, { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(100);
  const moved = await page.evaluate(() => window.moved);
  expect(moved <= SHIFT_MAX, where, `moved by ${moved.toFixed(3)} while it was loaded`);

  const first = !shown.has(`${kind} ${edition} ${scheme}`);
  shown.add(`${kind} ${edition} ${scheme}`);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 780 });
    const wide = await page.evaluate(widerThanScreen);
    expect(wide === null, `${where} at ${width} px`, `scrolls sideways: ${wide}`);
    if (shots && first) {
      const name = `${kind}-${edition}-${width}-${scheme}.png`.replace(/[^\p{L}\p{N}.-]+/gu, '_');
      await page.screenshot({ path: join(shots, name), fullPage: true });
    }
    // Between the narrow and the wide layout axe finds nothing new; minor pages show it the two in one scheme each.
    const told = main ? width !== 768 : width === (scheme === 'light' ? 360 : 1280);
    if (told) await accessible(page, `${where} at ${width} px`);
  }
  expect(elsewhere.length === 0, where, `asks other hosts: ${elsewhere.slice(0, 3).join(' ')}`);
  expect(complaints.length === 0, where, complaints.slice(0, 3).join('; '));
  await context.close();
}

async function accessible(page, where) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
  const told = violations.map((violation) => {
    const node = violation.nodes[0];
    return `${violation.id} ×${violation.nodes.length}: ${violation.help} — ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`;
  });
  expect(told.length === 0, where, told.join('; '));
}

// What is wider than the screen, or null. Parts that scroll in themselves, such as wide tables, are meant to.
function widerThanScreen() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.right > root.clientWidth + 1 || box.left < -1) {
      return `<${element.tagName.toLowerCase()} class="${element.className}"> from ${Math.round(box.left)} to ${Math.round(box.right)}`;
    }
  }
  return `${root.scrollWidth} px in ${root.clientWidth}`;
}

async function withoutScript({ path }) {
  const [plain, full] = await Promise.all([read(path, false), read(path, true)]);
  expect(plain.words > 0 && plain.words >= full.words * 0.95, path, `${plain.words} letters without script, ${full.words} with it`);
  expect(plain.links > 0 && plain.links >= full.links, path, `${plain.links} links without script, ${full.links} with it`);
}

async function read(path, javaScriptEnabled) {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 780 } });
  const page = await context.newPage();
  await page.goto(base + path, { waitUntil: 'load' });
  const words = (await page.locator('body').innerText()).length;
  const links = await page.locator('a[href]:visible').count();
  await context.close();
  return { words, links };
}
