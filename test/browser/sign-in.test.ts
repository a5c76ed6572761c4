import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import {
  axeFindings,
  BrowserDesk,
  describeInBrowser,
  overflow,
  takeScreenshot,
  type ViewOptions,
} from './browser-desk.js';

const views: Record<string, ViewOptions> = {
  light: {},
  dark: { colorScheme: 'dark' },
  phone: { width: 390, height: 844, language: 'en' },
  narrow: { width: 320, height: 700 },
  forced: { forcedColors: 'active' },
};

describeInBrowser('the first page of a trial desk', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  it('looks right to everybody, and is read by axe without a finding', async () => {
    for (const [view, options] of Object.entries(views)) {
      const seat = await desk.sit(options);
      await seat.page.goto('/');
      await seat.page.getByRole('button', { name: '林晓' }).waitFor();
      assert.deepEqual(await axeFindings(seat), [], view);
      assert.ok((await overflow(seat)) <= 0, `${view} is wider than the window`);
      await takeScreenshot(seat, `sign-in-${view}`);
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
});
