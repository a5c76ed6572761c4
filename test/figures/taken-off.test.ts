// What is no case of its own: duplicates, wrong numbers, history, and what customers take back; counted by hand.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { CaseState } from '../../domain/case/case.js';
import { takenOffBy } from '../../domain/projections/taken-off.js';
import { isRefusal } from '../../domain/refusal.js';
import type { Dimension } from '../../domain/rulebook/figures.js';
import { figureCases } from '../../ledger/figures/cases.js';
import { checkMeasurements } from '../../ledger/figures/check-measurements.js';
import { figuresOf, type Figure, type Figures } from '../../ledger/figures/figures.js';
import { MeasurementFeed } from '../../ledger/figures/measurement-feed.js';
import { monthlyReport } from '../../reports/report.js';
import { reportSections } from '../../reports/sections.js';
import { actorOf } from '../support/actors.js';
import { property } from '../support/shipped.js';
import { TestLedger } from '../support/test-ledger.js';

const october = { rulebook: 'property', sites: ['sunshine'], keys: [], from: '2026-10-01', until: '2026-11-01' };
const november = { ...october, from: '2026-11-01', until: '2026-12-01' };

describe('P-3.3 figures of a month with a duplicate, a withdrawal and old rows', () => {
  let desk: TestLedger;
  let duplicate: string;
  beforeAll(async () => {
    desk = await TestLedger.start({ at: '2026-10-20T02:00:00.000Z' });
  });
  afterAll(() => desk.stop());
  const figures = (of: typeof october, by?: Dimension): Promise<Figures> =>
    figuresOf(desk.ledger, of, by ? { by } : {}) as Promise<Figures>;
  const figure = async (of: typeof october, id: string, by?: Dimension): Promise<Figure> =>
    (await figures(of, by)).figures.find(({ rule }) => rule.id === id)!;
  const counted = ({ value, corrected, withdrawn }: Omit<Figure, 'rule' | 'groups'>) => ({
    value,
    corrected: corrected?.value ?? null,
    withdrawn,
  });

  test('P-3.3 received stays received where it is withdrawn, in a column of its own', async () => {
    // October: three complaints and a repair come in; one complaint is withdrawn. November: one was the same as another.
    const [first, second, third] = [await desk.complaint(), await desk.complaint(), await desk.complaint()];
    await desk.repair();
    await desk.act(third.number, 'p01', 'withdraw', { reason: '客户自行解决' });
    assert.deepEqual(counted(await figure(october, 'received')), { value: 4, corrected: null, withdrawn: 1 });
    assert.deepEqual(counted(await figure(october, 'repairs-received')), { value: 1, corrected: null, withdrawn: 0 });
    assert.equal((await figure(october, 'filed')).withdrawn, null, 'no figure of what came in');
    duplicate = second.number;
    desk.time.set('2026-11-10T02:00:00.000Z');
    await desk.act(duplicate, 'p01', 'join', { into: first.number });
  });

  test('P-3.3 a duplicate is taken off when it is known: the past month shows both numbers', async () => {
    assert.deepEqual(counted(await figure(october, 'received')), { value: 4, corrected: 3, withdrawn: 1 });
    assert.deepEqual(counted(await figure(october, 'complaints-received')), { value: 3, corrected: 2, withdrawn: 1 });
    assert.deepEqual(counted(await figure(october, 'repairs-received')), { value: 1, corrected: null, withdrawn: 0 });
    const groups = (await figure(october, 'received', 'kind')).groups!;
    assert.deepEqual(Object.fromEntries(groups.map(({ key, ...group }) => [key, counted(group)])), {
      complaint: { value: 3, corrected: 2, withdrawn: 1 },
      repair: { value: 1, corrected: null, withdrawn: 0 },
    });
    const byChannel = (await figure(october, 'received', 'outcome')).groups!;
    assert.deepEqual(
      byChannel.map(({ key, ...group }) => [key, counted(group)]),
      [['hotline', { value: 4, corrected: 3, withdrawn: null }]],
    );
    // It was filed in November, as no case of its own; the one it belongs to is still open.
    assert.deepEqual(counted(await figure(november, 'filed')), { value: 1, corrected: 0, withdrawn: null });
    assert.deepEqual(counted(await figure(november, 'received')), { value: 0, corrected: null, withdrawn: 0 });
    const [row] = await desk.database.source.query(
      `SELECT number, day::text, of_day::text, rule, outcome, amount::integer FROM measurements WHERE what = 'correction'`,
    );
    assert.deepEqual(row, {
      number: duplicate,
      day: '2026-11-10',
      of_day: '2026-10-20',
      rule: 'duplicate',
      outcome: 'hotline',
      amount: -1,
    });
  });

  test('P-3.3 the list behind a figure says which of its cases count no more', async () => {
    const { rule } = await figure(october, 'received');
    const rows = await figureCases(desk.database.source, rule, october, { limit: 10 });
    assert.deepEqual(
      rows.filter(({ taken_off: off }) => off !== null).map(({ number, taken_off: off }) => [number, off]),
      [[duplicate, 'duplicate']],
    );
  });

  test('P-3.3 the report of the month has a column for both', async () => {
    const report = await monthlyReport(desk.ledger, property, {
      sites: ['sunshine'],
      place: { 'zh-CN': '阳光小区', en: 'Sunshine Estate' },
      name: { 'zh-CN': '月报', en: 'Monthly report' },
      clause: null,
      month: '2026-10',
      producedAt: '2026-11-10T10:00:00+08:00',
    });
    const section = reportSections(report!, 'en').find(({ title }) => title === 'Recorded, by kind')!;
    assert.deepEqual(
      section.columns.slice(-2).map(({ title }) => title),
      ['corrected', 'withdrawn'],
    );
    assert.deepEqual(section.rows, [
      ['complaint', 3, 0, 3, 2, 1],
      ['repair', 1, 0, 1, null, 0],
    ]);
  });

  test('P-3.3 history counts on neither side: not as received, not as filed in time, in no month', async () => {
    const before = [await figures(october), await figures(november)];
    const past = {
      kind: 'complaint',
      rulebook: 'property',
      site: 'sunshine',
      input: { channel: 'hotline', words: { subject: '旧案', description: '旧系统中的投诉' } },
      receivedAt: '2026-10-05T02:00:00.000Z',
    };
    assert.ok(!isRefusal(await desk.ledger.openHistory(actorOf('p01'), past, randomUUID())));
    assert.deepEqual([await figures(october), await figures(november)], before);
  });

  test('P-3.3 a case of another kind or site counts there, with the day on which the customer turned to us', async () => {
    desk.time.set('2026-10-25T02:00:00.000Z');
    const { number, receivedAt } = await desk.opened('p01', {
      kind: 'inquiry',
      rulebook: 'property',
      site: 'sunshine',
      input: { channel: 'hotline', words: { subject: '水管漏水，请问找谁', place: '3号楼301', phone: '13800000000' } },
    });
    desk.time.set('2026-11-11T02:00:00.000Z');
    const turn = { kind: 'repair', repairType: 'plumbing', reason: '实为报修' };
    const turned = await desk.act(number, 'p01', 'turn-into', turn);
    const { input, ...ask } = turned.links[0]!.ask!;
    const repair = await desk.opened('desk', {
      kind: 'repair',
      rulebook: 'property',
      site: 'sunshine',
      input,
      receivedAt,
      parent: { number, kind: 'inquiry', childKey: turned.links[0]!.key, shield: ask.shield, replaced: true },
    });
    const both = { ...october, sites: ['sunshine', 'riverside'] };
    const byKind = async (of: typeof october) =>
      Object.fromEntries(
        (await figure(of, 'received', 'kind')).groups!.map(({ key, value, corrected }) => [
          key,
          [value, corrected?.value ?? null],
        ]),
      );
    assert.deepEqual(await byKind(october), { complaint: [3, 2], repair: [1, 2], inquiry: [1, 0] });
    assert.deepEqual(counted(await figure(october, 'received')), { value: 5, corrected: 4, withdrawn: 1 });
    assert.deepEqual(counted(await figure(november, 'received')), { value: 0, corrected: null, withdrawn: 0 });
    await desk.act(repair.number, 'p01', 'correct', { field: 'site', to: 'riverside', reason: '登记错项目' });
    assert.deepEqual(await byKind(october), { complaint: [3, 2], repair: [1, 1], inquiry: [1, 0] });
    const bySite = (await figure(both, 'received', 'site')).groups!;
    assert.deepEqual(Object.fromEntries(bySite.map(({ key, ...group }) => [key, counted(group)])), {
      sunshine: { value: 5, corrected: 3, withdrawn: 1 },
      riverside: { value: 0, corrected: 1, withdrawn: 0 },
    });
  });

  test('what is measured is the same once it is measured anew', async () => {
    assert.deepEqual((await checkMeasurements(desk.database.source, desk.ledger.rulebooks)).faults, []);
    await new MeasurementFeed(desk.database.source, desk.ledger.rulebooks).rebuild();
    assert.deepEqual(counted(await figure(october, 'received')), { value: 5, corrected: 3, withdrawn: 1 });
  });
});

test('P-3.3 a duplicate is taken off as it is filed, and put back where it is taken up again', () => {
  const at = '2026-11-10T02:00:00.000Z';
  const state = (closedAt: string | null, outcome: string | null) =>
    ({ number: 'PI-2026-000001', closedAt, facts: { outcome } }) as unknown as CaseState;
  const received = { day: '2026-10-20', tier: null, department: null, area: null, major: false, outcome: 'hotline' };
  const { day: ofDay, ...counted } = received;
  const of = { ...counted, what: 'correction', ofNumber: 'PI-2026-000001', ofDay };
  const closed = [{ type: 'closed' as const, at }];
  const off = (outcome: string) => takenOffBy(state(null, null), closed, state(at, outcome), received);
  assert.deepEqual(off('joined'), [{ ...of, rule: 'duplicate', amount: -1 }]);
  assert.deepEqual(off('turned'), [{ ...of, rule: 'other-kind', amount: -1 }]);
  assert.deepEqual([off('handled'), off('withdrawn'), off('history'), off('wrong-number')], [[], [], [], []]);
  assert.deepEqual(takenOffBy(state(at, 'joined'), [{ type: 'reopened' }], state(null, 'joined'), received), [
    { ...of, rule: 'duplicate', amount: 1 },
  ]);
});
