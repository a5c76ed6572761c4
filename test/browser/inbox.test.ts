import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { BrowserDesk, describeInBrowser, takeScreenshot, type Seat } from './browser-desk.js';
import { checkPage } from './page-checks.js';

const words = {
  'zh-CN': { unread: '未读', all: '全部标为已读', unreadOnly: '只看未读', none: '没有未读通知' },
  en: { unread: 'Unread', all: 'Mark all as read', unreadOnly: 'Unread only', none: 'Nothing unread' },
};

describeInBrowser('the inbox in a browser', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  async function sorted(tier: 'minor' | 'major', subject: string): Promise<string> {
    const { number } = await desk.api.complaint({ subject });
    await desk.api.acted('p01', number, 'sort', { valid: true, tier, department: 'engineering' });
    return number;
  }
  const rows = (page: Page) => page.getByRole('grid').locator('tbody tr');
  const unread = async (as: string): Promise<number> => (await desk.api.get(as, '/v1/notices?unread=true')).body.unread;

  for (const language of ['zh-CN', 'en'] as const) {
    const w = words[language];
    it(`${language}: what is unread says so; opening it marks it as read, M does, A marks all`, async () => {
      for (const subject of ['收件一', '收件二', '收件三']) await sorted('minor', subject);
      const before = await unread('p03');
      assert.ok(before >= 3);
      const { page } = await desk.signIn('王芳', '/inbox', { language });
      await rows(page).first().getByText(w.unread, { exact: true }).waitFor();
      assert.match(await rows(page).first().innerText(), /收件三[^]*PC-|P-4\.3\.1[^]*收件三/);
      await page.keyboard.press('j');
      await page.keyboard.press('m');
      await rows(page).first().getByText(w.unread, { exact: true }).waitFor({ state: 'detached' });
      assert.equal(await unread('p03'), before - 1);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/cases/**');
      await eventually(async () => (await unread('p03')) === before - 2);
      await page.goBack();
      await rows(page).first().waitFor();
      await page.keyboard.press('a');
      await eventually(async () => (await unread('p03')) === 0);
      await page.getByLabel(w.unreadOnly).check();
      await page.getByText(w.none).waitFor();
    });
  }

  for (const language of ['zh-CN', 'en'] as const)
    it(`${language}: P-4.3.4b what is late is a sentence: what, since when, whose, and whether it went out`, async () => {
      const number = await sorted('minor', `逾期 ${language}`);
      await desk.api.acted('p08', number, 'sign');
      desk.api.desk.time.advance({ days: 4 });
      // Moments that have passed are entered before the next act.
      await desk.api.acted('p01', number, 'note', { words: '客户来电催问' });
      const { page } = await desk.signIn('王芳', '/inbox', { language });
      const late = rows(page)
        .filter({ hasText: number })
        .filter({ hasText: /轻微投诉处理完毕|complaint solved/ });
      await late.first().waitFor();
      const text = (await late.allInnerTexts()).join('\n');
      assert.doesNotMatch(text, /[{}]|即将到期|soon due/i, text);
      assert.match(text, language === 'en' ? /Late since .*Nov/ : /自 ?11月.*起.*超时|已超时/, text);
      assert.match(text, language === 'en' ? /inbox alone|no mail/ : /仅.*收件箱|未设置邮件/, text);
      await takeScreenshot({ page } as Seat, `inbox-late-${language}`);
    });

  /** Counts the notes that a tab plays, beneath our code. */
  const listen = (context: BrowserContext) =>
    context.addInitScript(() => {
      const heard = globalThis as unknown as { notes: number; OscillatorNode: { prototype: { start(): void } } };
      const { prototype } = heard.OscillatorNode;
      const { start } = prototype;
      heard.notes = 0;
      prototype.start = function (this: object, ...args: []) {
        heard.notes += 1;
        return start.apply(this, args);
      };
    });
  /** The title says how many are pressing. */
  const hasCount = (page: Page) => eventually(async () => /^\(\d+\) /.test(await page.title()));
  const notes = (page: Page): Promise<number> => page.evaluate('globalThis.notes');

  it('the title counts notices of major complaints, and one tone is heard in one of two tabs when another arrives', async () => {
    await sorted('major', '重大一');
    const seat = await desk.signIn('周伟', '/work');
    const { page, context } = seat;
    await listen(context);
    await page.reload();
    await hasCount(page);
    const count = async (): Promise<number> => Number(/^\((\d+)\)/.exec(await page.title())?.[1] ?? 0);
    const before = await count();
    const second = await context.newPage();
    await second.goto('/work');
    await hasCount(second);
    assert.deepEqual([await notes(page), await notes(second)], [0, 0], 'what was there is not heard');
    await sorted('major', '重大二');
    await eventually(async () => (await count()) > before);
    await eventually(async () => (await notes(page)) + (await notes(second)) > 0);
    await page.waitForTimeout(1_000);
    assert.equal((await notes(page)) + (await notes(second)), 2, 'two notes, once');
  });

  it('no tone for what is minor, and none where the sound is switched off', async () => {
    const seat = await desk.signIn('王芳', '/inbox');
    const { page, context } = seat;
    await listen(context);
    await page.reload();
    await rows(page).first().waitFor();
    const link = page.getByRole('link', { name: /^收件箱/ });
    await sorted('minor', '轻微');
    await eventually(async () => /\d/.test(await link.innerText()));
    assert.doesNotMatch(await page.title(), /^\(/, 'the title counts what is pressing only');
    assert.equal(await notes(page), 0);
    await page.getByLabel(/响铃/).uncheck();
    const waiting = await unread('p03');
    await sorted('major', '重大三');
    const told = (await unread('p03')) > waiting;
    if (told) await hasCount(page);
    assert.equal(await notes(page), 0);
  });

  it('is readable by everybody: light, dark, phone, 320 px, forced colours, both languages', async () => {
    await sorted('minor', '给大家看');
    await checkPage(desk, 'inbox', { who: '王芳', path: '/inbox', shown: 'table tbody tr' });
  });
});
