import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { must, TestApi } from '../support/api-desk.js';

interface AnswerJson {
  id: string;
  answer: string;
  version: number;
  title: string;
}

describe('standard answers', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('keeper', 'administrator');
    await api.hire('stranger', 'administrator', null, null, 'heating-company');
  });
  afterAll(() => api.stop());

  const body = {
    title: '物业费缴纳方式',
    words: '物业费可在服务中心、微信公众号或银行缴纳，每季度第一个月缴清。',
    language: 'zh-CN',
    rulebook: 'property',
    clause: 'P-4.5.2',
    kinds: ['inquiry'],
    categories: [],
    validFrom: '2026-01-01',
  };
  const kept = async (overrides: object = {}, as = 'keeper') =>
    must(await api.post(as, '/v1/standard-answers', { ...body, ...overrides }), 201) as AnswerJson;
  const inquiry = async (subject: string) =>
    must(
      await api.post('p01', '/v1/cases', {
        kind: 'inquiry',
        rulebook: 'property',
        site: 'sunshine',
        channel: 'phone',
        subject,
        customer: '张三',
        phone: '13800000000',
      }),
      201,
    ).number as string;
  const found = async (query: string, as = 'p01') =>
    (must(await api.get(as, `/v1/standard-answers/fitting?${query}`), 200).answers as AnswerJson[]).map(
      ({ title }) => title,
    );

  it('kept by administrators alone, read by everybody of the organisation; every version stays, with who wrote it', async () => {
    const first = await kept();
    assert.equal((await api.post('p01', '/v1/standard-answers', body)).body.code, 'role-may-not');
    const changed = { ...body, words: '物业费可在服务中心或微信缴纳。', version: 1 };
    const second = must(await api.post('keeper', `/v1/standard-answers/${first.answer}/change`, changed), 200);
    assert.equal(second.id, `${first.answer}.2`);
    const late = await api.post('keeper', `/v1/standard-answers/${first.answer}/change`, changed);
    assert.deepEqual([late.status, late.body.errors[0].field], [422, 'version']);
    const { answers } = must(await api.get('p01', `/v1/standard-answers/${first.answer}/versions`), 200);
    assert.deepEqual(
      answers.map(({ version, words, createdBy }: { version: number; words: string; createdBy: string }) => [
        version,
        words,
        createdBy,
      ]),
      [
        [2, changed.words, 'keeper'],
        [1, body.words, 'keeper'],
      ],
    );
    for (const [as, path] of [
      ['stranger', `/v1/standard-answers/${first.answer}/end`],
      ['keeper', '/v1/standard-answers/999999/end'],
    ] as const)
      assert.equal((await api.post(as, path)).body.code, 'unknown-answer');
    must(await api.post('keeper', `/v1/standard-answers/${first.answer}/end`), 204);
    assert.deepEqual(must(await api.get('p01', '/v1/standard-answers'), 200).answers, []);
    assert.equal(must(await api.get('p01', '/v1/standard-answers?ended=true'), 200).answers[0].endedBy, 'keeper');
  });

  it('what fits nowhere is refused, field by field', async () => {
    const refused = async (overrides: object) =>
      ((await api.post('keeper', '/v1/standard-answers', { ...body, ...overrides })).body.errors ?? []).map(
        ({ field }: { field: string }) => field,
      );
    assert.deepEqual(
      await refused({ clause: 'P-99', kinds: ['wedding'], categories: ['none'], validUntil: '2025-12-31' }),
      ['validUntil', 'clause', 'kinds', 'categories'],
    );
    assert.deepEqual(await refused({ rulebook: 'power' }), ['rulebook']);
    assert.deepEqual(await refused({ organisation: 'heating-company' }), ['organisation']);
  });

  it('found by the words of the case and what is typed: valid ones of its kind, the best first, at most eight', async () => {
    const all = await Promise.all([
      kept({ title: '停车月卡办理', words: '带行驶证到服务中心办理月卡。' }),
      kept({ title: '物业费减免', words: '低保家庭凭证明申请物业费减免。' }),
      kept({ title: '门禁卡补办', words: '凭身份证到服务中心补办门禁卡。' }),
      kept({ title: '去年的物业费标准', words: '物业费每平方米1.8元。', validUntil: '2026-06-30' }),
      kept({ title: '明年的物业费标准', words: '物业费每平方米2.2元。', validFrom: '2027-01-01' }),
      kept({ title: '维修物业费', words: '物业费', kinds: ['repair'] }),
    ]);
    const number = await inquiry('请问门禁卡丢了怎么补办');
    assert.equal((await found(`case=${number}`))[0], '门禁卡补办');
    assert.deepEqual(await found(`kind=inquiry&rulebook=property&words=${encodeURIComponent('物业费')}`), [
      '物业费减免',
    ]);
    assert.deepEqual(await found('kind=inquiry&rulebook=property&words=zzz'), []);
    assert.deepEqual(await found(`case=${number}`, 'stranger').catch(() => 'no such case'), 'no such case');
    const words = { title: '垃圾分类', words: '每天清运。' };
    const now = await kept(words);
    const later = { ...body, ...words, words: '隔天清运。', validFrom: '2027-01-01', version: 1 };
    must(await api.post('keeper', `/v1/standard-answers/${now.answer}/change`, later), 200);
    const clearing = `kind=inquiry&rulebook=property&words=${encodeURIComponent('垃圾')}`;
    assert.deepEqual(await found(clearing), ['垃圾分类'], 'until the new version begins the one before holds');
    must(await api.post('keeper', `/v1/standard-answers/${now.answer}/end`), 204);
    assert.deepEqual(await found(clearing), []);
    for (let i = 0; i < 9; i += 1) all.push(await kept({ title: `通知${i}`, words: '电梯年检安排' }));
    assert.equal((await found(`kind=inquiry&rulebook=property&words=${encodeURIComponent('电梯年检')}`)).length, 8);
    for (const { answer } of all) must(await api.post('keeper', `/v1/standard-answers/${answer}/end`), 204);
  });

  it('which was used is on record by id and version, in the hash of the entry, and counted; another’s is refused', async () => {
    const { id, answer } = await kept();
    const foreign = await kept({ rulebook: 'heating', clause: undefined, kinds: [] }, 'stranger');
    const number = await inquiry('物业费怎么交');
    const say = (standardAnswers: string[]) =>
      api.act('p01', number, 'answer', { answer: body.words, satisfied: true, standardAnswers });
    const refused = await say([foreign.id]);
    assert.deepEqual([refused.status, refused.body.errors[0].field], [422, 'standardAnswers']);
    must(await say([id]), 200);
    const { entries } = must(await api.get('p01', `/v1/cases/${number}/timeline`), 200);
    const entry = entries.find(({ act }: { act: string }) => act === 'answer');
    assert.deepEqual(entry.input.standardAnswers, [id]);
    const span = 'from=2026-01-01T00:00:00Z&until=2100-01-01T00:00:00Z';
    const { uses } = must(await api.get('p01', `/v1/standard-answers/uses?${span}`), 200);
    assert.deepEqual(
      uses.map((use: { answer: string; used: number; cases: number }) => [use.answer, use.used, use.cases]),
      [[answer, 1, 1]],
    );
    assert.deepEqual(must(await api.get('stranger', `/v1/standard-answers/uses?${span}`), 200).uses, []);
    assert.deepEqual((await verifyLedger(api.desk.database.source)).faults, []);
  });

  it('a kept message takes the place of the rulebook’s text, in its language; a placeholder that nothing fills is refused', async () => {
    const message = {
      ...body,
      title: '报修登记短信',
      words: '您好，报修 {number} 已登记，感谢信任。',
      clause: undefined,
      kinds: ['repair'],
      occasion: 'record',
    };
    const wrong = await api.post('keeper', '/v1/standard-answers', {
      ...message,
      words: '{name}，{due}前到，{number}',
    });
    assert.deepEqual(
      wrong.body.errors.map(({ field, detail }: { field: string; detail: string }) => [
        field,
        /\{(\w+)\}/.exec(detail)?.[1],
      ]),
      [
        ['words', 'name'],
        ['words', 'due'],
      ],
    );
    assert.equal((await api.post('keeper', '/v1/standard-answers', { ...message, occasion: 'wedding' })).status, 422);
    const { answer } = must(await api.post('keeper', '/v1/standard-answers', message), 201);
    const again = await api.post('keeper', '/v1/standard-answers', message);
    assert.deepEqual([again.status, again.body.errors[0].field], [422, 'occasion']);
    const told = async (number: string) => {
      const said = await api.desk.database.source.query(
        `SELECT words.said FROM notices JOIN words ON words.number = notices.number AND words.seq = notices.seq AND words.n = notices.word WHERE notices.number = $1 AND notices.role = 'customer'`,
        [number],
      );
      return said[0].said as { 'zh-CN': string; en: string };
    };
    const later = { ...message, words: '明年起的短信 {number}', validFrom: '2027-01-01', version: 1 };
    must(await api.post('keeper', `/v1/standard-answers/${answer}/change`, later), 200);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    const first = await told((await api.repair()).number);
    assert.equal(first['zh-CN'], message.words);
    assert.ok(first.en.includes('{number}') && !first.en.includes('您好'), 'the English text stays the rulebook’s');
    must(await api.post('keeper', `/v1/standard-answers/${answer}/end`), 204);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    assert.notEqual((await told((await api.repair()).number))['zh-CN'], message.words);
  });

  it('no message overlaps an older version of another that still holds until its next one begins', async () => {
    const message = {
      ...body,
      title: '报修登记',
      words: '{number}',
      clause: undefined,
      kinds: ['repair'],
      occasion: 'record',
    };
    const send = (more: object) => api.post('keeper', '/v1/standard-answers', { ...message, ...more });
    const { answer } = must(await send({ validFrom: '2026-11-01' }), 201);
    const later = { ...message, validFrom: '2027-03-01', validUntil: '2027-03-31', version: 1 };
    must(await api.post('keeper', `/v1/standard-answers/${answer}/change`, later), 200);
    for (const [validFrom, validUntil] of [
      ['2026-12-01', '2026-12-31'],
      ['2027-02-28', '2027-02-28'],
      ['2027-03-31', undefined],
    ])
      assert.equal((await send({ validFrom, validUntil })).body.errors?.[0].field, 'occasion');
    must(await send({ validFrom: '2027-04-01' }), 201);
  });
});
