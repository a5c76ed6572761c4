// The customer on a phone, in a browser that runs no script: from the message's link to a rating.
import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { customerLinkKey } from '../../ledger/customer/customer-links.js';
import { axeFindings, BrowserDesk, describeInBrowser, overflow, takeScreenshot, type Seat } from './browser-desk.js';

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const views = {
  phone: { width: 390, height: 844 },
  narrow: { width: 320, height: 700 },
  dark: { width: 390, height: 844, colorScheme: 'dark' },
  forced: { width: 390, height: 844, forcedColors: 'active' },
  wide: { width: 1440, height: 900 },
} as const;

describeInBrowser('the page of a customer, on a phone', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  const keyOf = async (number: string) =>
    (
      await customerLinkKey(desk.api.desk.database.source, {
        number,
        origin: 'message',
        by: 'desk',
        at: desk.api.desk.time.iso,
        days: 90,
      })
    ).key;
  const reported = async (): Promise<string> => {
    const { number } = await desk.api.repair({ phone: '13900005678' });
    await desk.api.acted('p01', number, 'notify');
    for (const [act, input] of [
      ['arrive', {}],
      ['quote', { content: '换管', labourCents: 0, materialCents: 0, serviceCents: 0 }],
      ['confirm', { words: '同意' }],
      ['start', {}],
      ['finish', { result: '已修好' }],
      ['sign-off', { accepted: true }],
      ['report', { words: '完工' }],
    ] as const)
      await desk.api.acted('p09', number, act, input);
    return number;
  };
  const told = ({ page }: Seat) => page.getByRole('status').innerText();
  const fill = async ({ page }: Seat, name: string, words?: string, photo = false) => {
    const form = page.locator('details', { has: page.locator('summary', { hasText: name }) });
    await form.locator('summary').click();
    if (words !== undefined) await form.getByRole('textbox').fill(words);
    if (photo)
      await form
        .locator('input[type=file]')
        .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: onePixel });
    return form;
  };

  it('without any script a customer finds their case, adds a photo, urges, rates it, and has it taken up again', async () => {
    const number = await reported();
    const seat = await desk.sit({ width: 390, height: 844, javaScript: false });
    const { page } = seat;
    await page.goto('/c');
    await page.getByLabel('编号').fill(number);
    await page.getByLabel('电话号码后四位').fill('9999');
    await page.getByRole('button', { name: '查询' }).click();
    assert.match(await told(seat), /没有查到/);
    assert.equal(await page.getByLabel('编号').inputValue(), number);
    await page.getByLabel('电话号码后四位').fill('5678');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('已经处理完毕，我们会与您核实结果。').first().waitFor();

    await page.goto(`/c/${await keyOf(number)}`);
    await (await fill(seat, '补充说明或照片', '水管还在滴水', true)).locator('button').click();
    assert.match(await told(seat), /已收到您的补充/);
    await (await fill(seat, '催办')).locator('button').click();
    assert.match(await told(seat), /已登记您的催办/);
    const rating = await fill(seat, '评价', '等了很久');
    await rating.getByLabel('2 不满意').check();
    await rating.locator('button').click();
    assert.match(await told(seat), /感谢您的评价/);
    await (await fill(seat, '问题没有解决', '晚上又漏了')).locator('button').click();
    assert.match(await told(seat), /已重新办理/);
    await page.getByText('已重新办理，正在安排。').first().waitFor();
    await takeScreenshot(seat, 'customer-story');

    // The agent sees who said so.
    const agent = await desk.signIn('陈静', `/cases/${number}`);
    await agent.page.getByText('客户（自助页面）').first().waitFor();
    for (const said of ['水管还在滴水', '客户评价', '等了很久', '晚上又漏了'])
      await agent.page.getByText(said).first().waitFor();
    await agent.page.getByRole('button', { name: '复制客户链接' }).click();
    await agent.page.getByRole('img', { name: '客户链接的二维码' }).waitFor();
    const address = await agent.page.getByText(/\/c\/\w{16}$/).innerText();
    await agent.page.getByText(address).scrollIntoViewIfNeeded();
    await takeScreenshot(agent, 'customer-link-on-case');
    await agent.page.getByRole('button', { name: '停用客户链接' }).click();
    await agent.page.getByRole('dialog').getByRole('button', { name: '停用客户链接' }).click();
    await agent.page.getByText(/已停用 \d 个链接/).waitFor();
    await page.goto(address);
    await page.getByRole('heading', { name: '此链接已失效' }).waitFor();
  });

  it('the tour of a trial desk has each do something real, ticks it off by the desk itself, and can be ended', async () => {
    const { number: waiting } = await desk.api.repair();
    await desk.api.acted('p01', waiting, 'notify');
    const technician = await desk.signIn('刘洋', '/work', { tour: true });
    const fitter = technician.page;
    await fitter.setViewportSize({ width: 390, height: 844 });
    // Without what the page for signing in has just said aloud.
    await fitter.reload();
    await fitter.getByRole('heading', { name: '先试试看' }).waitFor();
    assert.deepEqual(await axeFindings(technician), []);
    assert.ok((await overflow(technician)) <= 0);
    await takeScreenshot(technician, 'tour-field-phone');
    await fitter.getByText('接下等得最久的一单').locator('..').getByRole('button').click();
    await fitter.waitForURL(/\/cases\/P/);
    await desk.api.acted('p09', fitter.url().split('/').at(-1)!, 'accept');
    await fitter.goto('/work');
    await fitter.getByRole('listitem').filter({ hasText: '接下等得最久的一单' }).getByText('已完成').waitFor();

    const seat = await desk.signIn('陈静', '/work', { tour: true });
    const { page } = seat;
    await page.getByRole('button', { name: '登记第一个来电' }).click();
    const subject = page.locator('[data-field="subject"] input');
    await subject.waitFor();
    assert.equal(await subject.inputValue(), '楼道灯不亮');
    await takeScreenshot(seat, 'tour-desk');
    await desk.api.repair();
    await page.goto('/work');
    await page.getByRole('listitem').filter({ hasText: '接一个电话' }).getByText('已完成').waitFor();
    await takeScreenshot(seat, 'tour-calls');
    await page.getByRole('button', { name: '不再显示' }).click();
    await page.getByRole('heading', { name: '先试试看' }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('grid').waitFor();
    assert.equal(await page.getByRole('heading', { name: '先试试看' }).count(), 0);
    // What is late is what an administrator looks into.
    const { number: late } = await desk.api.repair();
    desk.api.desk.time.advance({ minutes: 10 });
    await desk.api.desk.ledger.catchUp(late);
    const administrator = await desk.signIn('郑凯', '/work', { tour: true, language: 'en' });
    await administrator.page.getByRole('button', { name: 'Read the history' }).waitFor();
    await takeScreenshot(administrator, 'tour-administration-en');
  });

  it('both pages are for everybody: WCAG 2.2 AA, dark, forced colours, 320 px, in both languages', async () => {
    const key = await keyOf(await reported());
    const seat = await desk.sit(views.phone);
    for (const path of ['/c', `/c/${key}`])
      for (const [view, { width, height, ...media }] of Object.entries(views))
        for (const language of view === 'phone' || view === 'wide' ? ['zh-CN', 'en'] : ['zh-CN']) {
          const { page } = seat;
          await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media });
          await page.setViewportSize({ width, height });
          await page.goto(`${path}?lang=${language}`);
          if (path !== '/c') for (const summary of await page.locator('summary').all()) await summary.click();
          assert.deepEqual(await axeFindings(seat), [], `${path} ${view} ${language}`);
          assert.ok((await overflow(seat)) <= 0, `${path} ${view} ${language} is wider than the window`);
          await takeScreenshot(seat, `customer-${path === '/c' ? 'look-up' : 'case'}-${view}-${language}`);
        }
  });
});
