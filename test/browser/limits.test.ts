import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { BrowserDesk, describeInBrowser } from './browser-desk.js';

describeInBrowser('too much at once', () => {
  let desk: BrowserDesk;
  beforeAll(async () => {
    desk = await BrowserDesk.start({ limits: { actsPerMinute: 5 } });
  });
  afterAll(() => desk.stop());

  it.each([
    ['zh-CN', '林晓', /^添加备注/, /操作过于频繁.*请在 \d+ 秒后重试/],
    ['en', '林晓', /^Leave a remark/, /Try again in \d+ seconds?/],
  ] as const)(
    'a refused act keeps its form, says when to try again, and is entered then (%s)',
    async (language, person, note, said) => {
      const { number } = await desk.api.complaint();
      const { page } = await desk.signIn(person, `/cases/${number}`, { language });
      await page.getByRole('button', { name: note }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByRole('textbox').first().fill('写好的话');
      // What the person may do in a minute has been done, as by somebody in a hurry.
      const seconds = await page.evaluate(async () => {
        for (;;) {
          const { status, headers } = await fetch('/v1/cases/none/note', { method: 'POST' });
          if (status === 429) return Number(headers.get('retry-after'));
        }
      });
      const before = (await desk.api.get('p01', `/v1/cases/${number}`)).body.seq as number;
      await sheet.locator('button[type=submit]').click();
      await sheet.getByText(said).waitFor();
      assert.equal(await sheet.getByRole('textbox').first().inputValue(), '写好的话');
      assert.equal((await desk.api.get('p01', `/v1/cases/${number}`)).body.seq, before);
      // What comes after the wait, a minute, is the same in both languages.
      if (language === 'en') return;
      await new Promise((resolve) => setTimeout(resolve, (seconds + 1) * 1_000));
      await sheet.locator('button[type=submit]').click();
      await sheet.waitFor({ state: 'detached' });
      assert.equal((await desk.api.get('p01', `/v1/cases/${number}`)).body.seq, before + 1);
    },
    150_000,
  );
});
