import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { minorOneDay, propertyText } from '../support/property-text.js';
import { BrowserDesk } from './browser-desk.js';
import { checkPage } from './page-checks.js';

describe('rulebooks, calendars and texts', () => {
  let desk: BrowserDesk;
  beforeAll(async () => {
    // Monday 23 November 2026, 10:00 in the place of the sites.
    desk = await BrowserDesk.start({ at: '2026-11-23T02:00:00Z' });
  });
  afterAll(() => desk.stop());

  it('a text is written from the one in force, its fault found by a key, kept, compared, run dry, published; cases are moved', async () => {
    const { desk: ledger } = desk.api;
    const { number } = await ledger.complaint();
    await ledger.act(number, 'p03', 'sort', {
      valid: true,
      grounds: ['slight-inconvenience'],
      department: 'engineering',
    });
    const { page } = await desk.signIn('郑凯', '/rulebooks');
    await page.getByRole('button', { name: /003\.1/ }).click();
    await page.getByText('这是唯一的版本').waitFor();
    await page.getByRole('tab', { name: '文本' }).click();
    await page.getByRole('button', { name: /^起草新版本/ }).click();
    const editor = page.getByRole('textbox', { name: '规程文本' });
    const text = propertyText('003.2', minorOneDay);
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('id: solve-minor')) + 1;
    lines[at - 1] = lines[at - 1]!.replace('id: ', 'idd: ');
    await editor.fill(lines.join('\n'));
    await page.keyboard.press('Alt+KeyS');
    await page.getByText(`第 ${at} 行`, { exact: true }).first().waitFor();
    await page.keyboard.press('Alt+KeyN');
    assert.equal(
      await editor.evaluate((field) => {
        const { value, selectionStart, selectionEnd } = field as unknown as Record<'value', string> &
          Record<'selectionStart' | 'selectionEnd', number>;
        return value.slice(selectionStart, selectionEnd);
      }),
      lines[at - 1],
    );
    await editor.fill(text);
    await page.keyboard.press('Alt+KeyC');
    await page.getByText('没有错误，可以保存为草稿。').waitFor();
    assert.equal((await desk.api.get('p13', '/v1/rulebooks/drafts')).body.versions.length, 3, 'a check keeps nothing');
    await page.keyboard.press('Alt+KeyS');

    await page.getByRole('heading', { name: 'P-4.3.10.1' }).waitFor();
    await page.getByText('期限：2 天 → 1 天').first().waitFor();
    await page.getByRole('button', { name: '查看文本逐行差异' }).click();
    await page.getByText("+version: '003.2'").waitFor();
    await page.getByRole('button', { name: /^开始试算/ }).click();
    await page.getByText(/1 个期限会变化，提前 1 个/).waitFor();
    await page.getByText('提前 1 天').waitFor();
    await page.screenshot({ path: 'dist/screenshots/rulebooks-compare.png', fullPage: true });

    await page.keyboard.press('KeyP');
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByText('请填写原因。').waitFor();
    await page.getByLabel('原因').fill('业主委员会要求');
    await page.getByRole('button', { name: '继续' }).click();
    desk.api.desk.time.set('2026-11-23T02:30:00Z');
    await page.keyboard.press('Alt+KeyS');
    await page.getByText('版本 003.2 已发布，记录在案。').waitFor();
  });

  it('is within reach for everybody: five looks, both languages', async () => {
    await checkPage(desk, 'rulebooks', {
      who: '郑凯',
      path: '/rulebooks?rulebook=property&version=003.1&part=text',
      shown: 'textarea',
    });
  });
});
