import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { BrowserDesk, describeInBrowser } from './browser-desk.js';
import { checkViews } from './page-checks.js';

describeInBrowser('the first page of a trial desk', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  it('looks right to everybody, and is read by axe without a finding', async () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const seat = await desk.sit({ language });
      await seat.page.goto('/');
      await seat.page.getByRole('button', { name: '林晓' }).waitFor();
      await checkViews(seat, 'sign-in', { language });
      await seat.context.close();
    }
  });

  it('people stand by what they do; a wrong password is said, and signing out leads back here', async () => {
    const { page } = await desk.sit();
    await page.goto('/work');
    await page.getByRole('heading', { name: '接待与客服' }).waitFor();
    await page.getByText('用工号和密码登录').click();
    await page.getByLabel('工号').fill('p02');
    await page.getByLabel('密码').fill('not this one, surely');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: '林晓' }).click();
    await page.waitForURL(/\/work$/);
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('heading', { name: '接待与客服' }).waitFor();
  });

  it('when somebody else signs in in one of several tabs, the others show nothing of the first, and nothing is done there as another', async () => {
    const { page, context } = await desk.signIn('陈静', '/account');
    const other = await context.newPage();
    await other.goto('/work');
    await other.getByRole('button', { name: '退出登录' }).click();
    await other.getByRole('button', { name: '林晓' }).first().waitFor();
    await page.getByRole('button', { name: '林晓' }).first().waitFor();
    assert.equal(await page.getByRole('navigation').count(), 0);
    // A tab that was asked to sign in again hears who did so elsewhere.
    await other.getByRole('button', { name: '陈静' }).first().click();
    await other.getByRole('navigation').waitFor({ state: 'attached' });
    await page.goto('/account');
    await page.getByRole('navigation').waitFor({ state: 'attached' });
    const third = await context.newPage();
    await context.clearCookies();
    await third.goto('/work');
    await third.getByRole('button', { name: '林晓' }).first().click();
    await third.getByRole('navigation').waitFor({ state: 'attached' });
    await page.getByRole('link', { name: '林晓' }).or(page.getByText('林晓')).first().waitFor();
    assert.equal(await page.getByText('陈静').count(), 0);
  });
});
