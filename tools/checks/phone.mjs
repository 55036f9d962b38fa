// A reporter's phone: how long the editor takes to open over 3G with nothing kept, and what a key takes in a story of 5,000
// words.
//
//   node phone.mjs BASE COOKIE STORY SLOWER [SHOT]
//
// SLOWER is how many times slower than this machine the phone's processor is taken to be. Prints one line of JSON:
// {opens_ms, bytes, keys, key_p50_ms, key_p95_ms, key_most_ms, words}.

import { chromium } from 'playwright-core';

const [base, cookie, story, slower, shot] = process.argv.slice(2);
// What the trade's tools call 3G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms to the server and back.
const LINE = { offline: false, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8, latency: 150 };
const KEYS = 120;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const context = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, reducedMotion: 'reduce' });
const [name, ...value] = cookie.split('=');
await context.addCookies([{ name, value: value.join('='), url: base, httpOnly: true, sameSite: 'Lax' }]);
const page = await context.newPage();
const phone = await context.newCDPSession(page);
await phone.send('Network.enable');
await phone.send('Network.emulateNetworkConditions', LINE);
await phone.send('Emulation.setCPUThrottlingRate', { rate: Number(slower) });
let bytes = 0;
phone.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));

const began = performance.now();
await page.goto(`${base}/desk/stories/${story}`, { waitUntil: 'commit' });
await page.waitForFunction(() => document.querySelector('.ProseMirror')?.isContentEditable, null, { polling: 'raf', timeout: 60_000 });
const opens = performance.now() - began;
const opened = bytes;
await page.waitForLoadState('load');
await page.waitForTimeout(1500);
if (shot) await page.screenshot({ path: shot });

// From the key to the frame that shows it, as the browser's own clock has it.
await page.evaluate(() => {
  const story = document.querySelector('.ProseMirror');
  const middle = story.children[Math.floor(story.children.length / 2)];
  middle.scrollIntoView({ block: 'center' });
  story.focus();
  getSelection().selectAllChildren(middle);
  getSelection().collapseToEnd();
  globalThis.keys = [];
  document.addEventListener('keydown', (event) => {
    const pressed = event.timeStamp;
    // The frame is drawn after this callback; a task that is queued in it runs when the frame is done.
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => globalThis.keys.push(performance.now() - pressed);
      channel.port2.postMessage(null);
    });
  }, true);
});
await page.waitForTimeout(300);
for (let key = 0; key < KEYS; key += 1) {
  await page.keyboard.press(key % 7 === 6 ? 'Space' : 'abcdefghi'[key % 9]);
  await page.waitForTimeout(60);
}
await page.waitForTimeout(500);
const { keys, words } = await page.evaluate(() => ({ keys: globalThis.keys, words: document.querySelector('.ProseMirror').textContent.split(/\s+/).length }));
keys.sort((one, other) => one - other);
const at = (share) => Math.round(keys[Math.min(keys.length - 1, Math.floor(keys.length * share))] * 10) / 10;
console.log(JSON.stringify({ opens_ms: Math.round(opens), bytes: opened, keys: keys.length, key_p50_ms: at(0.5), key_p95_ms: at(0.95), key_most_ms: at(1), words }));
await browser.close();
