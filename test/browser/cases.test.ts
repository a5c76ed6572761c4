import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { BrowserDesk, describeInBrowser } from './browser-desk.js';
import { eventually } from '../support/eventually.js';
import { checkPage } from './page-checks.js';

const words = {
  'zh-CN': {
    kind: '种类',
    empty: '没有符合条件的案件',
    bad: /至少两个相连的汉字/,
    more: /加载更多/,
    phone: '电话',
    badPhone: '须为电话号码，或其后四位。',
    place: '地址',
    mine: /我今天接的来电/,
    order: '排序',
    columns: /选择列/,
    where: '地点与客户',
    owner: '首问负责人',
    close: '关闭',
    allOfPhone: '此号码的全部案件',
    allOfPlace: '此地点的全部案件',
  },
  en: {
    kind: 'Kind',
    empty: 'No case fits',
    bad: /at least two Chinese characters/,
    more: /Load more/,
    phone: 'Phone',
    badPhone: 'needs a phone, or its last four digits.',
    place: 'Place',
    mine: /Calls I took today/,
    order: 'Order',
    columns: /^Columns/,
    where: 'Place and customer',
    owner: 'Owner',
    close: 'Close',
    allOfPhone: 'All cases of this phone',
    allOfPlace: 'All cases of this place',
  },
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

  for (const language of ['zh-CN', 'en'] as const) {
    const w = words[language];
    it(`${language}: a phone and a place are found by every spelling; the phone of a case leads to all of its cases`, async () => {
      const { page } = await desk.signIn('陈静', '/cases', { language });
      await rows(page).first().waitFor();
      const search = (name: string) => page.getByPlaceholder(name, { exact: true });
      await search(w.phone).fill('+86 139-1111-2222');
      await page.waitForURL(/phone=/);
      await eventually(async () => (await rows(page).count()) === 1);
      await search(w.phone).fill('x');
      await page.getByText(w.badPhone).waitFor();
      await search(w.phone).fill('');
      await search(w.place).fill('八栋');
      await page.waitForURL(/place=/);
      await eventually(async () => (await rows(page).count()) === 1);
      // From the list by the mouse, and from the case by keyboard too.
      await rows(page).getByRole('link', { name: '13911112222', includeHidden: true }).click();
      await page.waitForURL(/cases\?phone=13911112222$/);
      await rows(page).first().click();
      await page.getByRole('link', { name: w.allOfPlace }).waitFor();
      await page.getByRole('link', { name: w.allOfPhone }).press('Enter');
      await page.waitForURL(/cases\?phone=13911112222$/);
      await eventually(async () => (await rows(page).count()) === 1);
    });

    it(`${language}: T shows the calls one has taken today; sorted by place, those without come last`, async () => {
      const mine = await desk.signIn('孙丽', '/cases', { language });
      await rows(mine.page).first().waitFor();
      await mine.page.keyboard.press('t');
      await mine.page.getByText(w.empty).waitFor();
      assert.match(mine.page.url(), /recorded-by=me&opened-from=today/);
      const { page } = await desk.signIn('陈静', '/cases?kind=repair&recorded-by=me&opened-from=today', { language });
      await rows(page).first().waitFor();
      const button = page.getByRole('button', { name: w.mine });
      assert.equal(await button.getAttribute('aria-pressed'), 'true');
      await button.click();
      await page.waitForURL((url) => url.search === '?kind=repair');
      await page.getByLabel(w.kind).selectOption('');
      await page.getByLabel(w.order).selectOption('place');
      await page.waitForURL(/sort=place/);
      await eventually(async () => /8号楼1201/.test(await rows(page).first().innerText()));
    });

    it(`${language}: the columns of list and table are chosen once on this device`, async () => {
      const { page } = await desk.signIn('陈静', '/cases?kind=repair', { language });
      await rows(page).first().waitFor();
      await page.getByRole('button', { name: w.columns }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByLabel(w.where).uncheck();
      await sheet.getByLabel(w.owner).uncheck();
      await sheet.getByRole('button', { name: w.close }).last().click();
      await page.getByRole('columnheader', { name: w.where }).waitFor({ state: 'detached' });
      await page.reload();
      await rows(page).first().waitFor();
      assert.equal(await page.getByRole('columnheader', { name: w.where }).count(), 0);
      assert.equal((await exported(page)).split(',').length, 20, 'every other column is one of the API');
      await page.getByRole('button', { name: w.columns }).click();
      await sheet.getByRole('checkbox').first().waitFor();
      for (const box of (await sheet.getByRole('checkbox').all()).slice(4)) await box.click();
      await sheet.getByRole('button', { name: w.close }).last().click();
      assert.match(await exported(page), /^(首问负责人|Owner)$/, 'a table has at least one');
    });
  }
  /** The headings of the table as it is exported now. */
  const exported = async (page: Page): Promise<string> => {
    const address = await page.getByRole('link', { name: 'csv' }).getAttribute('href');
    const answer = await page.request.get(address!);
    assert.equal(answer.status(), 200, await answer.text());
    return (await answer.text()).replace(/^\ufeff/, '').split(/\r?\n/)[0]!;
  };

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
