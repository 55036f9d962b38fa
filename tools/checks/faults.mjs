// The desk that cannot lose a word, in real browsers: people type while servers are killed, lines cut, tabs and browsers
// killed, clocks turned, sessions ended and the disk filled.
//
//   node faults.mjs PROGRAM DATA [ROUNDS] [SEED] [LANES]
//
// DATA is a demo paper nobody works at yet, on a file system that may be filled to the brim if MANSET_FILLABLE is set.
// In every round one or two people open a story in one to three tabs and type words that are like no other. A word counts
// from the moment `#saved` said, after it, where the text is: from then on it must be in the story when all is mended and
// every browser was opened again. Where one tab alone wrote, the story must be exactly what it showed.
// Answers with a line of JSON for each thing expected: {good, where, what}.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync, statfsSync, unlinkSync, writeSync, closeSync, fsyncSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const [program, data, rounds = '12', seed = String(Date.now() % 1e9), laneCount = '2'] = process.argv.slice(2);
const PASSWORD = 'çınarın gölgesi serin olur';
const HEALED_MS_MAX = 90_000;
const CHROMIUM = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const FAULTS = ['server', 'line', 'silence', 'tab', 'browser', 'clock', 'session', ...(process.env.MANSET_FILLABLE ? ['disk'] : [])];

const tell = (told) => process.stdout.write(JSON.stringify(told) + '\n');
const expect = (good, where, what) => tell({ good: Boolean(good), where, what });

// ---- chance, the same for the same seed ----

function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: (n) => Math.floor(next() * n), one: (list) => list[Math.floor(next() * list.length)], within: (from, to) => from + next() * (to - from) };
}

// ---- the server, and the lines to it ----

class Server {
  turned = 0;
  ups = 0;

  async start() {
    this.port ??= await freePort();
    const clock = this.turned ? ['--clock', new Date(Date.now() + this.turned).toISOString().replace(/\.\d+/, '')] : [];
    this.process = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${this.port}`, ...clock], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.said = '';
    this.process.stderr.on('data', (chunk) => (this.said = (this.said + chunk).slice(-4000)));
    for (const until = Date.now() + 60_000; Date.now() < until; await sleep(50)) {
      if (this.process.exitCode !== null) throw new Error(`the program ended: ${this.said}`);
      if (await fetch(`http://127.0.0.1:${this.port}/readyz`).then((answer) => answer.ok, () => false)) {
        this.ups += 1;
        return;
      }
    }
    throw new Error(`the program does not answer: ${this.said}`);
  }

  async kill() {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
  }
}

/** What stands between a browser and the server: carries, refuses, or swallows. */
class Line {
  state = 'up';
  sockets = new Set();

  async open(server) {
    this.listener = net.createServer((near) => {
      if (this.state === 'cut') return near.resetAndDestroy();
      const far = net.connect(server.port, '127.0.0.1');
      for (const [one, other] of [[near, far], [far, near]]) {
        this.sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => (this.sockets.delete(one), other.destroy()));
        one.on('data', (chunk) => this.state === 'up' && other.write(chunk));
      }
    });
    this.listener.listen(0, '127.0.0.1');
    await once(this.listener, 'listening');
    this.base = `http://127.0.0.1:${this.listener.address().port}`;
  }

  set(state) {
    this.state = state;
    // What was swallowed never comes: those who wait for it are told when the line is up again.
    if (state !== 'silent') for (const socket of this.sockets) socket.destroy();
  }

  close() {
    this.set('cut');
    this.listener.close();
  }
}

async function freePort() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

// ---- people and their devices ----

/** Asks again where a connection that was kept open has been cut meanwhile. */
async function patient(address, how) {
  for (let turn = 0; ; turn += 1) {
    try {
      return await fetch(address, how);
    } catch (error) {
      if (turn === 40) throw error;
      await sleep(250);
    }
  }
}

async function form(base, path, fields, cookie = '') {
  const answer = await patient(base + path, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams(fields),
    headers: { cookie, origin: base, 'content-type': 'application/x-www-form-urlencoded' },
  });
  return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') ?? '', cookie: (answer.headers.getSetCookie()[0] ?? '').split(';')[0] };
}
const csrfIn = (page) => /name="csrf" value="([^"]+)"/.exec(page)?.[1];
const got = async (base, path, cookie) => (await patient(base + path, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' })).text();

async function firstPeople(base, count) {
  const mail = (index) => `kisi${index}@cinar.example`;
  const first = await form(base, '/desk/set-up', { name: 'Kişi 0', email: mail(0), password: PASSWORD });
  const csrf = csrfIn(await got(base, '/desk/people', first.cookie));
  for (let index = 1; index < count; index += 1) {
    const page = await form(base, '/desk/people', { csrf, name: `Kişi ${index}`, email: mail(index), role: 'editor' }, first.cookie);
    const secret = /\/desk\/join\/([\w-]+)/.exec(page.text)[1];
    await form(base, `/desk/join/${secret}`, { password: PASSWORD });
  }
  return Array.from({ length: count }, (_, index) => ({ email: mail(index) }));
}

/** One person's browser with what it keeps on disk. */
class Device {
  constructor(person, line) {
    Object.assign(this, { person, line, folder: mkdtempSync(join(tmpdir(), 'manset-device-')) });
  }

  async open() {
    this.context = await chromium.launchPersistentContext(this.folder, {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: CHROMIUM, viewport: { width: 1000, height: 800 }, reducedMotion: 'reduce',
    });
    // The device's clock, which a hand or a network may turn.
    await this.context.addInitScript(() => {
      const True = Date;
      let turned = 0;
      globalThis.turnClock = (milliseconds) => (turned += milliseconds);
      globalThis.Date = class extends True {
        constructor(...given) {
          super(...(given.length ? given : [True.now() + turned]));
        }
        static now() {
          return True.now() + turned;
        }
      };
    });
    await this.giveCookie();
  }

  async signIn() {
    const answer = await form(this.line.base, '/desk/sign-in', { email: this.person.email, password: PASSWORD, to: '/desk/' });
    if (!answer.cookie) throw new Error(`no way in: ${answer.status} ${answer.text.slice(0, 300)}`);
    this.cookie = answer.cookie;
    await this.giveCookie();
  }

  async giveCookie() {
    if (!this.cookie || !this.context) return;
    const [name, ...value] = this.cookie.split('=');
    await this.context.addCookies([{ name, value: value.join('='), url: this.line.base, httpOnly: true, sameSite: 'Lax' }]);
  }

  /** As when the power goes: by the process's id, with all that belongs to it. */
  async kill() {
    const pids = await browserPids(this.folder);
    const closed = once(this.context, 'close').catch(() => {});
    for (const pid of pids) try { process.kill(pid, 'SIGKILL'); } catch {}
    await Promise.race([closed, sleep(3000)]);
    this.context = null;
    for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) rmSync(join(this.folder, name), { force: true });
  }

  async close() {
    await this.context?.close().catch(() => {});
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function browserPids(folder) {
  const { readdirSync, readFileSync } = await import('node:fs');
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${folder}`);
    } catch {
      return false;
    }
  }).map(Number);
}

// ---- typing ----

const PLACES = new Set(['server', 'device', 'offline', 'signed-out', 'undecided']);
const placeOf = (page) => page.evaluate(() => document.getElementById('saved').dataset.place ?? '');
// The blocks of the story; notices of the editor stand between them.
const shownOn = (page) => page.evaluate(() => [...document.querySelectorAll('.ProseMirror > :not(.ProseMirror-widget)')].map((block) => block.textContent.trim()));

class Tab {
  typed = [];

  constructor(device, story, name) {
    Object.assign(this, { device, story, name });
  }

  async open() {
    this.page = await this.device.context.newPage();
    this.page.on('dialog', (dialog) => dialog.accept().catch(() => {}));
    for (let turn = 0; ; turn += 1) {
      try {
        await this.page.goto(`${this.device.line.base}/desk/stories/${this.story}`, { timeout: 30_000 });
        break;
      } catch (error) {
        // A connection that was kept open is gone: a person asks again.
        if (turn === 20) throw error;
        await sleep(500);
      }
    }
    await this.page.locator('.ProseMirror').waitFor({ timeout: 30_000 });
  }

  /** Types a word at the end of a block and notes what the page said of it. */
  async word(word, block, anew) {
    await this.page.evaluate((wanted) => {
      const story = document.querySelector('.ProseMirror');
      const blocks = story.querySelectorAll(':scope > :not(.ProseMirror-widget)');
      const at = blocks[Math.min(wanted, blocks.length - 1)];
      story.focus();
      const range = document.createRange();
      range.selectNodeContents(at);
      range.collapse(false);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }, block);
    await this.page.waitForTimeout(60);
    if (anew) await this.page.keyboard.press('Enter');
    await this.page.keyboard.type(` ${word}`, { delay: 4 });
    const one = { word, at: '' };
    this.typed.push(one);
    await this.page.waitForTimeout(30);
    const [place, shown] = [await placeOf(this.page), await shownOn(this.page)];
    one.seen = shown.some((text) => text.includes(word));
    if (!one.seen) one.where = await this.page.evaluate(() => [document.activeElement?.className, getSelection().anchorNode?.textContent, document.querySelector('.ProseMirror').innerText].join(' | '));
    if (PLACES.has(place)) one.at = place;
    this.shown = shown;
  }
}

// ---- a round ----

async function round(number, lane, server) {
  const random = chance(Number(seed) * 7919 + number);
  const where = `round ${number} (seed ${seed})`;
  const [one, other] = lane.devices;
  for (const device of lane.devices) {
    if (!device.context) await device.open();
    if (!(await got(device.line.base, '/desk/sessions', device.cookie ?? '')).includes('name="csrf"')) await device.signIn();
  }
  const csrf = csrfIn(await got(lane.line.base, '/desk/', one.cookie));
  // The disk is the same for all: while another round has filled it, a story is rightly not begun.
  let begun;
  for (let tries = 0; tries < 60; tries += 1) {
    begun = await form(lane.line.base, '/desk/stories', { csrf, edition: 'tr' }, one.cookie);
    if (begun.status !== 503) break;
    await sleep(500);
  }
  const story = Number(/stories\/(\d+)/.exec(begun.to)?.[1]);
  if (!story) throw new Error(`${where}: no story: ${begun.status} ${begun.text.slice(0, 200)}`);

  const cast = random.one([[one], [one], [one, one], [one, other], [one, other], [one, one, other]]);
  const tabs = cast.map((device, index) => new Tab(device, story, index));
  await tabs[0].open();
  for (const [index, word] of ['bir', 'iki', 'üç'].entries()) await tabs[0].word(`${word}${number}`, index, index > 0);
  await untilOnServer(tabs[0], HEALED_MS_MAX);
  for (const tab of tabs.slice(1)) await tab.open();

  const together = random.next() < 0.5;
  const done = [];
  let stop = false;
  const typing = tabs.map(async (tab, index) => {
    const own = chance(Number(seed) * 31 + number * 17 + index);
    try {
      for (let turn = 0; turn < 7 && !stop; turn += 1) {
        const block = together ? own.below(3) : Math.min(index, 2);
        await tab.word(`n${number}t${index}w${turn}${own.below(1e6).toString(36)}`, block, tabs.length === 1 && own.next() < 0.2);
        await sleep(own.within(0, 900));
      }
    } catch (error) {
      tab.gone = String(error).split('\n')[0];
    }
  });
  const faults = Array.from({ length: 1 + random.below(3) }, () => random.one(FAULTS));
  const breaking = (async () => {
    for (const fault of faults) {
      await sleep(random.within(200, 1800));
      done.push(await breakSomething(fault, lane, server, tabs, random).catch((error) => `${fault} failed: ${String(error).split('\n')[0]}`));
    }
  })();
  await Promise.all([...typing, breaking]);
  stop = true;

  // All is mended, and every browser that was open is opened again.
  lane.line.set('up');
  await server.healing;
  for (const device of new Set(cast)) {
    if (!device.context) await device.open();
    if (!(await got(device.line.base, '/desk/sessions', device.cookie ?? '')).includes('name="csrf"')) await device.signIn();
  }
  const words = tabs.flatMap((tab) => tab.typed).filter(({ at }) => at);
  let open = tabs.filter((tab) => !tab.gone && !tab.page.isClosed());
  for (const tab of tabs.filter((tab) => !open.includes(tab))) {
    const again = new Tab(tab.device, story, `${tab.name} again`);
    await again.open();
    open = [...open, again];
  }
  let late = '';
  for (const tab of open) late ||= await untilOnServer(tab, HEALED_MS_MAX).then(() => '', (error) => `tab ${tab.name}: ${error.message}`);
  // Another look by everybody: what a dead tab had left is sent by whoever opens the story next.
  for (const tab of open) await tab.page.close({ runBeforeUnload: false }).catch(() => {});
  for (const device of new Set(cast)) {
    const last = new Tab(device, story, 'last');
    await last.open();
    await sleep(300);
    late ||= await untilOnServer(last, HEALED_MS_MAX).then(() => '', (error) => `the last look: ${error.message}`);
    await last.page.close();
  }
  const page = await got(lane.line.base, `/desk/stories/${story}`, one.cookie);
  const given = JSON.parse(/<script[^>]*id="desk-story"[^>]*>([^<]*)</.exec(page)[1]);
  const blocks = given.blocks.map(({ block }) => (block.text ?? []).map((run) => run.text).join('').trim());
  const all = blocks.join('\n');
  const lost = words.filter(({ word }) => !all.includes(word));
  const trace = `${tabs.length} tabs, ${together ? 'same' : 'own'} blocks, ${done.join(', ')}`;
  expect(!late, where, late ? `${trace}: ${late}` : `${trace}: everything came to the server`);
  expect(lost.length === 0, where, `${trace}: ${words.length} words shown as safe, lost: ${lost.map(({ word, at, seen, where: w }) => `${word} (${at}, ${seen ? 'seen' : `never seen: ${w}`})`).join(', ') || 'none'}${lost.length ? `; kept ${JSON.stringify(blocks)}` : ''}`);
  if (tabs.length === 1 && tabs[0].shown) {
    // One hand alone: nothing of it is doubled, moved or older than what it showed last.
    const shown = tabs[0].shown;
    // A tab that was killed may have written on after it was looked at last: a letter more, or a block between.
    let at = -1;
    const inOrder = shown.every((text) => (at = blocks.findIndex((block, index) => index > at && block.startsWith(text))) >= 0);
    const same = tabs[0].gone ? inOrder : JSON.stringify(shown) === JSON.stringify(blocks);
    expect(same, where, same ? `${trace}: the story is what its writer saw` : `${trace}: shown ${JSON.stringify(shown)}, kept ${JSON.stringify(blocks)}`);
  }
  return words.length;
}

async function untilOnServer(tab, milliseconds) {
  const { page } = tab;
  for (const until = Date.now() + milliseconds; Date.now() < until; await sleep(100)) {
    if ((await placeOf(page)) === 'server') return;
    // A hand that looks at the window wakes it.
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await sleep(200);
  }
  throw new Error(`says “${await page.locator('#saved').textContent()}”`);
}

async function breakSomething(fault, lane, server, tabs, random) {
  switch (fault) {
    case 'server':
    case 'clock':
      // One at a time, whichever lane asks; the others live with it.
      await (server.healing = (server.healing ?? Promise.resolve()).then(async () => {
        await server.kill();
        if (fault === 'clock') server.turned = random.one([-86_400_000, -3_600_000, 0, 3_600_000, 86_400_000]);
        await sleep(random.within(100, 2500));
        await server.start();
      }));
      if (fault === 'clock') {
        const turn = random.one([-86_400_000, -600_000, 600_000, 86_400_000]);
        for (const tab of tabs) await Promise.race([tab.page.evaluate((by) => globalThis.turnClock(by), turn), sleep(1000)]).catch(() => {});
      }
      return fault === 'clock' ? 'clocks turned' : 'server killed';
    case 'line':
    case 'silence':
      lane.line.set(fault === 'line' ? 'cut' : 'silent');
      await sleep(random.within(500, 4000));
      lane.line.set('up');
      return fault === 'line' ? 'line cut' : 'line silent';
    case 'tab': {
      const tab = random.one(tabs);
      if (!tab.device.context) return `tab ${tab.name} was dead already`;
      tab.gone = 'killed';
      const session = await tab.device.context.newCDPSession(tab.page);
      session.send('Page.crash').catch(() => {});
      await sleep(300);
      await tab.page.close().catch(() => {});
      return `tab ${tab.name} killed`;
    }
    case 'browser': {
      const tab = random.one(tabs);
      for (const its of tabs.filter((its) => its.device === tab.device)) its.gone = 'killed';
      await tab.device.kill();
      return `browser of tab ${tab.name} killed`;
    }
    case 'session': {
      const { device } = random.one(tabs);
      const csrf = csrfIn(await got(device.line.base, '/desk/', device.cookie));
      await form(device.line.base, '/desk/sign-out', { csrf }, device.cookie);
      await sleep(random.within(500, 2500));
      await device.signIn();
      return 'session ended';
    }
    case 'disk': {
      await (server.healing = (server.healing ?? Promise.resolve()).then(async () => {
        const path = join(data, 'ballast');
        fill(path);
        await sleep(random.within(800, 2500));
        unlinkSync(path);
      }));
      return 'disk full';
    }
  }
}

/** Takes every block that is left. */
function fill(path) {
  const file = openSync(path, 'w');
  const block = Buffer.alloc(1 << 16);
  try {
    for (let size = block.length; size >= 512; ) {
      try {
        writeSync(file, block, 0, size);
      } catch {
        size /= 2;
      }
      const { bavail, bsize } = statfsSync(data);
      if (bavail * bsize === 0) break;
    }
  } finally {
    try { fsyncSync(file); } catch {}
    closeSync(file);
  }
}

// ---- all rounds ----

const server = new Server();
await server.start();
const lanes = [];
const people = await firstPeople(`http://127.0.0.1:${server.port}`, Number(laneCount) * 2);
for (let index = 0; index < Number(laneCount); index += 1) {
  const line = new Line();
  await line.open(server);
  const devices = [people[index * 2], people[index * 2 + 1]].map((person) => new Device(person, line));
  for (const device of devices) await device.signIn();
  lanes.push({ line, devices });
}
let next = 0;
let words = 0;
let failed = 0;
await Promise.all(lanes.map(async (lane) => {
  while (next < Number(rounds)) {
    const number = next++;
    try {
      words += await round(number, lane, server);
    } catch (error) {
      failed += 1;
      expect(false, `round ${number} (seed ${seed})`, `it stopped: ${String(error.stack ?? error).split('\n').slice(0, 4).join(' | ')} ${server.said.slice(-300)}`);
      // Browsers anew: one that hangs would hang the next round too.
      lane.line.set('up');
      for (const device of lane.devices) if (device.context) await Promise.race([device.kill(), sleep(5000)]).catch(() => {});
    }
  }
}));
for (const lane of lanes) {
  for (const device of lane.devices) await device.close();
  lane.line.close();
}
await server.kill();
tell({ finished: true, rounds: Number(rounds), words, starts: server.ups, seed });
process.exit(failed ? 1 : 0);
