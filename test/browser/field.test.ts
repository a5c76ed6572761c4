// The technician on a phone: orders, acts and photos through a dead zone, once and in order; nothing left for the next one.
import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { must } from '../support/api-desk.js';
import { BrowserDesk, describeInBrowser, takeScreenshot, type Seat } from './browser-desk.js';
import { checkPage } from './page-checks.js';
import { photoWithPosition } from './photo.js';

const phone = { width: 390, height: 844 };
/** So far the phone's clock is ahead of the desk's. */
const aheadMs = 3_600_000;
/** So long something waits on the phone. */
const waitedMs = 600_000;

describeInBrowser('a technician on a phone', () => {
  let desk: BrowserDesk;
  beforeAll(async () => {
    desk = await BrowserDesk.start();
    const { api } = desk;
    const names = { p15: '周强', p16: '吴磊' };
    for (const [id, name] of Object.entries(names)) {
      await api.hire(id, 'maintenance', 'sunshine');
      await api.desk.database.source.query(`UPDATE people SET name = $2 WHERE id = $1`, [id, name]);
    }
    const team = must(
      await api.post('p03', '/v1/teams', { site: 'sunshine', role: 'maintenance', name: '东片区维修班' }),
      201,
    );
    for (const person of Object.keys(names))
      must(await api.post('p03', `/v1/teams/${team.id}/members`, { person }), 201);
    for (const [name, longitude] of [
      ['7号楼', 113.13],
      ['8号楼', 113.138],
    ] as const)
      must(
        await api.post('p03', '/v1/areas', { team: team.id, name, addresses: [name], latitude: 27.836, longitude }),
        201,
      );
  });
  afterAll(() => desk.stop());

  const repair = (subject: string, place = '8号楼2单元301') => desk.api.repair({ subject, place });
  const entries = async (number: string, reader = 'p01') =>
    must(await desk.api.get(reader, `/v1/cases/${number}/timeline`), 200).entries as {
      act: string;
      at: string;
      happenedAt: string;
      deviceAt?: string;
      input: Record<string, string[]>;
    }[];
  const actsOf = async (number: string) =>
    (await entries(number)).filter(({ act }) => !['moment', 'warn', 'breach'].includes(act)).map(({ act }) => act);
  const states = (page: Page) =>
    page
      .locator('[data-queued]')
      .evaluateAll((shown) => shown.map((one) => (one as unknown as { dataset: { queued: string } }).dataset.queued));
  /** A phone whose clock is an hour ahead, at the orders of its technician. */
  const atOrders = async (who = '周强'): Promise<Seat> => {
    const seat = await desk.sit(phone);
    await seat.context.grantPermissions(['geolocation']);
    await seat.context.setGeolocation({ latitude: 27.836, longitude: 113.1301 });
    await seat.context.addInitScript(`{
      const RealDate = Date;
      const ahead = () => ${aheadMs} + Number(location.protocol === 'http:' && localStorage.getItem('waited'));
      globalThis.Date = class extends RealDate {
        constructor(...args) { super(...(args.length ? args : [RealDate.now() + ahead()])); }
        static now() { return RealDate.now() + ahead(); }
      };
    }`);
    await seat.page.goto('/field');
    await seat.page.getByRole('button', { name: who }).first().click();
    await seat.page.locator('h1', { hasText: '我的工单' }).waitFor();
    await seat.page.getByRole('button', { name: /^我的/ }).waitFor();
    await seat.page.evaluate('navigator.serviceWorker.ready');
    return seat;
  };
  const act = async (page: Page, name: string) => {
    await page.locator('main').getByRole('button', { name }).first().click();
    return page.getByRole('dialog').first();
  };
  const submit = (page: Page) => page.getByRole('dialog').locator('button[type=submit]').click();

  it('finds the nearest order, takes it by one thumb, and arrives with a photo from which nobody reads a place', async () => {
    const far = await repair('门禁故障', '8号楼1单元');
    const near = await repair('水管漏水', '7号楼3单元');
    const { page, context } = await atOrders();
    await page.getByRole('button', { name: /^待接单/ }).click();
    await page.getByRole('button', { name: '按距离' }).click();
    const cards = page.locator('[data-order]');
    await eventually(async () => (await cards.first().getAttribute('data-order')) === near.number);
    const card = cards.first();
    assert.equal(await card.getByRole('link', { name: '13900000000' }).getAttribute('href'), 'tel:13900000000');
    assert.ok((await card.innerText()).includes('约'), await card.innerText());
    await card.getByRole('link', { name: /^接单/ }).click();
    await submit(page);
    await page.getByText('已登记：接单').waitFor();

    await act(page, '到场');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '拍照' }).click(),
    ]);
    const photo = await photoWithPosition(page, 2400, 1200);
    assert.ok(photo.includes(Buffer.from('Exif')));
    await chooser.setFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo });
    await page.getByRole('dialog').locator('img').waitFor();
    // The line breaks when the photo has arrived: it goes on from there.
    let broken = 0;
    await context.route('**/v1/uploads/*', async (route) => {
      if (route.request().method() !== 'PATCH' || broken++ > 0) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await submit(page);
    await page.getByText('已登记 2 项').waitFor();
    assert.equal(broken, 1, 'what has arrived is not sent again');
    const arrival = (await entries(near.number)).find((entry) => entry.act === 'arrive')!;
    const { files } = must(await desk.api.get('p01', `/v1/cases/${near.number}/files`), 200);
    assert.deepEqual(files[0].place, { latitude: 27.836, longitude: 113.1301 }, 'the place stands beside the photo');
    assert.ok(files[0].takenAt);
    const kept = await fetch(`${desk.url}/v1/files/${arrival.input['photos']![0]}`, {
      headers: { authorization: 'Bearer token-p15' },
    }).then(async (answer) => Buffer.from(await answer.arrayBuffer()));
    for (const word of ['Exif', 'GPS']) assert.ok(!kept.includes(Buffer.from(word)), `no ${word} in what is handed on`);
    assert.ok(kept.length < photo.length);
    // By the ledger, whatever the phone shows; that is beside it.
    const phoneNow = await page.evaluate<number>('Date.now()');
    assert.equal(arrival.at, arrival.happenedAt);
    assert.ok(Math.abs(Date.parse(arrival.deviceAt!) - phoneNow) < 120_000, String(arrival.deviceAt));
    assert.ok(phoneNow - Date.now() > aheadMs - 60_000);
    await desk.api.acted('p01', far.number, 'withdraw', { reason: '不再需要' });
    await context.close();
  });

  it('the answer is lost, the network is gone, the page is loaded anew: each act once, in order', async () => {
    const { number } = await repair('灯不亮');
    for (const step of ['accept', 'arrive']) await desk.api.acted('p15', number, step);
    const seat = await atOrders();
    const { page, context } = seat;
    await page.locator(`[data-order="${number}"]`).getByRole('link').first().click();
    // What is needed without a network has been read and kept.
    await eventually(async () => (await page.evaluate<string>(keptNumbers)).includes(number));

    // The request arrives, its answer does not.
    let lost = 0;
    await context.route(`**/v1/cases/${number}/quote`, async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await context.setOffline(true);
      return route.abort('connectionreset');
    });
    await act(page, '报价');
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('维修内容').fill('更换灯管');
    for (const [fee, yuan] of [
      ['人工费', '20'],
      ['材料费', '15'],
      ['服务费', '0'],
    ] as const)
      await sheet.getByLabel(fee).fill(yuan);
    assert.equal(await sheet.getByLabel('人工费').inputValue(), '¥20.00');
    await submit(page);
    await page.getByText('“报价”已存在手机').waitFor();
    assert.equal(await page.getByText('已登记：报价').count(), 0, 'nobody is told that it is on record');
    assert.deepEqual(await states(page), ['kept']);

    // What comes next is offered by where the case will stand then; who signs sees for what.
    const confirmation = await act(page, '登记客户确认');
    await confirmation.getByText('更换灯管').waitFor();
    await confirmation.getByText('¥35.00').waitFor();
    await page.getByRole('dialog').getByRole('textbox').first().fill('同意');
    await page.getByRole('button', { name: '在屏幕上签字' }).click();
    const pad = page.locator('canvas');
    const box = (await pad.boundingBox())!;
    await page.mouse.move(box.x + 40, box.y + 60);
    await page.mouse.down();
    for (const [x, y] of [
      [90, 160],
      [160, 50],
      [220, 140],
    ] as const)
      await page.mouse.move(box.x + x, box.y + y, { steps: 5 });
    await page.mouse.up();
    await takeScreenshot(seat, 'field-signature');
    await page.getByRole('button', { name: '签好了' }).click();
    await page.getByRole('dialog').locator('img').waitFor();
    await submit(page);
    await eventually(async () => (await states(page)).length === 2);

    // Ten minutes go by, for the phone and for the desk.
    const { time } = desk.api.desk;
    Object.assign(time, { speed: 1 }); // what the desk says of its time: this one stands still otherwise
    time.set(new Date(Date.parse(time.iso) + 3 * waitedMs).toISOString());
    await page.evaluate(`localStorage.setItem('waited', '${waitedMs}')`);
    await page.reload();
    await page.getByText('灯不亮').first().waitFor();
    await eventually(async () => (await states(page)).join() === 'kept,kept');
    await takeScreenshot(seat, 'field-offline');
    await act(page, '开始维修');
    await submit(page);
    await eventually(async () => (await states(page)).length === 3);
    assert.deepEqual((await actsOf(number)).slice(-1), ['quote'], 'nothing else has reached the desk');

    await context.setOffline(false);
    await page.getByText('已登记 3 项').waitFor();
    const after = (await actsOf(number)).filter((one) => ['quote', 'confirm', 'start'].includes(one));
    assert.deepEqual(after, ['quote', 'confirm', 'start']);
    const signed = (await entries(number)).find((entry) => entry.act === 'confirm')!;
    const late = Date.parse(signed.at) - Date.parse(signed.happenedAt);
    assert.ok(late >= waitedMs && late < 2 * waitedMs, `X-5 it counts as of when it was done: ${signed.happenedAt}`);
    const begun = (await entries(number)).find((entry) => entry.act === 'start')!;
    assert.equal(begun.at, begun.happenedAt);
    Object.assign(time, { speed: 0 });
    assert.equal(signed.input['signature']!.length, 1);
    await context.close();
  });

  it('a refused act says why and holds the later ones until the person has decided', async () => {
    const { number } = await repair('插座松动');
    for (const step of ['accept', 'arrive']) await desk.api.acted('p15', number, step);
    const seat = await atOrders();
    const { page, context } = seat;
    await page.locator(`[data-order="${number}"]`).getByRole('link').first().click();
    await eventually(async () => (await page.evaluate<string>(keptNumbers)).includes(number));
    await context.setOffline(true);
    await act(page, '开始维修');
    await submit(page);
    await eventually(async () => (await states(page)).length === 1);
    await act(page, '维修完成');
    await page.getByRole('dialog').getByRole('textbox').first().fill('已紧固');
    await submit(page);
    await eventually(async () => (await states(page)).length === 2);
    await desk.api.acted('p01', number, 'withdraw', { reason: '客户自行修好' });
    await context.setOffline(false);
    await eventually(async () => (await states(page)).join() === 'refused,kept');
    const first = page.locator('[data-queued="refused"]');
    await first.getByRole('alert').waitFor();
    await page.getByText('前一项被拒绝').waitFor();
    await takeScreenshot(seat, 'field-refused');
    await first.getByRole('button', { name: '放弃' }).click();
    await page.getByRole('dialog').getByText('开始维修').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: /^放弃/ }).click();
    await eventually(async () => (await states(page)).join() === 'refused');
    assert.deepEqual((await actsOf(number)).slice(-1), ['withdraw']);
    await context.close();
  });

  it('who signs out is told what was not sent, and leaves nothing to the next person', async () => {
    const { number } = await repair('龙头滴水');
    await desk.api.acted('p15', number, 'accept');
    const { page, context } = await atOrders();
    await page.locator(`[data-order="${number}"]`).getByRole('link').first().click();
    await eventually(async () => (await page.evaluate<string>(keptNumbers)).includes(number));
    await context.route(`**/v1/cases/${number}/arrive`, (route) => route.abort('connectionreset'));
    await act(page, '到场');
    await submit(page);
    await page.getByText('“到场”已存在手机').waitFor();
    const warning = page.getByRole('dialog');
    const staysSignedIn = async () => {
      await warning.getByText('手机上还有 1 项操作没有发送').waitFor();
      await warning.getByRole('button', { name: '取消' }).click();
    };
    await page.getByRole('button', { name: '退出登录' }).click();
    await staysSignedIn();
    // On every device at once, too.
    await page.goto('/account');
    await page.getByRole('button', { name: '退出所有设备' }).click();
    await warning.getByRole('button', { name: '退出所有设备' }).click();
    await staysSignedIn();
    await page.goto(`/field/${number}`);
    await page.locator('[data-queued]').waitFor();
    assert.deepEqual(await states(page), ['kept']);
    await page.getByRole('button', { name: '退出登录' }).click();
    await warning.getByRole('button', { name: /^仍要退出/ }).click();
    await page.getByRole('button', { name: '吴磊' }).first().waitFor();
    assert.equal(await page.evaluate(everythingKept), '[[],[],[]]');
    await page.goto('/field');
    await page.getByRole('button', { name: '吴磊' }).first().click();
    await page.getByText('您手上没有工单').waitFor();
    assert.equal((await actsOf(number)).includes('arrive'), false);
    await context.close();
  });

  it('W-17.3 the place of an arrival comes from the phone, nobody types degrees', async () => {
    const fault = {
      rulebook: 'power',
      site: 'river-county-power',
      kind: 'fault-repair',
      channel: 'phone',
      area: 'town',
      side: 'unclear',
      subject: '表箱冒火花',
      place: '城关镇临江路8号',
    };
    const { number } = must(await desk.api.post('w01', '/v1/cases', fault), 201);
    await desk.api.acted('w09', number, 'dispatch', { crew: 'town-crew' });
    await desk.api.acted('w07', number, 'accept');
    const { page, context } = await atOrders('丁鹏');
    await page.goto(`/field/${number}`);
    const form = await act(page, '到达现场');
    await form.getByText('将附上手机位置：27.83600, 113.13010').waitFor();
    assert.equal(await form.getByRole('textbox').count(), 1, 'the place in words alone');
    await form.getByText('是', { exact: true }).click();
    await submit(page);
    await page.getByText('已登记：到达现场').waitFor();
    const { input } = (await entries(number, 'w01')).find((entry) => entry.act === 'arrive')!;
    assert.deepEqual([input['latitude'], input['longitude']], [27.836, 113.1301]);
    await context.close();
  });

  it('is within reach for everybody: five looks, both languages', async () => {
    const { number } = await repair('楼道灯闪烁', '7号楼1单元');
    await desk.api.acted('p15', number, 'accept');
    await checkPage(desk, 'field', { who: '周强', path: '/field', shown: '[data-order]' });
    await checkPage(desk, 'field-order', { who: '周强', path: `/field/${number}`, shown: 'main li button' });
    await checkPage(desk, 'field-print', { who: '周强', path: `/field/${number}/print`, shown: 'main svg' });
  });
});

const inDatabase = (body: string) => `new Promise((resolve, reject) => {
  const opening = indexedDB.open('banjie-field');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const db = opening.result;
    const all = (name) => new Promise((done) => {
      const asked = db.transaction(name).objectStore(name).getAll();
      asked.onsuccess = () => done(asked.result);
    });
    (async () => { ${body} })().then(resolve, reject).finally(() => db.close());
  };
})`;
/** The keys of what was read and is kept. */
const keptNumbers = inDatabase(
  `return JSON.stringify((await all('readings')).flatMap(({ answers }) => answers.map(([key]) => key)));`,
);
const everythingKept = inDatabase(
  `return JSON.stringify([await all('acts'), await all('files'), await all('readings')]);`,
);
