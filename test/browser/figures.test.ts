import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { must } from '../support/api-desk.js';
import { BrowserDesk, describeInBrowser, takeScreenshot, type Seat } from './browser-desk.js';
import { checkPage, checkViews } from './page-checks.js';

const minor = { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' };

describeInBrowser('figures and the wall screen', () => {
  let desk: BrowserDesk;
  let manager: Seat;
  let [closedLate, lateNow] = ['', ''];
  const of = (path: string) =>
    desk.api.get('p04', path, { 'accept-language': 'zh' }).then((answer) => must(answer, 200));

  /** A complaint that the engineers have, and that is late two days on. */
  const lateComplaint = async (day: string, late: string): Promise<string> => {
    desk.api.desk.time.set(day);
    const { number } = await desk.api.complaint();
    await desk.api.acted('p01', number, 'sort', minor);
    await desk.api.acted('p08', number, 'sign');
    desk.api.desk.time.set(late);
    await desk.api.desk.ledger.catchUp(number);
    return number;
  };

  beforeAll(async () => {
    desk = await BrowserDesk.start({ at: '2026-12-28T01:00:00Z' });
    const { api } = desk;
    closedLate = await lateComplaint('2026-12-28T01:00:00Z', '2026-12-31T01:00:00Z');
    await api.acted('p08', closedLate, 'finish', { done: '已更换灯具' });
    await api.acted('p08', closedLate, 'return-form');
    await api.acted('p01', closedLate, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await api.acted('p01', closedLate, 'close');
    lateNow = await lateComplaint('2027-01-04T01:00:00Z', '2027-01-07T01:00:00Z');
    for (const place of ['3号楼301', '3栋2单元', '12号楼102']) await api.repair({ place, subject: `${place}漏水` });
    manager = await desk.signIn('李建国', '/figures');
  }, 120_000);
  afterAll(() => desk.stop());

  /** The numbers of a chart by the name of their bar. */
  const bars = async (page: Page): Promise<Record<string, number>> => {
    await page.locator('main tbody tr').first().waitFor();
    const rows = await page.locator('main tbody tr').all();
    return Object.fromEntries(
      await Promise.all(
        rows.map(async (row) => [
          await row.locator('th').innerText(),
          Number(await row.locator('td').first().innerText()),
        ]),
      ),
    );
  };
  const behind = async (page: Page): Promise<string[]> => {
    await page.locator('[role=dialog] [data-case]').first().waitFor();
    return Promise.all(
      (await page.locator('[role=dialog] [data-case]').all()).map((li) => li.getAttribute('data-case').then(String)),
    );
  };

  it('what is late, and what each has in hand, open into their cases: page, list and API say the same', async () => {
    const { page } = manager;
    const late = await bars(page);
    const { counts } = await of('/v1/figures/late/counts?by=department');
    assert.deepEqual(
      late,
      Object.fromEntries(counts.map((one: { name: string; clocks: number }) => [one.name, one.clocks])),
    );
    await page.getByRole('button', { name: /^工程维修部/ }).press('Enter');
    assert.deepEqual(new Set(await behind(page)), new Set([lateNow]));
    // The row leads to the clock itself.
    assert.match((await page.locator('[role=dialog] [data-case] a').first().getAttribute('href'))!, /\?clock=/);
    // What is open stands in the address: whoever gets it sees the same.
    assert.match(page.url(), /open=k%3Aengineering/);
    await page.reload();
    assert.deepEqual(new Set(await behind(page)), new Set([lateNow]));
    await page.keyboard.press('Escape');
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载此表（csv）' }).click(),
    ]);
    const lines = (await readFile(await csv.path(), 'utf8')).slice(1).trim().split('\r\n');
    assert.deepEqual(
      lines.slice(1).map((line) => line.split(',').slice(0, 2)),
      Object.entries(late).map(([name, clocks]) => [`"${name}"`, `"${clocks}"`]),
    );
    await page.getByRole('button', { name: '在手工作' }).click();
    await page.getByRole('combobox', { name: '按' }).selectOption('role');
    await page
      .getByRole('button', { name: /^客服中心/ })
      .first()
      .waitFor();
    const work = await bars(page);
    const inHand = (await of('/v1/figures/work?by=role')).counts;
    assert.deepEqual(
      work,
      Object.fromEntries(inHand.map((one: { name: string; cases: number }) => [one.name, one.cases])),
    );
    await takeScreenshot(manager, 'figures-work');
    const [name, cases] = Object.entries(work)[0]!;
    await page.getByRole('button', { name }).first().click();
    assert.equal((await behind(page)).length, cases);
  });

  it('the months go on across New Year; each number opens as many cases as it says', async () => {
    const { page } = manager;
    await page.goto('/figures?part=months');
    const cell = (month: string, column: string) => page.locator(`[data-month="${month}"] [data-column="${column}"]`);
    await cell('2027-01', 'received').getByRole('button').waitFor();
    const shown = async (month: string) =>
      Promise.all(['received', 'filed', 'lateClocks'].map(async (name) => Number(await cell(month, name).innerText())));
    const { figures } = await of('/v1/figures?rulebook=property&basic=true&by=month&from=2026-02-01&until=2027-02-01');
    const group = (id: string, month: string) =>
      figures.find((one: { id: string }) => one.id === id).groups.find(({ key }: { key: string }) => key === month) ?? {
        value: 0,
        of: 0,
        part: 0,
      };
    for (const month of ['2026-12', '2027-01', '2026-11']) {
      const clocks = group('all-clocks-on-time', month);
      const expected = [group('all-received', month).value, group('all-filed', month).value, clocks.of - clocks.part];
      assert.deepEqual(await shown(month), expected, month);
    }
    assert.deepEqual((await shown('2026-12')).slice(0, 2), [1, 1]);
    await cell('2027-01', 'received').getByRole('button').click();
    assert.equal((await behind(page)).length, (await shown('2027-01'))[0]);
    await page.keyboard.press('Escape');
    await cell('2026-12', 'lateClocks').getByRole('button').click();
    assert.deepEqual([...new Set(await behind(page))], [closedLate]);
    await page.keyboard.press('Escape');
    await page
      .getByRole('img', { name: /受理 · 办结 · 超时时限/ })
      .locator('canvas')
      .waitFor();
    await checkPage(desk, 'figures', { who: '李建国', path: '/figures?part=months', shown: 'main canvas' });
  });

  it('a figure of the rulebook is taken apart, the buildings open by keyboard, a month that is over has its report', async () => {
    const { page } = manager;
    await page.goto('/figures?part=figures');
    await page.getByRole('button', { name: '投诉及时率' }).click();
    await page.getByRole('button', { name: /^工程维修部/ }).click();
    assert.deepEqual(await behind(page), [closedLate]);
    await page.goto('/figures?part=figures');
    await page.locator('[data-figure]').first().waitFor();
    await takeScreenshot(manager, 'figures-figures');
    await page.goto('/figures?part=buildings');
    const { buildings } = await of('/v1/figures/buildings?site=sunshine');
    await page.locator('[data-building="3号楼"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('heading', { name: '案件：12号楼' }).waitFor();
    assert.equal((await behind(page)).length, 1);
    await page.keyboard.press('Escape');
    assert.deepEqual(
      await page.locator('[data-building]').allInnerTexts(),
      buildings
        .filter(({ open }: { open: number }) => open > 0)
        .map(({ building, open }: { building: string | null; open: number }) => `${open}\n${building ?? '未注明楼栋'}`),
    );
    await checkViews(manager, 'figures-buildings', { shown: '[data-building]' });
    await page.goto('/figures?part=report');
    await page.getByRole('table', { name: '规程要求的指标' }).waitFor();
    await page.getByText('· 2026年12月 ·').first().waitFor();
    for (const format of ['XLSX', 'PDF']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: `下载 ${format}` }).click(),
      ]);
      assert.match(download.suggestedFilename(), new RegExp(`^report-property-.*2026-12\\.${format.toLowerCase()}$`));
    }
    await takeScreenshot(manager, 'figures-report');
    // A site without cases gives an advice, no empty chart.
    const { page: other } = await desk.signIn('赵敏', '/figures?part=months');
    await other.getByText('该时段没有案件').waitFor();
    assert.equal(await other.locator('main canvas').count(), 0);
  });

  it('P-3.3 an appeal begins at the late clock, with the clock and the person filled in', async () => {
    const { page } = await desk.signIn('孙丽', `/cases/${closedLate}`);
    await page.getByRole('button', { name: /已结束的时限/ }).click();
    await page
      .getByRole('button', { name: /超时完成/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: '提出申诉' }).click();
    await page.getByLabel('申诉理由').fill('配件未到货');
    await page.getByRole('dialog').getByRole('button', { name: '提出申诉' }).click();
    await page.getByText('已提出申诉').waitFor();
    await manager.page.goto('/figures?part=answerable');
    await manager.page.locator('main [data-case]').first().waitFor();
    const points = (
      await of('/v1/figures?rulebook=property&figure=points&by=department&from=2026-02-01&until=2027-02-01')
    ).figures[0];
    assert.deepEqual(
      await bars(manager.page),
      Object.fromEntries(
        points.groups.map((one: { name: string | null; value: number }) => [one.name ?? '未归部门', one.value]),
      ),
    );
    assert.ok(points.value > 0);
    await takeScreenshot(manager, 'figures-answerable');
  });

  it('a screen opened by its link shows the numbers without anybody signed in, says when they are not live, and nothing once revoked', async () => {
    const { page: admin } = await desk.signIn('郑凯', '/wall-links');
    await admin.getByLabel('屏幕位置').fill('调度中心东墙');
    await admin.getByLabel('显示范围').selectOption({ label: '阳光小区' });
    await admin.getByRole('button', { name: '生成链接' }).click();
    const link = await admin.getByLabel('链接', { exact: true }).inputValue();
    await checkPage(desk, 'wall-links', { who: '郑凯', path: '/wall-links', shown: 'main li' });
    const duty = { from: '2027-01-07T08:00:00+08:00', until: '2027-01-07T20:00:00+08:00', site: 'sunshine' };
    const entries = [
      { person: 'p11', role: 'duty-supervisor', ...duty },
      { person: 'p14', role: 'guard', ...duty },
    ];
    must(await desk.api.post('p03', '/v1/rosters', { entries }), 201);
    for (let n = 0; n < 5; n += 1) await desk.api.repair({ place: `7号楼${n}01`, phone: `1390000001${n}` });
    const screen = await desk.sit({ width: 1920, height: 1080 });
    const { page } = screen;
    await page.clock.install();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(link);
    await page.getByText('实时').waitFor();
    const wall = await of('/v1/wall?site=sunshine');
    const numerals = await page.locator('[data-numeral]').allInnerTexts();
    assert.deepEqual(numerals.map(Number), [wall.open, wall.late, wall.dueNextHour]);
    assert.ok(wall.late > 0);
    // The secret is neither sent in an address nor left in that of the page.
    const secret = link.split('#')[1]!;
    assert.ok(secret.length > 20 && !page.url().includes(secret) && asked.every((url) => !url.includes(secret)));
    const smallest = await page.evaluate<number>(
      `Math.min(...[...document.querySelectorAll('main *')].filter((node) => node.innerText && [...node.childNodes].some((child) => child.nodeType === 3)).map((node) => parseFloat(getComputedStyle(node).fontSize)))`,
    );
    assert.ok(smallest >= 32, `${smallest} px`);
    assert.equal(await page.evaluate('document.documentElement.scrollHeight - innerHeight'), 0);
    await takeScreenshot(screen, 'wall-screen');
    await checkViews(screen, 'wall', { shown: '[data-numeral]' });
    await page.setViewportSize({ width: 1920, height: 1080 });
    await screen.context.setOffline(true);
    await page.clock.fastForward(61_000);
    await page.getByText(/数据截至 \d\d:\d\d，并非实时/).waitFor();
    await takeScreenshot(screen, 'wall-stale');
    await screen.context.setOffline(false);
    await page.clock.fastForward(16_000);
    await page.getByText('实时 ·').waitFor();
    await admin.getByRole('button', { name: '关闭' }).click();
    await admin.getByRole('button', { name: '撤销' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: '撤销' }).click();
    await admin.getByText('已撤销').waitFor();
    await page.clock.fastForward(16_000);
    await page.getByText('该大屏链接无效、已撤销或已到期').waitFor();
    assert.equal(await page.locator('[data-numeral]').count(), 0);
    await manager.page.goto('/figures');
    await manager.page.getByRole('link', { name: '打开大屏' }).click();
    await manager.page.locator('[data-numeral]').first().waitFor();
  });
});
