import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { plainPng } from '../support/photos.js';
import { fontsOf, pagesOf } from '../support/pdf.js';
import { must, TestApi } from '../support/api-desk.js';

/** A picture that can be drawn: 1 × 1, PNG. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

describe('P-5 printed forms', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  afterAll(() => api.stop());

  async function printed(
    as: string,
    path: string,
    language = 'zh-CN',
  ): Promise<{ bytes: Uint8Array; pages: string[]; text: string; name: string }> {
    const response = await fetch(api.url + path, {
      headers: { authorization: `Bearer token-${as}`, 'accept-language': language },
    });
    if (response.status !== 200) assert.fail(`${response.status}: ${await response.text()}`);
    assert.equal(response.headers.get('content-type'), 'application/pdf');
    const bytes = new Uint8Array(await response.arrayBuffer());
    const pages = await pagesOf(bytes);
    return { bytes, pages, text: pages.join(''), name: response.headers.get('content-disposition')! };
  }

  /** A repair from the call to the stub's return. */
  async function repaired(overrides: object = {}, signature?: string): Promise<string> {
    const { number } = await api.repair({
      customer: '欧阳靖',
      phone: '13900001234',
      place: '3号楼301',
      description: '厨房水槽下方一直滴水',
      ...overrides,
    });
    await api.acted('p01', number, 'notify');
    api.desk.time.advance({ minutes: 3 });
    await api.acted('p09', number, 'accept');
    api.desk.time.advance({ minutes: 6 });
    await api.acted('p09', number, 'arrive');
    await api.acted('p09', number, 'quote', {
      content: '更换角阀及软管',
      labourCents: 3000,
      materialCents: 2550,
      serviceCents: 0,
    });
    await api.acted('p09', number, 'confirm', { words: '同意' });
    await api.acted('p09', number, 'start');
    await api.acted('p09', number, 'use-materials', {
      items: [
        { name: '角阀', quantity: 1, unit: '个' },
        { name: '软管', quantity: 2, unit: '根' },
      ],
    });
    api.desk.time.advance({ minutes: 20 });
    await api.acted('p09', number, 'finish', { result: '已更换，试水不漏' });
    await api.acted('p09', number, 'sign-off', {
      accepted: true,
      words: '师傅很认真',
      ...(signature ? { signature: [signature] } : {}),
    });
    await api.acted('p09', number, 'receipt', { amountCents: 5550, receiptNumber: 'SJ-0042' });
    await api.acted('p09', number, 'report', { words: '完工' });
    await api.acted('p09', number, 'return-stub');
    await api.acted('p02', number, 'revisit', { outcome: 'satisfied', channel: 'phone', words: '修得很快' });
    return number;
  }

  it('P-5 P-4.2.3 the work order says what the case says, in amounts, times and names, once more on its stub', async () => {
    const { id } = must(await api.upload('p09', png, { name: 'sign.png' }), 201);
    const number = await repaired({}, id);
    const { text, pages, bytes, name } = await printed('p03', `/v1/cases/${number}/forms/work-order`);
    assert.equal(name, `inline; filename="work-order-${number}.pdf"`);
    assert.equal(pages.length, 1);
    for (const said of [
      '物业服务公司',
      '维修服务通知单',
      '阳光小区',
      number,
      '欧阳靖',
      '3号楼301',
      '13900001234',
      '给水管道',
      '厨房水槽下方一直滴水',
      '刘洋2026-11-23',
      '更换角阀及软管',
      '¥30.00',
      '¥25.50',
      '¥55.50',
      '角阀1个；软管2根',
      '已更换，试水不漏',
      '验收合格：师傅很认真',
      'SJ-0042',
      '存根联',
      '客户服务工作规程003P-5',
      '第1页共1页',
    ]) {
      assert.ok(text.includes(said), `${said} in ${text}`);
    }
    assert.ok(!text.includes('见附件'), 'the signature is drawn');
    assert.ok(text.split('存根联')[1]!.includes('¥55.50'), 'the stub repeats the amount');
    const fonts = await fontsOf(bytes);
    assert.ok(
      fonts.length === 2 &&
        fonts.every(({ embedded, lacks, name: font }) => embedded && !lacks && font.includes('NotoSansSC')),
      JSON.stringify(fonts),
    );
    assert.ok(bytes.length < 200_000, `${bytes.length} bytes: of the font of 10 MB only what is shown`);
    const english = await printed('p03', `/v1/cases/${number}/forms/work-order`, 'en');
    assert.match(english.text, /Workorder.*Labour.*page1of/);
  });

  it('P-5 P-4.3.3.1, P-4.3.4.3, P-4.3.5.1a the complaint form: what happened, who signed for it, what was done, what the customer said', async () => {
    const { number } = await api.complaint({
      subject: '电梯困人',
      description: '困在电梯里四十分钟',
      demand: '书面道歉',
      customer: '司马懿',
      happenedWhen: '昨晚九点',
      place: '2号楼',
      complainedOf: '工程部值班',
    });
    await api.acted('p01', number, 'sort', { valid: true, grounds: ['service-at-fault'], department: 'engineering' });
    await api.acted('p08', number, 'sign');
    await api.acted('p08', number, 'finish', { done: '已检修并当面致歉' });
    await api.acted('p08', number, 'return-form');
    await api.acted('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone', words: '可以接受' });
    const { text } = await printed('p04', `/v1/cases/${number}/forms/complaint-form`);
    for (const said of [
      '客户投诉处理表',
      '司马懿',
      '昨晚九点2号楼',
      '工程部值班',
      '电梯困人困在电梯里四十分钟',
      '书面道歉',
      '重要',
      '工程维修部',
      '公司管理服务工作不到位、有过错',
      '孙丽2026-11-23',
      '已检修并当面致歉',
      '满意',
      '可以接受',
    ])
      assert.ok(text.includes(said), `${said} in ${text}`);
    const log = await printed('p01', '/v1/forms/complaint-log?site=sunshine&date=2026-11-23');
    for (const said of ['客服中心投诉记录本', '2026年11月23日星期一', number, '司马懿', '书面道歉', '重要'])
      assert.ok(log.text.includes(said), said);
    const month = await printed('p01', '/v1/forms/complaint-log?site=sunshine&month=2026-11');
    assert.ok(month.text.includes('2026年11月') && month.text.includes(number));
  });

  it('P-5 P-4.2.2.1, P-4.2.2.2, P-4.2.2.3 the duty log holds reporter, room, contact, item and time of the day at that site', async () => {
    const here = await api.repair({
      customer: '诸葛亮',
      phone: '13700000001',
      place: '7号楼',
      room: '702',
      subject: '灯不亮',
      agreedAt: '2026-11-24T10:00:00+08:00',
    });
    const there = await api.repair({ site: 'riverside', customer: '周瑜', subject: '门坏了' });
    const { text } = await printed('p01', '/v1/forms/duty-log?site=sunshine&date=2026-11-23');
    for (const said of [
      '客服中心值班记录表',
      '诸葛亮',
      '7号楼702',
      '13700000001',
      '灯不亮',
      '2026-11-2410:00',
      '陈静',
      '记录标识5.1',
    ])
      assert.ok(text.includes(said), `${said} in ${text}`);
    assert.ok(!text.includes('周瑜'), 'the other site has a log of its own');
    assert.ok((await printed('p01', '/v1/forms/duty-log?site=riverside&date=2026-11-23')).text.includes('周瑜'));
    assert.ok(
      (await printed('p01', '/v1/forms/duty-log?site=sunshine&date=2026-11-22')).text.includes('无记录'),
      here.number + there.number,
    );
  });

  it('P-5 P-4.2.6 the demand and revisit form of a case and of the day: who called back, when, and what the customer said', async () => {
    const number = await repaired({ customer: '东方朔' });
    const one = await printed('p01', `/v1/cases/${number}/forms/demand-and-revisit`);
    for (const said of ['客服服务需求/回访记录表', '东方朔', '已更换，试水不漏', '林晓', '满意', '修得很快'])
      assert.ok(one.text.includes(said), `${said} in ${one.text}`);
    const day = await printed('p01', '/v1/forms/demand-and-revisit?site=sunshine&date=2026-11-23');
    for (const said of [number, '东方朔', '林晓', '修得很快']) assert.ok(day.text.includes(said), said);
  });

  it('many rows flow over pages with their titles on each; long texts and unbroken ones stay in their cells', async () => {
    for (let i = 0; i < 45; i += 1) {
      await api.complaint({
        site: 'riverside',
        subject: `第${i + 1}件投诉`,
        description: i === 7 ? `${'很长的叙述，'.repeat(300)}${'https://example.com/'.padEnd(300, 'x')}` : '情况说明',
      });
    }
    const { pages, text } = await printed('p01', '/v1/forms/complaint-log?site=riverside&date=2026-11-23');
    assert.ok(pages.length >= 3);
    pages.slice(0, -1).forEach((page) => assert.ok(page.includes('被投诉人或部门')));
    for (let i = 1; i <= 45; i += 1) assert.ok(text.includes(`第${i}件投诉`));
    assert.equal(text.split('叙').length - 1, 300, 'no word of it is lost');
    assert.ok(text.split('x').length > 280);
    assert.ok(pages.at(-1)!.includes(`第${pages.length}页共${pages.length}页`));
  });

  it('a character the font lacks is named, never a box: rare characters of names are told by their code', async () => {
    const { number } = await api.repair({ customer: '𠮷田㛃镕😀', subject: '水管漏水' });
    const { text, bytes } = await printed('p01', `/v1/cases/${number}/forms/work-order`);
    assert.ok(text.includes('〓田㛃镕〓') && text.includes('U+20BB7') && text.includes('U+1F600'), text);
    assert.ok((await fontsOf(bytes)).every(({ lacks }) => !lacks));
  });

  it('X-12, W-33 a form shows nobody more than the case would: names, words and signatures', async () => {
    await api.hire('fitter', 'maintenance');
    await api.hire('blamed', 'department-staff', null, 'engineering');
    const anonymous = await api.complaint({
      anonymous: true,
      customer: '匿名者甲',
      phone: '13511112222',
      subject: '匿名事项',
    });
    const about = await api.complaint({ aboutPerson: 'blamed', subject: '态度恶劣', customer: '某业主' });
    const seen = async (as: string, number: string) =>
      (await printed(as, `/v1/cases/${number}/forms/complaint-form`)).text;
    assert.ok((await seen('p01', anonymous.number)).includes('匿名者甲'));
    const toFitter = await seen('fitter', anonymous.number);
    assert.ok(
      toFitter.includes('匿名事项') &&
        toFitter.includes('（匿名）') &&
        !toFitter.includes('匿名者甲') &&
        !toFitter.includes('13511112222'),
    );
    const toBlamed = await seen('blamed', about.number);
    assert.ok(toBlamed.includes('（保密）') && !toBlamed.includes('态度恶劣') && !toBlamed.includes('某业主'));
    const log = (await printed('blamed', '/v1/forms/complaint-log?site=sunshine&date=2026-11-23')).text;
    assert.ok(log.includes(about.number) && !log.includes('态度恶劣') && !log.includes('匿名者甲'));
    await api.hire('foreign', 'agent', null, null, 'heating-company');
    assert.equal(
      (await api.get('foreign', `/v1/cases/${about.number}/forms/complaint-form`)).body.code,
      'unknown-case',
    );
    assert.deepEqual(
      (await api.get('foreign', '/v1/forms/complaint-log?site=sunshine&date=2026-11-23')).body.errors.map(
        (one: { field: string }) => one.field,
      ),
      ['site'],
    );
  });

  it('what cannot be printed is refused with a sentence', async () => {
    const { number } = await api.repair();
    const asked = async (path: string) => {
      const { status, body } = await api.get('p01', path, { 'accept-language': 'zh-CN' });
      return [status, body.code, body.errors?.[0]?.field ?? null, body.detail];
    };
    assert.deepEqual(await asked(`/v1/cases/${number}/forms/complaint-form`), [
      404,
      'unknown-form',
      null,
      '没有此表单“complaint-form”，现有：work-order、demand-and-revisit。',
    ]);
    assert.deepEqual(await asked(`/v1/cases/${number}/forms/duty-log`).then((one) => one.slice(0, 2)), [
      404,
      'unknown-form',
    ]);
    assert.deepEqual(await asked('/v1/forms/work-order?site=sunshine&date=2026-11-23').then((one) => one.slice(0, 2)), [
      404,
      'unknown-form',
    ]);
    assert.deepEqual(await asked('/v1/forms/nonsense?site=sunshine&date=2026-11-23').then((one) => one.slice(0, 2)), [
      404,
      'unknown-form',
    ]);
    for (const [query, field] of [
      ['date=2026-11-24', 'date'],
      ['month=2026-12', 'month'],
      ['', 'date'],
      ['date=2026-11-23&month=2026-11', 'month'],
      ['date=2026-02-30', 'date'],
      ['month=2026-13', 'month'],
    ] as const) {
      const [status, , where] = await asked(`/v1/forms/complaint-log?site=sunshine&${query}`);
      assert.deepEqual([status, where], [422, field], query);
    }
    assert.deepEqual(await asked('/v1/forms/duty-log?site=sunshine&month=2026-11').then((one) => one.slice(0, 3)), [
      422,
      'bad-input',
      'month',
    ]);
    assert.deepEqual(await asked('/v1/forms/duty-log?site=nowhere&date=2026-11-23').then((one) => one.slice(0, 3)), [
      422,
      'bad-input',
      'site',
    ]);
  });

  it('a picture that cannot be drawn does not keep the form from being printed', async () => {
    const { id } = must(await api.upload('p09', plainPng, { name: 'broken.png' }), 201);
    const number = await repaired({ customer: '破图' }, id);
    assert.ok(
      (await printed('p01', `/v1/cases/${number}/forms/work-order`)).text.includes(`见附件：${id}`.replace(/\s+/g, '')),
    );
  });
});
