import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.js';
import { BrowserDesk, describeInBrowser, takeScreenshot, type Seat } from './browser-desk.js';
import { checkPage } from './page-checks.js';

const words = {
  'zh-CN': {
    sort: '投诉定级',
    clocks: '时限',
    why: '如何算出到期时间',
    ladder: '若无人处理，将通知',
    counted: /（[\d.]+ 天）|\([\d.]+ 天\)/,
    rulebook: '客户服务工作规程003 003.1',
    others: /不由您进行的操作/,
    notNow: /目前不能进行的操作/,
    noTier: /此投诉由客服主管组织解决/,
    notYou: /不是您：/,
    note: '添加备注',
    done: '已记录：添加备注',
    refused: /现在提交会被拒绝/,
    moved: /案件有了新的记录/,
    seen: '我已查看',
    missing: '请填写此项。',
  },
  en: {
    sort: /^Sort/,
    clocks: 'Deadlines',
    why: 'How the due time comes about',
    ladder: 'Who is told if nobody acts',
    counted: /\([\d.]+ days?\)/,
    rulebook: /003 003\.1$/,
    others: /What others can do/,
    notNow: /Not possible now/,
    noTier: /the CS supervisor organises this one/,
    notYou: /Not you:/,
    note: /^Leave a remark/,
    done: /^On record:/,
    refused: /This would be refused now/,
    moved: /the case has moved on/,
    seen: 'I have seen it',
    missing: 'Please fill this in.',
  },
};

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describeInBrowser('a case on its page', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  const minor = { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' };
  async function sorted(): Promise<string> {
    const { number } = await desk.api.complaint();
    await desk.api.acted('p01', number, 'sort', minor);
    return number;
  }
  const act = ({ page }: Seat, name: string | RegExp) =>
    page.getByRole('button', { name: typeof name === 'string' ? new RegExp(`^${name}`) : name });
  const seqOf = async (number: string): Promise<number> => (await desk.api.get('p01', `/v1/cases/${number}`)).body.seq;

  for (const language of ['zh-CN', 'en'] as const) {
    const t = words[language];
    it(`${language}: a deadline names its clause and opens into its steps; acts of others say why not`, async () => {
      const number = await sorted();
      const seat = await desk.signIn('林晓', `/cases/${number}`, { language });
      const { page } = seat;
      await page.getByRole('heading', { name: t.clocks }).waitFor();
      await page.getByText(t.rulebook).waitFor();
      await page
        .getByRole('button', { name: /P-4\.3\.10\.1/ })
        .first()
        .click();
      const sheet = page.getByRole('dialog');
      await sheet.getByText(t.why).waitFor();
      await sheet.getByText(t.ladder).waitFor();
      await sheet.getByText(t.counted).first().waitFor();
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await page.getByText(t.others).click();
      assert.ok((await page.getByText(t.notYou).count()) > 0);
      // A minor complaint goes to no leader, whoever asks: that stands apart, with its reason.
      await page.getByText(t.notNow).click();
      await page.getByText(t.noTier).first().waitFor();
    });

    it(`${language}: X-13 what the customer was not sent is not shown as sent, and why; its text is filled in`, async () => {
      const number = await sorted();
      const { page } = await desk.signIn('王芳', `/cases/${number}`, { language });
      const notSent = language === 'en' ? /^not sent: the desk has no mail/ : /^未发送：未设置邮件/;
      const receipt = page.getByRole('listitem').filter({ has: page.getByText(notSent) });
      await receipt.first().waitFor();
      const text = await receipt.first().innerText();
      assert.ok(text.includes(number) && !/[{}]/.test(text), text);
    });

    it(`${language}: by keyboard alone an act is opened, filled in, sent once, and stands in the timeline`, async () => {
      const number = await sorted();
      const { page } = await desk.signIn('林晓', `/cases/${number}`, { language });
      const button = page.getByRole('button', { name: t.note });
      await button.waitFor();
      await button.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.keyboard.type('客户说晚上八点后在家');
      const before = await seqOf(number);
      const send = page.getByRole('dialog').locator('button[type=submit]');
      await send.focus();
      await Promise.all([page.keyboard.press('Enter'), page.keyboard.press('Enter')]);
      await page.getByText(t.done).waitFor();
      await page.getByText('客户说晚上八点后在家').waitFor();
      assert.equal(await seqOf(number), before + 1);
    });
  }

  it('the cursor of a form begins in its first field, a time that comes a moment later too', async () => {
    const { page } = await desk.signIn('林晓', `/cases/${await sorted()}`);
    await page.getByRole('button', { name: /^向客户承诺时间/ }).click();
    await page.locator('[data-field=promisedAt] [role=spinbutton]:focus').waitFor();
  });

  it('X-10 a photo goes with a remark, with what the customer adds and with finishing; the timeline stands in the order of its times', async () => {
    const received = new Date(Date.parse((await desk.api.complaint()).receivedAt) - 3_600_000).toISOString();
    const { number } = await desk.api.complaint({ receivedAt: received });
    await desk.api.acted('p01', number, 'sort', minor);
    await desk.api.acted('p09', number, 'sign');
    const attach = async (seat: Seat, name: string) => {
      await act(seat, name).first().click();
      const sheet = seat.page.getByRole('dialog');
      await sheet.getByRole('textbox').first().fill(`${name}的说明`);
      await sheet
        .locator('input[type=file]')
        .setInputFiles({ name: `${name}.png`, mimeType: 'image/png', buffer: onePixel });
      await sheet.getByRole('link', { name: `${name}.png` }).waitFor();
      await sheet.locator('button[type=submit]').click();
      await sheet.waitFor({ state: 'detached' });
    };
    const agent = await desk.signIn('林晓', `/cases/${number}`);
    await attach(agent, '添加备注');
    await attach(agent, '补充客户所述');
    const head = await desk.signIn('孙丽', `/cases/${number}`);
    await attach(head, '处理完成');
    const { entries } = (await desk.api.get('p01', `/v1/cases/${number}/timeline`)).body;
    assert.deepEqual(
      entries
        .filter(({ input }: { input: { files?: string[] } }) => input.files?.length === 1)
        .map(({ act: one }: { act: string }) => one),
      ['note', 'add', 'finish'],
    );
    const half = new Date(Date.parse(received) + 1_800_000).toISOString();
    await desk.api.acted('p01', number, 'note', { words: '半小时后又来电', happenedAt: half });
    const timeline = agent.page
      .locator('section')
      .filter({ has: agent.page.getByRole('heading', { name: '办理过程' }) });
    await timeline.getByText('半小时后又来电').waitFor();
    const text = await timeline.innerText();
    const places = ['添加备注的说明', '半小时后又来电'].map((said) => text.indexOf(said));
    assert.ok(places[0]! >= 0 && places[0]! < places[1]!, text);
  });

  it('two people on one case: what moved is shown, what was written stays, and is sent when that was seen', async () => {
    const t = words['zh-CN'];
    const number = await sorted();
    const seat = await desk.signIn('林晓', `/cases/${number}`);
    await act(seat, t.note).click();
    const sheet = seat.page.getByRole('dialog');
    await sheet.getByRole('textbox').first().fill('我写的话');
    await desk.api.acted('p01', number, 'note', { words: '别人先写了' });
    await sheet.getByText(t.moved).waitFor();
    assert.equal(await sheet.getByRole('textbox').first().inputValue(), '我写的话');
    const before = await seqOf(number);
    await sheet.locator('button[type=submit]').click();
    await sheet.getByRole('alert').waitFor();
    assert.equal(await seqOf(number), before, 'not before what moved was seen');
    await sheet.getByRole('button', { name: t.seen }).click();
    await sheet.locator('button[type=submit]').click();
    await seat.page.getByText('已记录：添加备注').waitFor();
    assert.equal(await seqOf(number), before + 1);
  });

  it('an act is refused before it is sent, with its clause; what is missing is said at its field', async () => {
    const t = words['zh-CN'];
    const number = await sorted();
    const seat = await desk.signIn('林晓', `/cases/${number}`);
    await act(seat, '并入其他案件').click();
    const sheet = seat.page.getByRole('dialog');
    await sheet.locator('button[type=submit]').click();
    await sheet.getByText(t.missing).first().waitFor();
    await sheet.getByRole('textbox').first().fill(number);
    await sheet.getByText(t.refused).waitFor();
  });

  it('a standard answer goes into the answer by one key; it and a photo that goes along are on record', async () => {
    await desk.api.hire('keeper', 'administrator');
    const answer = {
      title: '门禁卡补办',
      words: '请本人凭身份证到服务中心补办门禁卡。',
      language: 'zh-CN',
      kinds: ['inquiry'],
      categories: [],
      validFrom: '2026-01-01',
    };
    const { status, body } = await desk.api.post('keeper', '/v1/standard-answers', answer);
    assert.equal(status, 201);
    const asked = { kind: 'inquiry', rulebook: 'property', site: 'sunshine', channel: 'phone', subject: '门禁卡丢了' };
    const { number } = (await desk.api.post('p01', '/v1/cases', asked)).body;
    const seat = await desk.signIn('林晓', `/cases/${number}`);
    await act(seat, '答复客户').click();
    const sheet = seat.page.getByRole('dialog');
    await sheet.getByRole('textbox').first().fill('您好。');
    await sheet.getByRole('button', { name: /填入“答复” *门禁卡补办/ }).waitFor();
    await seat.page.keyboard.press('Alt+Shift+Digit1');
    assert.equal(await sheet.getByRole('textbox').first().inputValue(), `您好。\n${answer.words}`);
    await sheet.getByText('已采用 1 条').waitFor();
    await sheet
      .locator('input[type=file]')
      .setInputFiles({ name: '办理指南.png', mimeType: 'image/png', buffer: onePixel });
    await sheet.getByRole('link', { name: '办理指南.png' }).waitFor();
    await sheet.locator('button[type=submit]').click();
    await seat.page.getByText('已记录：答复客户').waitFor();
    await seat.page.getByText(body.id, { exact: true }).waitFor();
    await seat.page.getByRole('heading', { name: '照片与文件' }).waitFor();
    const { entries } = (await desk.api.get('p01', `/v1/cases/${number}/timeline`)).body;
    const { input } = entries.find((entry: { act: string }) => entry.act === 'answer');
    assert.deepEqual([input.standardAnswers, input.files.length], [[body.id], 1]);
    // Who keeps the answers sees how often each was used, and when last.
    const keeper = await desk.signIn('郑凯', '/texts');
    await keeper.page.getByLabel('单位').selectOption('property-company');
    await keeper.page.getByText(/已用 1 次（1 件），最近 *11月23日/).waitFor();
    await takeScreenshot(keeper, 'texts-answer-used');
    await keeper.context.close();
  });

  it('a draft survives a reload, and is gone once it was sent', async () => {
    const number = await sorted();
    const seat = await desk.signIn('林晓', `/cases/${number}`);
    const open = async () => {
      await act(seat, '添加备注').click();
      return seat.page.getByRole('dialog').getByRole('textbox').first();
    };
    await (await open()).fill('写到一半');
    await seat.page.waitForTimeout(600);
    await seat.page.reload();
    assert.equal(await (await open()).inputValue(), '写到一半');
    await seat.page.getByRole('dialog').locator('button[type=submit]').click();
    await seat.page.getByText('已记录：添加备注').waitFor();
    assert.equal(await (await open()).inputValue(), '');
  });

  it('an answer that is lost on the way: the same act is sent again and is on record once', async () => {
    const number = await sorted();
    const seat = await desk.signIn('林晓', `/cases/${number}`);
    await act(seat, '添加备注').click();
    const sheet = seat.page.getByRole('dialog');
    await sheet.getByRole('textbox').first().fill('只应记录一次');
    const before = await seqOf(number);
    const path = `**/v1/cases/${number}/note`;
    await seat.page.route(path, async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await sheet.locator('button[type=submit]').click();
    await sheet.getByText('没有收到系统答复').waitFor();
    await eventually(async () => (await seqOf(number)) === before + 1);
    await seat.page.unroute(path);
    await sheet.locator('button[type=submit]').click();
    await seat.page.getByText('已记录：添加备注').waitFor();
    assert.equal(await seqOf(number), before + 1);
  });

  it('a session that ends under a form loses nothing', async () => {
    const number = await sorted();
    const seat = await desk.signIn('林晓', `/cases/${number}`);
    await act(seat, '添加备注').click();
    const sheet = seat.page.getByRole('dialog');
    await sheet.getByRole('textbox').first().fill('会话结束前写的');
    await seat.context.clearCookies();
    await sheet.locator('button[type=submit]').click();
    const again = seat.page.getByRole('dialog', { name: '登录已过期' });
    await again.waitFor();
    await again.getByRole('button', { name: '林晓' }).click();
    await again.waitFor({ state: 'detached' });
    assert.equal(await sheet.getByRole('textbox').first().inputValue(), '会话结束前写的');
    await sheet.locator('button[type=submit]').click();
    await seat.page.getByText('已记录：添加备注').waitFor();
  });

  it('an act elsewhere shows without a reload; the back button leads back to where one was', async () => {
    const number = await sorted();
    const { page } = await desk.signIn('林晓', '/work');
    await page.getByRole('searchbox', { name: '案件编号、电话或关键词' }).fill(number);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '时限' }).waitFor();
    await desk.api.acted('p01', number, 'note', { words: '别处写的一句话' });
    await page.getByText('别处写的一句话').waitFor({ timeout: 3_000 });
    await page.goBack();
    await page.waitForURL(/\/work/);
  });

  it('a case that is not there, or not for the reader, says what to do', async () => {
    const { page } = await desk.signIn('林晓', '/cases/PC-2026-999999');
    await page.getByText('没有案件 PC-2026-999999').waitFor();
    await page.goto('/nowhere');
    await page.getByText('没有这个页面').waitFor();
  });

  for (const language of ['zh-CN', 'en'] as const)
    it(`${language}: what was erased by law says so, at the acts that held words and at what was told`, async () => {
      await desk.api.hire(`keeper-${language.toLowerCase()}`, 'administrator');
      const { number } = await desk.api.complaint({ description: '客户的话' });
      await desk.api.acted('p01', number, 'note', { words: '家里的事' });
      await desk.api.acted('p01', number, 'withdraw', { reason: '客户撤回' });
      const erase = { numbers: [number], ground: 'on-request', reason: '客户来函', requestedOn: '2026-11-20' };
      const { status } = await desk.api.post(`keeper-${language.toLowerCase()}`, '/v1/erasures', erase);
      assert.equal(status, 200);
      const { page } = await desk.signIn('陈静', `/cases/${number}`, { language });
      const sentence = language === 'en' ? '(erased by law)' : '（内容已依法删除）';
      await page.getByText(sentence).nth(3).waitFor();
      assert.equal(await page.getByText(sentence).count(), 4, 'told, recorded, noted, withdrawn');
      assert.equal(await page.getByText('家里的事').count(), 0);
    });

  it('looks right to everybody', async () => {
    const number = await sorted();
    await checkPage(desk, 'case', { who: '林晓', path: `/cases/${number}`, shown: 'main h2' });
  }, 240_000);
});
