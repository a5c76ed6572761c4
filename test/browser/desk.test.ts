import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually.js';
import { axeFindings, BrowserDesk, overflow, takeScreenshot, type Seat } from './browser-desk.js';

/** Somebody who takes calls by keyboard alone: words are typed, every other key is counted. */
class CallTaker {
  keys = 0;

  constructor(readonly seat: Seat) {}

  get page(): Page {
    return this.seat.page;
  }

  async words(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      this.keys += 1;
    }
  }

  /** The label of what has the cursor. */
  focused(): Promise<string> {
    return this.page.evaluate(`(() => {
      const on = document.activeElement;
      return on.getAttribute('aria-label') ?? on.labels?.[0]?.textContent ?? on.closest('[data-field]')?.dataset.field ?? on.tagName;
    })()`);
  }

  /** The number of the case that is shown as recorded; `after`: another one than that. */
  async savedNumber(after = ''): Promise<string> {
    const saved = this.page.locator(`[data-saved]:not([data-saved="${after}"])`);
    await saved.waitFor();
    return (await saved.getAttribute('data-saved'))!;
  }
}

/** What has been said aloud is over; then axe finds nothing. */
async function isSound(seat: Seat): Promise<void> {
  await eventually(async () => (await seat.page.locator('[data-live-announcer] [role=img]').count()) === 0);
  assert.deepEqual(await axeFindings(seat), []);
}

describe('the desk of a call-taker', () => {
  let desk: BrowserDesk;
  beforeAll(async () => void (desk = await BrowserDesk.start()));
  afterAll(() => desk.stop());

  const cases = async (
    where = 'true',
  ): Promise<{ number: string; state: { words: Record<string, string>; tier: string; status: string } }[]> =>
    desk.api.desk.database.source.query(
      `SELECT number, jsonb_set(state, '{words}', said) AS state FROM cases JOIN case_search USING (number) WHERE ${where} ORDER BY number`,
    );
  const open = async (path = '/desk', options: Parameters<BrowserDesk['signIn']>[2] = {}, name = '陈静') => {
    const taker = new CallTaker(await desk.signIn(name, path, options));
    await taker.page.locator('[data-field="phone"] input').waitFor();
    return taker;
  };

  it('any kind by its digit: the next Tab leads to the first field of it', async () => {
    const taker = await open();
    await taker.words('13811112229');
    await taker.press('Tab', '2', 'Tab');
    assert.match(await taker.focused(), /客户/);
    await taker.press('Alt+n');
  });

  it('P-4.3.2 a minor complaint by keyboard alone: its deadlines before saving, in at most 25 keys beyond the words', async () => {
    const taker = await open();
    const { page } = taker;
    assert.match(await taker.focused(), /来电号码/);
    await taker.words('13811112222');
    await taker.press('Tab', '1', 'Tab');
    assert.match(await taker.focused(), /客户/);
    await taker.words('张女士');
    await taker.press('Tab');
    await taker.words('6号楼1单元');
    await taker.press('Tab');
    await taker.words('电梯按钮不亮');
    await taker.press('Tab');
    await taker.words('一楼按钮不亮三天了');
    await taker.press('Alt+g');
    await taker.press('5', 'Tab', 'ArrowDown', 'ArrowDown');
    const preview = page.getByText('提交后：').filter({ visible: true }).locator('..').locator('..');
    await preview.getByText('轻微', { exact: true }).waitFor();
    assert.match((await preview.textContent())!, /P-4\.3\.10\.1/);
    await takeScreenshot(taker.seat, 'desk-zh-wide');
    assert.equal((await cases()).length, 0, 'nothing is recorded by looking');
    await taker.press('Alt+s');
    const number = await taker.savedNumber();
    // oxlint-disable-next-line no-console -- a figure for people
    console.log(`a minor complaint: ${taker.keys} keys beyond the words`);
    assert.ok(taker.keys <= 25, `${taker.keys} keys`);
    const [recorded] = await cases();
    assert.equal(recorded!.number, number);
    assert.deepEqual([recorded!.state.tier, recorded!.state.status], ['minor', 'sorted']);
    assert.deepEqual(recorded!.state.words, {
      phone: '13811112222',
      customer: '张女士',
      place: '6号楼1单元',
      subject: '电梯按钮不亮',
      description: '一楼按钮不亮三天了',
    });
    assert.match(await taker.focused(), /来电号码/, 'ready for the next call');
    await takeScreenshot(taker.seat, 'desk-zh-saved');
  });

  it('who calls is known before the first question: open cases, promises, the third call this week; a note by one key', async () => {
    const phone = '13700001111';
    const words = { phone, customer: '赵六', place: '9号楼801' };
    const first = await desk.api.complaint({ ...words, subject: '噪声扰民' });
    await desk.api.complaint({ ...words, subject: '电梯停运' });
    await desk.api.acted('p01', first.number, 'promise', { promisedAt: '2026-11-24T10:00:00+08:00' });
    const taker = await open('/desk', { language: 'en' });
    const { page } = taker;
    await taker.words('137-0000-1111');
    const panel = page.locator('section', { hasText: 'Caller' });
    await panel.getByText('噪声扰民').waitFor();
    await panel.getByText(/Call number 3 within 7 days/).waitFor();
    await panel.getByText(/Promised by/).waitFor();
    await taker.press('Alt+v', '1');
    assert.equal(await page.locator('[data-field="place"] input').inputValue(), '9号楼801');
    assert.equal(await page.locator('[data-field="customer"] input').inputValue(), '赵六');
    await takeScreenshot(taker.seat, 'desk-en-caller');
    await taker.press('Alt+1');
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Content').focus();
    await taker.words('Caller asks again');
    await sheet.getByRole('button', { name: 'Leave a remark' }).press('Enter');
    await sheet.waitFor({ state: 'detached' });
    const notes = await desk.api.desk.database.source.query(
      `SELECT number FROM words WHERE said = '"Caller asks again"'`,
    );
    assert.equal(notes.length, 1);
    assert.equal(await page.locator('[data-field="place"] input').inputValue(), '9号楼801', 'the call is still there');
  });

  it('what is known of the phone and the place stands beside the new number, by every spelling; all of it one link away', async () => {
    const words = { phone: '13700002222', customer: '孙七', place: '10栋1单元202' };
    const earlier = await desk.api.complaint({ ...words, subject: '水管渗漏' });
    await desk.api.acted('p01', earlier.number, 'promise', { promisedAt: '2026-11-24T10:00:00+08:00' });
    const taker = await open('/desk?kind=suggestion&phone=%2B86 137-0000-2222', { language: 'en' });
    const { page } = taker;
    await page.locator('[data-field="subject"] input').fill('建议增设充电桩');
    await taker.press('Alt+s');
    const number = await taker.savedNumber();
    const known = page.locator('[data-known]');
    await known.getByText('水管渗漏').waitFor();
    await known.getByText(/Promised by/).waitFor();
    await known.getByText('2 within 7 days').waitFor();
    assert.equal(await known.getByText(number).count(), 0, 'the new case is not among what is known');
    await takeScreenshot(taker.seat, 'desk-en-known');
    await page.setViewportSize({ width: 390, height: 844 });
    await takeScreenshot(taker.seat, 'desk-en-known-phone');
    assert.ok((await overflow(taker.seat)) <= 0);
    await isSound(taker.seat);
    await known.getByRole('link', { name: 'All cases of this phone' }).press('Enter');
    const rows = page.getByRole('grid').locator('tbody tr');
    await rows.filter({ hasText: '水管渗漏' }).waitFor();
    assert.equal(await rows.count(), 2);
  });

  it('case 03: a number that cannot be one gets a hint under its field, and is taken', async () => {
    const taker = await open('/desk?kind=suggestion&phone=1380013800');
    const { page } = taker;
    await page.locator('[data-field="subject"] input').fill('建议加装扶手');
    const field = page.locator('[data-field="phone"]');
    await field.locator('[slot="description"]').waitFor();
    assert.equal(await field.locator('[data-invalid]').count(), 0, 'a hint is no error');
    await takeScreenshot(taker.seat, 'desk-zh-hint');
    await isSound(taker.seat);
    await taker.press('Alt+s');
    const number = await taker.savedNumber();
    await page
      .locator('[data-saved]')
      .getByText(/电话：/)
      .waitFor();
    const [one] = await cases(`number = '${number}'`);
    assert.equal(one!.state.words['phone'], '1380013800');
  });

  it('a similar case is linked by one key while typing; it never holds up saving', async () => {
    const { number: other } = await desk.api.complaint({ subject: '地下车库积水严重', place: '地下车库B区' });
    const taker = await open('/desk?kind=complaint&phone=13600002222');
    const { page } = taker;
    await page.locator('[data-field="subject"] input').focus();
    await taker.words('地下车库积水');
    const panel = page.locator('section', { hasText: '相似案件' });
    await panel.getByText(other).waitFor();
    await taker.press('Alt+5');
    await panel.getByText('将关联').waitFor();
    await takeScreenshot(taker.seat, 'desk-zh-similar');
    await taker.press('Alt+s');
    const number = await taker.savedNumber();
    const { body } = await desk.api.get('p01', `/v1/cases/${number}`);
    assert.deepEqual(
      body.links.map((link: { relation: string; number: string }) => [link.relation, link.number]),
      [['same-matter', other]],
    );
  });

  it('W-14.7 wrong number, answered at once and nuisance: over in three keys', async () => {
    const taker = await open();
    const last = async () => (await cases()).at(-1)!.state;
    await taker.words('13511110000');
    await taker.press('Alt+x', 'Enter');
    assert.equal(taker.keys, 2);
    const first = await taker.savedNumber();
    assert.deepEqual([(await last()).status, (await last()).words['subject']], ['closed', '打错电话']);
    taker.keys = 0;
    await taker.words('13511110003');
    await taker.press('Alt+m');
    const { page } = taker;
    const asked = page.locator('form [data-field]:visible');
    assert.deepEqual((await asked.evaluateAll((all) => all.map((one) => one.getAttribute('data-field')))).toSorted(), [
      'channel',
      'kind',
      'outcome',
      'phone',
    ]);
    await takeScreenshot(taker.seat, 'desk-zh-silent');
    await taker.press('Enter');
    assert.equal(taker.keys, 2);
    const silent = await taker.savedNumber(first);
    const entries = (await desk.api.get('p01', `/v1/cases/${silent}/timeline`)).body.entries;
    assert.deepEqual(
      [entries.length, entries[0].input.channel, entries[0].input.outcome, entries[0].input.words.phone],
      [1, 'phone', 'silent', '13511110003'],
    );
    assert.deepEqual((await desk.api.get('p01', `/v1/cases/${silent}`)).body.clocks, []);
    await page.locator('[data-saved]').getByText('已归档').waitFor();
    taker.keys = 0;
    await taker.words('13511110001');
    await taker.press('Alt+q');
    await taker.words('押金何时退');
    await taker.press('Tab');
    await taker.words('验收后七日内退');
    await taker.press('Alt+s');
    assert.equal(taker.keys, 3);
    const second = await taker.savedNumber(silent);
    assert.deepEqual([(await last()).status, (await last()).words['answer']], ['closed', '验收后七日内退']);
    taker.keys = 0;
    await taker.words('13511110002');
    await taker.press('Alt+u', 'Enter');
    await taker.savedNumber(second);
    assert.deepEqual([(await last()).status, (await last()).words['phone']], ['closed', '13511110002']);
    const [{ act }] = await desk.api.desk.database.source.query(`SELECT act FROM entries WHERE act = 'nuisance'`);
    assert.equal(act, 'nuisance');
  });

  it('a softphone opens it; what is being written down stays; a pasted phone loses its unseen characters', async () => {
    const taker = await open('/desk?phone=13900003333&place=3号楼&kind=repair');
    const { page } = taker;
    const phone = page.locator('[data-field="phone"] input');
    assert.equal(await phone.inputValue(), '13900003333');
    assert.equal(await page.locator('[data-field="place"] input').inputValue(), '3号楼');
    assert.equal(new URL(page.url()).search, '');
    await phone.fill('');
    await phone.focus();
    await taker.words('\u202a138\u200b0013\u00a08000\u202c');
    assert.equal(await phone.inputValue(), '1380013 8000');
    await page.waitForTimeout(600);
    await page.reload();
    await phone.waitFor();
    assert.equal(await phone.inputValue(), '1380013 8000');
    assert.equal(await page.locator('[data-field="place"] input').inputValue(), '3号楼', 'the draft survives a reload');
    await page.goto('/desk?phone=13777778888');
    await page.getByText(/新来电 13777778888/).waitFor();
    assert.equal(await phone.inputValue(), '1380013 8000');
    await page.getByRole('button', { name: '清空并接听' }).click();
    await eventually(async () => (await phone.inputValue()) === '13777778888');
  });

  it('a double Enter records once; Enter in a word that is being composed records nothing', async () => {
    const taker = await open('/desk?phone=13444440000&kind=suggestion');
    const { page, seat } = { page: taker.page, seat: taker.seat };
    const subject = page.locator('[data-field="subject"] input');
    await subject.focus();
    await seat.cdp.send('Input.imeSetComposition', { text: 'jian yi', selectionStart: 7, selectionEnd: 7 });
    const sent: string[] = [];
    page.on(
      'request',
      (request) => request.method() === 'POST' && !/dry|preview/.test(request.url()) && sent.push(request.url()),
    );
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
    assert.deepEqual(sent, []);
    await seat.cdp.send('Input.insertText', { text: '建议加装路灯' });
    await subject.fill('建议加装路灯');
    await Promise.all([page.keyboard.press('Enter'), page.keyboard.press('Enter')]);
    await taker.savedNumber();
    assert.equal((await cases(`said->>'phone' = '13444440000'`)).length, 1);
    assert.equal(sent.length, 1);
  });

  it('X-12 no answer came: the same key goes again, also after a reload, and there is one case', async () => {
    const taker = await open('/desk?phone=13222220000&kind=suggestion');
    const { page } = taker;
    await page.locator('[data-field="subject"] input').fill('建议延长办公时间');
    const keys: string[] = [];
    let lost = 2;
    await page.route('**/v1/cases', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      keys.push(route.request().headers()['idempotency-key']!);
      const answer = await route.fetch();
      return lost-- > 0 ? route.abort() : route.fulfill({ response: answer });
    });
    await taker.press('Enter');
    await page.getByText(/没有收到系统答复/).waitFor();
    await page.waitForTimeout(500);
    await page.reload();
    await page.locator('[data-field="subject"] input').waitFor();
    await page.locator('[data-field="subject"] input').focus();
    await taker.press('Enter');
    await page.getByText(/没有收到系统答复/).waitFor();
    await taker.press('Enter');
    await taker.savedNumber();
    assert.equal(keys.length, 3);
    assert.equal(new Set(keys).size, 1);
    assert.equal((await cases(`said->>'phone' = '13222220000'`)).length, 1);
  });

  it('X-10 a typing error in a phone is one act to mend', async () => {
    const taker = await open('/desk?phone=13111110000&kind=suggestion');
    const { page } = taker;
    await page.locator('[data-field="subject"] input').fill('建议增设快递柜');
    await taker.press('Alt+o');
    const plan = { name: '位置图.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') };
    await page.locator('[data-field="files"] input[type=file]').setInputFiles(plan);
    await page.getByRole('link', { name: '位置图.pdf' }).waitFor();
    await page.locator('[data-field="subject"] input').focus();
    await taker.press('Enter');
    const number = await taker.savedNumber();
    assert.equal((await desk.api.get('p01', `/v1/cases/${number}/files`)).body.files.length, 1, 'W-14.2 it goes along');
    await taker.press('Alt+z');
    const to = page.getByRole('dialog').getByLabel('更正为');
    assert.equal(await to.inputValue(), '13111110000');
    await to.fill('13111119999');
    await taker.press('Enter');
    await page.getByText('已更正。').waitFor();
    const [one] = await cases(`number = '${number}'`);
    assert.equal(one!.state.words['phone'], '13111119999');
    await taker.press('Alt+n');
    assert.match(await taker.focused(), /来电号码/);
  });

  it('W-9.4 a call about an outage is told of it while it is written down, and joins it by one key', async () => {
    const power = { rulebook: 'power', site: 'river-county-power' };
    const outage = { ...power, kind: 'outage', outageType: 'emergency', area: 'town', line: 'chengdong-1' };
    const { body } = await desk.api.post('w09', '/v1/cases', {
      ...outage,
      subject: '雷击跳闸',
      explanation: '线路遭雷击，正在抢修',
      endsAt: '2026-11-23T04:00:00Z',
    });
    const taker = await open('/desk?phone=13011110000&kind=fault-repair', {}, '沈洁');
    const { page } = taker;
    await page.locator('[data-field="customer"] input').fill('客户');
    await page.locator('[data-field="place"] input').fill('城东路1号');
    await page.locator('[data-field="subject"] input').fill('家里停电');
    await page.locator('[data-field="area"] label').first().click();
    await page.locator('section', { hasText: '相似案件' }).getByText('线路遭雷击，正在抢修').waitFor();
    await taker.press('Alt+5');
    await page.locator('[data-field="side"] label').filter({ hasText: '待认定' }).click();
    await takeScreenshot(taker.seat, 'desk-zh-outage');
    await taker.press('Alt+s');
    const number = await taker.savedNumber();
    const [one] = await cases(`number = '${number}'`);
    assert.equal(one!.state.status, 'joined');
    const readOut = page.locator('[data-saved] [data-outage]');
    await readOut.getByText(/线路遭雷击，正在抢修/).waitFor();
    await takeScreenshot(taker.seat, 'desk-zh-outage-saved');
    await readOut.getByRole('link', { name: body.number }).click();
    await page
      .locator('[data-calls]')
      .getByText(/城东路1号/)
      .waitFor();
    assert.equal((one!.state as unknown as { facts: { joinedTo: string } }).facts.joinedTo, body.number);
  });
});
