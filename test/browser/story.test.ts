import { afterAll, beforeAll, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startStack, type Stack } from '../../embedded/stack.js';
import { eventually } from '../support/eventually.js';
import { Browsers, describeInBrowser, type Seat } from './browser-desk.js';

const words = {
  'zh-CN': {
    sign: /^签收/,
    ask: /^申请延期/,
    grant: /^批准延期/,
    finish: /^处理完成/,
    form: /^交回/,
    revisit: /^回访/,
    originally: /原定/,
    satisfied: '满意',
    phone: '电话',
    close: /^归档/,
    filed: '已归档',
    waits: /目前等待/,
  },
  en: {
    sign: /^Sign for/,
    ask: /^Ask for more time/,
    grant: /^Grant more time/,
    finish: /^Finish/,
    form: /^Return/,
    revisit: /^Call the customer back/,
    originally: /originally/,
    satisfied: 'satisfied',
    phone: 'phone',
    close: /^File/,
    filed: /^(filed|closed)$/,
    waits: /It waits for/,
  },
};

describeInBrowser('from the call to the filed case, on a whole desk', () => {
  let stack: Stack;
  let desk: Browsers;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-story-'));
    stack = await startStack({ dataDir: folder, env: { TELL_WITHIN: '0', DEMO: 'true', LOG_LEVEL: 'warn' } });
    desk = await Browsers.at(stack.apiUrl);
  }, 240_000);
  afterAll(async () => {
    await desk?.stop();
    await stack?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const choose = async ({ page }: Seat, act: RegExp): Promise<void> => {
    // Among the acts: a clock may be called the same.
    const acts = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: /可进行的操作|What you can do/ }) });
    await acts.getByRole('button', { name: act }).first().click();
    await page.getByRole('dialog').waitFor();
  };
  const send = async ({ page }: Seat): Promise<void> => {
    await page.getByRole('dialog').locator('button[type=submit]').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  const fill = (page: Page, text: string) => page.getByRole('dialog').getByRole('textbox').first().fill(text);

  for (const language of ['zh-CN', 'en'] as const) {
    const t = words[language];
    it(`${language}: four people and the administrator, each on their page`, async () => {
      // The call.
      const agent = await desk.signIn('陈静', '/desk', { language });
      const number = await recordMinor(agent);

      // The department.
      const head = await desk.signIn('孙丽', `/cases/${number}`, { language });
      await choose(head, t.sign);
      await send(head);

      // More time is asked for, and granted by the one the clause names.
      await choose(head, t.ask);
      await head.page.getByRole('dialog').locator('select').selectOption('solve-minor');
      await typeInstant(head.page, 6);
      await head.page.getByRole('dialog').locator('textarea, input[type=text]').last().fill('需等待配件');
      await send(head);
      const director = await desk.signIn('李建国', `/cases/${number}`, { language });
      await choose(director, t.grant);
      await send(director);
      // Her page says so by itself, with the first deadline beside the new one.
      await head.page.getByText(t.originally).first().waitFor();

      // Done, the form comes back.
      await choose(head, t.finish);
      await fill(head.page, '已更换灯具');
      await send(head);
      await choose(head, t.form);
      await send(head);

      // Somebody else calls the customer.
      const other = await desk.signIn('林晓', `/cases/${number}`, { language });
      await choose(other, t.revisit);
      await other.page.getByRole('dialog').getByText(t.satisfied, { exact: true }).click();
      await chooseChannel(other.page, 'phone', t.phone);
      await send(other);
      await choose(other, t.close);
      await send(other);
      await other.page.getByText(t.filed).first().waitFor();

      // What the engine did with it.
      const administrator = await desk.signIn('郑凯', `/cases/${number}`, { language });
      await administrator.page.getByText(t.waits).waitFor();
      await eventually(async () => (await administrator.page.getByRole('listitem').count()) > 5);
    }, 240_000);
  }
});

/** Records a minor complaint by keyboard and sorts it at once; its number. */
async function recordMinor({ page }: Seat): Promise<string> {
  const type = async (...steps: string[]) => {
    for (const step of steps) await page.keyboard.insertText(step).then(() => page.keyboard.press('Tab'));
  };
  await page.locator('[data-field=phone] input').waitFor();
  await type('13800001234');
  await page.keyboard.press('1');
  await page.keyboard.press('Tab');
  await type('张女士', '3号楼三单元', '楼道灯不亮', '三单元楼道灯坏了一周');
  await page.keyboard.press('Alt+g');
  for (const key of ['5', 'Tab', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await page.getByText('P-4.3.10.1').filter({ visible: true }).first().waitFor();
  await page.keyboard.press('Alt+s');
  const saved = page.locator('[data-saved]');
  await saved.waitFor();
  return (await saved.getAttribute('data-saved'))!;
}

/** Types an instant some days ahead into the field of the time that is asked for. */
async function typeInstant(page: Page, days: number): Promise<void> {
  const at = new Date(Date.now() + days * 86_400_000);
  const parts: Record<string, string> = {
    year: String(at.getFullYear()),
    month: String(at.getMonth() + 1).padStart(2, '0'),
    day: String(at.getDate()).padStart(2, '0'),
    hour: '10',
    minute: '00',
  };
  for (const [part, text] of Object.entries(parts)) {
    await page.getByRole('dialog').locator(`[data-field=until] [data-type=${part}]`).focus();
    await page.keyboard.type(text);
  }
}

/** The channel of a revisit: side by side or in a list, as many as the rulebook has. */
async function chooseChannel(page: Page, id: string, name: string): Promise<void> {
  const list = page.getByRole('dialog').locator('select');
  if (await list.count()) await list.selectOption(id);
  else await page.getByRole('dialog').getByText(name, { exact: true }).click();
}
