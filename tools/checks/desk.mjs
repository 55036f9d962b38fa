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
    note: 'İlk haberde tatilin bir gün olduğu yazılmıştı; doğrusu iki gündür.', reason: 'Haber yanlış ilçeyi anlatıyordu.' },
  ar: { edition: 'ar', section: null, headline: 'الثلوج تغلق مدارس المنطقة', standfirst: 'أعلنت القائمقامية توقف الدراسة يومين.',
    words: 'انقطعت الطرق إلى القرى صباح اليوم.', more: ' وفتحت الفرق الطريق قبل الظهر.', credit: 'İHA',
    note: 'ذكر الخبر الأول أن العطلة يوم واحد، والصحيح يومان.', reason: 'تناول الخبر منطقة أخرى.' },
};

const chief = await newPerson();
await firstRun(chief.page);
const editor = await invited(chief.page);
for (const language of ['tr', 'ar']) await aStory(editor.page, language);
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

async function aStory(page, language) {
  const story = STORIES[language];
  await page.goto(base + '/desk/');
  await page.locator(`form[action="/desk/language"] button[lang="${language}"]`).click();
  const dir = await page.evaluate(() => document.documentElement.dir);
  expect(dir === (language === 'ar' ? 'rtl' : 'ltr'), `/desk/ in ${language}`, `its direction is ${dir}`);
  await look(page, `board-${language}`);
  await page.locator('.begin select').selectOption(story.edition);
  await page.locator('.begin button').click();
  await page.locator('.ProseMirror').waitFor();
  const given = JSON.parse(await page.locator('#desk-story').textContent());
  const say = (key) => given.words[key];
  await page.getByLabel(say('field-headline'), { exact: true }).fill(story.headline);
  await page.getByLabel(say('field-standfirst'), { exact: true }).fill(story.standfirst);
  await page.locator('.ProseMirror').click();
  await page.keyboard.type(story.words);
  const details = page.locator('details:not([open]) > summary');
  for (const summary of await details.all()) await summary.click();
  const section = story.section ?? given.sections[0].name;
  await page.getByRole('checkbox', { name: section, exact: true }).check();
  await page.getByLabel(say('field-credits'), { exact: true }).fill(story.credit);
  await page.keyboard.press('Enter');
  await saved(page, language, 'written');
  await look(page, `editor-${language}`);

  await page.getByRole('link', { name: / …$/ }).first().click();
  await page.waitForURL(/publication$/);
  await look(page, `publication-${language}`);
  await page.locator('button[value=now]').click();
  await page.waitForURL(/done=publication/);
  const live = await page.locator('.topline .line a').getAttribute('href');
  await reads(live, 200, [story.headline, story.words], 'published');

  // Readers have the old words until somebody acts.
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

  await page.goto(page.url().replace(/\?.*/, '') + '/withdrawal');
  await look(page, `withdrawal-${language}`);
  await page.locator('#reason').fill(story.reason);
  await page.locator('form.form button.act').click();
  await page.waitForURL(/done=withdrawal/);
  await reads(live, 410, [story.reason], 'withdrawn', [story.words]);
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
