// What the desk's checks in a browser have in common: people who sign in, what is typed, and what each page must be.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

/** The rules of WCAG 2.2 AA and axe's own good practice. */
export const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] };
export const WIDTHS = [360, 1280];
export const PASSWORD = 'çınarın gölgesi serin olur';

export const tell = (told) => process.stdout.write(JSON.stringify(told) + '\n');
export const expect = (good, where, what) => tell({ good: Boolean(good), where, what });

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  // The browser's own errands (updates, sync, variations) would be requests to other hosts.
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

/** Somebody with a browser of their own. What their pages complain of is a failure. */
export async function newPerson(base, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'tr-TR', reducedMotion: 'reduce', ...options });
  // A machine that is busy is no fault of a page.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => expect(false, page.url(), `a script failed: ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/40[0-9]|422/.test(message.text())) expect(false, page.url(), `the browser complains: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(base + '/') && !/^(data|blob):/.test(request.url())) expect(false, page.url(), `asks ${request.url()}`);
  });
  return page;
}

export async function signIn(page, base, email, password = PASSWORD) {
  await page.goto(base + '/desk/sign-in');
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(password);
  await page.locator('form.form button').click();
  await page.waitForURL((url) => url.pathname === '/desk/');
}

/** The first of all: whoever sets the newsroom up looks after it. */
export async function setUp(page, base, { name, email }) {
  await page.goto(base + '/desk/set-up');
  await page.locator('#name').fill(name);
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('form.form button').click();
  await page.waitForURL((url) => url.pathname === '/desk/');
}

/** Invites somebody, and gives the link they come in by. */
export async function invite(page, base, { name, email, role, beats = '' }) {
  await page.goto(base + '/desk/people');
  await page.locator('#name').fill(name);
  await page.locator('#email').fill(email);
  await page.locator('#role').selectOption(role);
  if (beats) await page.locator('#beats').fill(beats);
  await page.locator('form[action="/desk/people"] button.act').click();
  return base + new URL(await page.locator('code').textContent()).pathname;
}

export async function comeIn(page, base, link) {
  await page.goto(link);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('form.form button').click();
  await page.waitForURL((url) => url.pathname === '/desk/');
}

export async function speak(page, base, language) {
  if (!page.url().startsWith(base + '/desk/')) await page.goto(base + '/desk/');
  await send(page, '/desk/language', { language });
  await page.goto(base + '/desk/');
}

/** A form of the desk, sent as from the page that is open. */
export async function send(page, address, fields) {
  return await page.evaluate(async ([address, fields]) => {
    const csrf = document.querySelector('[name=csrf]').value;
    const answer = await fetch(address, { method: 'POST', body: new URLSearchParams({ csrf, ...fields }) });
    return { status: answer.status, url: answer.url };
  }, [address, fields]);
}

/** The words the editor speaks, by key. */
export async function wordsOf(page) {
  const given = JSON.parse(await page.locator('#desk-story').textContent());
  return { given, say: (key) => given.words[key] };
}

export const openDetails = (page) => page.evaluate(() => document.querySelectorAll('#editor details').forEach((details) => (details.open = true)));

/** Waits until the editor says that the server has everything; gives what it says where it does not. */
export async function saved(page) {
  const { say } = await wordsOf(page);
  const begins = say('saved-server').split('{$time}')[0].trim();
  try {
    await page.waitForFunction((begins) => document.getElementById('saved').textContent.includes(begins), begins, { timeout: 60_000 });
    return null;
  } catch {
    return `it says “${await page.locator('#saved').textContent()}”`;
  }
}

/** An instant as the clock on the wall there shows it, for a field that knows no zones. */
export function inZone(instant, zone) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(instant).replace(' ', 'T');
}

/** No violation in either scheme, nothing wider than the screen; and a picture of it where pictures are asked for. */
export async function look(page, name, shots) {
  if (shots) mkdirSync(shots, { recursive: true });
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(widerThanScreen);
      expect(wide === null, `${name} (${scheme}) at ${width} px`, `scrolls sideways: ${wide}`);
      if (shots) await page.screenshot({ path: join(shots, `desk-${name}-${width}-${scheme}.png`), fullPage: true });
      // Colours follow the scheme and the layout the width: each is asked once.
      if ((scheme === 'light') === (width === 1280)) await accessible(page, `${name} (${scheme}) at ${width} px`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

export async function accessible(page, where) {
  await page.evaluate(axe.source);
  // What is framed is readers' own page, which has a check of its own.
  const { violations } = await page.evaluate((rules) => axe.run(document, { ...rules, iframes: false }), RULES);
  const what = violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).slice(0, 4).join(', ')}`);
  expect(violations.length === 0, where, what.join('; ') || 'no violation');
}

export function widerThanScreen() {
  const root = document.documentElement;
  if (root.scrollWidth <= innerWidth) return null;
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) return `<${element.tagName.toLowerCase()} class="${element.className}"> from ${Math.round(box.left)} to ${Math.round(box.right)}`;
  }
  return `${root.scrollWidth} px in ${innerWidth}`;
}
