// The customer's page, as somebody without an account reaches it: by a link, or by number and how the phone ends.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { DeliveryService } from '../../activities/delivery.service.js';
import { Webhook } from '../../activities/webhook.js';
import { customerActor } from '../../domain/actor.js';
import { isRefusal } from '../../domain/refusal.js';
import { customerLinkKey, type LinkOrigin } from '../../ledger/customer/customer-links.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { repairBody, must, TestApi } from '../support/api-desk.js';
import { pagesOf } from '../support/pdf.js';
import { secret, WebhookReceiver } from '../support/receivers.js';
import { photoOfCamera, plainJpeg } from '../support/photos.js';

const power = { rulebook: 'power', site: 'river-county-power', channel: 'hotline' };

const inChinese = { 'accept-language': 'zh-CN,zh' };

type Fields = Record<string, string>;
type Photos = Buffer<ArrayBuffer>[];
interface Page {
  status: number;
  html: string;
  headers: Headers;
}

describe('the page of a customer', () => {
  let api: TestApi;
  const link = 'https://desk.example/c/{key}';
  beforeAll(async () => void (api = await TestApi.start({ customerPage: { link, days: 90 } })));
  afterAll(() => api.stop());

  const open = async (path: string, headers: Record<string, string> = {}): Promise<Page> => {
    const answer = await fetch(api.url + path, { redirect: 'manual', headers: { ...inChinese, ...headers } });
    return { status: answer.status, html: await answer.text(), headers: answer.headers };
  };
  const send = async (path: string, fields: Fields, files: Photos = []): Promise<Page> => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    for (const file of files) body.append('photos', new Blob([file]), 'photo.jpg');
    const answer = await fetch(api.url + path, { method: 'POST', body, redirect: 'manual', headers: inChinese });
    return { status: answer.status, html: await answer.text(), headers: answer.headers };
  };
  const now = () => api.desk.time.iso;
  const keyOf = async (number: string, origin: LinkOrigin = 'message') =>
    (await customerLinkKey(api.desk.database.source, { number, origin, by: 'desk', at: now(), days: 90 })).key;
  /** What the form of an act carries beside what is written into it. */
  const formKey = ({ html }: Page, act: string): string =>
    new RegExp(`/${act}\\?[^>]*>\\s*<input type="hidden" name="key" value="(\\w+)"`).exec(html)![1]!;
  const filled = async (key: string, act: string, fields: Fields = {}, files: Photos = []) =>
    send(`/c/${key}/${act}?lang=zh-CN`, { key: formKey(await open(`/c/${key}`), act), ...fields }, files);
  const entries = async (number: string): Promise<{ act: string; actor: string; role: string; input: object }[]> =>
    api.desk.database.source.query(`SELECT act, actor, role, input FROM entries WHERE number = $1 ORDER BY seq`, [
      number,
    ]);
  const acts = async (number: string) => (await entries(number)).map(({ act }) => act);
  const reported = async (): Promise<string> => {
    const { number } = await api.repair();
    await api.acted('p01', number, 'notify');
    await api.acted('p09', number, 'arrive');
    await api.acted('p09', number, 'quote', { content: '换管', labourCents: 0, materialCents: 0, serviceCents: 0 });
    await api.acted('p09', number, 'confirm', { words: '同意' });
    await api.acted('p09', number, 'start');
    await workDone(number);
    return number;
  };
  const workDone = async (number: string): Promise<void> => {
    await api.acted('p09', number, 'finish', { result: '已修好' });
    await api.acted('p09', number, 'sign-off', { accepted: true });
    await api.acted('p09', number, 'report', { words: '完工' });
  };

  it('P-4.2.3 it says in plain words where the case stands, in both languages, in less than 20 kB, and is kept nowhere', async () => {
    const { number } = await api.repair();
    await api.acted('p01', number, 'notify');
    await api.acted('p01', number, 'agree-time', { agreedAt: '2026-11-23T04:00:00Z' });
    const key = await keyOf(number);
    const page = await open(`/c/${key}`);
    assert.deepEqual([page.status, page.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
    for (const said of [number, '已安排人员处理', '最迟上门时间', '我们发给您的消息', '维修人员将在', 'lang="zh-CN"'])
      assert.ok(page.html.includes(said), said);
    assert.ok(Buffer.byteLength(page.html) < 20_000, String(Buffer.byteLength(page.html)));
    assert.doesNotMatch(page.html, /<script|javascript:|\son\w+=/i);
    for (const [name, value] of [
      ['referrer-policy', 'no-referrer'],
      ['cache-control', 'no-store'],
    ] as const)
      assert.equal(page.headers.get(name), value);
    assert.match(page.headers.get('x-robots-tag')!, /noindex/);
    assert.match(page.headers.get('content-security-policy')!, /^default-src 'none'; style-src 'sha256-/);
    const { html } = await open(`/c/${key}`, { 'accept-language': 'en-GB,en' });
    assert.ok(html.includes('Somebody comes by') && html.includes('lang="en"'));
    assert.ok((await open(`/c/${key}?lang=en`)).html.includes('What you can do'));
  });

  it('nothing of the inside is on it: no note, no colleague, no clause, no word of the record', async () => {
    const planted = 'PLANTED-WORD';
    const { number } = await api.repair({ subject: planted, description: planted, customer: planted, place: planted });
    for (const person of ['p01', 'p09']) await api.acted(person, number, 'note', { words: planted });
    await api.acted('p01', number, 'add', { words: planted });
    await api.acted('p01', number, 'notify');
    const names: { name: string }[] = await api.desk.database.source.query(`SELECT name FROM people`);
    const { html } = await open(`/c/${await keyOf(number)}`);
    for (const inside of [planted, '13900000000', 'P-4.2', ...names.map(({ name }) => name)])
      assert.equal(html.includes(inside), false, inside);
  });

  it('adding, urging, rating and saying that it is not solved are entries in the role of the customer, each once for a form', async () => {
    const number = await reported();
    const key = await keyOf(number);
    const form = formKey(await open(`/c/${key}`), 'add');
    const photo = await photoOfCamera('jpeg');
    const twice = await Promise.all([1, 2].map(() => send(`/c/${key}/add`, { key: form, words: '还在滴水' }, [photo])));
    for (const { status, headers } of twice)
      assert.deepEqual([status, headers.get('location')], [303, `/c/${key}?done=add&lang=zh-CN`]);
    assert.equal((await send(`/c/${key}/add`, { key: form, words: '还在滴水' }, [photo])).status, 303);
    // Whoever goes back to it and writes anew, or picks another photo, is not told that it arrived.
    for (const [words, photos] of [['水漫到客厅了', []] as const, ['还在滴水', [plainJpeg()]] as const]) {
      const anew = await send(`/c/${key}/add`, { key: form, words }, [...photos]);
      assert.ok(anew.status === 422 && anew.html.includes('过时') && anew.html.includes(`${words}</textarea>`), words);
    }
    const urge = formKey(await open(`/c/${key}`), 'urge');
    assert.equal((await send(`/c/${key}/urge`, { key: urge })).status, 303);
    const soon = await filled(key, 'urge', { words: '快一点' });
    assert.equal(soon.status, 422);
    // What was written is not lost, and its form is open.
    assert.match(soon.html, /您刚刚催办过[\s\S]*<details open>[\s\S]*快一点<\/textarea>/);
    assert.equal((await filled(key, 'rate', { score: '2', words: '没修好' })).status, 303);
    const solved = formKey(await open(`/c/${key}`), 'not-solved');
    const again = () => send(`/c/${key}/not-solved`, { key: solved, words: '又漏了' });
    assert.equal((await again()).status, 303);
    assert.equal((await again()).status, 303);
    const own = (await entries(number)).filter(({ role }) => role === 'customer-page');
    const acted = own.map(({ act, actor }) => `${act} by ${actor}`).join();
    assert.equal(acted, ['add', 'urge', 'rate', 'revisit'].map((act) => `${act} by customer-page`).join());
    const shown = must(await api.get('p01', `/v1/cases/${number}`), 200);
    assert.deepEqual([shown.status, shown.round, shown.facts.rating], ['recorded', 2, 2]);
    const { files } = must(await api.get('p01', `/v1/cases/${number}/files`), 200);
    assert.equal(files.length, 1);
    const kept = await fetch(`${api.url}/v1/files/${files[0].id}`, { headers: { authorization: 'Bearer token-p01' } });
    assert.ok(!Buffer.from(await kept.arrayBuffer()).includes('SECRET'), 'where it was taken is not in it');
    const { entries: timeline } = must(
      await api.get('p01', `/v1/cases/${number}/timeline`, { 'accept-language': 'zh' }),
      200,
    );
    assert.ok(timeline.some(({ actor }: { actor: { name: string } }) => actor.name === '客户（自助页面）'));
    assert.deepEqual((await verifyLedger(api.desk.database.source)).faults, []);
  });

  it('P-4.3.5.1 a good mark takes the place of no call back, and only who was reached by message ends a case by the page', async () => {
    const { number } = await api.repair();
    const weak = await keyOf(number, 'staff');
    const told = await filled(weak, 'withdraw', { words: '不用修了' });
    assert.equal(told.headers.get('location'), `/c/${weak}?done=told&lang=zh-CN`);
    assert.equal((await acts(number)).includes('withdraw'), false);
    const strong = await keyOf(number);
    assert.equal((await filled(strong, 'withdraw', { words: '不用修了' })).status, 303);
    assert.equal((await acts(number)).at(-1), 'withdraw');
    const done = await reported();
    assert.equal((await filled(await keyOf(done), 'rate', { score: '5' })).status, 303);
    assert.equal(must(await api.get('p01', `/v1/cases/${done}`), 200).status, 'reported');
  });

  it('X-10 a filed case that was not solved is taken up again, three times at most; long after it says only that it is closed', async () => {
    const number = await reported();
    const key = await keyOf(number);
    await api.acted('p09', number, 'return-stub');
    await api.acted('p03', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await api.acted('p01', number, 'close');
    assert.equal((await filled(key, 'not-solved', { words: '又坏了' })).status, 303);
    assert.equal((await acts(number)).at(-1), 'reopen');
    await api.acted('p01', number, 'withdraw', { reason: '客户撤回' });
    assert.doesNotMatch((await open(`/c/${key}`)).html, /action="[^"]*not-solved/);
    const later = api.desk.time.iso;
    api.desk.time.set('2027-02-10T01:00:00Z');
    const old = await keyOf(number);
    api.desk.time.set('2027-02-25T01:00:00Z');
    const { html } = await open(`/c/${old}`);
    api.desk.time.set(later);
    assert.ok(html.includes('这件事已经结束') && !html.includes('<form'), html);
  });

  it('a link that was revoked, has expired or never was, and one of a case that is erased or secret, ends on the same page', async () => {
    const { number } = await api.repair();
    const key = await keyOf(number);
    const form = formKey(await open(`/c/${key}`), 'urge');
    const given = must(await api.post('p01', `/v1/customer-links/${number}`), 201);
    assert.match(given.address, /^https:\/\/desk\.example\/c\/\w{16}$/);
    assert.equal((await api.post('p09', `/v1/customer-links/${number}`)).body.code, 'role-may-not');
    assert.equal((await api.request('DELETE', `/v1/customer-links/${number}`, { as: 'p01' })).body.revoked, 2);
    const { html: never } = await open(`/c/${'A'.repeat(16)}`);
    for (const dead of [key, given.address.split('/').at(-1), 'x', 'A'.repeat(200)]) {
      const page = await open(`/c/${dead}`);
      assert.deepEqual([page.status, page.html], [404, never], dead);
    }
    assert.equal((await send(`/c/${key}/urge`, { key: form })).status, 404);
    // The next message has another.
    const next = await keyOf(number);
    assert.notEqual(next, key);
    assert.equal((await open(`/c/${next}`)).status, 200);
    // A form that was shown with another link is worth nothing.
    const { number: other } = await api.repair();
    const foreign = formKey(await open(`/c/${await keyOf(other)}`), 'urge');
    assert.equal((await send(`/c/${next}/urge`, { key: foreign })).status, 422);
    assert.deepEqual([(await acts(number)).includes('urge'), (await acts(other)).includes('urge')], [false, false]);
    assert.equal((await filled(next, 'erase')).status, 303);
    // Asked for once, it is not offered again until it is done.
    assert.doesNotMatch((await open(`/c/${next}`)).html, /action="[^"]*erase/);
    const asked = { number, act: 'ask-erasure', input: {} };
    const twice = await api.desk.ledger.append(customerActor, asked, randomUUID());
    assert.equal(isRefusal(twice) && twice.code, 'already-done');
    await api.acted('p01', number, 'withdraw', { reason: '客户撤回' });
    await api.hire('eraser', 'administrator');
    must(
      await api.post('eraser', '/v1/erasures', { ground: 'on-request', reason: '客户请求', numbers: [number] }),
      200,
    );
    assert.equal((await open(`/c/${next}`)).html, never);
    const inquiry = { kind: 'inquiry', rulebook: 'property', site: 'sunshine', channel: 'phone', subject: '询问' };
    const secretly = must(
      await api.post('p01', '/v1/cases', { ...inquiry, phone: '13700005555', description: '底价', secret: true }),
      201,
    ).number as string;
    assert.equal((await open(`/c/${await keyOf(secretly)}`)).html, never);
    assert.equal((await api.post('p01', `/v1/customer-links/${secretly}`)).body.code, 'not-in-this-status');
    const [ended, before] = [await keyOf(other), now()];
    api.desk.time.set('2027-03-01T00:00:00Z');
    assert.equal((await open(`/c/${ended}`)).html, never);
    api.desk.time.set(before);
  });

  it('T-4 whom a case is about neither gives nor revokes the link of its customer', async () => {
    await api.hire('blamed', 'cs-agent', 'sunshine');
    const { number } = await api.complaint({ aboutPerson: 'blamed' });
    assert.equal((await api.post('p01', `/v1/customer-links/${number}`)).status, 201);
    const path = `/v1/customer-links/${number}`;
    for (const { status, body } of [
      await api.post('blamed', path),
      await api.request('DELETE', path, { as: 'blamed' }),
    ])
      assert.deepEqual([status, body.code], [404, 'unknown-case']);
    const { number: other } = await api.complaint();
    assert.equal((await api.post('blamed', `/v1/customer-links/${other}`)).status, 201);
  });

  it('X-10 links that went to a wrong number end when it is put right; the next message has a new one', async () => {
    const { number } = await api.repair();
    const [sent, given] = [await keyOf(number), await keyOf(number, 'staff')];
    // Whoever has that phone has read the number of the case, too.
    const found = (await send('/c', { number, ending: '0000' })).headers.get('location')!;
    const correct = (field: string, to: string) =>
      api.acted('p01', number, 'correct', { field, to, reason: '登记有误' });
    await correct('customer', '李四');
    assert.equal((await open(`/c/${sent}`)).status, 200);
    await correct('phone', '13911112222');
    assert.deepEqual([(await open(`/c/${sent}`)).status, (await open(`/c/${given}`)).status], [404, 200]);
    assert.equal((await open(found)).status, 404);
    const next = await keyOf(number);
    assert.notEqual(next, sent);
    assert.equal((await open(`/c/${next}`)).status, 200);
  });

  it('W-33 number and phone ending find the case of a customer; an informer, a wrong ending and a wrong number are told the same, later too', async () => {
    const { number } = await api.repair();
    const report = must(
      await api.post('w01', '/v1/cases', {
        kind: 'report',
        ...power,
        subject: '收受红包',
        phone: '13700004444',
        leftChannel: 'message',
        thanked: true,
      }),
      201,
    ).number as string;
    const found = await send('/c?lang=zh-CN', { number: number.toLowerCase(), ending: '0000' });
    assert.equal(found.status, 303);
    assert.equal((await open(found.headers.get('location')!)).status, 200);
    const wide = number.replace(/[-\w]/g, (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
    assert.equal((await send('/c', { number: wide, ending: '００００' })).status, 303, wide);
    const shown = async (fields: { number: string; ending: string }) => {
      const { status, html } = await send('/c', fields);
      return [status, html.replaceAll(fields.number, 'NUMBER')];
    };
    const wrong = await shown({ number: 'PR-2026-999999', ending: '0000' });
    assert.equal(wrong[0], 404);
    assert.deepEqual(await shown({ number, ending: '1234' }), wrong);
    assert.deepEqual(await shown({ number: report, ending: '4444' }), wrong);
    assert.equal((await open(`/c/${await keyOf(report)}`)).status, 404);
    for (let i = 0; i < 3; i++) await send('/c', { number, ending: `12${i}0` });
    // Whoever tries no faster than that comes to a wait all the same.
    await api.desk.database.source.query(`UPDATE sign_in_attempts SET expire = expire - 16 * 60 * 1000`);
    await send('/c', { number, ending: '1290' });
    const { status, headers, html } = await send('/c', { number, ending: '0000' });
    assert.equal(status, 429);
    assert.ok(Number(headers.get('retry-after')) > 0 && html.includes('查询次数过多'));
  });

  it('X-13 the message to the customer has the link, the same when it is sent again; no log and no list holds it', async () => {
    const gateway = await WebhookReceiver.start();
    const desk = api.desk.atOtherTime('2026-11-23T04:00:00Z', { mail: true });
    try {
      const deliveries = new DeliveryService(desk.ledger, {
        webhook: new Webhook(gateway.url, secret, 1_000),
        customerPage: { link, days: 90 },
      });
      const { number } = await desk.repair();
      await deliveries.deliver(number);
      const sent = gateway.received.map((message) => JSON.stringify(message)).filter((text) => text.includes('/c/'));
      const key = /desk\.example\/c\/(\w{16})/.exec(sent.join())?.[1];
      assert.ok(key !== undefined && sent.length === 1, JSON.stringify(gateway.received));
      assert.equal(await keyOf(number), key);
      assert.equal((await open(`/c/${key}`)).status, 200);
      assert.equal(api.logged.join().includes(key), false);
      assert.ok(api.logged.join().includes('/c/:key'));
      const [{ count }] = await desk.database.source.query(
        `SELECT count(*)::integer AS count FROM customer_links WHERE customer_links::text LIKE '%' || $1 || '%'`,
        [key],
      );
      assert.equal(count, 0);
    } finally {
      await gateway.stop();
    }
  });

  it('P-4.2.5 the part of the order that the customer keeps has the link as a QR code; a desk that nobody reaches from outside prints none', async () => {
    const { number } = await api.repair();
    const answer = await fetch(`${api.url}/v1/cases/${number}/forms/work-order`, {
      headers: { authorization: 'Bearer token-p01', ...inChinese },
    });
    assert.equal(answer.status, 200);
    const [page] = await pagesOf(new Uint8Array(await answer.arrayBuffer()));
    assert.match(page!, /客户请扫码[\s\S]*沿此线撕下/);
    const links = await api.desk.database.source.query(`SELECT origin FROM customer_links WHERE number = $1`, [number]);
    assert.deepEqual(links, [{ origin: 'paper' }]);
  });

  it('photos are taken by their content, few at a time; a form of elsewhere enters nothing', async () => {
    const number = must(await api.post('p01', '/v1/cases', repairBody), 201).number as string;
    const key = await keyOf(number);
    const refused = async (act: string, fields: Fields, files: Photos = []) =>
      /class="now no"[^>]*>([^<]+)/.exec((await filled(key, act, fields, files)).html)?.[1];
    assert.match((await refused('add', { words: 'x' }, [Buffer.from('<html>')]))!, /照片/);
    const heic = Buffer.from('\x00\x00\x00\x18ftypheic\x00\x00\x00\x00', 'latin1');
    assert.match((await refused('add', { words: 'x' }, [heic]))!, /兼容性最佳/);
    const four = [plainJpeg(), plainJpeg(), plainJpeg(), plainJpeg()];
    assert.match((await refused('add', { words: 'x' }, four))!, /照片太多/);
    assert.match((await refused('add', { words: '\u200b\u0007' }))!, /写下说明/);
    assert.match((await refused('add', { words: '长'.repeat(2_001) }))!, /太长/);
    assert.match((await refused('urge', { key: randomUUID() }))!, /过时/);
    // Only what is added takes photos, and looking up takes nothing but two short fields.
    assert.match((await refused('urge', {}, [plainJpeg()]))!, /照片太多/);
    assert.equal((await send('/c', { number, ending: '0000' }, [plainJpeg()])).status, 404);
    assert.equal((await send('/c', { number, ending: '0000', note: 'x'.repeat(300) })).status, 404);
    assert.equal((await send(`/c/${key}/close`, {})).status, 404);
    // The address of a form that was refused, opened anew, and a link that a message has lengthened.
    for (const more of ['/add', '/'])
      assert.equal((await open(`/c/${key}${more}`)).headers.get('location'), `/c/${key}?lang=zh-CN`);
    const nowhere = await open('/c/', { accept: 'text/html,*/*' });
    assert.ok(nowhere.status === 404 && nowhere.html.includes('此链接已失效'), nowhere.html);
    assert.deepEqual(await acts(number), ['record']);
  });

  it('thirty entries a day are made by the page of a case', async () => {
    const { number } = await api.repair();
    const add = (words: string) =>
      api.desk.ledger.append(customerActor, { number, act: 'add', input: { words } }, randomUUID());
    for (let i = 0; i < 30; i++) assert.ok(!isRefusal(await add(`第${i}次`)));
    const key = await keyOf(number);
    const often = await filled(key, 'add', { words: '再补充' });
    assert.ok(often.status === 422 && often.html.includes('操作太频繁'));
    const before = now();
    api.desk.time.set(new Date(Date.parse(before) + 25 * 60 * 60_000).toISOString());
    assert.equal((await filled(key, 'add', { words: '再补充' })).status, 303);
    api.desk.time.set(before);
  });

  it('twelve photos a day are kept for a case, whether an entry names them or not, by all its links and forms at once', async () => {
    const { number } = await api.repair();
    const links = [await keyOf(number), await keyOf(number, 'staff')];
    // Kept for forms that were not entered in the end.
    await api.desk.database.source.query(
      `INSERT INTO files (id, organisation, uploaded_by, sha256, size, type, key)
       SELECT gen_random_uuid()::text, 'property-company', 'customer-page', repeat('0', 64), 1, 'image/jpeg', id || ':form:' || i
       FROM customer_links, generate_series(1, 8) AS i WHERE number = $1 AND origin = 'message'`,
      [number],
    );
    const three = () => [plainJpeg(), plainJpeg(), plainJpeg()];
    const atOnce = await Promise.all(links.map((key) => filled(key, 'add', {}, three())));
    assert.ok(atOnce.some(({ status, html }) => status === 422 && html.includes('照片太多')));
    const [{ count }] = await api.desk.database.source.query(
      `SELECT count(*)::integer AS count FROM files WHERE split_part(key, ':', 1) IN (SELECT id::text FROM customer_links WHERE number = $1)`,
      [number],
    );
    assert.ok(count <= 12, String(count));
  });
});
