// The console's numbers that no page's own tests show (bench/results keeps them). Wall times are printed, not asserted.
import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../config.js';
import { addManyCases } from '../support/many-cases.js';
import { BrowserDesk, describeInBrowser, type Seat } from './browser-desk.js';

/** First load of a page, gzip. */
const firstLoadBytes = 180 * 1024;
const consoleFolder = join(projectRoot, 'dist', 'console');
const rows = 'table tbody tr';

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
      const pages = Object.keys(manifest()).filter((file) => /^[\w-]+\/Page\.tsx$/.test(file));
      assert.ok(pages.length >= 12);
      const sizes = pages.map((file) => [file, gzipBytes(filesOf(file, language)) / 1024] as const);
      say(`${language}, gzip KiB: ${sizes.map(([file, kib]) => `${file} ${kib.toFixed(0)}`).join(', ')}`);
      for (const [file, kib] of sizes) assert.ok(kib > 100 && kib * 1024 <= firstLoadBytes, `${file}: ${kib} KiB`);
      // What a browser loads for a page is what is counted.
      const { page, context } = await desk.signIn('陈静', '/inbox', { language });
      await page.goto('/account');
      await page.locator('#notices').waitFor();
      await page.waitForLoadState('networkidle');
      const loaded = await page.evaluate<string[]>(
        `performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.slice(1))`,
      );
      const counted = filesOf('account/Page.tsx', language).filter((file) => file !== 'index.html');
      assert.deepEqual(new Set(loaded.filter((path) => path.startsWith('assets/'))), new Set(counted));
      await context.close();
    });

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
    for (let round = 0; round < 2; round += 1) {
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
    for (let at = 0; at < 3; at += 1) {
      // Lists are read anew at most every 800 ms: one act, not a row of them.
      await page.waitForTimeout(1_000);
      await desk.api.acted('p01', number, 'note', { words: `来电又问第${at}次` });
      const answeredAt = performance.now();
      // Nothing asks for a case again by itself: it comes by the stream of changes, or never.
      await page.getByText(`来电又问第${at}次`).first().waitFor();
      times.push(performance.now() - answeredAt);
    }
    const most = Math.max(...times);
    say(`an act elsewhere on screen after ${Math.round(most)} ms at most, of 3`);
  }, 60_000);
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

type Manifest = Record<string, { file: string; imports?: string[]; css?: string[] }>;

/** What Vite made of each file of the console. */
const manifest = (): Manifest =>
  JSON.parse(readFileSync(join(consoleFolder, '.vite', 'manifest.json'), 'utf8')) as Manifest;

/** The files that a page, its words in a language and the frame around it are made of. */
function filesOf(page: string, language: 'zh-CN' | 'en'): string[] {
  const chunks = manifest();
  const dictionary = language === 'en' ? 'en' : 'zh';
  const words = `words/${dictionary}/${page.split('/')[0]}.ts`;
  const wanted = ['index.html', `words/${dictionary}.ts`, page, ...(chunks[words] ? [words] : [])];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    chunks[name]!.imports?.forEach(visit);
  };
  wanted.forEach(visit);
  return [
    ...new Set(['index.html', ...[...seen].flatMap((name) => [chunks[name]!.file, ...(chunks[name]!.css ?? [])])]),
  ];
}

/** Bytes of files as gzip sends them. */
const gzipBytes = (files: string[]): number =>
  files.reduce((sum, file) => sum + statSync(join(consoleFolder, `${file}.gz`)).size, 0);

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
