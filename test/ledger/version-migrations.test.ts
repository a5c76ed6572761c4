import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { versionMigrationActivities } from '../../activities/version-migrations.js';
import { isRefusal } from '../../domain/refusal.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { holidayTable, publishHolidays, previewHolidays, uploadHolidays } from '../../ledger/versions/holidays.js';
import {
  casesToMigrate,
  createVersionMigration,
  finishVersionMigration,
  migrateCase,
  openVersionMigrations,
  versionMigrationOf,
  startVersionMigration,
  versionMigrationsOn,
  type VersionMigration,
} from '../../ledger/versions/migrations.js';
import { publishVersion, uploadVersion } from '../../ledger/versions/publishing.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { quietLogger } from '../support/workflow/quiet.js';
import { clockOf, TestLedger } from '../support/test-ledger.js';
import { property } from '../support/shipped.js';
import { shanghaiTime, inShanghai } from '../support/deadline.js';
import { noticeTextSql } from '../../ledger/notices/notice-text.js';

/** The shipped rules with another figure for a minor complaint. */
const minorIn = (days: number, version: string, change: (rulebook: Rulebook) => void = () => undefined): Rulebook => {
  const copy = { ...structuredClone(property), version };
  for (const clock of copy.kinds['complaint']!.clocks)
    if (clock.id.startsWith('solve-minor')) clock.limit = { amount: days, unit: 'days' };
  change(copy);
  return copy;
};

async function published(desk: TestLedger, rulebook: Rulebook): Promise<void> {
  const uploaded = await uploadVersion(desk.ledger, 'p13', { rulebook, text: rulebook.version }, randomUUID());
  assert.ok(!isRefusal(uploaded), JSON.stringify(uploaded));
  const step = await publishVersion(desk.ledger, 'p13', rulebook, desk.time.iso, randomUUID());
  assert.ok(step && !isRefusal(step), JSON.stringify(step));
}

/** Carries out what waits, as the engine's activity does. */
async function carryOut(desk: TestLedger, id: string): Promise<VersionMigration> {
  const order = (await versionMigrationOf(desk.ledger, id))!;
  for (const number of await casesToMigrate(desk.ledger, order, '')) await migrateCase(desk.ledger, order, number);
  return (await versionMigrationOf(desk.ledger, id))!;
}

async function ordered(
  desk: TestLedger,
  version: string,
  filter: Partial<VersionMigration['filter']> = {},
): Promise<VersionMigration> {
  const order = await createVersionMigration(
    desk.ledger,
    'p13',
    { name: 'property', version, filter: { sites: null, ...filter }, reason: '统一期限' },
    randomUUID(),
  );
  assert.ok(order && !isRefusal(order), JSON.stringify(order));
  return order;
}

describe('X-1 running cases keep their version unless an order moves them', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    desk = await TestLedger.start({ at: shanghaiTime('11-23 09:00') });
  });
  afterAll(() => desk.stop());

  test('shown dry, then carried out by recorded entries: clocks count anew, the original deadline stays, whoever must see to it is told; twice is once; the record is whole', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    const untouched = await driveComplaint(desk, 'closed');
    await published(desk, minorIn(1, '010.1'));
    const order = await ordered(desk, '010.1');
    assert.deepEqual([order.orderedAt, order.shown.cases, order.shown.moved, order.shown.earlier], [null, 1, 1, 1]);
    assert.deepEqual(
      order.shown.examples[0]!.clocks.map(({ clock, what, due }) => [clock, what, inShanghai(due)]),
      [['solve-minor', 'moved', '11-24 09:00']],
    );
    assert.deepEqual(
      [(await desk.state(number)).version, await openVersionMigrations(desk.ledger)],
      ['003.1', []],
      'shown is not ordered',
    );

    await startVersionMigration(desk.ledger, 'p13', order.id);
    assert.deepEqual(await openVersionMigrations(desk.ledger), [order.id]);
    const [moved] = [await carryOut(desk, order.id)];
    await migrateCase(desk.ledger, order, number);
    assert.deepEqual([moved.moved, moved.refused, await casesToMigrate(desk.ledger, order, '')], [1, 0, []]);
    const state = await desk.state(number);
    const clock = clockOf(state, 'solve-minor');
    assert.deepEqual(
      [state.version, inShanghai(clock.due), inShanghai(clock.originalDue), clock.recount?.version],
      ['010.1', '11-24 09:00', '11-25 09:00', '010.1'],
    );
    const entries = (await desk.entries(number)).filter(({ act }) => act === 'move-version');
    assert.deepEqual(
      entries.map(({ actor, notices }) => [actor, notices.map(({ role }) => role)]),
      [['desk', ['customer', 'department-head']]],
    );
    const told = await desk.database.source.query(
      `SELECT person_id, ${noticeTextSql} AS text FROM notices WHERE number = $1 AND seq = $2 AND role <> 'customer'`,
      [number, entries[0]!.seq],
    );
    assert.deepEqual(
      [told[0].person_id, told[0].text.en],
      [
        'p08',
        'Deadline moved from 25 Nov 2026, 09:00 to 24 Nov 2026, 09:00: the case goes on under version 010.1 (统一期限)',
      ],
    );
    assert.deepEqual([(await desk.state(untouched.number)).version], ['003.1']);
    assert.equal(
      (await desk.at('2026-11-24T01:00:01.000Z', number)).clocks.find(({ id }) => id === 'solve-minor')!.breachedAt,
      '2026-11-24T01:00:00.000Z',
    );
    await desk.act(number, 'p08', 'finish', { done: '已换灯' });
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
  });

  test('what nobody could do any more is asked of nobody: a deadline that would have passed is the moment of the move; a breach on record and leave that was granted stay', async () => {
    desk.time.set(shanghaiTime('11-26 09:00'));
    const late = await driveComplaint(desk, 'in-hand');
    desk.time.set(shanghaiTime('11-28 10:00'));
    const open = await driveComplaint(desk, 'in-hand');
    const leave = await driveComplaint(desk, 'in-hand');
    await desk.act(leave.number, 'p08', 'request-extension', {
      clock: 'solve-minor',
      until: '2026-12-05T01:00:00.000Z',
      reason: '缺料',
    });
    await desk.act(leave.number, 'p04', 'grant-extension', { clock: 'solve-minor' });
    desk.time.set(shanghaiTime('11-28 23:00'));
    await published(
      desk,
      minorIn(1, '011.1', ({ kinds }) => {
        const solve = kinds['complaint']!.clocks.find(({ id }) => id === 'solve-minor')!;
        solve.limit = { amount: 2, unit: 'hours' };
      }),
    );
    const order = await ordered(desk, '011.1');
    await carryOut(desk, order.id);
    const dueOf = async (number: string) => clockOf(await desk.state(number), 'solve-minor');
    const [a, b, c] = [await dueOf(late.number), await dueOf(open.number), await dueOf(leave.number)];
    assert.deepEqual([inShanghai(a.due), inShanghai(a.breachedAt!)], ['11-27 09:00', '11-27 09:00']);
    assert.deepEqual([b.due, b.breachedAt], [desk.time.iso, null]);
    assert.equal(c.due, '2026-12-05T01:00:00.000Z');
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
  });

  test('a clock the version does not have is stopped, one that only it has starts; a case of a kind it does not know stays, and is counted as refused', async () => {
    desk.time.set(shanghaiTime('12-01 09:00'));
    const { number } = await driveComplaint(desk, 'in-hand');
    const repair = await desk.repair();
    await published(
      desk,
      minorIn(2, '012.1', (rulebook) => {
        const { clocks } = rulebook.kinds['complaint']!;
        const solve = clocks.find(({ id }) => id === 'solve-minor')!;
        rulebook.kinds['complaint']!.clocks = [
          ...clocks.filter((clock) => clock !== solve),
          { ...solve, id: 'settle-minor', limit: { amount: 5, unit: 'days' } },
        ];
        delete (rulebook.kinds as Record<string, unknown>)['repair'];
      }),
    );
    const order = await ordered(desk, '012.1', { openedBefore: '2027-01-01T00:00:00.000Z' });
    const done = await carryOut(desk, order.id);
    assert.deepEqual([order.shown.refused, done.refused], [1, 1]);
    const listed = (await versionMigrationsOn(desk.ledger, 'all')).map(({ id, moved, refused, refusals }) => [
      id,
      moved,
      refused,
      refusals.length,
    ]);
    assert.deepEqual(listed[0], [order.id, done.moved, 1, 1]);
    assert.equal(new Set(listed.map(([id]) => id)).size, listed.length);
    assert.equal((await desk.state(repair.number)).version, '011.1');
    const state = await desk.state(number);
    const [gone, fresh] = [clockOf(state, 'solve-minor'), clockOf(state, 'settle-minor')];
    assert.deepEqual(
      [gone.stoppedAt, gone.stoppedBy, inShanghai(fresh.due), inShanghai(fresh.startedAt)],
      [desk.time.iso, 'move-version', '12-06 09:00', '12-01 09:00'],
    );
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
  });

  test('moved to a version that is not in force, or that the rulebook does not have, nothing is', async () => {
    await uploadVersion(desk.ledger, 'p13', { rulebook: minorIn(3, '013.1'), text: '013.1' }, randomUUID());
    const asked = (version: string) =>
      createVersionMigration(
        desk.ledger,
        'p13',
        { name: 'property', version, filter: { sites: null }, reason: 'x' },
        randomUUID(),
      );
    assert.equal(((await asked('013.1')) as { code: string }).code, 'not-in-this-status');
    assert.equal(await asked('no-such'), null);
    const { number } = await desk.complaint();
    assert.equal(
      (await desk.refused(number, 'desk', 'move-version', { version: 'of-another', order: 'o', reason: 'x' })).code,
      'unknown-rulebook',
    );
    assert.equal(
      (await desk.refused(number, 'p07', 'move-version', { version: '011.1', order: 'o', reason: 'x' })).code,
      'role-may-not',
    );
  });

  test('an order that nobody has set going moves nothing, whoever asks the engine for it', async () => {
    const { number } = await driveComplaint(desk, 'in-hand');
    const before = (await desk.state(number)).version;
    const { id } = await ordered(desk, before);
    const { moveCases, finishOrder } = versionMigrationActivities(desk.ledger);
    const environment = () => new MockActivityEnvironment(undefined, { logger: quietLogger });
    await assert.rejects(environment().run(moveCases, id), { type: 'NotOrdered', nonRetryable: true });
    await assert.rejects(environment().run(finishOrder, id), { type: 'NotOrdered', nonRetryable: true });
    await finishVersionMigration(desk.ledger, id);
    assert.equal((await versionMigrationOf(desk.ledger, id))!.doneAt, null);
  });
});

describe('holidays of a year that is published', () => {
  let desk: TestLedger;
  beforeAll(async () => {
    // Twelve working days from here reach into 2027, whose holidays nobody knows yet.
    desk = await TestLedger.start({ at: shanghaiTime('12-25 09:00') });
  });
  afterAll(() => desk.stop());

  test('provisional deadlines are counted anew by recorded entries, the people told; new cases count with the table; a year is put right by another table', async () => {
    const rules = minorIn(6, '020.1', ({ kinds }) => {
      for (const clock of kinds['complaint']!.clocks)
        if (clock.id === 'solve-minor')
          Object.assign(clock, { limit: { amount: 6, unit: 'working-days' }, calendar: 'office-hours' });
    });
    await published(desk, rules);
    const { number } = await driveComplaint(desk, 'in-hand');
    const clock = clockOf(await desk.state(number), 'solve-minor');
    assert.deepEqual(
      [clock.provisional, inShanghai(clock.due)],
      [true, '01-04 09:00'],
      'as if 1 January were a working day',
    );
    const name = { 'zh-CN': '元旦', en: "New Year's Day" };
    const days = [
      { date: '2027-01-01', kind: 'holiday' as const, name },
      { date: '2027-01-04', kind: 'holiday' as const, name },
    ];
    const table = await uploadHolidays(desk.ledger, 'p13', { country: 'cn', year: 2027, days }, 'table-1');
    assert.ok(!isRefusal(table));
    const shown = (await previewHolidays(desk.ledger, table.id))!.rulebooks['property']!;
    assert.deepEqual([shown.cases, shown.later], [1, 1]);
    assert.equal((await desk.state(number)).version, '020.1', 'shown is not published');

    await publishHolidays(desk.ledger, 'p13', table.id);
    await publishHolidays(desk.ledger, 'p13', table.id);
    const orders = await openVersionMigrations(desk.ledger);
    assert.equal(orders.length, 1);
    await carryOut(desk, orders[0]!);
    const state = await desk.state(number);
    const moved = clockOf(state, 'solve-minor');
    assert.deepEqual(
      [state.version, moved.provisional, inShanghai(moved.due), inShanghai(moved.originalDue)],
      ['020.1+cn.1', false, '01-06 09:00', '01-04 09:00'],
    );
    const [notice] = await desk.database.source.query(
      `SELECT person_id, ${noticeTextSql} AS text FROM notices WHERE number = $1 ORDER BY id DESC LIMIT 1`,
      [number],
    );
    assert.deepEqual(
      [notice.person_id, notice.text.en],
      [
        'p08',
        'Deadline moved from 4 Jan 2027, 09:00 to 6 Jan 2027, 09:00: because the holidays of 2027 were published',
      ],
    );
    const fresh = await driveComplaint(desk, 'in-hand');
    assert.deepEqual(
      [fresh.version, clockOf(fresh, 'solve-minor').due, clockOf(fresh, 'solve-minor').provisional],
      ['020.1+cn.1', moved.due, false],
    );

    const again = await uploadHolidays(
      desk.ledger,
      'p13',
      { country: 'cn', year: 2027, days: days.slice(0, 1), replaces: 'whole-year' },
      'table-2',
    );
    assert.ok(!isRefusal(again));
    await publishHolidays(desk.ledger, 'p13', again.id);
    for (const id of await openVersionMigrations(desk.ledger)) await carryOut(desk, id);
    assert.deepEqual(
      [(await desk.state(number)).version, inShanghai(clockOf(await desk.state(number), 'solve-minor').due)],
      ['020.1+cn.2', '01-05 09:00'],
    );
    assert.deepEqual(
      [
        (await holidayTable(desk.ledger, table.id))!.days.length,
        (await desk.ledger.rulebooks.get('property', '020.1')).calendars['office-hours']!.publishedYears!.includes(
          2027,
        ),
      ],
      [2, false],
      'what is on record stays',
    );
    assert.deepEqual((await verifyLedger(desk.database.source)).faults, []);
  });
});
