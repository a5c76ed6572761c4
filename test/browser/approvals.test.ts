// Approvals and instructions: what is asked, what silence brings, the answers by one key, several at once.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { BrowserDesk, takeScreenshot } from './browser-desk.js';
import { checkPage } from './page-checks.js';

const words = {
  'zh-CN': {
    asked: '申请延期：',
    ifNobody: /如无人答复：.*期限不变/,
    granted: '已批准',
    refused: '未批准',
    reason: '不批准的理由',
    finish: '签收',
  },
  en: {
    asked: 'More time asked for:',
    ifNobody: /If nobody answers:.*The limit stays as it is/,
    granted: 'granted until',
    refused: 'refused: the limit stays',
    reason: 'Why it is refused',
    finish: 'Sign',
  },
};

describe('approvals in a browser', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  /** A minor complaint whose department asks for two more days; the office director (p04 李建国) decides. */
  async function asked(subject: string, hours = 48): Promise<{ number: string; until: string }> {
    const { number } = await desk.api.complaint({ subject, place: '3号楼二单元' });
    await desk.api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    await desk.api.acted('p08', number, 'sign');
    const due = Date.parse((await clock(number)).due);
    const until = new Date(due + hours * 3_600_000).toISOString();
    await desk.api.acted('p08', number, 'request-extension', { clock: 'solve-minor', until, reason: '等待配件到货' });
    return { number, until };
  }
  const clock = async (number: string) =>
    (await desk.api.get('p04', `/v1/cases/${number}`)).body.clocks.find(
      ({ id }: { id: string }) => id === 'solve-minor',
    );
  const acts = async (number: string): Promise<string[]> =>
    (await desk.api.get('p04', `/v1/cases/${number}/timeline`)).body.entries.map(({ act }: { act: string }) => act);
  const card = (page: Page, number: string) => page.getByRole('article').filter({ hasText: number });
  /** The clock of an answered request runs on, and the case is in nobody's way: withdrawn. */
  const settle = (number: string) => desk.api.acted('p01', number, 'withdraw', { reason: '不再需要' });

  for (const language of ['zh-CN', 'en'] as const) {
    const w = words[language];
    it(`${language}: by keyboard alone one request is granted and one refused, each as the ledger answers`, async () => {
      const [yes, no] = [await asked('电梯异响'), await asked('路灯损坏')];
      const { page } = await desk.signIn('李建国', '/approvals', { language });
      await card(page, yes.number).waitFor();
      const text = await card(page, yes.number).innerText();
      for (const shown of [w.asked, 'P-4.3.10.1', '孙丽', '等待配件到货', '电梯异响', '3号楼二单元'])
        assert.ok(text.includes(shown), `${shown} in ${text}`);
      assert.match(text.replaceAll('\n', ' '), w.ifNobody);
      await page.keyboard.press('j');
      for (const { number } of [yes, no]) {
        await page.keyboard.press('Home');
        for (let i = 0; i < 9; i += 1) {
          if ((await page.evaluate<string>('document.activeElement.innerText')).includes(number)) break;
          await page.keyboard.press('ArrowDown');
        }
        // What has happened is read for the row that has the cursor.
        await card(page, number).getByText(w.finish).first().waitFor();
        if (number === yes.number) await page.keyboard.press('g');
        else {
          await page.keyboard.press('r');
          await page.getByLabel(w.reason).waitFor();
          await page.keyboard.type('配件有库存');
          assert.equal((await acts(number)).includes('refuse-extension'), false, 'nothing before it is sent');
          await page.keyboard.press('Enter');
        }
        await page.getByText(number === yes.number ? w.granted : w.refused).waitFor();
        await card(page, number).waitFor({ state: 'detached' });
      }
      assert.equal(Date.parse((await clock(yes.number)).due), Date.parse(yes.until));
      assert.deepEqual(
        (await acts(yes.number)).filter((act) => act.endsWith('-extension')),
        ['request-extension', 'grant-extension'],
      );
      const entries = (await desk.api.get('p04', `/v1/cases/${no.number}/timeline`)).body.entries;
      const refusal = entries.find(({ act }: { act: string }) => act === 'refuse-extension');
      assert.equal(refusal.input.reason, '配件有库存');
      for (const { number } of [yes, no]) await settle(number);
      await page.context().close();
    });
  }

  it('L grants less: the clock moves to what was granted; a double click on grant enters it once', async () => {
    const less = await asked('水箱漏水');
    const { page } = await desk.signIn('李建国', '/approvals');
    await card(page, less.number).click();
    await page.keyboard.press('l');
    const form = page.getByRole('dialog');
    // On a phone the sheet covers the list: what was asked for, by whom and why stands in it.
    await form.getByText('等待配件到货').waitFor();
    const granted = new Date(Date.parse(less.until) - 86_400_000);
    const [, month, day, hour, minute] = /-(..)-(..)T(..):(..)/.exec(
      new Date(granted.getTime() + 8 * 3_600_000).toISOString(),
    )!;
    // The cursor is in the time; without one nothing is granted, and nothing more than was meant.
    await form.locator('[data-field=until] [role=spinbutton]:focus').waitFor();
    await form.getByRole('button', { name: /^批准延期/ }).click();
    await form.getByText('请填写此项').waitFor();
    await form.locator('[data-field=until] [role=spinbutton]').first().focus();
    await page.keyboard.type(`${granted.getUTCFullYear()}${month}${day}${hour}${minute}`);
    await form.getByRole('button', { name: /^批准延期/ }).dblclick();
    await form.waitFor({ state: 'detached' });
    assert.equal(Date.parse((await clock(less.number)).due), granted.getTime());
    const whole = await asked('水箱又漏');
    await card(page, whole.number).getByRole('button', { name: '批准', exact: true }).dblclick();
    await card(page, whole.number).waitFor({ state: 'detached' });
    for (const { number } of [less, whole])
      assert.equal((await acts(number)).filter((act) => act === 'grant-extension').length, 1);
    await settle(whole.number);
    await settle(less.number);
    await page.context().close();
  });

  it('P-4.3.10.1 a promise beyond the limit says the limit and leads to asking for more time; the director sees both times', async () => {
    const { number } = await desk.api.complaint({ subject: '承诺过晚' });
    await desk.api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    await desk.api.acted('p08', number, 'sign');
    const promise = async (page: Page) => {
      await page.getByRole('button', { name: /^向客户承诺时间/ }).click();
      const sheet = page.getByRole('dialog');
      await sheet.locator('[data-field=promisedAt] [role=spinbutton]:focus').waitFor();
      await page.keyboard.type('202611301800');
      await sheet.getByText(/规程对此有时限：轻微投诉处理完毕，最迟 .*请先申请延期/).waitFor();
      return sheet;
    };
    const agent = await desk.signIn('林晓', `/cases/${number}`);
    const told = await promise(agent.page);
    await told.getByText(/申请延期：\s*此操作须由.*责任部门负责人/).waitFor();
    await takeScreenshot(agent, 'case-promise-agent');
    await agent.context.close();
    const head = await desk.signIn('孙丽', `/cases/${number}`);
    const { page } = head;
    const sheet = await promise(page);
    await takeScreenshot(head, 'case-promise-head');
    await sheet.getByRole('button', { name: '申请延期：轻微投诉处理完毕' }).click();
    await page.getByRole('dialog', { name: '申请延期' }).waitFor();
    await sheet.locator('[data-field=reason]').getByRole('textbox').fill('配件周一到货');
    assert.equal(await sheet.locator('[data-field=clock] select').inputValue(), 'solve-minor');
    await sheet.locator('button[type=submit]').click();
    await sheet.waitFor({ state: 'detached' });
    const director = await desk.signIn('李建国', '/approvals');
    await card(director.page, number).waitFor();
    const text = (await card(director.page, number).innerText()).replaceAll('\n', ' ');
    for (const shown of [/原定到期 ?.*11月25日/, /申请延至.*11月30日.*18:00/, /申请人 孙丽/, /配件周一到货/])
      assert.match(text, shown);
    await settle(number);
    for (const seat of [head, director]) await seat.context.close();
  });

  it('several at once: the dry answer says which will and which is refused, with its clause', async () => {
    const [one, other] = [await asked('批量甲'), await asked('批量乙')];
    const { page } = await desk.signIn('李建国', '/approvals');
    for (const { number } of [one, other]) await card(page, number).getByRole('checkbox').check();
    // Somebody else answers one of them meanwhile, which this page does not hear of.
    await page.route('**/v1/tasks*', (route) => route.abort());
    await page.keyboard.press('g');
    const sheet = page.getByRole('dialog');
    await sheet.getByText('2 件可以办理').waitFor();
    assert.equal((await acts(one.number)).includes('grant-extension'), false, 'tried, not done');
    await desk.api.acted('p04', other.number, 'refuse-extension', { clock: 'solve-minor' });
    await sheet.getByRole('button', { name: '提交 2 件' }).click();
    await sheet.getByText(/1 件已记录 · 1 件被拒绝/).waitFor();
    assert.equal((await acts(one.number)).filter((act) => act === 'grant-extension').length, 1);
    assert.equal((await acts(other.number)).includes('grant-extension'), false);
    await page.unroute('**/v1/tasks*');
    for (const { number } of [one, other]) await settle(number);
    await page.context().close();
  });

  it('P-3.4 a stand-in sees in whose place they decide', async () => {
    const { number } = await asked('扶手松动');
    const standIn = { to: 'p03', until: '2027-12-05T00:00:00+08:00', reason: '年休假' };
    assert.equal((await desk.api.post('p04', '/v1/people/p04/delegations', standIn)).status, 201);
    const { page } = await desk.signIn('王芳', '/approvals');
    await card(page, number).getByText('代 李建国 决定').waitFor();
    await settle(number);
    await page.context().close();
  });

  it('with nothing to decide the page says so; with something it is sound in every view', async () => {
    const nobody = await desk.signIn('赵敏', '/approvals');
    await nobody.page.getByText('目前没有待您审批或批示的事项').waitFor();
    for (const subject of ['电梯异响', '水管爆裂']) await asked(subject, 30);
    await checkPage(desk, 'approvals', { who: '李建国', path: '/approvals', shown: 'article' });
  });
});
