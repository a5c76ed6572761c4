import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { BrowserDesk, describeInBrowser, threadMs } from './browser-desk.js';
import { checkPage } from './page-checks.js';

const minor = { valid: true, tier: 'minor', department: 'engineering' };
const words = {
  'zh-CN': {
    sign: '签收',
    finish: '处理完成',
    fresh: /新待办/,
    take: '更新列表',
    gone: '已不在列表中',
    done: '处理结果',
  },
  en: {
    sign: /^Sign for/,
    finish: /^Finish/,
    fresh: /new/,
    take: 'Update the list',
    gone: 'No longer in the list',
    done: 'What was done',
  },
};

describeInBrowser('My work in a browser', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  /** A minor complaint that waits for the head of engineering (p08 孙丽). */
  async function sorted(subject: string): Promise<string> {
    const { number } = await desk.api.complaint({ subject, place: '3号楼二单元' });
    await desk.api.acted('p01', number, 'sort', minor);
    return number;
  }
  const acts = async (number: string): Promise<string[]> =>
    (await desk.api.get('p01', `/v1/cases/${number}/timeline`)).body.entries.map(({ act }: { act: string }) => act);
  const rows = (page: Page) => page.getByRole('grid').locator('tbody tr');
  const row = (page: Page, number: string, task: string | RegExp) =>
    rows(page)
      .filter({ hasText: number })
      .filter({ has: page.getByText(task, { exact: false }) });

  it('a phone and a place are found in the list by every spelling, a word of the list as before', async () => {
    const { number } = await desk.api.complaint({
      subject: '单元门损坏',
      place: '11号楼2单元901',
      phone: '13655556666',
    });
    await desk.api.acted('p01', number, 'sort', minor);
    const { page } = await desk.signIn('孙丽', '/work?q=136-5555-6666');
    const found = rows(page).filter({ hasText: number });
    for (const q of ['136-5555-6666', '6666', '十一栋', '11-2-901', '单元门', 'P-4.3']) {
      await page.goto(`/work?q=${encodeURIComponent(q)}`);
      await found.first().waitFor();
    }
    await page.goto('/work?q=11-2-902');
    await page.getByText('没有符合筛选条件的待办').waitFor();
    await page.goto('/work?q=8');
    await page.getByRole('searchbox').last().waitFor();
    assert.equal(await page.getByRole('alert').count(), 0, 'what asks for nothing is no fault');
  });

  for (const language of ['zh-CN', 'en'] as const) {
    const w = words[language];
    it(`${language}: by keyboard alone a task is found in the one list and done from its row`, async () => {
      const number = await sorted('电梯异响');
      const { page } = await desk.signIn('孙丽', `/work?q=${number}`, { language });
      const first = rows(page).first();
      await first.waitFor();
      assert.equal(await rows(page).count(), 2, 'to sign for it and to solve it');
      const text = await first.innerText();
      for (const shown of ['P-4.3', '3号楼二单元', '13800000000', '电梯异响', number])
        assert.ok(text.includes(shown), shown);
      await page.keyboard.press('j');
      for (let at = 0; at < 2; at += 1) {
        if (
          (await page.evaluate<string>('document.activeElement.innerText')).match(language === 'en' ? /Sign/ : /签收/)
        )
          break;
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('1');
      const form = page.getByRole('dialog');
      await form.getByRole('button', { name: w.sign }).waitFor();
      assert.equal((await acts(number)).includes('sign'), false, 'nothing before it is sent');
      await form.getByRole('button', { name: w.sign }).focus();
      await page.keyboard.press('Enter');
      await form.waitFor({ state: 'detached' });
      assert.equal((await acts(number)).filter((act) => act === 'sign').length, 1);
      // The cursor is still in the list: nothing jumps, what is done says so until it is taken in.
      await page.getByText(w.gone).waitFor();
      await page.keyboard.press('u');
      await page.getByText(w.gone).waitFor({ state: 'detached' });
      assert.equal(await rows(page).count(), 1);
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/cases/${number}`);
    });
  }

  it('filters stand in the address, narrow at once, and are saved as a view that colleagues see', async () => {
    const number = await sorted('水箱漏水');
    const { page } = await desk.signIn('孙丽', '/work');
    await rows(page).first().waitFor();
    const all = await rows(page).count();
    await page.keyboard.press('f');
    await page.keyboard.type('水箱');
    await page.waitForURL(/q=/);
    assert.ok((await rows(page).count()) < all);
    assert.ok((await rows(page).first().innerText()).includes(number));
    await page.getByLabel('种类').selectOption('complaint');
    await page.waitForURL(/kind=complaint/);
    await page.reload();
    await rows(page).first().waitFor();
    assert.equal(await page.getByLabel('种类').inputValue(), 'complaint');
    await page.getByRole('button', { name: '保存当前筛选' }).click();
    await page.getByLabel('视图名称').fill('水箱投诉');
    await page.getByLabel('与本单位同事共享').check();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    const view = page.getByRole('button', { name: /水箱投诉/ });
    await view.waitFor();
    assert.equal(await view.getAttribute('aria-pressed'), 'true');
    await view.click();
    await page.waitForURL((url) => url.search === '');
    const colleague = await desk.signIn('李建国', '/work');
    await colleague.page.getByRole('button', { name: /水箱投诉.*孙丽/ }).click();
    await colleague.page.waitForURL(/kind=complaint/);
    assert.equal(await colleague.page.getByRole('button', { name: '删除视图' }).count(), 0, 'not theirs to delete');
    await view.click();
    await page.getByRole('button', { name: '删除视图' }).click();
    await view.waitFor({ state: 'detached' });
  });

  it('several at once: the dry answer says which are refused and why; the others are sent once each', async () => {
    const [ready, also, unsigned] = [await sorted('批量甲'), await sorted('批量乙'), await sorted('批量丙')];
    for (const number of [ready, also]) await desk.api.acted('p08', number, 'sign');
    const { page } = await desk.signIn('孙丽', '/work?q=批量');
    await rows(page).nth(3).waitFor();
    for (const number of [ready, also, unsigned]) await row(page, number, 'P-4.3.10.1').getByRole('checkbox').check();
    await page.getByRole('toolbar').getByRole('button', { name: '处理完成' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('处理结果').fill('已修好');
    await sheet.getByText('2 件可以办理').waitFor();
    await sheet.getByText('1 件会被拒绝').waitFor();
    const refused = await sheet.getByRole('listitem').first().innerText();
    assert.match(refused, new RegExp(`${unsigned}[^]*P-`));
    for (const number of [ready, also]) assert.equal((await acts(number)).includes('finish'), false, 'tried, not done');
    await sheet.getByRole('button', { name: '提交 2 件' }).dblclick();
    await sheet.getByText('2 件已记录 · 1 件被拒绝').waitFor();
    for (const number of [ready, also])
      assert.equal((await acts(number)).filter((act) => act === 'finish').length, 1, number);
    assert.equal((await acts(unsigned)).includes('finish'), false);
    await sheet.getByRole('button', { name: '关闭', exact: true }).last().click();
    await sheet.waitFor({ state: 'detached' });
    await page.getByRole('toolbar').waitFor({ state: 'detached' });
  });

  it('the list does not move under the cursor: new ones are counted until they are taken in', async () => {
    await sorted('不跳动');
    const { page } = await desk.signIn('孙丽', '/work?q=不跳动');
    await rows(page).first().waitFor();
    await page.keyboard.press('j');
    const before = await rows(page).allInnerTexts();
    const later = await sorted('不跳动');
    await page.getByText('有 2 项新待办').waitFor();
    assert.deepEqual((await rows(page).allInnerTexts()).map(numberIn), before.map(numberIn));
    await page.getByRole('button', { name: '更新列表' }).click();
    await row(page, later, 'P-4.3.10.1').waitFor();
    assert.equal(await rows(page).count(), before.length + 2);
  });

  it('work of a team is taken by G, given back by B, sent on by S; who may not is told why', async () => {
    const { number } = await desk.api.repair({ subject: '厨房漏水' });
    await desk.api.acted('p01', number, 'notify');
    const { page } = await desk.signIn('刘洋', '/work?q=厨房');
    await rows(page).first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('b');
    await page.getByText(/目前不能退回|无须退回/).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('g');
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: '接单（抢单）' }).click();
    await form.waitFor({ state: 'detached' });
    assert.ok((await acts(number)).includes('accept'));
  });

  it('a late one says so in words and comes first', async () => {
    const number = await sorted('早已超时');
    desk.api.desk.time.advance({ hours: 9 });
    const { page } = await desk.signIn('孙丽', '/work?late=true&q=早已');
    await row(page, number, 'P-4.3.4.3')
      .getByText(/^超时 /)
      .waitFor();
  });

  it('is readable by everybody: light, dark, phone, 320 px, forced colours, both languages', async () => {
    await checkPage(desk, 'work', { who: '孙丽', path: '/work', shown: 'table tbody tr' });
  });

  it('in a list of 500 a click and a step take little of the processor', async () => {
    const number = await sorted('五百');
    await desk.api.desk.database.source.query(
      `INSERT INTO tasks (number, id, role, site, department, acts, clause, since, due)
       SELECT $1, 'extra-' || i, 'guard', 'sunshine', NULL, '{}', 'X-9', now(), now() + i * interval '1 minute' FROM generate_series(1, 520) AS i`,
      [number],
    );
    const seat = await desk.signIn('高翔', '/work');
    const { page } = seat;
    await rows(page).nth(499).waitFor({ state: 'attached' });
    await page.getByText(/超过 500 项/).waitFor();
    const cost = async (doIt: () => Promise<unknown>): Promise<number> => {
      const before = await threadMs(seat);
      for (let times = 0; times < 5; times += 1) await doIt();
      return ((await threadMs(seat)) - before) / 5;
    };
    let at = 3;
    const click = await cost(() =>
      rows(page)
        .nth((at += 1))
        .getByRole('checkbox')
        .click(),
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    const step = await cost(() => page.keyboard.press('ArrowDown'));
    say(`500 rows: ${click.toFixed(1)} ms of processor a click, ${step.toFixed(1)} ms a step`);
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'TR');
    assert.ok(step > 0.2, 'the cursor has moved');
    assert.ok(click < 150 && step < 150, `${click} ms a click, ${step} ms a step`);
    const started = Date.now();
    await page.getByRole('link', { name: /^收件箱/ }).click();
    await page.waitForURL('**/inbox');
    await page.getByRole('link', { name: /^我的工作/ }).click();
    await rows(page).first().waitFor();
    say(`there and back, from cache: ${Date.now() - started} ms`);
    await eventually(async () => (await rows(page).count()) >= 500);
  });
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const numberIn = (text: string): string => /[A-Z]+-\d{4}-\d+/.exec(text)?.[0] ?? '';
