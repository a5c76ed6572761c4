import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { makeFirstAdministrator } from '../../ledger/people/first-administrator.js';
import { eventually } from '../support/eventually.js';
import { BrowserDesk } from './browser-desk.js';
import { checkViews } from './page-checks.js';

const password = 'keys of the whole house';
async function xlsx(rows: string[][], hidden?: string[]) {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('人员');
  sheet.addRows([['工号', '姓名', '岗位', '项目', '部门', '电话'], ...rows]);
  if (hidden) sheet.addRow(hidden).hidden = true;
  return {
    name: '人员.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from((await workbook.xlsx.writeBuffer()) as ArrayBuffer),
  };
}

async function signIn(page: Page, id: string, secret: string): Promise<void> {
  await page.getByLabel('工号').fill(id);
  await page.getByLabel('密码', { exact: true }).fill(secret);
  await page.keyboard.press('Enter');
}

async function choosePassword(page: Page, current: string): Promise<void> {
  await page.getByRole('heading', { name: '请设置您的密码' }).waitFor();
  await page.getByLabel('当前密码').fill(current);
  await page.getByLabel('新密码').fill(password);
  await page.getByLabel('再输入一次').fill(password);
  await page.keyboard.press('Enter');
}

describe('the first set-up of a real desk in a browser', () => {
  let desk: BrowserDesk;
  let folder: string;
  let oneTime: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-set-up-'));
    const firstPasswordFile = join(folder, 'first-password.txt');
    // The clock of a test stands still: it must not be before the first administrator has their post.
    const at = new Date(Date.now() + 60_000).toISOString();
    desk = await BrowserDesk.start({ trial: false, empty: true, firstPasswordFile, at });
    await makeFirstAdministrator(desk.api.desk.database.source, firstPasswordFile);
    oneTime = (await readFile(firstPasswordFile, 'utf8')).trim().split(' ')[1]!;
  });
  afterAll(async () => {
    await desk.stop();
    await rm(folder, { recursive: true });
  });

  it('the page for signing in asks for id and password alone; after too many failures it counts the seconds', async () => {
    const seat = await desk.sit();
    const { page } = seat;
    await page.goto('/');
    await page.getByLabel('工号').waitFor();
    assert.equal(await page.getByRole('textbox').count(), 2);
    await checkViews(seat, 'sign-in-real');
    for (let i = 0; i < 6; i += 1) {
      await signIn(page, 'nobody', `wrong password ${i}`);
      await page
        .getByRole('alert')
        .filter({ hasText: i < 5 ? '有误' : '次数过多' })
        .waitFor();
    }
    const button = page.getByRole('button', { name: /请在 \d+ 秒后重试/ });
    const left = async () => Number(/\d+/.exec((await button.textContent())!)![0]);
    const first = await left();
    assert.ok(first > 20 && first <= 30, `${first} s`);
    assert.equal(await button.isDisabled(), true);
    await eventually(async () => (await left()) < first - 1);
    await checkViews(seat, 'sign-in-delay');
    await seat.context.close();
  });

  it('leads from the one-time password of the first administrator to an agent at the desk', async () => {
    const seat = await desk.sit();
    const { page } = seat;
    await page.goto('/');
    await signIn(page, 'admin', oneTime);
    await page.getByRole('heading', { name: '请设置您的密码' }).waitFor();
    for (const label of ['当前密码', '新密码', '再输入一次']) await page.getByLabel(label).fill('too short');
    await page.keyboard.press('Enter');
    await page.locator('[data-invalid]', { hasText: '新密码' }).getByText('须为 12 至 200 个字符').waitFor();
    await choosePassword(page, oneTime);
    await page.getByText('已完成 1 / 4 步').waitFor();
    assert.equal(new URL(page.url()).pathname, '/set-up');

    // The site, by keyboard alone: its names, its id, whose it is.
    await page.getByLabel('项目名称（中文）').focus();
    for (const text of ['金桂小区', 'Osmanthus Estate', 'osmanthus', 'osmanthus-services']) {
      await page.keyboard.insertText(text);
      await page.keyboard.press('Tab');
    }
    await page.getByLabel('项目类型').selectOption('estate');
    assert.equal(await page.getByRole('checkbox', { checked: true }).count(), 1, 'the usual rulebook is ticked');
    await page.waitForTimeout(500);
    await page.reload();
    await eventually(async () => (await page.getByLabel('项目代码').inputValue()) === 'osmanthus');
    await page.getByLabel('项目代码').fill('两个 字');
    await page.keyboard.press('Alt+KeyS');
    await page.locator('[data-invalid] >> text=/字母|字符/').first().waitFor();
    await checkViews(seat, 'set-up-site');
    await page.getByLabel('项目代码').fill('osmanthus');
    await page.keyboard.press('Alt+KeyS');
    await page.getByText('已完成 2 / 4 步').waitFor();

    // People: faults row by row and nothing written; then the table that is right.
    const upload = page.locator('input[type=file]');
    await upload.setInputFiles(
      await xlsx([
        ['g01', '韩梅', 'cs-agent', '金桂小区', ''],
        ['g02', '罗平', 'captain', '金桂小区', ''],
      ]),
    );
    const faults = page.getByRole('alert');
    await faults.getByText('表格有 1 处错误').waitFor();
    assert.deepEqual((await faults.getByRole('row').nth(1).getByRole('cell').allTextContents()).slice(0, 2), [
      '3',
      '岗位',
    ]);
    await page.getByText('可填写的岗位和部门').click();
    await page.getByText('cs-agent', { exact: true }).waitFor();
    await checkViews(seat, 'set-up-faults');
    await page.getByText('可填写的岗位和部门').click();
    await upload.setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from('工号,姓名') });
    await page.getByText('请选择 .xlsx 文件').waitFor();
    const right = [
      ['g01', '韩梅', 'cs-agent', '金桂小区', '', '138 0000 0021'],
      ['g02', '罗平', 'department-head', '金桂小区', 'engineering', ''],
    ];
    await upload.setInputFiles(await xlsx(right, ['g03', '离职', 'cs-agent', '金桂小区', '']));
    await page.getByText('新增 2').waitFor();
    // What the table does not show is left out, and said before anything is written.
    await page.getByRole('note').getByText(/隐藏/).waitFor();
    await checkViews(seat, 'set-up-notes');
    const { source } = desk.api.desk.database;
    const count = async () => (await source.query(`SELECT count(*)::int AS n FROM people`))[0].n;
    assert.equal(await count(), 1, 'looked at, nothing written');
    await page.keyboard.press('Alt+KeyS');
    await page.getByText('已完成 3 / 4 步').waitFor();
    assert.equal(await count(), 3);

    // One-time passwords: a double click makes one for each, not two.
    await page.getByRole('button', { name: '生成一次性密码（2 人）' }).dblclick();
    await page.getByRole('heading', { name: '一次性密码', exact: true }).waitFor();
    const slip = page.getByRole('listitem').filter({ hasText: '韩梅' });
    const agentPassword = (await slip.locator('.font-mono').textContent())!;
    assert.match(agentPassword, /^\S{12,}$/);
    const [{ n }] = await source.query(
      `SELECT count(*)::int AS n FROM organisation_changes WHERE what = 'password' AND person_id = 'g01'`,
    );
    assert.equal(n, 1);
    await checkViews(seat, 'set-up-slips');
    await page.keyboard.press('Alt+KeyS');
    await page.getByText('服务台可以使用了').waitFor();
    assert.equal(await page.getByText(agentPassword).count(), 0);
    await page.getByText('一次性密码未使用').first().waitFor({ state: 'hidden' });
    await page.keyboard.press('Digit4');
    await page.getByText('一次性密码未使用').first().waitFor();
    await checkViews(seat, 'set-up-done');

    // A token for somebody else: without a reason there is none; it is shown once, with its end.
    await page.getByLabel('为谁').selectOption('g01');
    const makeToken = page.getByRole('button', { name: '生成令牌' });
    await makeToken.click();
    await page.locator('[data-invalid]', { hasText: '原因' }).getByText('须填写原因').waitFor();
    await page.getByLabel('原因').fill('呼叫中心接口');
    await makeToken.dblclick();
    await page.getByText('只在此处显示一次').waitFor();
    await page.getByText('有效期至').first().waitFor();
    const token = (await page.locator('code').textContent())!;
    const tokens = await source.query(`SELECT made_by FROM tokens WHERE person_id = 'g01'`);
    assert.deepEqual(tokens, [{ made_by: 'admin' }]);
    const own = await desk.api.request('GET', '/v1/me', { headers: { authorization: `Bearer ${token}` } });
    assert.equal(own.body.id, 'g01');
    await checkViews(seat, 'set-up-token');

    await page.getByRole('button', { name: /退出登录，以其他人身份登录/ }).click();
    await signIn(page, 'g01', agentPassword);
    await choosePassword(page, agentPassword);
    await page.getByRole('navigation').waitFor();
    await page.keyboard.press('Alt+Digit0');
    await page.getByRole('heading', { name: '接待台' }).waitFor();
    assert.equal(await page.getByRole('navigation').getByText('初始设置').count(), 0);
    // They are told of it in the inbox, until they have seen it; the token says whose it is, and who made it.
    await page.goto('/inbox');
    const told = page.getByRole('region', { name: '账户与权限变动' });
    await told.getByText(/生成了以您的身份操作的令牌.*原因：呼叫中心接口/).waitFor();
    await checkViews(seat, 'inbox-access');
    await told.getByRole('button', { name: '知道了: 新增令牌' }).click();
    await told.getByText('生成了以您的身份操作的令牌').waitFor({ state: 'detached' });
    await page.goto('/account');
    await page.getByText('由 管理员 生成').waitFor();
    await page.goto('/set-up');
    await page.getByText('初始设置由管理员进行').waitFor();
    await seat.context.close();
  });

  it('of a desk that is set up the page shows what is there, in English too; each step can be done again', async () => {
    const seat = await desk.sit({ language: 'en' });
    const { page } = seat;
    await page.goto('/');
    await page.getByLabel('Staff id').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    // The desk works: one begins at the work, and the set-up is a page like others.
    await page.waitForURL(/\/work$/);
    await page.keyboard.press('Alt+KeyU');
    await page.getByText('4 of 4 steps done').waitFor();
    await page.keyboard.press('Digit2');
    await page.getByText('Osmanthus Estate').waitFor();
    await page.keyboard.press('KeyN');
    assert.equal(await page.getByLabel('Id of the organisation').inputValue(), 'osmanthus-services');
    await checkViews(seat, 'set-up-again', { language: 'en' });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Digit3');
    const download = page.waitForEvent('download');
    await page.keyboard.press('KeyG');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile((await (await download).path())!);
    const [sheet] = workbook.worksheets;
    assert.deepEqual(
      [sheet!.getCell('A1').text, sheet!.getCell('A2').text, sheet!.getCell('B2').text],
      ['Id', 'g01', '韩梅'],
    );
    await page.getByLabel('For whom').selectOption('g01');
    await page.getByText('made by 管理员').waitFor();
    await page.getByRole('button', { name: /^Revoke Token/ }).click();
    await page.keyboard.press('Alt+KeyS');
    await page.getByText('No token holds.').waitFor();
    await seat.context.close();
  });
});

describe('phones of people on the set-up page, areas on the board', () => {
  let desk: BrowserDesk;
  beforeAll(async () => {
    desk = await BrowserDesk.start();
    const team = { site: 'sunshine', role: 'maintenance', name: '东片区维修班' };
    assert.equal((await desk.api.post('p03', '/v1/teams', team)).status, 201);
  });
  afterAll(() => desk.stop());

  for (const language of ['zh-CN', 'en'] as const)
    it(`${language}: a phone is entered for somebody`, async () => {
      const zh = language === 'zh-CN';
      const seat = await desk.signIn('郑凯', '/set-up', { language });
      const { page } = seat;
      const person = zh ? 'p08' : 'p01';
      await page
        .getByLabel(zh ? '单位' : 'Organisation', { exact: true })
        .first()
        .selectOption('property-company');
      await page.getByLabel(zh ? '人员' : 'Person', { exact: true }).selectOption(person);
      await page.getByLabel(zh ? '联系电话' : 'Phone', { exact: true }).fill('139 0000 1234');
      await page.getByRole('button', { name: zh ? '保存电话' : 'Save the phone' }).click();
      await page.getByText(/(已记录：|On record:) 139 0000 1234/).waitFor();
      const { body } = await desk.api.get('p13', `/v1/people/${person}`);
      assert.equal(body.phone, '139 0000 1234');
      await seat.context.close();
    });

  for (const language of ['zh-CN', 'en'] as const)
    it(`case 04, ${language}: who keeps areas is told on the board what each address covers, before it counts`, async () => {
      const zh = language === 'zh-CN';
      const seat = await desk.signIn('王芳', '/board', { language });
      const { page } = seat;
      await page.getByRole('button', { name: zh ? /^片区/ : /^Areas/ }).click();
      const { source } = desk.api.desk.database;
      const count = async () => (await source.query(`SELECT count(*)::int AS n FROM areas`))[0].n as number;
      const before = await count();
      const addresses = page.getByLabel(zh ? '地址，每行一条' : 'Addresses, one a line');
      await page.getByLabel(zh ? '班组' : 'Team', { exact: true }).selectOption({ index: 1 });
      await page.getByLabel(zh ? '片区名称' : 'Name of the area').fill(zh ? '新区' : '北区');
      await addresses.fill('7');
      await page.getByRole('button', { name: zh ? '查看包括哪里' : 'What does it cover?' }).click();
      await page.locator('[data-invalid]', { has: addresses }).waitFor();
      await addresses.fill(zh ? '建设路1-99号单号\n桂苑31、33栋' : '建设路2-98号双号\n桂苑35、37栋');
      await page.getByRole('button', { name: zh ? '查看包括哪里' : 'What does it cover?' }).click();
      await page.getByText(zh ? '这些地址包括：' : 'These addresses cover:').waitFor();
      assert.equal(await count(), before, 'looked at, nothing written');
      await checkViews(seat, 'set-up-area', { language });
      await page.getByRole('button', { name: zh ? '登记片区' : 'Enter the area' }).click();
      await page.getByText(/(已记录：|On record: )[新北]区/).waitFor();
      assert.equal(await count(), before + 1);
      await page.getByText(zh ? /已登记的片区/ : /Areas on record/).click();
      await page
        .getByText(zh ? '建设路1-99号单号' : '建设路2-98号双号')
        .first()
        .waitFor();
      await seat.context.close();
    });
});
