// Administration: people with their posts and what they hold, the roster as people and days, areas with teams and skills.
import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { must } from '../support/api-desk.js';
import { axeFindings, BrowserDesk, describeInBrowser, overflow, takeScreenshot, type Seat } from './browser-desk.js';
import { checkPage } from './page-checks.js';

/** What is open over the page as it is: by axe, and no wider than the window; on a phone too. */
async function looksRight(seat: Seat, name: string): Promise<void> {
  for (const [view, width] of [
    ['wide', 1440],
    ['phone', 390],
  ] as const) {
    await seat.page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await axeFindings(seat), [], `${name} ${view}`);
    assert.ok((await overflow(seat)) <= 0, `${name} ${view} is wider than the window`);
    await takeScreenshot(seat, `${name}-${view}`);
  }
  await seat.page.setViewportSize({ width: 1280, height: 850 });
}

describeInBrowser('administration in a browser', () => {
  let desk: BrowserDesk;
  beforeAll(async () => {
    // Monday 23 November 2026, 09:00 at the sites.
    desk = await BrowserDesk.start({ at: '2026-11-23T01:00:00Z' });
    const { api } = desk;
    const team = { site: 'sunshine', role: 'maintenance', name: '东片区维修班' };
    const east = must(await api.post('p03', '/v1/teams', team), 201).id;
    must(await api.post('p03', `/v1/teams/${east}/members`, { person: 'p09', lead: true }), 201);
    must(await api.post('p03', '/v1/areas', { team: east, name: '东片区', addresses: ['解放路', '7-9号楼'] }), 201);
  });
  afterAll(() => desk.stop());

  const dialog = (page: Page) => page.getByRole('dialog').first();

  it('somebody is found, given a post and a stand-in; before they leave it is said what they hold and where it goes', async () => {
    const { number } = await desk.api.repair({ place: '解放路8号' });
    must(await desk.api.act('p09', number, 'accept'), 200);
    const seat = await desk.signIn('郑凯', '/people');
    const { page } = seat;
    await page.getByLabel('单位').selectOption('property-company');
    const list = page.getByRole('grid', { name: '人员名单' });
    await page.getByText('共 13 人').waitFor();
    // By the end of a phone, then by post and site; the keyboard opens.
    await page.keyboard.press('KeyF');
    await page.keyboard.insertText('0009');
    await page.getByText('1 / 13 人').waitFor();
    await page.getByLabel(/^姓名、工号/).fill('客服坐席 滨江');
    await page.getByText('2 / 13 人').waitFor();
    await page.getByLabel(/^姓名、工号/).fill('刘洋');
    await list.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    const sheet = dialog(page);
    await sheet.getByText('维修人员').first().waitFor();
    await sheet.getByRole('button', { name: '安排岗位' }).click();
    await sheet.getByLabel('项目').selectOption('sunshine');
    await sheet.getByLabel('岗位', { exact: true }).selectOption('guard');
    await sheet.getByRole('button', { name: /^安排岗位/ }).click();
    await sheet.getByText(/^已记录：.*阳光小区/).waitFor();
    await sheet.getByText(/^安排岗位：.*阳光小区/).waitFor();
    await sheet.getByRole('button', { name: '发放一次性密码' }).click();
    await page
      .getByRole('dialog')
      .last()
      .getByRole('button', { name: /^发放一次性密码/ })
      .click();
    await sheet.getByText('只在此处显示一次').waitFor();
    await looksRight(seat, 'person');
    await sheet.getByRole('button', { name: '登记离职' }).click();
    const leave = page.getByRole('dialog').last();
    await leave.getByText(`${number}：退回 东片区维修班，由班组重新派人`).waitFor();
    await leave.getByText(/^维修人员 · 全部项目/).waitFor();
    await looksRight(seat, 'person-leaves');
    await leave.getByRole('button', { name: '确认离职' }).click();
    await page.getByText('已记录：刘洋 离职').waitFor();
    await page.getByLabel('状态').selectOption('left');
    await page.getByText('1 / 13 人').waitFor();
  });

  it('the list of people is within reach for everybody: five looks, both languages', async () => {
    await checkPage(desk, 'people', { who: '郑凯', path: '/people', shown: '[role=grid] tbody tr' });
  });
});
