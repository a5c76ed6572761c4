import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.js';
import { BrowserDesk } from './browser-desk.js';
import { checkPage } from './page-checks.js';

describe('my account', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  it('says when a change is on record, and what is wrong by the field', async () => {
    const { page } = await desk.signIn('陈静', '/account');
    const notices = page.locator('#notices');
    await notices.getByLabel('催办: 送达方式').selectOption('at-once');
    await notices.getByRole('group', { name: '催办' }).getByLabel('短信').check();
    await notices.getByLabel('免打扰开始').fill('22:00');
    await notices.getByLabel('手机号').fill('abc');
    await page.waitForTimeout(500);
    await page.reload();
    await eventually(async () => (await notices.getByLabel('手机号').inputValue()) === 'abc');
    await page.keyboard.press('Alt+KeyS');
    await notices.locator('[data-invalid]', { hasText: '免打扰结束' }).getByText('免打扰时段须有开始和结束').waitFor();
    await notices.locator('[data-invalid]', { hasText: '手机号' }).getByText('须为电话号码').waitFor();
    assert.equal(await notices.getByText('已记录').count(), 0);
    await notices.getByLabel('免打扰结束').fill('07:00');
    await notices.getByLabel('手机号').fill('13800000001');
    await page.keyboard.press('Alt+KeyS');
    await notices.getByText(/已记录（\d\d:\d\d:\d\d）/).waitFor();
    const { body } = await desk.api.get('p01', '/v1/me/notices/preferences');
    assert.deepEqual(body.kinds, [{ kind: 'urge', channels: ['mail', 'sms'], when: 'at-once' }]);
    assert.deepEqual([body.quietFrom, body.quietUntil, body.sms], ['22:00', '07:00', '13800000001']);
    // What must come at once cannot be put off.
    const choices = notices.getByLabel('超时: 送达方式').locator('option');
    assert.deepEqual(await choices.allTextContents(), ['按单位对岗位的设置', '立即送达']);
  });

  it('absence and stand-in by keyboard alone, in English; withdrawn after a question', async () => {
    const { page } = await desk.signIn('陈静', '/account', { language: 'en' });
    await page.getByText('Nothing entered').waitFor();
    await page.keyboard.press('KeyL');
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('spinbutton', { name: /day, Until/ }).focus();
    for (const digits of ['01', '12', '2026', '18', '00']) await page.keyboard.type(digits);
    await page.keyboard.press('Alt+KeyS');
    await sheet.waitFor({ state: 'detached' });
    const away = page.getByRole('listitem').filter({ hasText: 'Away' });
    await away.getByText('1 Dec').waitFor();
    await page.getByText(/On record \(/).waitFor();
    assert.match((await desk.api.get('p01', '/v1/people/p01')).body.absences[0].until, /2026-12-01T18:00:00\+08:00/);

    await page.keyboard.press('KeyV');
    await sheet.getByLabel('Who stands in').selectOption({ index: 2 });
    await page.keyboard.press('Alt+KeyS');
    await sheet.locator('[data-invalid]').first().waitFor();
    await page.keyboard.press('Escape');
    await away.getByRole('button', { name: 'Withdraw Away' }).click();
    await page.keyboard.press('Alt+KeyS');
    await page.getByText('Nothing entered').waitFor();
    assert.deepEqual((await desk.api.get('p01', '/v1/people/p01')).body.absences, []);
  });

  it('signs out on another device, then everywhere', async () => {
    const here = await desk.signIn('王芳', '/account');
    const there = await desk.signIn('王芳', '/account');
    await here.page.reload();
    const sessions = here.page.locator('section', { hasText: '登录的设备' });
    await sessions
      .getByRole('button', { name: /^退出 / })
      .first()
      .click();
    await here.page.keyboard.press('Alt+KeyS');
    await sessions.getByRole('button', { name: /^退出 / }).waitFor({ state: 'detached' });
    await there.page.reload();
    await there.page.getByText('这是试用系统').waitFor();
    await here.page.keyboard.press('KeyE');
    await here.page
      .getByRole('dialog')
      .getByRole('button', { name: /^退出所有设备/ })
      .click();
    await here.page.getByText('这是试用系统').waitFor();
  });

  it('theme, density, sound and language hold at once and after a reload', async () => {
    const { page } = await desk.signIn('陈静', '/account');
    await page.getByText('深色', { exact: true }).click();
    await page.getByText('紧凑', { exact: true }).click();
    await page.getByText('关', { exact: true }).click();
    const data = () => page.evaluate('({ ...document.documentElement.dataset, lang: document.documentElement.lang })');
    assert.deepEqual(await data(), { theme: 'dark', density: 'compact', lang: 'zh-CN' });
    await page.getByRole('radiogroup', { name: '语言', exact: true }).getByText('English').click();
    await page.getByRole('heading', { name: 'What I hold' }).waitFor();
    // What the API said is said anew, too.
    await page.getByText('customer-service agent').first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'What I hold' }).waitFor();
    assert.deepEqual(await data(), { theme: 'dark', density: 'compact', lang: 'en' });
    assert.equal(await page.getByRole('radio', { name: 'Off' }).isChecked(), true);
  });

  it('is within reach for everybody: five looks, both languages', async () => {
    await checkPage(desk, 'account', { who: '陈静', path: '/account', shown: '#notices' });
  });
});
