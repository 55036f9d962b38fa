// Fronts at the desk in a browser: arranged by dragging, by keyboard and without script, published, looked back at.
//
//   node fronts.mjs BASE [SHOTS]
//
// BASE serves a demo paper that desk.mjs has set up. Answers with a line of JSON for each thing expected: {good, where, what}.

import { join } from 'node:path';
import * as desk from './at-desk.mjs';
import { browser, expect, tell } from './at-desk.mjs';

const [base, shots] = process.argv.slice(2);
const look = (page, name) => desk.look(page, name, shots);
const edition = (language) => `/desk/fronts/${language}/-`;
const storyAt = (page, place) => page.locator(`.place[data-place="${place}"]`).getAttribute('data-story');

for (const language of ['tr', 'ar']) {
  const page = await signedIn(language, true);
  await withTheKeyboard(page, language);
  await byDragging(page, language);
  await toReaders(page, language);
  await page.context().close();
}
await withoutScript();
await byTwo();
await browser.close();
tell({ finished: true });

async function signedIn(language, javaScriptEnabled) {
  const page = await desk.newPerson(base, { javaScriptEnabled });
  await desk.signIn(page, base, 'ayse@cinar.example');
  await page.locator(`form[action="/desk/language"] button[lang="${language}"]`).click();
  return page;
}

// The page after a change has another version.
async function changed(page, act) {
  const version = await page.locator('#front').getAttribute('data-version');
  await act();
  await page.waitForFunction((version) => document.getElementById('front')?.dataset.version !== version, version, { timeout: 60_000 });
}

// What readers no longer see is told in its place, can be put nowhere, and is taken out.
async function withoutWithdrawn(page, where) {
  for (const gone = page.locator('.place.gone'); await gone.count() > 0; ) {
    const before = await gone.count();
    await changed(page, () => gone.first().locator('button[value=out]').click());
    expect(await gone.count() === before - 1, where, 'a withdrawn story is taken out');
  }
}

async function withTheKeyboard(page, language) {
  const where = `front by keyboard (${language})`;
  await page.goto(base + '/desk/fronts');
  await look(page, `fronts-${language}`);
  await page.goto(base + edition(language));
  await look(page, `front-${language}`);
  await withoutWithdrawn(page, where);
  const [first, second, third] = [await storyAt(page, '1'), await storyAt(page, '2'), await storyAt(page, '3')];
  // What a rule put there makes no room: its place is open.
  const isOpen = (await page.locator('.place.rule[data-place="1"]').count()) === 1;
  await page.locator('.place[data-place="3"] .move').focus();
  await page.keyboard.press('Space');
  const said = () => page.locator('#said').textContent();
  await page.waitForFunction(() => document.getElementById('said').textContent !== '');
  const headline = (await page.locator('.place[data-place="3"] .headline').first().textContent()).trim();
  expect((await said()).includes(headline), where, `it says what is in the hand: ${await said()}`);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  expect(await page.locator('.place[data-place="1"].target').count() === 1, where, 'arrows choose the place');
  await page.keyboard.press('Escape');
  expect(await page.locator('.target, .is-moving').count() === 0, where, 'Escape puts it back');
  expect(await storyAt(page, '3') === third, where, 'nothing was moved');
  await page.keyboard.press('Space');
  await page.keyboard.press('Home');
  await changed(page, () => page.keyboard.press('Space'));
  expect(await storyAt(page, '1') === third, where, 'space puts it there');
  const focused = await page.evaluate(() => document.activeElement?.dataset.pick);
  expect(focused === third, where, `the focus goes along (${focused})`);
  expect((await page.locator('main > .notice').textContent()).includes(headline), where, 'the page says what was done');
  expect(await storyAt(page, '2') === (isOpen ? second : first), where, 'the others make room');
}

async function byDragging(page, language) {
  const where = `front by dragging (${language})`;
  const second = await storyAt(page, '2');
  const drag = async (from, to) => {
    await from.scrollIntoViewIfNeeded();
    const start = await from.boundingBox();
    await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await page.mouse.down();
    const end = await to.boundingBox();
    await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
    if (shots) await page.screenshot({ path: join(shots, `desk-front-drag-${language}.png`) });
    await page.mouse.up();
  };
  await changed(page, () => drag(page.locator('.place[data-place="2"] .move'), page.locator('.place[data-place="1"]')));
  expect(await storyAt(page, '1') === second, where, 'a handle is dragged to its place');
  // From the list beside it, and out again.
  const choice = page.locator('.choice[data-from=""]').first();
  const story = await choice.getAttribute('data-story');
  await page.evaluate(() => scrollTo(0, 0));
  await changed(page, () => drag(choice.locator('.move'), page.locator('.place[data-place="2"]')));
  expect(await storyAt(page, '2') === story, where, 'a story is dragged from the list');
  await page.evaluate(() => scrollTo(0, 0));
  await changed(page, () => drag(page.locator('.place[data-place="2"] .move'), page.locator('#choose')));
  expect(await page.locator(`.place.placed[data-story="${story}"]`).count() === 0, where, 'and out of the page');
  await look(page, `front-arranged-${language}`);
}

async function toReaders(page, language) {
  const where = `front to readers (${language})`;
  const first = (await page.locator('.place[data-place="1"] .headline').first().textContent()).trim();
  await page.locator('a.act').click();
  await page.waitForURL(/publication$/);
  await page.locator('iframe').scrollIntoViewIfNeeded();
  const inside = page.frameLocator('iframe').locator('body');
  await inside.waitFor();
  expect((await inside.textContent()).includes(first), where, 'the preview shows it');
  await page.locator('input[value=wide]').check();
  await look(page, `front-publication-${language}`);
  await page.locator('button[value=now]').click();
  await page.waitForURL(/done=published/);
  const answer = await fetch(base + (language === 'tr' ? '/' : `/${language}/`));
  const text = await answer.text();
  const words = text.replace(/&#x27;|&#39;/g, '’');
  expect(words.indexOf(first.replace(/'/g, '’')) > 0, where, 'the very next reader has it');
  await page.goto(base + edition(language) + '/past');
  await look(page, `front-past-${language}`);
  await page.goto(base + edition(language));
  await page.locator('.choice').first().locator('a[href*="breaking"]').click();
  await look(page, `front-band-${language}`);
  await page.locator('button[value=set]').click();
  await page.waitForURL(/done=band/);
  await look(page, `front-with-band-${language}`);
}

async function withoutScript() {
  const where = 'front without script';
  const page = await signedIn('tr', false);
  await page.goto(base + edition('tr'));
  const story = await storyAt(page, '4');
  await page.locator('.place[data-place="4"] .move').click();
  await page.locator('.place[data-place="1"] button').click();
  expect(await storyAt(page, '1') === story, where, 'picked, and put there');
  await page.locator('.place[data-place="1"] button[value=down]').click();
  expect(await storyAt(page, '2') === story, where, 'one place down');
  await page.locator('.place[data-place="2"] button[value=out]').click();
  expect(await page.locator(`.place.placed[data-story="${story}"]`).count() === 0, where, 'and out');
  await page.context().close();
}

async function byTwo() {
  const where = 'front by two people';
  const [one, other] = [await signedIn('tr', true), await signedIn('tr', true)];
  for (const page of [one, other]) await page.goto(base + edition('tr'));
  const seen = await storyAt(other, '3');
  await changed(one, () => one.locator('.place[data-place="6"] form button').first().click());
  // The other page learns of it by itself.
  const version = await one.locator('#front').getAttribute('data-version');
  await other.waitForFunction((version) => document.getElementById('front').dataset.version === version, version, { timeout: 60_000 })
    .then(() => expect(true, where, 'the other page is brought up to it'), () => expect(false, where, 'the other page stays as it was'));
  expect(await storyAt(other, '3') === seen, where, 'and nothing else is changed');
  for (const page of [one, other]) await page.context().close();
}
