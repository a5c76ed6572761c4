import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { BrowserDesk, describeInBrowser } from './browser-desk.js';

describeInBrowser('several tabs of one browser', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  it('when somebody else signs in in one, the others show nothing of the first, and nothing is done there as another', async () => {
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
