import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { TestApi } from '../support/api-desk.js';

interface Step {
  from: string;
  to: string;
  counted: string;
  why: string;
  reason: string;
}

const office = {
  timeZone: 'Asia/Shanghai',
  week: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
      day,
      [
        ['08:30', '12:00'],
        ['13:30', '17:30'],
      ],
    ]),
  ),
};

describe('POST /v1/clocks/preview: a deadline without a case', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  const preview = (body: object, headers = {}) =>
    api.request('POST', '/v1/clocks/preview', {
      as: 'p09',
      body: { start: '2026-11-20T16:00:00+08:00', ...body },
      headers,
    });
  const due = async (amount: number, unit: string, more: object = {}) => {
    const { status, body } = await preview({ limit: { amount, unit }, calendar: office, ...more });
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.steps[0]?.from ?? body.due, '2026-11-20T16:00:00+08:00');
    assert.equal(body.steps.at(-1)?.to ?? body.due, body.due);
    return body.due;
  };

  it('X-2 every unit is counted in an inline calendar, and needs no Idempotency-Key', async () => {
    assert.equal(await due(90, 'minutes'), '2026-11-20T17:30:00+08:00');
    assert.equal(await due(1.5, 'hours'), '2026-11-20T17:30:00+08:00');
    assert.equal(await due(120, 'open-minutes'), '2026-11-23T09:00:00+08:00');
    assert.equal(await due(5.5, 'open-hours'), '2026-11-23T14:00:00+08:00');
    assert.equal(await due(2, 'days'), '2026-11-22T16:00:00+08:00');
    assert.equal(await due(2, 'working-days'), '2026-11-24T16:00:00+08:00');
    assert.equal(await due(3, 'months'), '2027-02-20T16:00:00+08:00');
    assert.equal(await due(1, 'same-day'), '2026-11-21T00:00:00+08:00');
    assert.equal(await due(0, 'minutes'), '2026-11-20T16:00:00+08:00');
  });

  it('what comes in on Sunday night counts from then, or from the next opening where the limit begins there', async () => {
    const hours = [['08:30', '17:00']];
    const calendar = { ...office, week: Object.fromEntries(Object.keys(office.week).map((day) => [day, hours])) };
    const sunday = async (amount: number, unit: string, begins?: string) => {
      const start = '2026-11-22T22:00:00+08:00';
      const { status, body } = await preview({ start, limit: { amount, unit, begins }, calendar });
      assert.equal(status, 200, JSON.stringify(body));
      return { due: body.due, first: body.steps[0] };
    };
    const begun = await sunday(1, 'working-days', 'next-opening');
    assert.equal(begun.due, '2026-11-24T08:30:00+08:00');
    assert.equal(begun.first.reason, 'next-opening');
    assert.equal(begun.first.why, 'came in outside opening hours: counted from the next opening');
    assert.equal((await sunday(1, 'working-days')).due, '2026-11-23T22:00:00+08:00');
    assert.equal((await sunday(1, 'working-days', 'at-once')).due, '2026-11-23T22:00:00+08:00');
    assert.equal((await sunday(4, 'open-hours', 'next-opening')).due, '2026-11-23T12:30:00+08:00');
    assert.equal((await sunday(30, 'minutes', 'next-opening')).due, '2026-11-22T22:30:00+08:00');
    assert.equal((await sunday(1, 'same-day', 'next-opening')).due, '2026-11-23T00:00:00+08:00');
    const { status, body } = await preview({ limit: { amount: 1, unit: 'hours', begins: 'tomorrow' }, calendar });
    assert.equal(status, 422);
    assert.deepEqual(
      body.errors.map(({ field }: { field: string }) => field),
      ['limit.begins'],
    );
  });

  it('what lies far from our time, or is far too much, is refused at once', async () => {
    const refused = async (body: object) => {
      const { status, body: answer } = await preview({
        limit: { amount: 1, unit: 'open-hours' },
        calendar: office,
        ...body,
      });
      return [status, answer.errors?.[0]?.field ?? answer.code];
    };
    assert.deepEqual(await refused({ start: '9999-01-01T00:00:00Z' }), [422, 'start']);
    assert.deepEqual(await refused({ start: '0001-01-01T00:00:00Z' }), [422, 'start']);
    const pauses = [{ from: '2026-11-21T00:00:00Z', to: '9999-01-01T00:00:00Z' }];
    assert.deepEqual(await refused({ pauses }), [422, 'pauses[0].to']);
    for (const amount of [-1, 1e15, 1e9])
      assert.deepEqual(await refused({ limit: { amount, unit: 'minutes' } }), [422, 'limit.amount']);
    const seasons = Array.from({ length: 51 }, () => ({ name: 's', from: '01-01', to: '01-02', week: {} }));
    assert.deepEqual(await refused({ calendar: { ...office, seasons } }), [422, 'calendar.seasons']);
    const old = await preview({
      limit: { amount: 100, unit: 'months' },
      calendar: office,
      start: '1970-01-01T00:00:00Z',
    });
    assert.equal(old.status, 200, JSON.stringify(old.body));
  });

  it('pauses do not count, exceptions close and open, and each step says why in the caller’s language', async () => {
    assert.equal(
      await due(2, 'open-hours', {
        pauses: [{ from: '2026-11-20T16:30:00+08:00', to: '2026-11-23T09:00:00+08:00', reason: '等客户' }],
      }),
      '2026-11-23T10:30:00+08:00',
    );
    const calendar = {
      ...office,
      exceptions: [
        { date: '2026-11-21', open: [['08:30', '12:00']], kind: 'make-up-workday' },
        { date: '2026-11-23', open: [], name: { 'zh-CN': '厂休', en: 'closing day' } },
      ],
    };
    const { body } = await preview(
      { limit: { amount: 5.5, unit: 'open-hours' }, calendar },
      { 'accept-language': 'zh' },
    );
    assert.equal(body.due, '2026-11-24T09:00:00+08:00');
    assert.equal(body.calendar, null);
    assert.equal(
      body.steps.some((step: Step) => step.reason === 'holiday' && step.why === '放假（厂休），不计入'),
      true,
    );
  });

  it('a calendar is named with or without its rulebook, and knows holidays and make-up workdays', async () => {
    const { body } = await preview({
      start: '2026-09-30T16:00:00+08:00',
      limit: { amount: 4, unit: 'open-hours' },
      calendar: 'office-hours',
    });
    assert.deepEqual(
      [body.due, body.provisional, body.calendar],
      ['2026-10-08T11:00:00+08:00', false, 'property/office-hours'],
    );
    const named = await preview({
      start: '2026-09-30T16:00:00+08:00',
      limit: { amount: 4, unit: 'open-hours' },
      calendar: 'property/office-hours',
    });
    assert.deepEqual(named.body, body);
    const later = await preview({
      start: '2027-12-30T16:00:00+08:00',
      limit: { amount: 20, unit: 'working-days' },
      calendar: 'office-hours',
    });
    assert.equal(later.body.provisional, true);
  });

  it('every fault is named by its field, and nothing is a fault of ours', async () => {
    const faults = async (body: object) => {
      const answered = await preview(body);
      assert.equal(answered.status, 422, JSON.stringify(answered.body));
      return answered.body.errors?.map((one: { field: string }) => one.field) ?? answered.body.code;
    };
    const limit = { amount: 1, unit: 'hours' };
    assert.deepEqual(await faults({}), ['limit', 'calendar']);
    assert.deepEqual(await faults({ limit: { amount: 'x', unit: 'weeks', more: 1 }, calendar: office }), [
      'limit.more',
      'limit.amount',
      'limit.unit',
    ]);
    assert.deepEqual(await faults({ limit: 5, calendar: office }), ['limit']);
    assert.deepEqual(await faults({ limit: { amount: 1.5, unit: 'days' }, calendar: office }), ['limit.amount']);
    assert.deepEqual(await faults({ limit: { amount: -1, unit: 'hours' }, calendar: office }), ['limit.amount']);
    assert.deepEqual(await faults({ limit: { ...limit, countsStartDay: true }, calendar: office }), [
      'limit.countsStartDay',
    ]);
    assert.deepEqual(await faults({ limit, calendar: 'nonsense' }), ['calendar']);
    assert.deepEqual(await faults({ limit, calendar: 7 }), ['calendar']);
    assert.deepEqual(await faults({ limit, calendar: null }), ['calendar']);
    assert.deepEqual(await faults({ limit, calendar: {} }), ['calendar.timeZone', 'calendar.week']);
    assert.deepEqual(await faults({ limit, calendar: { ...office, more: 1 } }), ['calendar.more']);
    assert.deepEqual(await faults({ limit, calendar: { ...office, timeZone: 'Mars/Base' } }), ['calendar.timeZone']);
    for (const timeZone of ['+08:00', 'asia/shanghai', 'CST'])
      assert.deepEqual(await faults({ limit, calendar: { ...office, timeZone } }), ['calendar.timeZone']);
    assert.deepEqual(await faults({ limit, calendar: { timeZone: 'UTC', week: {} } }), ['calendar.week']);
    assert.deepEqual(
      await faults({ limit, calendar: { timeZone: 'UTC', week: { mon: [['09:00', '08:00']], mo: [] } } }),
      ['calendar.week.mon[0]', 'calendar.week.mo'],
    );
    assert.deepEqual(
      await faults({
        limit,
        calendar: { ...office, exceptions: [null, { date: '2026-02-30', open: [] }, { date: 1 }] },
      }),
      ['calendar.exceptions[0]', 'calendar.exceptions[2].date', 'calendar.exceptions[2].open'],
    );
    assert.deepEqual(await faults({ limit, calendar: { ...office, exceptions: [{ date: '2026-02-30', open: [] }] } }), [
      'calendar.exceptions[0].date',
    ]);
    assert.deepEqual(
      await faults({ limit, calendar: { ...office, exceptions: 'x', seasons: {}, publishedYears: 1 } }),
      ['calendar.exceptions', 'calendar.seasons', 'calendar.publishedYears'],
    );
    assert.deepEqual(await faults({ limit, calendar: { ...office, publishedYears: ['x'] } }), [
      'calendar.publishedYears[0]',
    ]);
    assert.deepEqual(
      await faults({ limit, calendar: { ...office, seasons: [{ name: 'x', from: '13-01', to: '01-01', week: [] }] } }),
      ['calendar.seasons[0].week'],
    );
    assert.deepEqual(
      await faults({ limit, calendar: office, pauses: [{ from: '2026-11-20T17:00:00Z', to: '2026-11-20T16:00:00Z' }] }),
      ['pauses[0]'],
    );
    assert.deepEqual(await faults({ limit, calendar: office, pauses: [{ from: 'x' }, 5] }), [
      'pauses[0].from',
      'pauses[0].to',
      'pauses[1]',
    ]);
    assert.deepEqual(await faults({ start: 'now', limit, calendar: office }), ['start']);
    assert.equal(
      await faults({
        limit: { amount: 1, unit: 'open-hours' },
        calendar: { timeZone: 'UTC', week: {}, exceptions: [{ date: '2020-01-01', open: [['08:00', '09:00']] }] },
      }),
      'no-open-time',
    );
  });

  it('the longest limits in the most crowded calendar are answered in reasonable time', async () => {
    const exceptions = Array.from({ length: 700 }, (_, i) => ({
      date: new Date(Date.UTC(2026, 0, 1 + i * 2)).toISOString().slice(0, 10),
      open: [],
    }));
    const startedAt = performance.now();
    const { status } = await preview({
      limit: { amount: 36_600, unit: 'working-days' },
      calendar: { ...office, exceptions },
    });
    assert.equal(status, 200);
    assert.ok(performance.now() - startedAt < 3_000);
  });
});

describe('GET …/explanation: why this deadline', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start()));
  afterAll(() => api.stop());

  const explained = async (number: string, clock: string, language = 'en') =>
    (await api.get('p01', `/v1/cases/${number}/clocks/${clock}/explanation`, { 'accept-language': language })).body;
  const joined = (steps: Step[], clock: { startedAt: string; due: string }) => {
    assert.equal(steps[0]?.from, clock.startedAt);
    assert.equal(steps.at(-1)?.to, clock.due);
    for (const [at, step] of steps.slice(1).entries()) assert.equal(step.from, steps[at]?.to);
  };

  it('a counted limit is told step by step with its clause, and who will be told when', async () => {
    const { number } = await api.complaint({ receivedAt: '2026-11-23T08:50:00+08:00' });
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    const body = await explained(number, 'sign', 'zh');
    joined(body.steps, body.clock);
    assert.equal(body.clause.id, 'P-4.3.4.3');
    assert.equal(body.clock.house, true);
    assert.deepEqual(body.limit, { amount: 2, unit: 'open-hours' });
    assert.equal(body.calendar, 'property/office-hours');
    assert.deepEqual(
      body.ladder.map((rung: { kind: string; tells: { role: string }[] }) => [
        rung.kind,
        rung.tells.map(({ role }) => role),
      ]),
      [
        ['warn', ['department-head']],
        ['breach', ['department-head', 'cs-supervisor']],
        ['escalate', ['office-director']],
        ['urge', ['department-head', 'office-director']],
      ],
    );
    assert.equal(body.ladder[1].at, body.clock.due);
    assert.deepEqual(body.longer, null);
    assert.deepEqual((await explained(number, 'solve-minor')).longer, {
      role: 'office-director',
      name: 'office director',
    });
  });

  it('more time that was granted is a step of its own behind the original limit', async () => {
    const { number } = await api.complaint();
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    await api.acted('p09', number, 'sign');
    await api.acted('p08', number, 'request-extension', {
      clock: 'solve-minor',
      until: '2026-11-27T12:00:00+08:00',
      reason: '缺材料',
    });
    await api.acted('p04', number, 'grant-extension', { clock: 'solve-minor' });
    const { clock, steps } = await explained(number, 'solve-minor');
    joined(steps, clock);
    assert.deepEqual(
      steps.map((step: Step) => [step.reason, step.to]),
      [
        ['day', '2026-11-25T09:00:00+08:00'],
        ['extension-granted', '2026-11-27T12:00:00+08:00'],
      ],
    );
    assert.equal(clock.originalDue, '2026-11-25T09:00:00+08:00');
  });

  it('X-6 a time that was named stands in for the limit', async () => {
    const { number } = await api.complaint();
    await api.acted('p01', number, 'promise', { promisedAt: '2026-11-24T12:00:00+08:00' });
    const promise = await explained(number, 'promise-kept');
    joined(promise.steps, promise.clock);
    assert.equal(promise.steps[0].reason, 'named-time');
    assert.equal(promise.limit, null);
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    await api.acted('p01', number, 'customer-time', { customerTime: '2026-11-24T18:00:00+08:00', words: '明晚之前' });
    const solve = await explained(number, 'solve-minor');
    joined(solve.steps, solve.clock);
    assert.deepEqual(
      solve.steps.map((step: Step) => step.reason),
      ['named-time'],
    );
  });

  it('a clock that has ended tells nobody any more; one that is not there is 404', async () => {
    const { number } = await api.complaint();
    assert.deepEqual((await explained(number, 'record')).ladder, []);
    assert.equal((await explained(number, 'nonsense')).code, 'unknown-clock');
  });

  it('every clock of a case from record to filing explains itself', async () => {
    const { number } = await api.complaint({ harm: true });
    await api.acted('p10', number, 'relieve', { words: '已断电' });
    await api.acted('p01', number, 'sort', {
      valid: true,
      grounds: ['serious-loss-or-injury'],
      department: 'engineering',
    });
    const { body } = await api.get('p01', `/v1/cases/${number}`);
    assert.ok(body.clocks.length > 8);
    for (const { id } of body.clocks) {
      const { clock, steps } = await explained(number, id);
      joined(steps, clock);
    }
  });
});
