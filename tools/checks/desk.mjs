// The desk in a browser, from the first run to a withdrawn story: one writes, another reads, sends back and publishes.
//
//   node desk.mjs BASE [SHOTS]
//
// BASE serves a demo paper nobody works at yet. Answers with a line of JSON for each thing expected: {good, where, what}.

import * as desk from './at-desk.mjs';
import { PASSWORD, browser, expect, inZone, saved, tell, wordsOf } from './at-desk.mjs';

const [base, shots] = process.argv.slice(2);
const look = (page, name) => desk.look(page, name, shots);

// The story each language writes: what is typed, and what its readers must see.
const STORIES = {
  tr: { edition: 'tr', section: 'Gündem', headline: 'İlçede kar yağışı okulları tatil etti', standfirst: 'Kaymakamlık iki gün ara verildiğini duyurdu.',
    words: 'Iğdır’ın köylerine ulaşım sabah saatlerinde kesildi.', more: ' Ekipler öğlene doğru yolu açtı.', credit: 'İHA',
    box: 'Ne oldu?', alt: 'Karla kaplı köy yolu', front: '/', comment: 'Kaç köy? Muhtarlıktan sorulsun.', mended: ' Yirmi bir köye araç gidemiyor.',
    back: 'Köy sayısını ekleyin.',
    note: 'İlk haberde tatilin bir gün olduğu yazılmıştı; doğrusu iki gündür.', reason: 'Haber yanlış ilçeyi anlatıyordu.' },
  ar: { edition: 'ar', section: null, headline: 'الثلوج تغلق مدارس المنطقة', standfirst: 'أعلنت القائمقامية توقف الدراسة يومين.',
    words: 'انقطعت الطرق إلى القرى صباح اليوم.', more: ' وفتحت الفرق الطريق قبل الظهر.', credit: 'İHA',
    box: 'ماذا حدث؟', alt: 'طريق قرية مغطى بالثلج', front: '/ar/', comment: 'كم قرية؟ اسألوا المختار.', mended: ' ولا تصل السيارات إلى إحدى وعشرين قرية.',
    back: 'أضيفوا عدد القرى.',
    note: 'ذكر الخبر الأول أن العطلة يوم واحد، والصحيح يومان.', reason: 'تناول الخبر منطقة أخرى.' },
};

const chief = await newPerson();
await firstRun(chief);
const reporter = await invited(chief, { name: 'Deniz Aydın', email: 'deniz@cinar.example', role: 'reporter' });
const editor = await invited(chief, { name: 'Murat Kaya', email: 'murat@cinar.example', role: 'editor' });
for (const language of ['tr', 'ar']) await aStory({ reporter, editor, chief }, language);
await browser.close();
tell({ finished: true });

async function newPerson() {
  return await desk.newPerson(base);
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
}

async function invited(page, person) {
  const link = await desk.invite(page, base, person);
  await look(page, `people-${person.role}`);
  const invited = await newPerson();
  await invited.goto(link);
  await look(invited, `join-${person.role}`);
  await desk.comeIn(invited, base, link);
  expect(new URL(invited.url()).pathname === '/desk/', 'join', `the link lets the ${person.role} in`);
  return invited;
}

// Written by a reporter with a picture, a box and an embed; read by an editor, sent back, mended and read again; set to an
// hour, corrected, placed first on the front by a third, and withdrawn. Readers are asked after each step.
async function aStory({ reporter, editor, chief }, language) {
  const story = STORIES[language];
  for (const page of [reporter, editor, chief]) await speak(page, language);
  await look(reporter, `board-reporter-${language}`);
  await look(chief, `board-${language}`);
  const number = await written(reporter, story, language);
  await readBySomebodyElse(reporter, editor, number, story, language);
  const live = await atItsHour(editor, number, story, language);

  // Readers have the old words until somebody acts.
  await write(reporter, number, story.more);
  await whole(reporter, language, 'changed');
  await reads(live, 200, [story.words], 'not changed unseen', [story.more.trim()]);
  expect((await act(reporter, number, 'correction')) === 403, `the desk in ${language}`, 'a reporter does not correct what readers have');
  await editor.goto(`${base}/desk/stories/${number}/correction`);
  await look(editor, `correction-${language}`);
  await editor.locator('#note').fill(story.note);
  await editor.locator('form.form button.act').click();
  await editor.waitForURL(/done=correction/);
  await reads(live, 200, [story.more.trim(), story.note], 'corrected');

  await firstOnTheFront(chief, number, story, language);

  await editor.goto(`${base}/desk/stories/${number}/withdrawal`);
  await look(editor, `withdrawal-${language}`);
  await editor.locator('#reason').fill(story.reason);
  await editor.locator('form.form button.act').click();
  await editor.waitForURL(/done=withdrawal/);
  await reads(live, 410, [story.reason], 'withdrawn', [story.words]);
  await reads(story.front, 200, [], 'withdrawn', [story.headline]);
}

async function speak(page, language) {
  await page.goto(base + '/desk/');
  const button = page.locator(`form[action="/desk/language"] button[lang="${language}"]`);
  // Behind the menu on a telephone.
  if (!(await button.isVisible())) await page.locator('header summary').first().click();
  await button.click();
  const dir = await page.evaluate(() => document.documentElement.dir);
  expect(dir === (language === 'ar' ? 'rtl' : 'ltr'), `/desk/ in ${language}`, `its direction is ${dir}`);
}

async function written(page, story, language) {
  await page.locator('.begin select').selectOption(story.edition);
  await page.locator('.begin button.act').click();
  await page.locator('.ProseMirror').waitFor();
  const number = Number(/stories\/(\d+)/.exec(page.url())[1]);
  const { given, say } = await wordsOf(page);
  await page.locator('#editor textarea.headline').fill(story.headline);
  await page.locator('#editor textarea.standfirst').fill(story.standfirst);
  await page.locator('.ProseMirror').click();
  await page.keyboard.type(story.words);
  // Everything beside the text in sight.
  await desk.openDetails(page);
  const section = story.section ?? given.sections[0].name;
  await page.getByRole('checkbox', { name: section, exact: true }).check();
  await page.getByLabel(say('field-credits'), { exact: true }).fill(story.credit);
  await page.keyboard.press('Enter');
  await whole(page, language, 'written');
  await withAPicture(page, story, say);
  await withABoxAndAnEmbed(page, story, say);
  await whole(page, language, 'with a picture, a box and an embed');
  await look(page, `editor-${language}`);
  return number;
}

async function readBySomebodyElse(reporter, editor, number, story, language) {
  const where = `a story handed in (${language})`;
  expect((await act(reporter, number, 'publication')) === 403, where, 'its writer does not publish it');
  await move(reporter, 'hand-in');
  await editor.goto(base + '/desk/?stage=to-be-read');
  const row = editor.locator(`#stories .row[data-story="${number}"]`);
  expect(await row.count() === 1, where, 'it stands among those to be read');
  await row.locator('a[data-slot=headline]').click();
  await editor.locator('.ProseMirror').waitFor();
  expect((await editor.locator('.ProseMirror').textContent()).includes(story.words), where, 'an editor reads it');

  // Three words are chosen with the keyboard, and something is said of them.
  await editor.locator('.ProseMirror p').first().click();
  await editor.keyboard.press('Home');
  const onwards = language === 'ar' ? 'ArrowLeft' : 'ArrowRight';
  for (let word = 0; word < 3; word += 1) await editor.keyboard.press(`Control+Shift+${onwards}`);
  await editor.keyboard.press('Alt+Shift+C');
  await editor.locator('.composer textarea').fill(story.comment);
  await editor.locator('.composer button[type=submit]').click();
  await editor.locator('.comments .thread', { hasText: story.comment }).waitFor();
  const quote = (await editor.locator('.comments .thread q').first().textContent()).trim();
  expect(quote !== '' && story.words.startsWith(quote), where, `the comment stands at its words: “${quote}”`);
  await look(editor, `commented-${language}`);

  // Without a word it is not sent back; with one it is, and lies on top of the writer's board.
  await editor.locator('.moves summary').click();
  await editor.locator('button[value=send-back]').click();
  await editor.locator('.problem[role=alert]').waitFor();
  expect(await editor.locator('.moves details[open], .moves summary').count() > 0, where, 'sent back without a note: it asks for one');
  if (!(await editor.locator('#stage-note').isVisible())) await editor.locator('.moves summary').click();
  await editor.locator('#stage-note').fill(story.back);
  await editor.locator('button[value=send-back]').click();
  await editor.waitForURL(/done=send-back/);
  await reporter.goto(base + '/desk/');
  const back = reporter.locator('.sent-back li', { has: reporter.locator(`a[href="/desk/stories/${number}"]`) });
  expect(await back.count() === 1 && (await back.textContent()).includes(story.back), where, 'its writer finds it with the note');
  const [top, list] = [await back.boundingBox(), await reporter.locator('#stories').boundingBox()];
  expect(top && list && top.y < list.y, where, 'on top of their board');
  await look(reporter, `board-sent-back-${language}`);

  await back.locator('a').click();
  await reporter.locator('.comments .thread', { hasText: story.comment }).waitFor();
  expect(true, where, 'its writer reads the comment');
  await write(reporter, number, story.mended);
  await whole(reporter, language, 'mended');
  const { say } = await wordsOf(reporter);
  await reporter.locator('.comments .thread').getByRole('button', { name: say('comment-settle'), exact: true }).click();
  await reporter.locator('.comments .thread:not(details .thread)', { hasText: story.comment }).waitFor({ state: 'detached' });
  await move(reporter, 'hand-in');
  await reporter.goto(base + '/desk/');
  expect(await reporter.locator(`.sent-back a[href="/desk/stories/${number}"]`).count() === 0, where, 'handed in again it is off their list');

  await editor.goto(`${base}/desk/stories/${number}`);
  await editor.locator('.ProseMirror').waitFor();
  expect((await editor.locator('.ProseMirror').textContent()).includes(story.mended.trim()), where, 'the editor reads what was mended');
  await editor.goto(`${base}/desk/stories/${number}/revisions`);
  await look(editor, `revisions-${language}`);
  await editor.goto(`${base}/desk/stories/${number}`);
  await editor.locator('.ProseMirror').waitFor();
  await move(editor, 'mark-ready');
  const stage = (await editor.locator('.topline .stage').first().textContent()).trim();
  expect(await editor.locator('.topline .stage.ready').count() === 1, where, `marked ready: it says “${stage}”`);
}

async function atItsHour(page, number, story, language) {
  await page.goto(`${base}/desk/stories/${number}/publication`);
  await look(page, `publication-${language}`);
  // An hour that has passed is refused, and what was typed stands there still.
  const passed = inZone(new Date(Date.now() - 3_600_000), 'Europe/Istanbul');
  await page.locator('#at').fill(passed);
  await page.locator('button[value=later]').click();
  await page.locator('.problem[role=alert]').waitFor();
  expect(await page.locator('#at').inputValue() === passed, `a story in ${language}`, 'an hour that has passed is refused, and stands there still');
  const hour = new Date(Math.ceil(Date.now() / 60_000 + 0.2) * 60_000);
  await page.locator('#at').fill(inZone(hour, 'Europe/Istanbul'));
  await page.locator('button[value=later]').click();
  await page.waitForURL(/done=schedule/);
  const soon = await page.locator('.topline .line').first().textContent();
  expect(await page.locator('.topline .stage.scheduled').count() === 1, `a story in ${language}`, `it waits for its hour: ${soon.trim()}`);
  const live = await untilLive(number, hour);
  expect(Boolean(live), `a story in ${language}`, `the hour came: ${live}`);
  await reads(live, 200, [story.headline, story.words, story.mended.trim(), story.box, story.alt, 'video.example'], 'published at its hour', [story.comment, story.back]);
  return live;
}

// More words at the end of the first paragraph.
async function write(page, number, words) {
  if (!new RegExp(`/stories/${number}($|[?])`).test(page.url())) await page.goto(`${base}/desk/stories/${number}`);
  await page.locator('.ProseMirror').waitFor();
  await page.locator('.ProseMirror p').first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(words);
}

async function move(page, word) {
  await page.locator(`.moves button[value=${word}]`).click();
  await page.waitForURL(new RegExp(`done=${word}`));
}

/** What the page before an act answers. */
async function act(page, number, which) {
  return (await page.request.get(`${base}/desk/stories/${number}/${which}`)).status();
}

async function whole(page, language, step) {
  const problem = await saved(page);
  expect(problem === null, `the editor in ${language}`, `${step}: ${problem ?? 'saved'}`);
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
  await page.keyboard.press('Home');
  // As a busy browser does: it hands the next key on before it tells that the caret has moved.
  await page.evaluate(() => {
    const editor = document.querySelector('.ProseMirror');
    getSelection().selectAllChildren(editor.lastElementChild);
    getSelection().collapseToEnd();
    editor.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }));
  });
  const parts = await page.locator('.ProseMirror > p').allTextContents();
  expect(parts.length === 2 && parts[0] === story.words && parts[1] === '', `a story in ${page.url()}`, `a key acts where the caret is: ${JSON.stringify(parts)}`);
  await insert(page, say('block-fact-box'));
  await page.keyboard.type(story.box);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type(story.alt);
  await page.keyboard.press('Control+Enter');
  await insert(page, say('block-embed'));
  await page.getByLabel(say('embed-url'), { exact: true }).fill('https://video.example/izle?v=1');
  await page.getByLabel(say('embed-title'), { exact: true }).fill('Video');
}

// By the menu that a slash opens in an empty paragraph.
async function insert(page, what) {
  await page.keyboard.type('/');
  try {
    await page.getByRole('menuitem', { name: what, exact: true }).click({ timeout: 20_000 });
  } catch (problem) {
    const here = await page.evaluate(() => ({
      focus: document.activeElement?.outerHTML.slice(0, 200),
      body: document.querySelector('.ProseMirror')?.innerHTML,
      chosen: [getSelection().anchorNode?.nodeName, getSelection().anchorNode?.textContent, getSelection().anchorOffset],
    }));
    throw new Error(`no menu with ${what}: ${JSON.stringify(here)}`, { cause: problem });
  }
}

// One of the demo's own, so that the library finds it like what it knows; a byte more makes it another file.
async function aPhotograph() {
  const front = await (await fetch(base + '/')).text();
  const address = /\/media\/[0-9a-f]{64}\/\d+\.jpg/.exec(front)[0];
  const bytes = Buffer.from(await (await fetch(base + address)).arrayBuffer());
  return Buffer.concat([bytes, Buffer.from([Math.floor(Math.random() * 256)])]);
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

// The very next request of a reader.
async function reads(path, status, words, step, absent = []) {
  const answer = await fetch(base + path, { headers: { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' } });
  const text = await answer.text();
  expect(answer.status === status, path, `${step}: answers ${answer.status}, not ${status}`);
  for (const word of words) expect(text.includes(word), path, `${step}: readers see “${word}”`);
  for (const word of absent) expect(!text.includes(word), path, `${step}: readers do not see “${word}”`);
}

