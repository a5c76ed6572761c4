// Calls back: the queue, the outcome by three keys, attempts, a round that opens when it did not help.
import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { BrowserDesk } from './browser-desk.js';
import { checkPage } from './page-checks.js';

const words = {
  'zh-CN': {
    recorded: /回访已登记/,
    again: /已转入第 2 轮/,
    attempts: /已打 1\/3 次/,
    script: '回访要求',
    said: '客户的话',
  },
  en: {
    recorded: /^.*Recorded:/,
    again: /round 2 has begun/,
    attempts: /tried 1 of 3/,
    script: 'What the rule asks',
    said: "Customer's words",
  },
};

describe('revisits in a browser', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());
  // Each test begins with nobody to call, whatever became of the one before.
  afterEach(async () => {
    const { revisits } = (await desk.api.get('p01', '/v1/revisits')).body;
    for (const { number } of revisits)
      await desk.api.acted('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
  });

  async function done(customer: string, phone: string): Promise<string> {
    const { number } = await desk.api.complaint({ customer, phone, place: '3号楼二单元' });
    await desk.api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    await desk.api.acted('p09', number, 'sign');
    await desk.api.acted('p08', number, 'finish', { done: '已更换灯具并试亮' });
    await desk.api.acted('p09', number, 'return-form');
    return number as string;
  }
  const read = async (number: string) => (await desk.api.get('p01', `/v1/cases/${number}`)).body;
  const revisits = async (number: string) =>
    (await desk.api.get('p01', `/v1/cases/${number}/timeline`)).body.entries.filter(
      ({ act }: { act: string }) => act === 'revisit',
    );

  for (const language of ['zh-CN', 'en'] as const) {
    const w = words[language];
    it(`${language}: P-4.3.5.1b satisfied by two keys, then the next call is chosen; not satisfied opens a round; no answer is an attempt`, async () => {
      const numbers = [
        await done('张三', '13800000001'),
        await done('李四', '13800000002'),
        await done('王五', '13800000003'),
      ];
      const { page } = await desk.signIn('陈静', '/revisits', { language });
      const chosen = async (): Promise<string> => {
        const at = page.locator('li button[aria-current=true]');
        await at.waitFor();
        const href = await page.locator('#content section a[href^="/cases/"]').first().getAttribute('href');
        return href!.split('/').at(-1)!;
      };
      const first = await chosen();
      assert.equal(first, numbers[0]);
      const link = page.locator('a[href^="tel:"]');
      assert.equal(await link.getAttribute('href'), 'tel:13800000001');
      // The case itself comes after the queue.
      await page.getByLabel(w.said).waitFor();
      const text = await page.locator('#content section').first().innerText();
      for (const shown of [w.script, 'P-4.3.5.1b', '已更换灯具并试亮', '三号楼二单元楼道灯不亮两天了'])
        assert.ok(text.includes(shown), `${shown} in ${text}`);
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await page.getByText(w.recorded).waitFor();
      assert.equal((await read(first)).facts.revisitOutcome, 'satisfied');

      // The next one is chosen: not solved, with the customer's words.
      assert.equal(await chosen(), numbers[1]);
      await page.getByLabel(w.said).waitFor();
      await page.keyboard.press('2');
      await page.keyboard.type('还是不亮');
      assert.deepEqual(await revisits(numbers[1]!), [], 'nothing before it is sent');
      await page.keyboard.press('Enter');
      await page.getByText(w.again).waitFor();
      const again = await read(numbers[1]!);
      assert.deepEqual(
        [again.round, (await revisits(numbers[1]!))[0].input.words.words ?? '还是不亮'],
        [2, '还是不亮'],
      );

      assert.equal(await chosen(), numbers[2]);
      await page.getByLabel(w.said).waitFor();
      await page.keyboard.press('3');
      await page.keyboard.press('Enter');
      await page.getByText(w.attempts).waitFor();
      assert.deepEqual(
        (await revisits(numbers[2]!)).map(({ input }: { input: { outcome: string } }) => input.outcome),
        ['no-answer'],
      );
      await desk.api.acted('p01', numbers[2]!, 'revisit', { outcome: 'satisfied', channel: 'phone' });
      await page.locator('li button[aria-current=true]').waitFor({ state: 'detached' });
      await page.context().close();
    });
  }

  it('what was typed survives a reload; Enter in a half composed word sends nothing', async () => {
    const number = await done('赵六', '13800000004');
    const seat = await desk.signIn('陈静', '/revisits');
    const { page } = seat;
    const said = page.getByLabel('客户的话');
    await said.waitFor();
    await page.keyboard.press('1');
    await page.keyboard.type('灯亮了');
    await page.waitForTimeout(600);
    await page.reload();
    await said.waitFor();
    assert.equal(await said.inputValue(), '灯亮了');
    assert.equal(await page.getByRole('button', { name: /^满意/ }).getAttribute('aria-pressed'), 'true');
    await said.focus();
    await seat.cdp.send('Input.imeSetComposition', { text: 'xie', selectionStart: 3, selectionEnd: 3 });
    await said.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
    assert.deepEqual(await revisits(number), []);
    await seat.cdp.send('Input.insertText', { text: '谢谢' });
    await page.keyboard.press('Enter');
    await page.getByText('今天没有需要您回访的客户').waitFor();
    assert.equal((await revisits(number)).length, 1);
  });

  it('with nobody to call the page says so; with somebody it is sound in every view', async () => {
    const number = await done('张三', '13800000001');
    await done('李四', '13800000002');
    await desk.api.acted('p01', number, 'revisit', { outcome: 'no-answer', channel: 'phone' });
    const nobody = await desk.signIn('周伟', '/revisits');
    await nobody.page.getByText('今天没有需要您回访的客户').waitFor();
    await checkPage(desk, 'revisits', { who: '陈静', path: '/revisits', shown: '#content form' });
  });
});
