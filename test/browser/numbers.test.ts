// The console's numbers that no page's own tests show (bench/results keeps them). Wall times are printed, not asserted.
import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../config.js';
import { addManyCases } from '../support/many-cases.js';
import { BrowserDesk, describeInBrowser, type Seat } from './browser-desk.js';

/** First load of a page, gzip. */
const firstLoadBytes = 180 * 1024;
const consoleFolder = join(projectRoot, 'dist', 'console');
const rows = 'table tbody tr';

/** Each page, who opens it, and what is on it once it is there; NUMBER is a case. */
const pages: [path: string, who: string | undefined, shown: string][] = [
  ['/', undefined, 'main button'],
  ['/desk', '陈静', '[data-field="phone"] input'],
  ['/work', '高翔', rows],
  ['/inbox', '王芳', 'h1'],
  ['/revisits', '陈静', 'h1'],
  ['/board', '孙丽', 'h1'],
  ['/approvals', '李建国', 'h1'],
  ['/cases', '陈静', rows],
  ['/cases/NUMBER', '林晓', 'main h2'],
  ['/account', '陈静', '#notices'],
  ['/on-duty', '韩雪', 'h1'],
  ['/set-up', '郑凯', 'h1'],
];

describeInBrowser('the numbers of the console, over 100,000 cases', () => {
  let desk: BrowserDesk;
  let number: string;
  beforeAll(async () => {
    desk = await BrowserDesk.start();
    ({ number } = await desk.api.complaint({ subject: '楼道灯不亮' }));
    await addManyCases(desk.api.desk.database.ownerUrl);
  }, 300_000);
  afterAll(() => desk.stop());

  const opened = (who: string | undefined): Promise<Seat> => (who ? desk.signIn(who, '/inbox') : desk.sit());

  for (const language of ['zh-CN', 'en'] as const)
    it(`${language}: the first load of each page is at most 180 KiB, gzip`, async () => {
      const sizes: [path: string, kib: number][] = [];
      for (const [path, who, shown] of pages) {
        const { page, context } = await (who ? desk.signIn(who, '/inbox', { language }) : desk.sit({ language }));
        await page.goto(path.replace('NUMBER', number));
        await page.locator(shown).first().waitFor();
        await page.waitForLoadState('networkidle');
        sizes.push([path, (await firstLoad(page)) / 1024]);
        await context.close();
      }
      say(`${language}, gzip KiB: ${sizes.map(([path, kib]) => `${path} ${kib.toFixed(0)}`).join(', ')}`);
      for (const [path, kib] of sizes) assert.ok(kib > 100 && kib * 1024 <= firstLoadBytes, `${path}: ${kib} KiB`);
    }, 180_000);

  for (const [path, who, count] of [
    ['/work', '高翔', 500],
    ['/cases', '陈静', 50],
  ] as const)
    it(`${path} cold: no table is read through for it but to count`, async () => {
      const { page } = await opened(who);
      const asked = await statementsDuring(desk, async () => {
        await page.goto(path);
        await page
          .locator(rows)
          .nth(count - 1)
          .waitFor({ state: 'attached' });
        const wall = await page.evaluate<number>('performance.now()');
        const answers = await page.evaluate<string>(
          `performance.getEntriesByType('resource').filter(({ name }) => name.includes('/v1/')).map(({ name, duration }) => new URL(name).pathname + ' ' + Math.round(duration)).join(', ')`,
        );
        say(`${path} cold, ${count} rows: ${Math.round(wall)} ms; answers of the API: ${answers} ms`);
      });
      const plans = await Promise.all(
        asked.map(async ([text, values]) => {
          const plan = await desk.api.desk.database.source.query(`EXPLAIN ${text}`, values);
          return plan.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n') as string;
        }),
      );
      assert.ok(plans.some((plan) => plan.includes(path === '/work' ? 'tasks_of_role' : 'cases_')));
      for (const plan of plans) assert.doesNotMatch(plan, /Seq Scan on (cases|tasks|case_search|clocks|entries)/);
    }, 60_000);

  it('a list that was there before is shown from what is kept', async () => {
    const { page } = await opened('高翔');
    await page.goto('/work');
    await page.locator(rows).nth(499).waitFor({ state: 'attached' });
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      await page.locator('nav a[href="/account"]').or(page.locator('a[href="/on-duty"]')).first().click();
      await page.locator(rows).nth(499).waitFor({ state: 'detached' });
      times.push(await shownAfterClick(page, '/work'));
    }
    say(`/work from cache, 500 rows: ${times.map(Math.round).join(', ')} ms`);
    assert.ok(times.every((time) => time > 0));
  }, 60_000);

  it('what is done elsewhere is on the screen by itself', async () => {
    const { page } = await opened('林晓');
    await page.goto(`/cases/${number}`);
    await page.locator('main h2').first().waitFor();
    const times: number[] = [];
    for (let at = 0; at < 10; at += 1) {
      // Lists are read anew at most every 800 ms: one act, not a row of them.
      await page.waitForTimeout(1_000);
      await desk.api.acted('p01', number, 'note', { words: `来电又问第${at}次` });
      const answeredAt = performance.now();
      await page.getByText(`来电又问第${at}次`).first().waitFor({ timeout: 3_000 });
      times.push(performance.now() - answeredAt);
    }
    const [p50, most] = [times.toSorted((a, b) => a - b)[4]!, Math.max(...times)];
    say(`an act elsewhere on screen after ${Math.round(p50)} ms at p50, ${Math.round(most)} at most, of 10`);
  }, 60_000);
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Bytes of what the page has loaded but answers of the API, as gzip sends them. */
async function firstLoad(page: Page): Promise<number> {
  const loaded: [path: string, bytes: number][] = await page.evaluate(
    `performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).map(({ name, encodedBodySize }) => [new URL(name).pathname, encodedBodySize])`,
  );
  return loaded
    .filter(([path]) => !path.startsWith('/v1/') && path !== '/readyz')
    .map(([path, bytes]) => {
      const file = join(consoleFolder, `${path.includes('.') ? path : 'index.html'}.gz`);
      return existsSync(file) ? statSync(file).size : bytes;
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}

/** The statements that read cases or tasks, those apart that count every case, while something is done, with their values. */
async function statementsDuring(
  { api }: BrowserDesk,
  doIt: () => Promise<void>,
): Promise<[text: string, values: unknown[]][]> {
  const { source } = api.desk.database;
  const query = source.query.bind(source);
  const asked: [string, unknown[]][] = [];
  source.query = ((text: string, values: unknown[]) => {
    const counts = /\bGROUP BY 1\b/.test(text);
    if (/^\s*(SELECT|WITH)/.test(text) && /\b(cases|tasks)\b/.test(text) && !counts) asked.push([text, values]);
    return query(text, values);
  }) as typeof source.query;
  try {
    await doIt();
  } finally {
    source.query = query;
  }
  return asked;
}

/** Milliseconds in the page from a click on its link until the list is there. */
function shownAfterClick(page: Page, path: string): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
    const begun = performance.now();
    document.querySelector('a[href="${path}"]').click();
    const look = () => location.pathname === '${path}' && document.querySelectorAll('${rows}').length >= 500
      ? resolve(performance.now() - begun) : requestAnimationFrame(look);
    look();
  })`);
}
