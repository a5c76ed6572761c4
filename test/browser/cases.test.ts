import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { BrowserDesk, describeInBrowser } from './browser-desk.js';
import { checkPage } from './page-checks.js';

const words = {
  'zh-CN': { kind: '种类', empty: '没有符合条件的案件', bad: /至少两个相连的汉字/, more: /加载更多/ },
  en: { kind: 'Kind', empty: 'No case fits', bad: /at least two Chinese characters/, more: /Load more/ },
};

describeInBrowser('Find cases in a browser', () => {
  let desk: BrowserDesk;
  beforeAll(async () => {
    desk = await BrowserDesk.start();
    for (let i = 0; i < 55; i += 1) await desk.api.complaint({ subject: `走廊照明 ${i}` });
    await desk.api.repair({ subject: '阳台漏水', phone: '13911112222', place: '8号楼1201' });
  });
  afterAll(() => desk.stop());
  const rows = (page: Page) => page.getByRole('grid').locator('tbody tr');

  for (const language of ['zh-CN', 'en'] as const) {
    const w = words[language];
    it(`${language}: the search of the frame leads here; words and filters stand in the address; Enter opens a case`, async () => {
      const { page } = await desk.signIn('陈静', '/work', { language });
      await page.keyboard.press('/');
      await page.keyboard.type('漏水');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/cases?q=*');
      await rows(page).first().waitFor();
      assert.equal(await rows(page).count(), 1);
      assert.match(await rows(page).first().innerText(), /阳台漏水[^]*8号楼1201[^]*13911112222/);
      await page.getByLabel(w.kind).selectOption('complaint');
      await page.getByText(w.empty).waitFor();
      await page.goto('/cases?q=漏');
      await page.getByText(w.bad).waitFor();
      await page.goto('/cases?kind=repair');
      await rows(page).first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/cases\/[A-Z]+-\d{4}-\d+$/);
    });

    it(`${language}: more is loaded on request, and nothing twice`, async () => {
      const { page } = await desk.signIn('陈静', '/cases?kind=complaint', { language });
      await rows(page).first().waitFor();
      assert.equal(await rows(page).count(), 50);
      await page.getByRole('button', { name: w.more }).click();
      await rows(page).nth(54).waitFor();
      const numbers = (await rows(page).allInnerTexts()).map((text) => /[A-Z]+-\d{4}-\d+/.exec(text)![0]);
      assert.equal(new Set(numbers).size, 55);
      assert.equal(await page.getByRole('button', { name: w.more }).count(), 0);
    });
  }

  it('the table that is exported holds what the filters leave', async () => {
    const { page } = await desk.signIn('陈静', '/cases?kind=repair');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'csv' }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const lines = Buffer.concat(chunks).toString('utf8').trim().split('\n');
    assert.equal(lines.length, 2);
    assert.match(lines[1]!, /阳台漏水/);
  });

  it('is readable by everybody: light, dark, phone, 320 px, forced colours, both languages', async () => {
    await checkPage(desk, 'cases', { who: '陈静', path: '/cases', shown: 'table tbody tr' });
  });
});
