// Every page of the desk: no accessibility violation in either scheme, nothing wider than a telephone, everything reached by
// the keyboard with its focus seen; in Turkish and in Arabic, as an administrator, a reporter and a contributor see it.
//
//   node desk-pages.mjs [--swift] BASE [SHOTS [NAME]]
//
// BASE serves a demo paper nobody works at yet. NAME keeps to pages whose name has it; --swift looks at each page once, in Turkish,
// as an administrator. The list of pages is held against the
// router's own table, so that no page is forgotten. Answers with a line of JSON for each thing expected: {good, where, what}.

import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PASSWORD, accessible, browser, expect, invite, look, newPerson, send, tell, widerThanScreen } from './at-desk.mjs';
import { fill } from './newsroom.mjs';

const asked = process.argv.slice(2);
const swift = asked[0] === '--swift';
const [base, shots, only] = swift ? asked.slice(1) : asked;
const TABLE = new URL('../../crates/desk/src/routes.rs', import.meta.url);

// What answers a GET and is no page of the desk's own.
const NO_PAGES = {
  '/desk/events': 'a stream', '/desk/assets/{name}': 'a file',
  '/desk/suggest/authors': 'told to the script', '/desk/suggest/tags': 'told to the script', '/desk/suggest/stories': 'told to the script',
  '/desk/suggest/related': 'told to the script',
  '/desk/pictures/found': 'told to the script', '/desk/pictures/uploads/{id}': 'told to the script',
  '/desk/stories/{number}/address': 'told to the script', '/desk/stories/{number}/findings': 'told to the script',
  '/desk/stories/{number}/threads': 'told to the script', '/desk/fronts/{edition}/{section}/state': 'told to the script',
  '/desk/stories/{number}/preview': 'the theme’s', '/desk/preview/{secret}/page': 'the theme’s',
  '/desk/settings/look/{edition}/preview': 'the theme’s', '/desk/fronts/{edition}/{section}/preview': 'the theme’s',
};

const visited = new Set();

// Before anybody is here there is one page, and afterwards never again.
const stranger = await newPerson(base);
await stranger.goto(base + '/desk/');
await everyLanguage(stranger, '/desk/set-up', 'set-up', '/desk/set-up');

const { people, numbers } = await fill(base);
const { administrator, reporter, contributor } = people;
const live = await someLive();
const file = await somePicture(administrator);
const shared = await sharedPreview(administrator, numbers.back);
const invited = await invite(administrator, base, { name: 'Zeynep Er', email: 'zeynep@cinar.example', role: 'reporter' });
await withFrontsInUse(administrator, live);

const here = (path, name, route = path) => ({ path, name, route });
const story = (part, name, number = numbers.back) => here(`/desk/stories/${number}/${part}`, name, `/desk/stories/{number}/${part}`);
const settings = (part, name, route) => here(`/desk/settings/${part}`, `settings-${name}`, `/desk/settings/${route}`);
const front = (part, name) => here(`/desk/fronts/tr/-${part}`, `front${name}`, `/desk/fronts/{edition}/{section}${part.replace(/\?.*/, '')}`);
const PAGES = [
  here('/desk/', 'board'), here('/desk/?mine=1', 'board-mine', '/desk/'), here('/desk/?q=kar&hours=168', 'board-found', '/desk/'),
  here('/desk/?q=yokböylebirsöz', 'board-nothing', '/desk/'),
  here(`/desk/selection?act=publication&story=${numbers.read}&story=${numbers.back}`, 'selection', '/desk/selection'),
  here(`/desk/selection?act=withdrawal&story=${live}`, 'selection-withdraw', '/desk/selection'),
  here('/desk/figures', 'figures'), story('figures', 'story-figures', live),
  here(`/desk/stories/${numbers.back}`, 'editor', '/desk/stories/{number}'), here(`/desk/stories/${numbers.arabic}`, 'editor-arabic', '/desk/stories/{number}'),
  here(`/desk/stories/${live}`, 'editor-live', '/desk/stories/{number}'), here(`/desk/stories/${numbers.ready}`, 'editor-scheduled', '/desk/stories/{number}'),
  story('previews', 'previews'), story('revisions', 'revisions'), story('difference?from=1&to=2', 'difference'), story('comments', 'comments'),
  story('history', 'history', live), story('publication', 'publication', numbers.read), story('publication', 'publication-update', live),
  story('band', 'story-band', live), story('correction', 'correction', live), story('withdrawal', 'withdrawal', live),
  here('/desk/late', 'late'), here('/desk/corrections', 'corrections'),
  here('/desk/fronts', 'fronts'), here(`/desk/fronts?pick=${live}`, 'fronts-pick', '/desk/fronts'), here('/desk/fronts/tr', 'fronts-edition', '/desk/fronts/{edition}'),
  front('', ''), front(`?pick=${live}`, '-picked'), front('/publication', '-publication'), front('/past', '-past'), front(`/breaking?story=${live}`, '-breaking'),
  here('/desk/fronts/tr/spor', 'front-section', '/desk/fronts/{edition}/{section}'),
  here('/desk/pictures', 'pictures'), here('/desk/pictures?q=kar', 'pictures-found', '/desk/pictures'),
  here(`/desk/pictures/${file}`, 'picture', '/desk/pictures/{file}'), here(`/desk/pictures/${file}/blur`, 'picture-blur', '/desk/pictures/{file}/blur'),
  here('/desk/people', 'people'), here('/desk/people/2', 'person', '/desk/people/{number}'), here('/desk/audit', 'audit'),
  here('/desk/repairs', 'repairs'), here('/desk/settings', 'settings'), settings('editions', 'editions', 'editions'), settings('editions/ar', 'edition', 'editions/{edition}'),
  settings('masthead/tr', 'masthead', 'masthead/{edition}'), settings('sections/tr', 'sections', 'sections/{edition}'),
  settings('sections/tr/gundem', 'section', 'sections/{edition}/{section}'), settings('authors/tr', 'authors', 'authors/{edition}'),
  settings(await someAuthor(administrator), 'author', 'authors/{edition}/{author}'), settings('look/tr', 'look', 'look/{edition}'),
  settings('words/tr', 'words', 'words/{edition}'), settings('rules/tr', 'rules', 'rules/{edition}'), settings('head/tr', 'head', 'head/{edition}'), settings('ads/tr', 'ads', 'ads/{edition}'),
  settings('ads/tr/side', 'ads-place', 'ads/{edition}/{place}'), settings('storage?look=1', 'storage', 'storage'), settings('four-eyes', 'four-eyes', 'four-eyes'),
  settings('mail', 'mail', 'mail'),
  here('/desk/me', 'me'), here('/desk/me/ways-in', 'ways-in'), here('/desk/sessions', 'sessions'), here('/desk/tokens', 'tokens'),
  here('/desk/confirm?to=/desk/people', 'confirm', '/desk/confirm'),
  here('/desk/nothing-here', 'not-found', null), here('/desk/stories/999999', 'no-such-story', null),
];

// Early: later on they would first have to show once more that it is them.
await withASecondFactor(people.editor);
for (const { path, name, route } of PAGES) await everyLanguage(administrator, path, name, route);
for (const [page, role] of swift ? [] : [[reporter, 'reporter'], [contributor, 'contributor']]) {
  for (const { path, name } of PAGES) await asSeenBy(page, role, path, name);
}
await asSeenBy(contributor, 'contributor', `/desk/stories/${numbers.contributed}`, 'own-story');
await outside();
heldAgainstTheTable();
await browser.close();
tell({ finished: true });

async function everyLanguage(page, path, name, route) {
  if (route) visited.add(route.replace(/\?.*/, ''));
  if (only && !name.includes(only)) return;
  for (const language of swift ? ['tr'] : ['tr', 'ar']) {
    await inLanguage(page, language);
    const answer = await page.goto(base + path);
    if (route) expect(answer.status() === 200, `${name} (${path})`, `answers ${answer.status()}`);
    await settled(page);
    await look(page, `${name}-${language}`, shots);
    if (language === 'tr') await byKeyboard(page, name);
  }
}

// Once, at the width of a telephone: what differs from the administrator's page is what is not there.
async function asSeenBy(page, role, path, name) {
  if (only && !name.includes(only)) return;
  const answer = await page.goto(base + path);
  expect([200, 403, 404].includes(answer.status()), `${name} as a ${role}`, `answers ${answer.status()}`);
  await settled(page);
  await page.setViewportSize({ width: 360, height: 900 });
  const wide = await page.evaluate(widerThanScreen);
  expect(wide === null, `${name} as a ${role}`, `scrolls sideways: ${wide}`);
  await accessible(page, `${name} as a ${role}`);
}

async function inLanguage(page, language) {
  if (await page.evaluate(() => document.documentElement.lang) === language) return;
  if (!(await page.locator('[name=csrf]').count())) await page.goto(base + '/desk/sign-in');
  await send(page, '/desk/language', { language });
}

// The editor and its neighbours are there, and what moves has stopped.
async function settled(page) {
  if (await page.locator('#editor').count()) await page.locator('.ProseMirror').waitFor();
  await page.evaluate(() => document.fonts.ready);
}

// From the first to the last by the tabulator: whatever can be used is reached, and where one is is seen.
async function byKeyboard(page, name) {
  const wanted = await page.evaluate(() => {
    document.activeElement?.blur();
    scrollTo(0, 0);
    const usable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex], [contenteditable=true]';
    const groups = new Set();
    const all = [...document.querySelectorAll(usable)].filter((element) => {
      if (element.disabled || element.tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true })) return false;
      if (element.type !== 'radio') return true;
      // Arrows go from one of a group to the next.
      const group = `${element.form?.action} ${element.name}`;
      if (groups.has(group)) return false;
      groups.add(group);
      return true;
    });
    window.wanted = all;
    window.reached = new Set();
    window.unseen = [];
    const told = (element) => `<${element.tagName.toLowerCase()} class="${element.className}"> ${(element.textContent || element.name || '').trim().slice(0, 30)}`;
    window.told = told;
    document.addEventListener('focusin', ({ target }) => {
      reached.add(target.type === 'radio' ? all.find((other) => other.type === 'radio' && other.name === target.name && other.form === target.form) ?? target : target);
      // Seen on itself, or on the row of names it ends.
      const isSeen = [target, target.closest('.chipbox')].some((element) => {
        const style = element && getComputedStyle(element);
        return style && ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none');
      });
      if (!isSeen && !target.matches('iframe, [contenteditable=true]')) unseen.push(told(target));
    });
    return all.length;
  });
  const hasFrame = await page.locator('iframe').count() > 0;
  // A field for an hour is several stops, and a frame as many as its page has.
  const hours = await page.locator('input[type^=date], input[type=time]').count();
  for (let pressed = 0; pressed < wanted + 5 + 8 * hours + (hasFrame ? 400 : 0); pressed += 1) {
    await page.keyboard.press('Tab');
    // Going into a frame tells the page around it nothing.
    if (hasFrame) await page.evaluate(() => document.activeElement?.matches('iframe') && reached.add(document.activeElement));
    if (pressed % 50 === 49 && await page.evaluate(() => wanted.every((element) => reached.has(element) || !element.isConnected))) break;
  }
  const [missed, unseen] = await page.evaluate(() => [
    wanted.filter((element) => !reached.has(element) && element.isConnected && element.checkVisibility()).map(told), unseen]);
  expect(missed.length === 0, `${name} by keyboard`, `${missed.length} of ${wanted} are not reached: ${missed.slice(0, 4).join('; ')}`);
  expect(unseen.length === 0, `${name} by keyboard`, `the focus is not seen at ${unseen.slice(0, 4).join('; ')}`);
}

async function someLive() {
  const found = await (await fetch(`${base}/api/v1/stories?edition=tr&limit=5`)).json();
  const first = found.items?.[0] ?? found.stories?.[0];
  return Number(/\d+$/.exec(first.manset?.number ?? first.uri)[0]);
}

async function somePicture(page) {
  await page.goto(base + '/desk/pictures');
  const href = await page.locator('ul.pictures a[href^="/desk/pictures/"]').first().getAttribute('href');
  return /pictures\/([0-9a-f]+)/.exec(href)[1];
}

async function someAuthor(page) {
  await page.goto(base + '/desk/settings/authors/tr');
  const href = await page.locator('a[href^="/desk/settings/authors/tr/"]').first().getAttribute('href');
  return href.replace('/desk/settings/', '');
}

async function sharedPreview(page, number) {
  await page.goto(`${base}/desk/stories/${number}/previews`);
  await page.locator('#name').fill('Hukuk bürosu');
  await page.locator('form.form button.act').click();
  return new URL(await page.locator('code').textContent()).pathname;
}

// A draft that differs from what readers have, one that waits for its hour, and one that was published.
async function withFrontsInUse(page, story) {
  const address = '/desk/fronts/tr/-';
  const act = async (fields) => {
    await page.goto(`${base}${address}/publication`);
    const hidden = (name) => page.locator(`input[name=${name}]`).first().inputValue();
    return send(page, `${address}/publication`, { of: 'draft', named: await hidden('named'), version: await hidden('version'), ...fields });
  };
  const put = async (place) => {
    await page.goto(`${base}${address}?pick=${story}`);
    await page.locator(`.place[data-place="${place}"] form button`).first().click();
  };
  await put('2');
  await act({ do: 'now' });
  await put('4');
  await act({ do: 'later', at: new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 16) });
  await put('6');
}

// What is there for people who are not in.
async function outside() {
  const page = await newPerson(base);
  await page.goto(base + '/desk/sign-in');
  for (const [path, name, route] of [['/desk/sign-in', 'sign-in', '/desk/sign-in'], ['/desk/forgotten', 'forgotten', '/desk/forgotten'],
    [new URL(invited).pathname, 'join', '/desk/join/{secret}'], [shared, 'shared-preview', '/desk/preview/{secret}']]) await everyLanguage(page, path, name, route);
}

// An app's codes are set up, with the ten codes that come with them; the next way in asks for one.
async function withASecondFactor(page) {
  await page.goto(base + '/desk/me/ways-in');
  await send(page, '/desk/me/ways-in/offer', {});
  await everyLanguage(page, '/desk/me/ways-in/one-time', 'one-time', '/desk/me/ways-in/one-time');
  await page.goto(base + '/desk/me/ways-in/one-time');
  const secret = (await page.locator('code').first().textContent()).replaceAll(/\s/g, '');
  await page.locator('#code').fill(codeOf(secret));
  await page.locator('form.form button').first().click();
  await page.waitForLoadState();
  if (!only || 'codes'.includes(only)) await look(page, 'codes-tr', shots);
  const again = await newPerson(base);
  await again.goto(base + '/desk/sign-in');
  await again.locator('#email').fill('murat@cinar.example');
  await again.locator('#password').fill(PASSWORD);
  await again.locator('form.form button').click();
  await everyLanguage(again, '/desk/sign-in/second-step', 'second-step', '/desk/sign-in/second-step');
}

/** RFC 6238, six digits every thirty seconds. */
function codeOf(secret) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function heldAgainstTheTable() {
  const routes = [...readFileSync(TABLE, 'utf8').matchAll(/\("GET", "([^"]+)"/g)].map(([, path]) => path);
  expect(routes.length > 0, 'the table of routes', 'has no address that answers a GET');
  for (const route of routes) expect(visited.has(route) || route in NO_PAGES, route, 'is in the router’s table and is not looked at');
  for (const route of [...visited, ...Object.keys(NO_PAGES)]) expect(routes.includes(route), route, 'is looked at and is not in the router’s table');
}
