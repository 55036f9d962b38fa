// The desk in a browser, from the first run to a withdrawn story.
//
//   node desk.mjs BASE [SHOTS]
//
// BASE serves a demo paper nobody works at yet. Answers with a line of JSON for each thing expected: {good, where, what}.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const [base, shots] = process.argv.slice(2);
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] };
const WIDTHS = [360, 1280];
const PASSWORD = 'çınarın gölgesi serin olur';

const tell = (told) => process.stdout.write(JSON.stringify(told) + '\n');
const expect = (good, where, what) => tell({ good: Boolean(good), where, what });
if (shots) mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

// The story each language writes: what is typed, and what its readers must see.
const STORIES = {
  tr: { edition: 'tr', section: 'Gündem', headline: 'İlçede kar yağışı okulları tatil etti', standfirst: 'Kaymakamlık iki gün ara verildiğini duyurdu.',
    words: 'Iğdır’ın köylerine ulaşım sabah saatlerinde kesildi.', more: ' Ekipler öğlene doğru yolu açtı.', credit: 'İHA',
    box: 'Ne oldu?', alt: 'Karla kaplı köy yolu', front: '/',
    note: 'İlk haberde tatilin bir gün olduğu yazılmıştı; doğrusu iki gündür.', reason: 'Haber yanlış ilçeyi anlatıyordu.' },
  ar: { edition: 'ar', section: null, headline: 'الثلوج تغلق مدارس المنطقة', standfirst: 'أعلنت القائمقامية توقف الدراسة يومين.',
    words: 'انقطعت الطرق إلى القرى صباح اليوم.', more: ' وفتحت الفرق الطريق قبل الظهر.', credit: 'İHA',
    box: 'ماذا حدث؟', alt: 'طريق قرية مغطى بالثلج', front: '/ar/',
    note: 'ذكر الخبر الأول أن العطلة يوم واحد، والصحيح يومان.', reason: 'تناول الخبر منطقة أخرى.' },
};

const chief = await newPerson();
await firstRun(chief.page);
const editor = await invited(chief.page);
for (const language of ['tr', 'ar']) await aStory(editor.page, chief.page, language);
await pagesOfTheDesk(chief.page);
await browser.close();
tell({ finished: true });

async function newPerson() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'tr-TR', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('pageerror', (error) => expect(false, page.url(), `a script failed: ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/40[0-9]|422/.test(message.text())) expect(false, page.url(), `the browser complains: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(base + '/') && !/^(data|blob):/.test(request.url())) expect(false, page.url(), `asks ${request.url()}`);
  });
  return { context, page };
}

async function firstRun(page) {
  await page.goto(base + '/desk/');
  expect(page.url() === base + '/desk/set-up', '/desk/', 'nobody is here yet: it leads to the set-up');
  await look(page, 'set-up');
  await page.getByLabel('Ad', { exact: true }).fill('Ayşe Demir');
  await page.getByLabel('E-posta').fill('ayse@cinar.example');
  await page.getByLabel('Parola').fill(PASSWORD);
  await page.getByRole('button', { name: 'Başla' }).click();
  expect(await page.getByRole('status').first().textContent() !== '', '/desk/', 'it welcomes');
  await look(page, 'board');
}

async function invited(page) {
  await page.goto(base + '/desk/people');
  await page.getByLabel('Ad', { exact: true }).fill('Deniz Aydın');
  await page.getByLabel('E-posta').fill('deniz@cinar.example');
  await page.locator('#role').selectOption('editor');
  await page.getByRole('button', { name: 'Davet oluştur' }).click();
  const link = await page.locator('code').textContent();
  await look(page, 'people');
  const deniz = await newPerson();
  await deniz.page.goto(base + new URL(link).pathname);
  await look(deniz.page, 'join');
  await deniz.page.getByLabel('Parola').fill(PASSWORD);
  await deniz.page.locator('form.form button').click();
  expect(deniz.page.url() === base + '/desk/', 'join', 'the link lets somebody in');
  return deniz;
}

// Written by one person with a picture, a box and an embed; read by a second, who sets its hour; corrected, placed first on
// the front, and withdrawn. Readers are asked after each step.
async function aStory(page, chief, language) {
  const story = STORIES[language];
  await page.goto(base + '/desk/');
  await page.locator(`form[action="/desk/language"] button[lang="${language}"]`).click();
  const dir = await page.evaluate(() => document.documentElement.dir);
  expect(dir === (language === 'ar' ? 'rtl' : 'ltr'), `/desk/ in ${language}`, `its direction is ${dir}`);
  await look(page, `board-${language}`);
  await page.locator('.begin select').selectOption(story.edition);
  await page.locator('.begin button.act').click();
  await page.locator('.ProseMirror').waitFor();
  const number = Number(/stories\/(\d+)/.exec(page.url())[1]);
  const given = JSON.parse(await page.locator('#desk-story').textContent());
  const say = (key) => given.words[key];
  await page.getByLabel(say('field-headline'), { exact: true }).fill(story.headline);
  await page.getByLabel(say('field-standfirst'), { exact: true }).fill(story.standfirst);
  await page.locator('.ProseMirror').click();
  await page.keyboard.type(story.words);
  // Everything beside the text in sight.
  await page.evaluate(() => document.querySelectorAll('#editor details').forEach((details) => (details.open = true)));
  const section = story.section ?? given.sections[0].name;
  await page.getByRole('checkbox', { name: section, exact: true }).check();
  await page.getByLabel(say('field-credits'), { exact: true }).fill(story.credit);
  await page.keyboard.press('Enter');
  await saved(page, language, 'written');
  await withAPicture(page, story, say);
  await withABoxAndAnEmbed(page, story, say);
  await saved(page, language, 'with a picture, a box and an embed');
  await look(page, `editor-${language}`);

  // A second person reads it, and sets its hour.
  await chief.goto(base + '/desk/');
  await chief.locator(`form[action="/desk/language"] button[lang="${language}"]`).click();
  await chief.goto(`${base}/desk/stories/${number}`);
  await chief.locator('.ProseMirror').waitFor();
  expect((await chief.locator('.ProseMirror').textContent()).includes(story.words), `the editor in ${language}`, 'a second person reads it');
  await chief.goto(`${base}/desk/stories/${number}/publication`);
  await look(chief, `publication-${language}`);
  const hour = new Date(Math.ceil(Date.now() / 60_000 + 0.2) * 60_000);
  await chief.locator('#at').fill(inZone(hour, 'Europe/Istanbul'));
  await chief.locator('button[value=later]').click();
  await chief.waitForURL(/done=schedule/);
  const soon = await chief.locator('.stage').first().textContent();
  expect(soon.trim() !== '', `the editor in ${language}`, `it waits for its hour: ${soon.trim()}`);
  const live = await untilLive(number, hour);
  expect(Boolean(live), `a story in ${language}`, `the hour came: ${live}`);
  await reads(live, 200, [story.headline, story.words, story.box, story.alt, 'video.example'], 'published at its hour');

  // Readers have the old words until somebody acts.
  await page.goto(`${base}/desk/stories/${number}`);
  await page.locator('.ProseMirror').waitFor();
  await page.locator('.ProseMirror p').first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(story.more);
  await saved(page, language, 'changed');
  await reads(live, 200, [story.words], 'not changed unseen', [story.more.trim()]);
  await page.goto(page.url().replace(/\?.*/, '') + '/correction');
  await look(page, `correction-${language}`);
  await page.locator('#note').fill(story.note);
  await page.locator('form.form button.act').click();
  await page.waitForURL(/done=correction/);
  await reads(live, 200, [story.more.trim(), story.note], 'corrected');

  await firstOnTheFront(chief, number, story, language);

  await page.goto(page.url().replace(/\?.*/, '') + '/withdrawal');
  await look(page, `withdrawal-${language}`);
  await page.locator('#reason').fill(story.reason);
  await page.locator('form.form button.act').click();
  await page.waitForURL(/done=withdrawal/);
  await reads(live, 410, [story.reason], 'withdrawn', [story.words]);
  await reads(story.front, 200, [], 'withdrawn', [story.headline]);
}

// Sent from the device, with the words it is not published without.
async function withAPicture(page, story, say) {
  const field = page.locator('.main-picture');
  await field.getByRole('button', { name: say('picture-choose'), exact: true }).click();
  await page.locator('.library').waitFor();
  await field.locator('input[type=file]').setInputFiles({ name: 'kar.jpg', mimeType: 'image/jpeg', buffer: await aPhotograph() });
  await field.locator('.picture-card').waitFor({ timeout: 30_000 });
  for (const [key, words] of [['picture-alt', story.alt], ['picture-credit', 'Deniz Aydın'], ['picture-rights', '© Çınar Postası']]) {
    await field.getByLabel(say(key), { exact: true }).fill(words);
  }
}

async function withABoxAndAnEmbed(page, story, say) {
  await page.locator('.ProseMirror p').last().click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/');
  await page.getByRole('menuitem', { name: say('block-fact-box'), exact: true }).click();
  await page.keyboard.type(story.box);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type(story.alt);
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type('/');
  await page.getByRole('menuitem', { name: say('block-embed'), exact: true }).click();
  await page.getByLabel(say('embed-url'), { exact: true }).fill('https://video.example/izle?v=1');
  await page.getByLabel(say('embed-title'), { exact: true }).fill('Video');
}

// One of the demo's own, so that the library finds it like what it knows; a byte more makes it another file.
async function aPhotograph() {
  const front = await (await fetch(base + '/')).text();
  const address = /\/media\/[0-9a-f]{64}\/\d+\.jpg/.exec(front)[0];
  const bytes = Buffer.from(await (await fetch(base + address)).arrayBuffer());
  return Buffer.concat([bytes, Buffer.from([Math.floor(Math.random() * 256)])]);
}

// An instant as the clock on the wall there shows it, for a field that knows no zones.
function inZone(instant, zone) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(instant).replace(' ', 'T');
}

async function untilLive(number, hour) {
  for (const until = hour.getTime() + 20_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 500))) {
    const answer = await fetch(`${base}/api/v1/stories/${number}`);
    if (answer.ok) return new URL((await answer.json()).manset.url).pathname;
  }
  return null;
}

async function firstOnTheFront(page, number, story, language) {
  await page.goto(`${base}/desk/fronts/${story.edition}/-?pick=${number}`);
  await page.locator('.place[data-place="1"] form button').first().click();
  await page.locator(`.place[data-place="1"][data-story="${number}"]`).waitFor();
  await page.goto(`${base}/desk/fronts/${story.edition}/-/publication`);
  await page.locator('button[value=now]').click();
  await page.waitForURL(/done=published/);
  const front = await (await fetch(base + story.front)).text();
  const first = /<h2[^>]*>(.*?)<\/h2>/s.exec(front.slice(front.indexOf('<main')))?.[1].replace(/<[^>]+>/g, '').trim();
  expect(first?.includes(story.headline.slice(0, 12)), story.front, `first on the front of ${language}: ${first}`);
}

// Waits until the editor says that the server has everything.
async function saved(page, language, step) {
  const given = JSON.parse(await page.locator('#desk-story').textContent());
  const begins = given.words['saved-server'].split('{$time}')[0].trim();
  try {
    await page.waitForFunction((begins) => document.getElementById('saved').textContent.includes(begins), begins, { timeout: 10000 });
    expect(true, `the editor in ${language}`, `${step}: saved`);
  } catch {
    expect(false, `the editor in ${language}`, `${step}: it says “${await page.locator('#saved').textContent()}”`);
  }
}

// The very next request of a reader.
async function reads(path, status, words, step, absent = []) {
  const answer = await fetch(base + path, { headers: { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' } });
  const text = await answer.text();
  expect(answer.status === status, path, `${step}: answers ${answer.status}, not ${status}`);
  for (const word of words) expect(text.includes(word), path, `${step}: readers see “${word}”`);
  for (const word of absent) expect(!text.includes(word), path, `${step}: readers do not see “${word}”`);
}

async function pagesOfTheDesk(page) {
  const settings = ['masthead/tr', 'editions', 'editions/ar', 'sections/tr', 'sections/tr/gundem', 'authors/tr', 'look/tr', 'words/tr', 'ads/tr', 'ads/tr/side', 'head/tr', 'storage?look=1'];
  for (const [path, name] of [['/desk/audit', 'audit'], ['/desk/sessions', 'sessions'], ['/desk/nothing-here', 'not-found'], ['/desk/settings', 'settings'],
    ['/desk/corrections', 'corrections'], ...settings.map((part) => [`/desk/settings/${part}`, `settings-${part.replaceAll(/\W/g, '-')}`])]) {
    await page.goto(base + path);
    await look(page, name);
  }
}

async function look(page, name) {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(!wide, `${name} (${scheme}) at ${width} px`, 'scrolls sideways');
      if (shots) await page.screenshot({ path: join(shots, `desk-${name}-${width}-${scheme}.png`), fullPage: true });
    }
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate((rules) => axe.run(document, rules), RULES);
    const what = violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).slice(0, 4).join(', ')}`);
    expect(violations.length === 0, `${name} (${scheme})`, what.join('; ') || 'no violation');
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}
