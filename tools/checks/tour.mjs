// The pictures of docs/desk.md, taken anew: a newsroom in the middle of its day, on a demo paper.
//
//   node tour.mjs BASE FOLDER
//
// BASE serves a demo paper nobody works at yet (`manset demo --data X`, `manset serve --data X`). Writes WebP files of at most
// 150 KB into FOLDER, and fails where one would be larger.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser } from './at-desk.mjs';
import { fill, signedIn } from './newsroom.mjs';

const [base, folder] = process.argv.slice(2);
const BYTES_MAX = 150 * 1024;
const QUALITIES = [0.9, 0.82, 0.74, 0.66];
const WIDE = { width: 1200, height: 760 };
const NARROW = { width: 360, height: 740 };

mkdirSync(folder, { recursive: true });
const { people, numbers } = await fill(base);
const { chief, editor, arabic } = people;
const phone = await signedIn(base, 'reporter', { viewport: NARROW, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
const darkroom = await (await browser.newContext()).newPage();

await shown(editor, '/desk/', 'board');
await shown(people.reporter, `/desk/stories/${numbers.back}`, 'writing', async (page) => {
  await written(page);
  await page.locator('.comments .thread').first().scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollTo(0, 0));
});
await shown(people.reporter, `/desk/stories/${numbers.back}`, 'commands', async (page) => {
  await written(page);
  await page.locator('.ProseMirror p').first().click();
  await page.keyboard.press('Control+k');
  await page.locator('[role=dialog], dialog[open]').first().waitFor();
});
await shown(phone, '/desk/', 'phone-board');
await shown(phone, `/desk/stories/${numbers.back}`, 'phone-writing', written);
await shown(editor, `/desk/stories/${numbers.back}/difference?from=1&to=2`, 'difference');
await shown(editor, `/desk/stories/${numbers.read}/publication`, 'publication');
await shown(chief, '/desk/fronts/tr/-', 'front');
await shown(editor, '/desk/pictures', 'pictures');
await shown(chief, '/desk/figures', 'readers');
await shown(chief, '/desk/settings/masthead/tr', 'settings');
await shown(arabic, `/desk/stories/${numbers.arabic}`, 'arabic', written);
await browser.close();

async function shown(page, path, name, ready) {
  await page.setViewportSize(page === phone ? NARROW : WIDE);
  await page.goto(base + path, { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
  await ready?.(page);
  await page.waitForTimeout(300);
  const png = await page.screenshot();
  for (const quality of QUALITIES) {
    const bytes = await asWebP(png, quality);
    if (bytes.length > BYTES_MAX && quality !== QUALITIES.at(-1)) continue;
    if (bytes.length > BYTES_MAX) throw new Error(`${name} has ${bytes.length} bytes`);
    writeFileSync(join(folder, `${name}.webp`), bytes);
    console.log(`${name}.webp: ${bytes.length} bytes at ${quality}`);
    return;
  }
}

async function written(page) {
  await page.locator('.ProseMirror p').first().waitFor();
}

// The browser writes WebP itself.
async function asWebP(png, quality) {
  const url = await darkroom.evaluate(async ([png, quality]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', quality);
  }, [png.toString('base64'), quality]);
  return Buffer.from(url.split(',')[1], 'base64');
}
