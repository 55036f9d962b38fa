// A newsroom in the middle of its day, made on a demo paper by the desk's own forms and the editor's own messages: people of
// every role, and stories at every stage, in Turkish and in Arabic.

import { PASSWORD, comeIn, inZone, invite, newPerson, send, setUp, signIn, speak } from './at-desk.mjs';

const ZONE = 'Europe/Istanbul';
const PEOPLE = {
  administrator: { name: 'Ayşe Demir', email: 'ayse@cinar.example' },
  chief: { name: 'Selin Acar', email: 'selin@cinar.example', role: 'chief-editor' },
  editor: { name: 'Murat Kaya', email: 'murat@cinar.example', role: 'editor' },
  reporter: { name: 'Deniz Aydın', email: 'deniz@cinar.example', role: 'reporter' },
  arabic: { name: 'ليلى حداد', email: 'leyla@cinar.example', role: 'reporter', beats: 'ar' },
  contributor: { name: 'Kerem Ilgaz', email: 'kerem@cinar.example', role: 'contributor' },
};

// What each of them has under their hands. `by` begins it; what follows is done to it in this order.
const STORIES = {
  idea: { by: 'reporter', edition: 'tr', headline: 'Pazaryeri taşınırsa esnaf ne yapacak?', body: ['Zabıta müdürüyle ve üç esnafla konuşulacak.'], idea: true },
  overdue: { by: 'reporter', edition: 'tr', headline: 'Irmak kıyısındaki yürüyüş yolu yaza yetişiyor', standfirst: 'Üç kilometrelik yolun son bölümü mayısta açılacak.',
    body: ['Belediyenin geçen yıl başlattığı kıyı düzenlemesinde son bölüme gelindi.', 'Çalışmalar süresince sahil yolu tek şeritten işleyecek.'] },
  back: { by: 'reporter', edition: 'tr', kicker: 'Kar yağışı', headline: 'İlçede kar yağışı okulları iki gün tatil etti',
    standfirst: 'Kaymakamlık, yirmi bir köye ulaşımın sağlanamadığını duyurdu.',
    body: ['Iğdır’ın yüksek köylerine ulaşım sabah saatlerinde kesildi. Ekipler öğlene kadar altı köyün yolunu açtı.',
      'Kaymakamlık, taşımalı eğitimin pazartesi yeniden başlayacağını bildirdi.', 'Meteoroloji, yağışın hafta sonuna kadar sürmesini bekliyor.'] },
  read: { by: 'reporter', edition: 'tr', headline: 'Meclis, su fiyatlarındaki artışı geri çevirdi', standfirst: 'Karar oy birliğiyle alındı; yeni tarife yıl sonuna kadar görüşülmeyecek.',
    body: ['Belediye meclisi, su ve atık su ücretlerine yapılması istenen artışı dün akşamki oturumda reddetti.'] },
  ready: { by: 'reporter', edition: 'tr', headline: 'Feribot seferleri yarın sabah yeniden başlıyor', standfirst: 'İlk sefer 07.15’te; bilet fiyatları değişmedi.',
    body: ['Bakım için iki haftadır iskelede bekleyen feribot yarın sabah yeniden sefere çıkıyor.'] },
  contributed: { by: 'contributor', edition: 'tr', headline: 'Kütüphanenin yeni okuma salonu öğrencilerle doldu', body: ['Salonun seksen koltuğu ilk gün öğleden önce doldu.'] },
  arabic: { by: 'arabic', edition: 'ar', kicker: 'الثلوج', headline: 'الثلوج تغلق مدارس المنطقة يومين', standfirst: 'القائمقامية: الطرق إلى إحدى وعشرين قرية مقطوعة.',
    body: ['انقطعت الطرق إلى القرى المرتفعة صباح اليوم، وفتحت الفرق طرق ست قرى قبل الظهر.', 'وأعلنت القائمقامية أن الدراسة تُستأنف يوم الاثنين.'] },
  arabicRead: { by: 'arabic', edition: 'ar', headline: 'العبّارة تعود إلى العمل صباح الغد', body: ['تعود العبّارة إلى الإبحار صباح الغد بعد أسبوعين من الصيانة.'] },
};

/** Fills the newsroom; gives everybody's page by role, and the numbers of the stories by their names here. */
export async function fill(base) {
  const people = { administrator: await newPerson(base) };
  await setUp(people.administrator, base, PEOPLE.administrator);
  for (const [key, person] of Object.entries(PEOPLE).slice(1)) {
    const link = await invite(people.administrator, base, person);
    people[key] = await newPerson(base);
    await comeIn(people[key], base, link);
    await speak(people[key], base, key === 'arabic' ? 'ar' : 'tr');
  }
  const numbers = {};
  for (const [key, story] of Object.entries(STORIES)) numbers[key] = await write(people[story.by], base, story);

  const done = async (person, key, what, fields) => {
    const answer = await send(people[person], `/desk/stories/${numbers[key]}/${what}`, fields);
    if (answer.status >= 400) throw new Error(`${what} of ${key} answers ${answer.status}`);
    return answer;
  };
  const move = async (person, key, word, note = '') => {
    const { version } = await opened(people[person], base, numbers[key]);
    return done(person, key, 'stage', { move: word, note, version });
  };
  await done('reporter', 'overdue', 'hours', { what: 'due', do: 'set', at: inZone(new Date(Date.now() - 50 * 60_000), ZONE) });
  for (const key of ['back', 'read', 'ready']) await move('reporter', key, 'hand-in');
  await comment(people.editor, base, numbers.back, 'yirmi bir köye', 'Sayı nereden? Kaymakamlığın duyurusuna bağlantı verelim.', 'standfirst');
  await comment(people.editor, base, numbers.back, 'altı köyün yolunu açtı', 'Hangi köyler? Okurlarımız adlarını arıyor.');
  await mend(people.editor, base, numbers.back, 'Ekipler öğlene kadar altı köyün yolunu açtı', 'Ekipler öğlene kadar altı köyün yolunu açtı; on beşine hâlâ ulaşılamıyor');
  await move('editor', 'back', 'send-back', 'Köylerin adlarını ekleyin, sonra hemen yayınlıyoruz.');
  await move('editor', 'ready', 'mark-ready');
  const tomorrow = inZone(new Date(Date.now() + 86_400_000), ZONE).slice(0, 10);
  const { version, revision } = await seen(people.editor, base, numbers.ready);
  await done('editor', 'ready', 'publication', { when: 'later', at: `${tomorrow}T06:30`, version, revision });
  await comment(people.chief, base, numbers.arabic, 'ست قرى', 'أضيفي أسماء القرى من فضلك.');
  await move('arabic', 'arabicRead', 'hand-in');
  return { people, numbers };
}

export async function signedIn(base, role, options) {
  const page = await newPerson(base, options);
  await signIn(page, base, PEOPLE[role].email, PASSWORD);
  return page;
}

async function write(page, base, story) {
  await page.goto(base + '/desk/');
  const begun = await send(page, '/desk/stories', { edition: story.edition, stage: story.idea ? 'idea' : '' });
  const number = Number(begun.url.split('/').pop());
  const { sections, version } = await opened(page, base, number);
  const set = (field, was, now) => ({ field, was, now });
  const changes = [set('headline', '', story.headline), set('sections', [], [sections[0].key]), set('credits', [], [{ name: 'İHA' }])];
  for (const field of ['kicker', 'standfirst']) if (story[field]) changes.push(set(field, null, story[field]));
  story.body.forEach((text, place) => changes.push({ block: id(number, place), was: null, now: { type: 'paragraph', text: [{ text }] }, after: place ? id(number, place - 1) : null }));
  await tellTheServer(page, `/desk/stories/${number}/journal`, { tab: 'f'.repeat(32), seq: 1, base: version, changes });
  return number;
}

/** Words of the body are changed for others. */
async function mend(page, base, number, words, better) {
  const { blocks, version } = await opened(page, base, number);
  const { id, block } = blocks.find(({ block }) => JSON.stringify(block).includes(words));
  const now = JSON.parse(JSON.stringify(block).replace(words, better));
  await tellTheServer(page, `/desk/stories/${number}/journal`, { tab: 'e'.repeat(32), seq: 1, base: version, changes: [{ block: id, was: block, now }] });
}

/** Said of words of the body, or of a field. */
async function comment(page, base, number, quote, words, field) {
  const { blocks } = await opened(page, base, number);
  const textOf = ({ block }) => (block.text ?? []).map(({ text }) => text).join('');
  const found = blocks.find((block) => textOf(block).includes(quote));
  const anchor = field ? { is: 'field', field } : { is: 'words', block: found.id, quote, at: textOf(found).indexOf(quote) };
  await tellTheServer(page, `/desk/stories/${number}/threads`, { do: 'say', anchor, words });
}

const id = (number, place) => `material${String(number).padStart(6, '0')}${String(place).padStart(2, '0')}`;

async function opened(page, base, number) {
  await page.goto(`${base}/desk/stories/${number}`);
  return JSON.parse(await page.locator('#desk-story').textContent());
}

/** What the page before an act showed. */
async function seen(page, base, number) {
  await page.goto(`${base}/desk/stories/${number}/publication`);
  const hidden = (name) => page.locator(`input[name=${name}]`).first().inputValue();
  return { version: await hidden('version'), revision: await hidden('revision') };
}

async function tellTheServer(page, address, body) {
  const answer = await page.evaluate(async ([address, body]) => {
    const headers = { 'content-type': 'application/json', 'x-manset-csrf': JSON.parse(document.getElementById('desk-story').textContent).csrf };
    const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, text: await answer.text() };
  }, [address, body]);
  if (answer.status >= 400) throw new Error(`${address} answers ${answer.status}: ${answer.text}`);
}
