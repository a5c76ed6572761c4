// Administration: people with their posts and what they hold, the roster as people and days, areas with teams and skills.
import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { must } from '../support/api-desk.js';
import { eventually } from '../support/eventually.js';
import { axeFindings, BrowserDesk, describeInBrowser, overflow, takeScreenshot, type Seat } from './browser-desk.js';
import { checkPage } from './page-checks.js';

/** The page as it is, with what is open over it: by axe, and no wider than the window, on a phone neither. */
async function looksRight(seat: Seat, name: string): Promise<void> {
  // What has been said aloud about a button that is gone.
  await eventually(async () => (await seat.page.locator('[data-live-announcer] [role=img]').count()) === 0);
  for (const [view, width] of [
    ['wide', 1440],
    ['phone', 390],
  ] as const) {
    await seat.page.setViewportSize({ width, height: 900 });
    if (view === 'wide') assert.deepEqual(await axeFindings(seat), [], name);
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
    await api.hire('m1', 'maintenance', 'sunshine');
    await api.desk.database.source.query(`UPDATE people SET name = '周强' WHERE id = 'm1'`);
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
    await page.getByText('共 14 人').waitFor();
    // By the end of a phone, then by post and site; the keyboard opens.
    await page.keyboard.press('KeyF');
    await page.keyboard.insertText('0009');
    await page.getByText('1 / 14 人').waitFor();
    await page.getByLabel(/^姓名、工号/).fill('接待员 滨江');
    await page.getByText('1 / 14 人').waitFor();
    await page.getByLabel(/^姓名、工号/).fill('刘洋');
    await list.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    const sheet = dialog(page);
    await sheet.getByText('维修班').first().waitFor();
    await sheet.getByRole('button', { name: '安排岗位' }).click();
    await sheet.getByLabel('项目', { exact: true }).selectOption('sunshine');
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
    await leave.getByText(/^责任部门员工 · 工程维修部 · 全部项目/).waitFor();
    await looksRight(seat, 'person-leaves');
    await leave.getByRole('button', { name: '确认离职' }).click();
    await page.getByText('已记录：刘洋 离职').waitFor();
    await page.getByLabel('状态').selectOption('left');
    await page.getByText('1 / 14 人').waitFor();
  });

  it('the list of people is within reach for everybody: five looks, both languages', async () => {
    await checkPage(desk, 'people', { who: '郑凯', path: '/people', shown: '[role=grid] tbody tr' });
  });

  it('a week of duties is pasted, put and taken by keyboard; its holes are red until somebody is named', async () => {
    const seat = await desk.signIn('韩雪', '/roster');
    const { page } = seat;
    const status = page.getByRole('status');
    await page.getByRole('button', { name: /值班领导 7 天有空缺/ }).click();
    const grid = page.getByRole('grid', { name: '值班领导' });
    await page.getByLabel('班次', { exact: true }).selectOption('00:00-24:00');
    // By keyboard: tomorrow for the first of them.
    await grid.locator('[data-cell="0 0"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await status.getByText('1 个班次待提交').waitFor();
    await page.getByRole('button', { name: /值班领导 6 天有空缺/ }).waitFor();
    await page.keyboard.press('Enter');
    await status.getByText('1 个班次待提交').waitFor({ state: 'hidden' });
    // From a sheet, with a row of dates; what cannot be read is said at its cell.
    await page.keyboard.press('KeyV');
    const sheet = dialog(page);
    const pasted = [
      ['姓名', '11/24', '11/25', '11/26', '11月27日'],
      ['董峰', '8-20', '夜班', '', '√'],
      ['彭 涛', '20:00-次日8:00', '8-20', '随便', '休'],
      ['路人甲', '8-20', '', '', ''],
    ];
    await sheet.getByLabel('表格内容').fill(pasted.map((row) => row.join('\t')).join('\n'));
    await sheet.getByText('可放入 5 个班次').waitFor();
    await sheet.getByText('2 处无法识别，不会放入').waitFor();
    await looksRight(seat, 'roster-paste');
    await page.keyboard.press('Alt+KeyS');
    await status.getByText('5 个班次待提交').waitFor();
    // The API has looked at them: nobody is on twice at a time.
    const cell = (name: string, day: string) => grid.getByRole('gridcell', { name: new RegExp(`^${name} ${day}`) });
    await page.getByLabel('班次', { exact: true }).selectOption('08:00-20:00');
    await cell('董峰', '11月27日').click();
    await page
      .getByRole('alert')
      .getByText(/已排同一班次/)
      .waitFor();
    await cell('董峰', '11月27日').click();
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    await page.keyboard.press('Alt+KeyS');
    await page.getByText('已记录：新增 5 个班次').waitFor();
    await takeScreenshot(seat, 'roster-week');
    await cell('彭涛', '11月25日').getByText('8–20').waitFor();
    await cell('彭涛', '11月25日').focus();
    await page.keyboard.press('Delete');
    await dialog(page).getByLabel('原因').fill('调班');
    await page.keyboard.press('Enter');
    await page.getByText(/^已记录：撤下 彭涛/).waitFor();
    await page.keyboard.press('KeyN');
    await cell('董峰', '12月1日').waitFor();
    await page.keyboard.press('KeyL');
    await status.getByText('4 个班次待提交').waitFor();
    await page.getByRole('button', { name: /^提交排班/ }).click();
    await page.getByText('已记录：新增 4 个班次').waitFor();
    // What a colleague enters meanwhile stands there without a reload.
    const times = { from: '2026-12-05T08:00:00+08:00', until: '2026-12-05T20:00:00+08:00' };
    const duty = { person: 'h08', role: 'leader-on-duty', site: 'north-town-heat', ...times };
    must(await desk.api.post('h05', '/v1/rosters', { entries: [duty] }), 201);
    await cell('董峰', '12月5日').getByText('8–20').waitFor();

    await page.keyboard.press('Digit2');
    await page.getByLabel('部门').selectOption('customer-service');
    const sheetOfMonth = page.getByRole('grid', { name: '考勤' });
    await sheetOfMonth.getByRole('gridcell', { name: /^冯磊 11月23日/ }).focus();
    await page.keyboard.press('Enter');
    await dialog(page).getByText('迟到', { exact: true }).click();
    await page.keyboard.press('Alt+KeyS');
    await page.getByText(/^已记录：冯磊 11月23日周一 迟到/).waitFor();
    await looksRight(seat, 'attendance');
  });

  it('the roster is within reach for everybody: five looks, both languages', async () => {
    await checkPage(desk, 'roster', {
      who: '韩雪',
      path: '/roster',
      shown: 'main [role=grid], main li button[aria-label]',
    });
  });

  it('an address is tried, an area moved, a team made, a skill given; what overlaps is named', async () => {
    const seat = await desk.signIn('王芳', '/areas', { language: 'en' });
    const { page } = seat;
    await page.getByRole('heading', { name: 'Look at these' }).waitFor();
    await page.getByRole('button', { name: 'Teams', exact: true }).click();
    await page.getByRole('button', { name: /^Enter a team/ }).click();
    await dialog(page).getByLabel('Name of the team').fill('西片区维修班');
    await page.keyboard.press('Alt+KeyS');
    await page.getByText('On record: team 西片区维修班').waitFor();
    await page.getByRole('button', { name: 'Areas', exact: true }).click();
    await page.getByText('西片区维修班: nobody works in it.').waitFor();
    await page.getByText(/no team takes what lies in no area/).waitFor();
    await page.getByRole('button', { name: /^Enter an area/ }).click();
    await dialog(page).getByLabel('Team', { exact: true }).selectOption({ label: '西片区维修班' });
    await dialog(page).getByLabel('Name of the area').fill('解放路北段');
    await dialog(page).getByLabel('Addresses, one a line').fill('解放路1-9号单号');
    await dialog(page).getByRole('button', { name: 'What does it cover?' }).click();
    await dialog(page).getByRole('button', { name: 'Enter the area' }).click();
    await dialog(page).getByText('On record: 解放路北段').waitFor();
    // Whoever is quick presses before the window has got its focus back from the button that is gone.
    await page.evaluate(() => {
      (document.activeElement as HTMLElement).blur();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    });
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByText(/^5 places of 解放路北段/).waitFor();
    await page.getByPlaceholder('东区8号楼301').fill('解放路3号2楼');
    await page.keyboard.press('Enter');
    await page.getByText('西片区维修班 (解放路北段)').waitFor();
    await looksRight(seat, 'areas-tried');
    await page.getByRole('button', { name: 'Move 解放路北段' }).click();
    await dialog(page).getByLabel('Move to').selectOption({ label: '东片区维修班' });
    await page.keyboard.press('Alt+KeyS');
    await page.getByText('On record: 解放路北段 belongs to 东片区维修班').waitFor();
    await page.getByText(/^5 places of 解放路北段/).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Teams', exact: true }).click();
    await page.getByRole('button', { name: 'Add somebody 西片区维修班' }).click();
    await dialog(page).getByLabel('Person').selectOption({ index: 1 });
    await page.keyboard.press('Alt+KeyS');
    await page.getByText(/^On record: .* works in 西片区维修班/).waitFor();
    await looksRight(seat, 'teams');
    await page.getByRole('button', { name: 'Skills', exact: true }).click();
    const skill = page.getByRole('gridcell', { name: '周强 lift repair not entered' });
    await skill.focus();
    await page.keyboard.press('Enter');
    await page.getByText('On record: 周强 is able to do lift repair').waitFor();
    await page.getByRole('gridcell', { name: '周强 lift repair able' }).waitFor();
    await looksRight(seat, 'skills');
  });

  it('areas are within reach for everybody: five looks, both languages', async () => {
    await checkPage(desk, 'areas', { who: '王芳', path: '/areas', shown: 'main form input' });
  });
});
