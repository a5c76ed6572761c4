import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { BrowserDesk } from './browser-desk.js';
import { checkPage } from './page-checks.js';

const heat = 'north-town-heat';

describe('who is on duty', () => {
  let desk: BrowserDesk;
  beforeAll(async () => {
    // Monday 23 November 2026, 18:00 in the place of the heating network.
    desk = await BrowserDesk.start({ at: '2026-11-23T10:00:00Z' });
    const duty = (person: string, from: string, until: string) => ({
      person,
      role: 'leader-on-duty',
      site: heat,
      from: `2026-11-${from}:00+08:00`,
      until: `2026-11-${until}:00+08:00`,
    });
    const { body } = await desk.api.post('h04', '/v1/rosters', {
      entries: [
        duty('h07', '23T08:00', '23T20:00'),
        duty('h08', '23T20:00', '24T08:00'),
        duty('h07', '25T08:00', '25T20:00'),
        duty('h08', '26T08:00', '26T20:00'),
      ],
    });
    assert.equal(body.added, 4);
    const wishes = { kinds: [], timeZone: 'Asia/Shanghai', sms: '13900000007' };
    await desk.api.request('PUT', '/v1/me/notices/preferences', { as: 'h07', body: wishes });
    assert.equal((await desk.api.post('h08', `/v1/rosters/${body.ids[3]}/swap`, { with: body.ids[2] })).status, 201);
  });
  afterAll(() => desk.stop());

  it('shows who is on now and who comes on tonight, with a number to dial', async () => {
    const { page } = await desk.signIn('韩雪', '/on-duty');
    const part = (title: string) => page.locator('section', { has: page.getByRole('heading', { name: title }) });
    const now = part('当前值班').first();
    await now.getByText('值班领导').waitFor();
    assert.equal(await now.getByRole('link').getAttribute('href'), 'tel:13800000007');
    assert.equal(await now.getByRole('listitem').count(), 1);
    const later = part('今晚及稍后').first();
    assert.match(
      (await later.getByRole('listitem').textContent())!,
      /自.*11月23日.*20:00.*至.*11月24日.*08:00.*138 0000 0008/,
    );
    assert.equal(await page.getByText('换班申请').count(), 0, 'only those whom an exchange concerns see it');
  });

  it('an exchange is answered by one key, in English; the one who asked sees for whom it waits', async () => {
    const asker = await desk.signIn('董峰', '/on-duty', { language: 'en' });
    await asker.page.getByText(/Waits for the answer of/).waitFor();
    assert.equal(await asker.page.getByRole('button', { name: /Agree/ }).count(), 0);
    const { page } = await desk.signIn('彭涛', '/on-duty', { language: 'en' });
    await page.getByText(/asks to exchange duties with you/).waitFor();
    await page.getByText('Thu 26 Nov').first().waitFor();
    await page.keyboard.press('KeyY');
    await page.getByText('On record: agreed').waitFor();
    const days = `from=${encodeURIComponent('2026-11-25T00:00:00+08:00')}&until=${encodeURIComponent('2026-11-27T00:00:00+08:00')}`;
    const { body } = await desk.api.get('h04', `/v1/rosters?site=${heat}&${days}`);
    assert.deepEqual(
      body.entries.map(({ person }: { person: string }) => person),
      ['h08', 'h07'],
    );
  });

  it('the centre enters a contact once and takes it out; everybody finds it and calls', async () => {
    const { page } = await desk.signIn('陈静', '/on-duty');
    await page.getByText('没有登记紧急联系电话').waitFor();
    await page.keyboard.press('KeyN');
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('姓名或单位').fill('电梯维保公司值班');
    await sheet.getByLabel('电话（日夜可接通）').fill('0731-8888 0000');
    await page.keyboard.press('Alt+KeyS');
    await sheet.locator('[data-invalid]', { hasText: '类别' }).first().waitFor();
    await sheet.getByLabel('项目').selectOption('sunshine');
    await sheet.getByText('供应商').click();
    await sheet.getByRole('button', { name: /^保存/ }).dblclick();
    await page.getByText('已记录：电梯维保公司值班').waitFor();
    assert.equal((await desk.api.get('p01', '/v1/contacts')).body.contacts.length, 1);
    const link = page.getByRole('link', { name: /^拨打 电梯维保公司值班/ });
    assert.equal(await link.getAttribute('href'), 'tel:073188880000');
    await page.keyboard.press('KeyF');
    await page.keyboard.insertText('水泵');
    await page.getByText('没有符合条件的联系电话').waitFor();
    await page.getByRole('searchbox', { name: /查找单位/ }).fill('07318888');
    await link.waitFor();

    const other = await desk.signIn('刘洋', '/on-duty');
    await other.page.getByRole('link', { name: /^拨打 电梯维保公司值班/ }).waitFor();
    assert.equal(await other.page.getByRole('button', { name: /新增|移出/ }).count(), 0);
    await page.getByRole('button', { name: '移出 电梯维保公司值班' }).click();
    await page.keyboard.press('Alt+KeyS');
    await page.getByText('已移出：电梯维保公司值班').waitFor();
    assert.deepEqual((await desk.api.get('p01', '/v1/contacts')).body.contacts, []);
  });

  it('is within reach for everybody: five looks, both languages', async () => {
    const contact = { site: heat, kind: 'supplier', name: '水泵维修厂', phone: '024-00000000', remark: '合同 2026-18' };
    assert.equal((await desk.api.post('h01', '/v1/contacts', contact)).status, 201);
    await checkPage(desk, 'on-duty', { who: '韩雪', path: '/on-duty', shown: 'a[href^="tel:024"]' });
  });
});
