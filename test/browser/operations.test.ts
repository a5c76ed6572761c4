import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { BrowserDesk } from './browser-desk.js';
import { checkPage } from './page-checks.js';

describe('operations', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  it('an administrator sees what is amiss and comes to the case; nobody else has the page', async () => {
    const { desk: ledger } = desk.api;
    const { page } = await desk.signIn('郑凯', '/operations');
    await page.getByText('没有异常').waitFor();
    await page.getByText('尚无签名').waitFor();
    const { number } = await ledger.complaint();
    await ledger.act(number, 'desk', 'refuse-signal', { act: 'close', code: 'not-of-the-ledger' });
    await page.reload();
    await page.getByText('有人经流程引擎发来“close”：冒充台账。').waitFor();
    await checkPage(desk, 'operations', { who: '郑凯', path: '/operations', shown: 'main li' });
    await page.getByRole('link', { name: number }).click();
    await page.waitForURL(new RegExp(`/cases/${number}`));

    const { page: agent } = await desk.signIn('陈静', '/work');
    await agent.getByRole('link', { name: '我的工作' }).first().waitFor();
    assert.equal(await agent.getByRole('link', { name: '系统运行' }).count(), 0);
  });
});
