// What was done by mistake is put right on the page of its case: taken up again, taken back, corrected, turned.
import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { axeFindings, BrowserDesk, describeInBrowser, overflow, takeScreenshot, type Seat } from './browser-desk.js';

describeInBrowser('corrections on the page of a case', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  async function sorted(subject: string): Promise<string> {
    const { number } = await desk.api.complaint({ subject });
    await desk.api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    return number as string;
  }
  const read = async (number: string, as = 'p03') => (await desk.api.get(as, `/v1/cases/${number}`)).body;
  const choose = async (page: Page, act: RegExp): Promise<Locator> => {
    await page.getByRole('button', { name: act }).first().click();
    const sheet = page.getByRole('dialog');
    await sheet.waitFor();
    return sheet;
  };
  const send = async (sheet: Locator): Promise<void> => {
    await sheet.locator('button[type=submit]').click();
    await sheet.waitFor({ state: 'detached' });
  };
  const field = (sheet: Locator, name: string) => sheet.locator(`[data-field=${name}]`);
  /** The sheet as everybody may have it. */
  async function looksRight(seat: Seat, name: string): Promise<void> {
    const { page } = seat;
    // What has been said aloud is over.
    await page.evaluate(
      `document.querySelectorAll('[data-live-announcer] div').forEach((said) => said.replaceChildren())`,
    );
    for (const [width, colorScheme] of [
      [1440, 'light'],
      [390, 'dark'],
      [360, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 850 });
      await page.emulateMedia({ colorScheme });
      assert.ok((await overflow(seat)) <= 0, `${name} at ${width} px`);
      assert.deepEqual(await axeFindings(seat), [], `${name} at ${width} px`);
      await takeScreenshot(seat, `${name}-${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 850 });
    await page.emulateMedia({ colorScheme: 'light' });
  }

  const closing: Record<string, (number: string) => Promise<void>> = {
    withdrawn: async (number) => void (await desk.api.acted('p01', number, 'withdraw', { reason: '客户撤回' })),
    joined: async (number) =>
      void (await desk.api.acted('p01', number, 'join', { into: await sorted('同一盏灯又有人报') })),
    filed: async (number) => {
      await desk.api.acted('p09', number, 'sign');
      await desk.api.acted('p08', number, 'finish', { done: '已更换灯具' });
      await desk.api.acted('p09', number, 'return-form');
      await desk.api.acted('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
      await desk.api.acted('p01', number, 'close');
    },
  };
  for (const [how, close] of Object.entries(closing))
    it(`X-10 a ${how} case is taken up again on its page: a new round beside the old one, rework, the customer told`, async () => {
      const number = await sorted(`重办 ${how}`);
      await close(number);
      const seat = await desk.signIn('王芳', `/cases/${number}`);
      const { page } = seat;
      const sheet = await choose(page, /^重新办理/);
      await sheet.getByText('误结案').click();
      await field(sheet, 'reason').getByRole('textbox').fill('并未办完');
      await send(sheet);
      const clocks = page.locator('section').filter({ has: page.getByRole('heading', { name: '时限' }) });
      await clocks.getByText('第 2 轮').first().waitFor();
      assert.equal(await clocks.getByText('第 1 轮').count(), 0, 'those of before are folded away');
      await clocks.getByRole('button', { name: /^已结束的时限/ }).click();
      await clocks.getByText('第 1 轮').first().waitFor();
      await page.getByText('案件数据').click();
      await page.getByText('重新办理次数').waitFor();
      await page
        .getByText(/^已通知 .*客户/)
        .first()
        .waitFor();
      if (how === 'filed') await looksRight(seat, 'case-reopened');
      assert.deepEqual([(await read(number)).round, (await read(number)).rework], [2, 1]);
      await seat.context.close();
    });

  it('X-10 a mistaken joining is seen on both pages and taken back on that of the joined case, a link on either', async () => {
    const [one, other, linked] = [await sorted('误并的案件'), await sorted('并入的案件'), await sorted('误关联')];
    await desk.api.acted('p01', one, 'join', { into: other });
    await desk.api.acted('p01', linked, 'link', { number: other });
    const seat = await desk.signIn('林晓', `/cases/${other}`);
    const { page } = seat;
    const links = page.locator('section').filter({ has: page.getByRole('heading', { name: '相关案件' }) });
    await links.getByText('误并时，在该案件页面撤销').waitFor();
    const unlink = await choose(page, new RegExp(`^撤销并案或关联 ${linked}`));
    assert.equal(await field(unlink, 'number').getByRole('textbox').inputValue(), linked);
    await field(unlink, 'reason').getByRole('textbox').fill('并非同一事项');
    await looksRight(seat, 'case-unjoin');
    await send(unlink);
    await links.getByRole('listitem').filter({ hasText: linked }).getByText('已撤销').waitFor();
    await links.getByRole('link', { name: one }).click();
    await page.getByRole('heading', { name: '误并的案件' }).waitFor();
    const unjoin = await choose(page, new RegExp(`^撤销并案或关联 ${other}`));
    await field(unjoin, 'reason').getByRole('textbox').fill('不是同一盏灯');
    await send(unjoin);
    await links.getByRole('listitem').filter({ hasText: other }).getByText('已撤销').waitFor();
    await page
      .getByRole('button', { name: /P-4\.3\.10\.1/ })
      .first()
      .waitFor();
    await page.goBack();
    await links.getByRole('listitem').filter({ hasText: one }).getByText('已撤销').waitFor();
    assert.equal(await links.getByText('误并时，在该案件页面撤销').count(), 0);
    assert.deepEqual([(await read(one)).status, (await read(one)).round], ['sorted', 1]);
  });

  const words = {
    'zh-CN': {
      correct: /^更正登记内容/,
      what: /维修类型/,
      now: '水管',
      gas: '门窗',
      urgent: /紧急/,
      no: '否',
      yes: '是',
      beside: '更正记录',
      place: '地点',
    },
    en: {
      correct: /^Correct the record/,
      what: /Repair type/i,
      now: 'plumbing',
      gas: 'doors and windows',
      urgent: /emergency/i,
      no: 'No',
      yes: 'Yes',
      beside: 'Corrected',
      place: 'place',
    },
  };
  for (const language of ['zh-CN', 'en'] as const)
    it(`${language}: X-10 a fact is corrected by choosing from its own list; what stood there stays beside it`, async () => {
      const w = words[language];
      const { number } = await desk.api.repair({ subject: `漏水 ${language}` });
      const seat = await desk.signIn('林晓', `/cases/${number}`, { language });
      const { page } = seat;
      const sheet = await choose(page, w.correct);
      const what = field(sheet, 'field').locator('select');
      const options = await what.locator('option').allInnerTexts();
      assert.ok(
        !options.some((name) => /处理情况|答复|result|answer/i.test(name)),
        `only what is on record: ${options}`,
      );
      await what.selectOption('repairType');
      const to = field(sheet, 'to').locator('select');
      await to.waitFor();
      const types = await to
        .locator('option')
        .evaluateAll((all) => all.map((one) => (one as { value?: string }).value));
      assert.ok(types.includes('electrical') && types.includes('plumbing'), `${types}`);
      await to.selectOption('electrical');
      await what.selectOption('emergency');
      assert.equal(await field(sheet, 'to').getByRole('radio').count(), 2);
      assert.match(await field(sheet, 'to').innerText(), new RegExp(w.no));
      await field(sheet, 'to').getByText(w.yes, { exact: true }).click();
      await what.selectOption('place');
      assert.equal(await field(sheet, 'to').getByRole('textbox').inputValue(), '3号楼301');
      await what.selectOption('repairType');
      assert.equal(await to.inputValue(), '', 'nothing is left over from the field before');
      await to.selectOption('electrical');
      await field(sheet, 'reason').getByRole('textbox').fill('听错');
      await looksRight(seat, `case-correct-${language}`);
      await send(sheet);
      const beside = page.getByRole('region', { name: w.beside });
      await beside.locator('del').waitFor();
      assert.doesNotMatch(
        await beside.innerText(),
        language === 'en' ? /维修/ : /plumbing|electrical/,
        'by their names',
      );
      await takeScreenshot(seat, `case-corrected-${language}`);
      if (language === 'zh-CN') assert.equal(await page.getByText('electrical', { exact: true }).count(), 0);
      const { corrected, facts } = await read(number);
      assert.deepEqual([facts.repairType, corrected[0].was, corrected[0].is], ['electrical', 'plumbing', 'electrical']);
      await seat.context.close();
    });

  it('X-10 a case recorded at the wrong site is moved to the right one by choosing it; both stand by their names', async () => {
    const number = await sorted('登记错项目');
    const seat = await desk.signIn('王芳', `/cases/${number}`);
    const { page } = seat;
    const sheet = await choose(page, /^更正登记内容/);
    await field(sheet, 'field').locator('select').selectOption('site');
    await field(sheet, 'to').getByText('现为').waitFor();
    await field(sheet, 'to').getByText('滨江办公楼').click();
    await field(sheet, 'reason').getByRole('textbox').fill('客户在滨江办公楼');
    await send(sheet);
    const beside = page.getByRole('region', { name: '更正记录' });
    await beside.locator('del').filter({ hasText: '阳光' }).waitFor();
    await beside.getByText('滨江办公楼').waitFor();
    assert.equal((await read(number)).site, 'riverside');
    await seat.context.close();
  });

  it('X-10 a case is turned into another kind: only kinds it may become are offered, and what that kind asks for', async () => {
    const { number } = await desk.api.complaint({ subject: '其实是报修' });
    const { receivedAt } = await read(number);
    desk.api.desk.time.advance({ minutes: 5 });
    const seat = await desk.signIn('林晓', `/cases/${number}`);
    const { page } = seat;
    const sheet = await choose(page, /^转为其他种类/);
    const kinds = field(sheet, 'kind').locator('label');
    const offered = await kinds.allInnerTexts();
    assert.ok(offered.includes('报修') && !offered.includes('投诉') && !offered.includes('例行工作'), `${offered}`);
    assert.equal(await field(sheet, 'repairType').count(), 0);
    await kinds.filter({ hasText: '求助' }).click();
    await field(sheet, 'helpKind').waitFor();
    await kinds.filter({ hasText: '报修' }).click();
    await field(sheet, 'helpKind').waitFor({ state: 'detached' });
    await field(sheet, 'reason').getByRole('textbox').fill('客户要求修灯');
    await sheet.locator('button[type=submit]').click();
    await field(sheet, 'repairType').getByText('请填写此项').waitFor();
    await field(sheet, 'repairType').locator('select').selectOption('electrical');
    await looksRight(seat, 'case-turn');
    await send(sheet);
    const links = page.locator('section').filter({ has: page.getByRole('heading', { name: '相关案件' }) });
    await links.getByText('由本案开立').waitFor();
    await page.getByText('转为其他种类').first().waitFor();
    const turned = (await read(number)).links.find(({ relation }: { relation: string }) => relation === 'child');
    if (turned.number) assert.equal((await read(turned.number)).receivedAt, receivedAt);
  });

  it('X-11 what broke a rule is a sentence that says what is missing and how it is mended', async () => {
    const { body } = await desk.api.post('w01', '/v1/cases', {
      rulebook: 'power',
      site: 'river-county-power',
      kind: 'power-complaint',
      channel: 'hotline',
      category: 'attitude',
      thanked: false,
      subject: '态度生硬',
      phone: '13900002222',
    });
    const { page } = await desk.signIn('沈洁', `/cases/${body.number}`);
    const said = page
      .getByText(/未向投诉人致谢/)
      .filter({ visible: true })
      .first();
    await said.waitFor();
    assert.match(await said.innerText(), /请在答复或回访时致谢/);
  });
});
