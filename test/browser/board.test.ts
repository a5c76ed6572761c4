// The dispatcher's board: unclaimed work, candidates with reasons, giving by key and by dragging, outages.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { must } from '../support/api-desk.js';
import { axeFindings, BrowserDesk, overflow, takeScreenshot } from './browser-desk.js';
import { checkPage } from './page-checks.js';

const names = { e1: '周强', e2: '吴磊', w1: '郭涛' };
const words = {
  'zh-CN': { note: '备注', recorded: /已记录/, waiting: '已派，等待接单', free: '空闲' },
  en: { note: 'Note', recorded: /recorded:/, waiting: 'given, not accepted yet', free: 'free' },
};

/** Drags a job onto a target: its sheet is there. Where it is not, the events say how far the drag came. */
async function dragOnto(page: Page, card: Locator, target: Locator): Promise<void> {
  await page.evaluate(`if (!window.dragEvents) {
    window.dragEvents = [];
    for (const type of ['mousedown', 'dragstart', 'drop', 'dragend', 'mouseup'])
      addEventListener(type, ({ target }) => dragEvents.push(type + ' on ' + target.tagName), true);
  }`);
  await card.dragTo(target);
  try {
    await page.getByRole('dialog').waitFor();
  } catch (error) {
    const seen = await page.evaluate('dragEvents.join(", ")');
    throw new Error(`The drag opened nothing: ${String(seen)}`, { cause: error });
  }
}

describe("the dispatcher's board in a browser", () => {
  let desk: BrowserDesk;
  let east: { id: string };
  let west: { id: string };
  beforeAll(async () => {
    desk = await BrowserDesk.start();
    const { api } = desk;
    for (const [id, name] of Object.entries(names)) {
      await api.hire(id, 'maintenance', 'sunshine');
      await api.desk.database.source.query(`UPDATE people SET name = $2 WHERE id = $1`, [id, name]);
    }
    const team = { site: 'sunshine', role: 'maintenance' };
    east = must(await api.post('p03', '/v1/teams', { ...team, name: '东片区维修班' }), 201);
    west = must(await api.post('p03', '/v1/teams', { ...team, name: '西片区维修班', lastResort: true }), 201);
    for (const [id, person, lead] of [
      [east.id, 'e1', true],
      [east.id, 'e2', false],
      [west.id, 'w1', false],
    ] as const)
      must(await api.post('p03', `/v1/teams/${id}/members`, { person, lead }), 201);
    must(await api.post('p03', '/v1/areas', { team: east.id, name: '东片区', addresses: ['7-9号楼'] }), 201);
    must(await api.post('p03', '/v1/skills', { person: 'e2', skill: 'lift' }), 201);
  });
  afterAll(() => desk.stop());

  const facts = async (number: string) => (await desk.api.get('p08', `/v1/cases/${number}`)).body.facts;
  const job = (page: Page, number: string) => page.locator(`[data-job="${number}"]`);
  const withdraw = (number: string) => desk.api.acted('p01', number, 'withdraw', { reason: '不再需要' });

  for (const language of ['zh-CN', 'en'] as const) {
    const w = words[language];
    it(`${language}: by keyboard alone a job that nobody has taken goes to the first candidate, with a note`, async () => {
      const { number } = await desk.api.repair({ place: '8号楼2单元', subject: '电梯停运', repairType: 'lift' });
      const { page } = await desk.signIn('孙丽', '/board', { language });
      await job(page, number).waitFor();
      const card = await job(page, number).innerText();
      for (const shown of ['电梯停运', '8号楼2单元', '东片区维修班', 'P-4.2']) assert.ok(card.includes(shown), shown);
      await page.keyboard.press('j');
      await page.keyboard.press('a');
      const sheet = page.getByRole('dialog');
      await sheet.getByRole('button', { name: new RegExp(names.e2) }).waitFor();
      const first = await sheet.getByRole('listitem').first().innerText();
      assert.ok(first.includes(names.e2), `whoever mends lifts stands first: ${first}`);
      await page.keyboard.press('1');
      const note = sheet.getByLabel(w.note);
      await note.waitFor();
      await note.focus();
      await page.keyboard.type('请立即前往');
      assert.equal((await facts(number)).assignee ?? null, null, 'nothing before it is sent');
      await page.keyboard.press('Enter');
      await sheet.waitFor({ state: 'detached' });
      await page.getByText(w.recorded).waitFor();
      assert.equal((await facts(number)).assignee, 'e2');
      const person = page.locator('[data-person="e2"]');
      await person.locator(`[data-job="${number}"]`).waitFor();
      const held = await person.innerText();
      for (const shown of [w.waiting, '请立即前往']) assert.ok(held.includes(shown), held);
      await withdraw(number);
      await job(page, number).waitFor({ state: 'detached' });
      await page.context().close();
    });
  }

  it('a job is dragged onto a person; another team takes it on with a note', async () => {
    const { number } = await desk.api.repair({ place: '9号楼', subject: '水管爆裂' });
    const { page } = await desk.signIn('孙丽', '/board');
    const sheet = page.getByRole('dialog');
    await dragOnto(page, job(page, number), page.locator('[data-person="e1"]'));
    await sheet.getByText(`派给：`).waitFor();
    await sheet.getByRole('button', { name: /^派单/ }).dblclick();
    await sheet.waitFor({ state: 'detached' });
    await page.locator('[data-person="e1"]').locator(`[data-job="${number}"]`).waitFor();
    assert.equal((await facts(number)).assignee, 'e1');
    await dragOnto(page, job(page, number), page.getByRole('region', { name: '西片区维修班' }).locator('header'));
    await sheet.getByLabel('备注').fill('泵房在西区');
    await sheet.getByRole('button', { name: /^转派/ }).click();
    await sheet.waitFor({ state: 'detached' });
    const { team, assignee } = await facts(number);
    assert.deepEqual([team, assignee], [west.id, null]);
    const entries = (await desk.api.get('p08', `/v1/cases/${number}/timeline`)).body.entries;
    assert.equal(entries.filter(({ act }: { act: string }) => act === 'assign').length, 1, 'a double click sends once');
    await withdraw(number);
    await page.context().close();
  });

  it('what changes while it is in the hand is told, and is not sent before it was seen', async () => {
    const { number } = await desk.api.repair({ place: '7号楼', subject: '门禁失灵' });
    const { page } = await desk.signIn('孙丽', '/board');
    await job(page, number).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: new RegExp(names.e1) }).click();
    await sheet.getByRole('button', { name: /^派单/ }).waitFor();
    await desk.api.acted('e2', number, 'accept');
    await sheet.getByText('在您派单期间，此单有了新的记录').waitFor();
    await sheet.getByRole('button', { name: /^派单/ }).click();
    await sheet.getByRole('alert').first().waitFor();
    assert.equal((await facts(number)).assignee, 'e2');
    await sheet.getByRole('button', { name: '我已查看' }).click();
    await sheet.getByRole('button', { name: /^派单/ }).click();
    await sheet.waitFor({ state: 'detached' });
    assert.equal((await facts(number)).assignee, 'e1');
    await withdraw(number);
    await page.context().close();
  });

  it('somebody drags while another takes it: the board says so', async () => {
    const { number } = await desk.api.repair({ place: '7号楼', subject: '门禁失灵' });
    const { page } = await desk.signIn('孙丽', '/board');
    await job(page, number).waitFor();
    await job(page, number).dispatchEvent('dragstart', {
      dataTransfer: await page.evaluateHandle('new DataTransfer()'),
    });
    await desk.api.acted('e2', number, 'accept');
    await page.getByText(`您正在派的 ${number} 刚有变化，目前由${names.e2}负责。`).waitFor();
    await withdraw(number);
    await page.context().close();
  });

  it('W-14.6 outages stand above with their calls; who is still dark is counted', async () => {
    const power = { rulebook: 'power', site: 'river-county-power' };
    const outage = must(
      await desk.api.post('w09', '/v1/cases', {
        ...power,
        kind: 'outage',
        outageType: 'emergency',
        area: 'town',
        line: 'chengdong-1',
        subject: '雷击跳闸',
        explanation: '线路遭雷击',
        endsAt: new Date(Date.now() + 7_200_000).toISOString(),
      }),
      201,
    );
    const call = async (n: number) =>
      must(
        await desk.api.post('w01', '/v1/cases', {
          ...power,
          kind: 'fault-repair',
          channel: 'phone',
          area: 'town',
          line: 'chengdong-1',
          side: 'unclear',
          subject: '家中停电',
          place: `城东路${n}号`,
          customer: `客户${n}`,
          phone: `1390000100${n}`,
        }),
        201,
      ).number as string;
    const calls = [await call(1), await call(2), await call(3)];
    await desk.api.acted('w01', calls[0]!, 'split-off', { reason: '邻居都有电' });
    const { outages } = must(await desk.api.get('w03', '/v1/outages'), 200);
    assert.deepEqual(
      outages.map(({ number, waiting, stillDark }: Record<string, unknown>) => [number, waiting, stillDark]),
      [[outage.number, 2, 1]],
    );
    assert.deepEqual(must(await desk.api.get('p08', '/v1/outages'), 200).outages, [], 'of the reader’s sites alone');
    const { page } = await desk.signIn('卢斌', '/board');
    const part = page.getByRole('region', { name: '停电', exact: true });
    await part.waitFor();
    const text = await part.innerText();
    for (const shown of ['雷击跳闸', '2 个来电待确认', '1 户仍未来电', outage.number])
      assert.ok(text.includes(shown), text);
    await page.context().close();
  });

  for (const language of ['zh-CN', 'en'] as const)
    it(`${language}: W-14.6 what is emerging becomes one outage in one go; the outage shows its calls by building`, async () => {
      const w =
        language === 'en'
          ? { part: 'Emerging', make: /Record one outage/, joined: /6 joined to/, calls: '6 calls', all: 'All calls' }
          : { part: '异常集中', make: /登记为一次停电/, joined: /6 件已并入/, calls: '来电 6 个', all: '全部来电' };
      const building = language === 'en' ? '江边小区8栋' : '江边小区7栋';
      let number = '';
      for (let n = 1; n <= 6; n += 1)
        ({ number } = must(
          await desk.api.post('w01', '/v1/cases', {
            rulebook: 'power',
            site: 'river-county-power',
            kind: 'fault-repair',
            channel: 'hotline',
            area: 'town',
            side: 'unclear',
            subject: '家中停电',
            place: `${building}${n}01`,
            phone: `1390000${building.length}${language.length}${n}0`,
          }),
          201,
        ));
      const seat = await desk.signIn('卢斌', '/board', { language });
      const { page } = seat;
      // Without what the page for signing in has just said aloud.
      await page.reload();
      const part = page.getByRole('region', { name: w.part, exact: true });
      await part.waitFor();
      assert.match(await part.innerText(), language === 'en' ? /6 cases of 6 callers/ : /6 位来电人的 6 件案件/);
      assert.deepEqual(await axeFindings(seat), []);
      await takeScreenshot(seat, `board-emerging-${language}`);
      await part.getByRole('button', { name: w.make }).click();
      const sheet = page.getByRole('dialog');
      const line = language === 'en' ? /10 kV west line 1/ : /城西/;
      await sheet.getByText(line).first().click();
      await page.setViewportSize({ width: 320, height: 850 });
      assert.ok((await overflow(seat)) <= 0, 'the sheet at 320 px');
      assert.deepEqual(await axeFindings(seat), []);
      await takeScreenshot(seat, `board-gather-${language}`);
      await page.setViewportSize({ width: 1280, height: 850 });
      await sheet.getByRole('button', { name: w.make }).click();
      await sheet.waitFor({ state: 'detached' });
      const said = page.getByText(w.joined);
      await said.waitFor();
      await part.waitFor({ state: 'detached' });
      await said.getByRole('link').click();
      const calls = page.locator('[data-calls]');
      await calls.waitFor();
      assert.match(await calls.innerText(), new RegExp(`江边小区${language === 'en' ? 8 : 7}号楼\\s*6`));
      await page.getByRole('heading', { name: w.calls }).waitFor();
      await page.getByRole('link', { name: w.all }).click();
      await page.getByText(`${building}101`).first().waitFor();
      await page.goto(`${new URL(page.url()).origin}/cases/${number}`);
      await page.locator('[data-outage]').waitFor();
      await page.context().close();
    });

  it('P-4.3 many complaints from one building are shown to the supervisor, and are one matter in one go', async () => {
    const numbers: string[] = [];
    for (let n = 1; n <= 6; n += 1)
      numbers.push(
        (await desk.api.complaint({ subject: '楼道积水', place: `15号楼${n}01`, phone: `1371234000${n}` })).number,
      );
    const { page } = await desk.signIn('王芳', '/board');
    const part = page.getByRole('region', { name: '异常集中', exact: true });
    await part.getByRole('button', { name: '并为一件' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: '并为一件' }).click();
    await sheet.waitFor({ state: 'detached' });
    await page.getByText(`5 件已并入 ${numbers[0]}`).waitFor();
    await part.waitFor({ state: 'detached' });
    for (const number of numbers) await withdraw(number).catch(() => undefined);
    await page.context().close();
  });

  it('is sound in every view, and says so where a site has no teams', async () => {
    const nobody = await desk.signIn('赵敏', '/board');
    await nobody.page.getByText('本项目还没有班组').waitFor();
    for (const [place, subject, type] of [
      ['8号楼2单元', '电梯困人后停用', 'lift'],
      ['12号楼', '水管爆裂', 'plumbing'],
    ] as const)
      await desk.api.repair({ place, subject, repairType: type });
    const { number } = await desk.api.repair({ place: '9号楼301', subject: '下水道堵塞' });
    await desk.api.acted('p08', number, 'assign', { person: 'e1', note: '业主下午在家' });
    const taken = await desk.api.repair({ place: '7号楼102', subject: '开关打火' });
    await desk.api.acted('e2', taken.number, 'accept');
    await checkPage(desk, 'board', { who: '孙丽', path: '/board', shown: '[data-job]' });
    for (const width of [1280, 320]) {
      const seat = await desk.signIn('孙丽', '/board');
      await seat.page.setViewportSize({ width, height: 850 });
      // Without what the page for signing in has just said aloud.
      await seat.page.reload();
      await job(seat.page, number).click();
      const sheet = seat.page.getByRole('dialog');
      await sheet.getByRole('button', { name: new RegExp(names.e2) }).click();
      await sheet.getByText('提交后：').waitFor();
      assert.deepEqual(await axeFindings(seat), []);
      assert.ok((await overflow(seat)) <= 0, `the sheet at ${width} px`);
      await takeScreenshot(seat, `board-job-${width}`);
      await seat.context.close();
    }
  });
});
