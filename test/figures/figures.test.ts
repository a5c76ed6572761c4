// Thousands of random acts through the ledger; then every figure once more from the raw entries, by hand.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Dimension } from '../../domain/rulebook/figures.js';
import { checkMeasurements } from '../../ledger/figures/check-measurements.js';
import { MeasurementFeed } from '../../ledger/figures/measurement-feed.js';
import { figuresOf, type Figures } from '../../ledger/figures/figures.js';
import { figureCases } from '../../ledger/figures/cases.js';
import type { FigureQuery } from '../../ledger/figures/figures-query.js';
import { TestLedger } from '../support/test-ledger.js';
import { countsOf, figureByHand } from '../support/figures-by-hand.js';
import { playAtRandom } from '../support/play.js';

const sites = ['sunshine', 'riverside'];
const all: FigureQuery = { rulebook: 'property', sites, keys: [], from: '2026-10-01', until: '2027-12-01' };

describe('figures of cases played at random', () => {
  let desk: TestLedger;
  let acts = 0;
  beforeAll(async () => {
    desk = await TestLedger.start({ at: '2026-10-20T01:00:00.000Z' });
    acts = await playAtRandom(desk, 60, 20_261_128);
  });
  afterAll(() => desk.stop());

  const figures = async (more: Partial<FigureQuery> = {}, by?: Dimension): Promise<Figures> =>
    (await figuresOf(desk.ledger, { ...all, ...more }, by ? { by } : {}))!;
  const same = (
    found: { value: number | null; of: number },
    wanted: { value: number | null; of: number },
    what: string,
  ): void => {
    // Points of one clock are a row for each who gets some.
    if (!what.startsWith('points')) assert.equal(found.of, wanted.of, `${what}: of ${found.of}, by hand ${wanted.of}`);
    if (found.value === null || wanted.value === null) assert.equal(found.value, wanted.value, what);
    else
      assert.ok(
        Math.abs(found.value - wanted.value) < 1e-9 * Math.max(1, wanted.value),
        `${what}: ${found.value}, by hand ${wanted.value}`,
      );
  };

  test('enough happens for the figures to mean something', async () => {
    assert.ok(acts > 700, `only ${acts} acts were entered`);
    const found = await figures();
    for (const id of [
      'repair-on-time-rate',
      'repair-rework-rate',
      'major-repair-revisit-rate',
      'complaint-on-time-rate',
      'satisfaction',
      'lateness',
      'violations',
      'points',
    ]) {
      const one = found.figures.find(({ rule }) => rule.id === id)!;
      assert.ok(one.of > 2, `${id} is of ${one.of}`);
    }
    const rework = found.figures.find(({ rule }) => rule.id === 'repair-rework-rate')!;
    assert.ok(rework.value! > 0 && rework.value! < 1);
  });

  test('P-4.2.9.2 P-4.2.9.3 P-4.3.5.1c P-3.3 every figure is what the raw entries make, over the whole time', async () => {
    const counts = await countsOf(desk.database.source);
    for (const { rule, ...found } of (await figures()).figures) same(found, figureByHand(rule, counts, all), rule.id);
  });

  for (const by of ['month', 'kind', 'tier', 'site', 'department', 'person', 'clause', 'step'] as const) {
    test(`P-3.3 … and by ${by}, group by group`, async () => {
      const counts = await countsOf(desk.database.source);
      for (const { rule, groups, of } of (await figures({}, by)).figures) {
        const ofClocks = ['clocks-on-time', 'step-time', 'time-to-step', 'lateness', 'points'].includes(rule.measure);
        if ((by === 'clause' || by === 'step') && !ofClocks) continue;
        // Who had custody of a clock, or who did the work: domain/responsibility.test.ts.
        if (by === 'person' && !['received', 'violations'].includes(rule.measure)) continue;
        // A clock of a department is that of its custodian: counted by hand by what the case says.
        if (by === 'department' && ofClocks) continue;
        for (const group of groups!)
          same(group, figureByHand(rule, counts, all, { [by]: group.key }), `${rule.id} of ${by} ${group.key}`);
        const apart = groups!.reduce((sum, group) => sum + group.of, 0);
        assert.equal(apart, of, `${rule.id}: the groups of ${by} do not add up`);
      }
    });
  }

  test('figures of persons are the same from the sums of months and from the measurements themselves', async () => {
    const cells = (found: Figures) => found.figures.map(({ rule, groups }) => [rule.id, groups]);
    const [from, until] = ['2026-10-01', '2027-12-01'];
    const ofMonths = cells(await figures({ from, until }, 'person'));
    assert.deepEqual(
      cells(await figures({ from, until: '2027-12-02' }, 'person')),
      ofMonths,
      'nothing happened on the last day',
    );
    assert.deepEqual(
      cells(await figures({ from, until, person: 'some-maintenance' }, 'step')),
      cells(await figures({ from, until: '2027-12-02', person: 'some-maintenance' }, 'step')),
    );
  });

  test('every number opens into as many cases as it is of, page by page, and those that make it worse', async () => {
    for (const { rule, of, part } of (await figures()).figures) {
      let rows = 0;
      for (let after: { day: string; number: string; seq: string; n: string } | undefined; ;) {
        const page = await figureCases(desk.database.source, rule, all, { after, limit: 40 });
        rows += page.length;
        if (page.length < 40) break;
        const last = page.at(-1)!;
        after = { day: last.day, number: last.number, seq: String(last.seq), n: String(last.n) };
      }
      assert.equal(rows, of, rule.id);
      if (part === null) continue;
      const missed = (await figureCases(desk.database.source, rule, all, { missed: true, limit: 10_000 })).length;
      const worse = rule.measure === 'rework' ? part : of - part;
      assert.equal(missed, worse, `${rule.id}: ${missed} make it worse`);
    }
  });

  test('a past month stays as it was counted, whatever is reopened, corrected or late afterwards', async () => {
    const period = { from: '2026-10-01', until: `${desk.time.iso.slice(0, 7)}-01` };
    const attendAll = async () => {
      for (const { number } of await desk.database.source.query(`SELECT number FROM cases`))
        await desk.ledger.catchUp(number);
    };
    await desk.database.source.query(
      `UPDATE cases SET next_moment_at = $1 WHERE number = (SELECT max(number) FROM cases)`,
      ['2026-10-21T00:00:00Z'],
    );
    assert.equal((await figures(period)).final, false, 'a moment of the month is not entered yet');
    await attendAll();
    await desk.database.source.query(
      `UPDATE cases SET next_moment_at = NULL WHERE number = (SELECT max(number) FROM cases)`,
    );
    const earlier = await figures(period);
    assert.equal(earlier.final, true);
    assert.ok(
      earlier.figures.some(({ of }) => of > 10),
      'there is a past month to look at',
    );
    desk.time.advance({ days: 40 });
    for (const { number } of await desk.database.source.query(
      `SELECT number FROM cases WHERE closed_at IS NOT NULL AND kind = 'complaint' LIMIT 5`,
    ))
      await desk.act(number, 'cs-agent', 'correct', { field: 'subject', to: 'x', reason: 'y' });
    await playAtRandom(desk, 6, 7);
    await attendAll();
    assert.deepEqual(await figures(period), earlier);
    assert.equal(
      (await figures({ from: period.until, until: '2027-12-01' })).final,
      false,
      'what is not over is not final',
    );
  });

  test('measured step by step is the same as measured anew, and adds up', async () => {
    const { source } = desk.database;
    const dump = async () => [
      await source.query(`SELECT * FROM measurements ORDER BY number, seq, n`),
      await source.query(
        `SELECT * FROM measured_days ORDER BY day, site, what, rulebook, kind, tier, department, area, major, rule, clause, outcome`,
      ),
      await source.query(
        `SELECT * FROM measured_months ORDER BY day, site, what, rulebook, kind, tier, department, area, major, rule, clause, outcome, role, person`,
      ),
      await source.query(`SELECT * FROM measured_cases ORDER BY number`),
    ];
    assert.deepEqual((await checkMeasurements(source, desk.ledger.rulebooks)).faults, []);
    const before = await dump();
    await new MeasurementFeed(source, desk.ledger.rulebooks).rebuild();
    assert.deepEqual(await dump(), before);
    await source.query(`UPDATE measured_days SET n = n + 1 WHERE ctid = (SELECT ctid FROM measured_days LIMIT 1)`);
    assert.equal(
      (await checkMeasurements(source, desk.ledger.rulebooks)).faults.length,
      1,
      'a sum that was tampered with is found',
    );
  });
});
