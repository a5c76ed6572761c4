import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { finishVersionMigration, migrateCase, versionMigrationOf } from '../../ledger/versions/migrations.js';
import { BrowserDesk, takeScreenshot } from './browser-desk.js';
import { checkPage } from './page-checks.js';

describe('rulebooks, calendars and texts', () => {
  let desk: BrowserDesk;
  beforeAll(async () => {
    // Monday 23 November 2026, 10:00 in the place of the sites.
    desk = await BrowserDesk.start({ at: '2026-11-23T02:00:00Z' });
  });
  afterAll(() => desk.stop());

  it('a text is written from the one in force, its fault found by a key, kept, compared, run dry, published; cases are moved', async () => {
    const { desk: ledger } = desk.api;
    const { number } = await ledger.complaint();
    await ledger.act(number, 'p03', 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    const seat = await desk.signIn('郑凯', '/rulebooks');
    const { page } = seat;
    await page.getByRole('button', { name: /003\.1/ }).click();
    await page.getByText('这是唯一的版本').waitFor();
    await page.getByRole('tab', { name: '文本' }).click();
    await page.getByRole('button', { name: /^起草新版本/ }).click();
    const editor = page.getByRole('textbox', { name: '规程文本' });
    // As somebody edits: the cursor somewhere, and typing.
    const type = async (found: string, by: string, after = '') => {
      await editor.evaluate(
        (field, [before, what]) => {
          const area = field as unknown as {
            value: string;
            focus(): void;
            setSelectionRange(a: number, b: number): void;
          };
          const at = area.value.indexOf(what!, area.value.indexOf(before!));
          area.focus();
          area.setSelectionRange(at, at + what!.length);
        },
        [after, found],
      );
      await page.keyboard.type(by);
    };
    await type('id: solve-minor\n', 'idd: solve-minor\n');
    const line = await editor.evaluate((field) => {
      const { value } = field as unknown as { value: string };
      return value.slice(0, value.indexOf('idd: ')).split('\n').length;
    });
    await page.keyboard.press('Alt+KeyS');
    await page.getByText(`第 ${line} 行`, { exact: true }).first().waitFor();
    await takeScreenshot(seat, 'rulebooks-faults-zh-CN');
    await page.keyboard.press('Alt+KeyN');
    const marked = await editor.evaluate((field) => {
      const area = field as unknown as { value: string; selectionStart: number; selectionEnd: number };
      return area.value.slice(area.selectionStart, area.selectionEnd);
    });
    assert.match(marked, /idd: solve-minor/);
    await type('idd: ', 'id: ');
    await type('amount: 2', 'amount: 1', 'id: solve-minor\n');
    await page.keyboard.press('Alt+KeyC');
    await page.getByText('没有错误，可以保存为草稿。').waitFor();
    assert.equal((await desk.api.get('p13', '/v1/rulebooks/drafts')).body.versions.length, 3, 'a check keeps nothing');
    await page.keyboard.press('Alt+KeyS');

    await page.getByRole('heading', { name: 'P-4.3.10.1' }).waitFor();
    await page.getByText('期限：2 天 → 1 天').first().waitFor();
    await page.getByRole('button', { name: '查看文本逐行差异' }).click();
    await page.getByText("+version: '003.2'").waitFor();
    await page.getByRole('button', { name: /^开始试算/ }).click();
    await page.getByText(/1 个期限会变化，提前 1 个/).waitFor();
    await page.getByText('提前 1 天').waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
    await takeScreenshot(seat, 'rulebooks-compare-zh-CN');

    await page.keyboard.press('KeyP');
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByText('请填写原因。').waitFor();
    const confirm = async (reason: string, asked: string, said: string) => {
      await page.getByLabel('原因').fill(reason);
      await page.getByRole('button', { name: '继续' }).click();
      await page.getByText(asked).waitFor();
      await page.keyboard.press('Alt+KeyS');
      await page.getByText(said).waitFor();
    };
    const [sure, published] = ['请再确认一次：发布记录在案，生效后不能撤回。', '版本 003.2 已发布，记录在案。'];
    await confirm('会上通过', sure, published);
    await page.getByRole('button', { name: /^撤回/ }).click();
    await confirm('日期有误', '请再确认一次：该版本将不会生效。', '版本 003.2 已撤回。');
    await page.getByText('原因：日期有误').waitFor();
    await page.getByRole('button', { name: /^发布/ }).click();
    await confirm('业主委员会要求', sure, published);
    await page.getByText('原因：业主委员会要求').waitFor();

    desk.api.desk.time.set('2026-11-23T03:00:00Z');
    await page.getByRole('button', { name: /003\.2 ?现行/ }).waitFor();
    await page.getByRole('tab', { name: '在办案件改用' }).click();
    await page.getByRole('button', { name: /^新建指令/ }).click();
    await page.getByLabel('种类').selectOption('complaint');
    await page.getByLabel('为何改用').fill('统一按一天处理');
    await page.getByRole('button', { name: '试算并保存指令' }).click();
    await page.getByText('共 1 件，1 件的期限会变化，提前 1 个。').waitFor();
    await page.getByRole('link', { name: number }).waitFor();
    await takeScreenshot(seat, 'rulebooks-cases-zh-CN');
    await page.getByRole('button', { name: '执行' }).click();
    await page.getByText(/将有 1 件在办案件改用此版本/).waitFor();
    await page.keyboard.press('Alt+KeyS');
    await page.getByText('正在执行').waitFor();
    const [order] = (await desk.api.get('p13', '/v1/rulebook-orders')).body.orders;
    assert.deepEqual([order.state, order.reason], ['under-way', '统一按一天处理']);
    // What the engine does meanwhile is seen without asking for the list again.
    await migrateCase(ledger.ledger, (await versionMigrationOf(ledger.ledger, order.id))!, number);
    await finishVersionMigration(ledger.ledger, order.id);
    await page.getByText('已处理 1 / 1 件').waitFor();
    await page.getByText('已完成').waitFor();
  });

  it('nobody without the right finds the pages; who leads a team has the calendar of duties, from day to day by keys', async () => {
    const { desk: ledger } = desk.api;
    const { number } = await ledger.opened('desk', {
      kind: 'duty',
      rulebook: 'property',
      site: 'sunshine',
      input: { duty: 'repair-statistics', period: '2026-11', words: {} },
    });
    const { page: agent } = await desk.signIn('陈静', '/work');
    await agent.getByRole('link', { name: '我的工作' }).first().waitFor();
    assert.equal(await agent.getByRole('link', { name: /规程|答复与短信模板|日历与计划/ }).count(), 0);

    const seat = await desk.signIn('王芳', '/calendars', { language: 'en' });
    const { page } = seat;
    await page.getByText('under way 1').waitFor();
    assert.equal(await page.getByRole('tab', { name: 'Holidays' }).count(), 0);
    await page.locator('[data-day="2026-11-23"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByText('No duty is due on this day.').waitFor();
    await page.keyboard.press('PageDown');
    await page.getByText('November').waitFor({ state: 'detached' });
    await page.getByText(/^to come \d+$/).waitFor();
    await page.keyboard.press('PageUp');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    await page.getByRole('link', { name: number }).click();
    await page.waitForURL(new RegExp(`/cases/${number}`));
  });

  it('a year of holidays is pasted, its wrong line named, the days that change shown on the month and published', async () => {
    const seat = await desk.signIn('郑凯', '/calendars?part=holidays');
    const { page } = seat;
    await page.getByText(/2027 年的放假安排尚未录入/).waitFor();
    await page.keyboard.press('KeyN');
    const sheet = page.getByRole('dialog');
    await sheet
      .getByLabel('日期', { exact: true })
      .fill('2027-01-01 休 元旦\n2月5日至2月11日 也许 春节\n2027-02-14 班 春节');
    await sheet.getByRole('button', { name: '保存并查看变化' }).click();
    await sheet.getByText('第 2 行： 请在日期后写明休、班或照常。').waitFor();
    await sheet
      .getByLabel('日期', { exact: true })
      .fill('2027-01-01 休 元旦\n2月5日至2月11日 休 春节\n2027-02-14 班 春节');
    await sheet.getByRole('button', { name: '保存并查看变化' }).click();
    await page.getByText(/有 9 天会变化。 2027 年将视为已公布/).waitFor();
    await page.getByRole('button', { name: /2月14日周日.*调休上班.*春节/ }).click();
    await page.locator('[data-day="2027-02-14"]', { hasText: '班 春节' }).waitFor();
    await takeScreenshot(seat, 'calendars-holidays-zh-CN');
    await page.keyboard.press('KeyP');
    await page.keyboard.press('Alt+KeyS');
    await page.getByRole('heading', { name: '2027 年 · 已发布' }).waitFor();
    await page.getByRole('tab', { name: '工作时间' }).click();
    await page.getByText('法定节假日休息，调休日照常上班；节假日已公布至 2027 年。').first().waitFor();
    await page.getByText('供暖季（11月15日至3月15日）').waitFor();
    await takeScreenshot(seat, 'calendars-hours-zh-CN');
  });

  for (const language of ['zh-CN', 'en'] as const)
    it(`${language}: a standard answer is written, changed, ended; a message is reworded, its preview and length shown, a wrong placeholder refused`, async () => {
      const zh = language === 'zh-CN';
      const seat = await desk.signIn('郑凯', '/texts', { language });
      const { page } = seat;
      await page.getByLabel(zh ? '单位' : 'Organisation').selectOption('property-company');
      await page.keyboard.press('KeyN');
      const sheet = page.getByRole('dialog');
      const said = sheet.getByLabel(zh ? '答复内容' : 'What the customer is told');
      await sheet.getByLabel(zh ? '标题' : 'Title').fill(`停车 ${language}`);
      await said.fill('请到服务中心办理。');
      await sheet.locator('button[type=submit]').click();
      await page.getByRole('button', { name: /^(修改|Change) 停车/ }).click();
      await said.fill('请到服务中心二楼办理。');
      await sheet.locator('button[type=submit]').click();
      await page
        .getByText(zh ? '第 2 版' : 'version 2')
        .first()
        .waitFor();
      await page.getByRole('button', { name: /^(停用|End) 停车/ }).click();
      await sheet.getByRole('button', { name: zh ? '停用' : 'End', exact: true }).click();
      await page.getByText(/^(已停用：|Ended:) 停车/).waitFor();

      await page.getByRole('tab', { name: zh ? '发给客户的消息' : 'Messages to customers' }).click();
      await page.getByLabel(zh ? '种类' : 'Kind').selectOption('repair');
      await page
        .getByRole('button', { name: zh ? /^改写 .* 中文$/ : /^Reword .* English$/ })
        .first()
        .click();
      await said.fill('{name}，请到服务中心办理。');
      await sheet.locator('button[type=submit]').click();
      await sheet.locator('[slot=errorMessage]').filter({ hasText: '{name}' }).waitFor();
      await said.fill(`{number}：${'已登记，'.repeat(20)}`);
      await sheet.getByText(zh ? /按 2 条短信计费/ : /paid as 2 text messages/).waitFor();
      await sheet.locator('button[type=submit]').click();
      await page
        .getByText(/PC-2026-000123：已登记，/)
        .first()
        .waitFor();
      await page
        .getByText(zh ? '已改写' : 'reworded', { exact: true })
        .first()
        .waitFor();
      if (zh) await takeScreenshot(seat, 'texts-messages-zh-CN');
      await seat.context.close();
    });

  it('is within reach for everybody: five looks, both languages', async () => {
    for (const [name, path, shown] of [
      ['rulebooks', '/rulebooks?rulebook=property&version=003.2&part=compare', 'del'],
      ['calendars', '/calendars', 'main [role=status]'],
      ['texts', '/texts?part=messages', 'blockquote'],
    ] as const)
      await checkPage(desk, name, { who: '郑凯', path, shown });
  });
});
