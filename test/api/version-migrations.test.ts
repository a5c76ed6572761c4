// Orders that move running cases to another version, and holiday tables, as an administrator handles them over HTTP.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { casesToMigrate, migrateCase, versionMigrationOf } from '../../ledger/versions/migrations.js';
import { must, TestApi } from '../support/api-desk.js';
import { minorOneDay, propertyText } from '../support/property-text.js';

const sort = { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' };

describe('X-1 orders that move running cases, and holiday tables', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({ at: '2026-11-23T01:00:00Z' });
    await api.hire('admin', 'administrator');
  });
  afterAll(() => api.stop());

  const solveMinor = async (number: string) =>
    must(await api.get('p03', `/v1/cases/${number}`), 200).clocks.find(
      ({ id }: { id: string }) => id === 'solve-minor',
    );
  /** Does what the engine does with an order that is under way. */
  const carriedOut = async (id: string): Promise<void> => {
    const order = (await versionMigrationOf(api.desk.ledger, id))!;
    for (const number of await casesToMigrate(api.desk.ledger, order, ''))
      await migrateCase(api.desk.ledger, order, number);
  };

  it('an order is shown dry, moves nothing until it is carried out, and then every case once, with its clock explained; given twice it is one', async () => {
    const { number } = await api.complaint();
    await api.acted('p01', number, 'sort', sort);
    must(await api.post('admin', '/v1/rulebooks/drafts', { text: propertyText('003.2', minorOneDay) }), 201);
    const order = (key = randomUUID(), as = 'admin', body: object = { reason: '统一期限', kind: 'complaint' }) =>
      api.post(as, '/v1/rulebooks/property/003.2/orders', body, { 'idempotency-key': key });
    assert.deepEqual(
      [(await order()).status, (await order()).body.code],
      [409, 'not-in-this-status'],
      'a draft is in force nowhere',
    );
    must(await api.post('admin', '/v1/rulebooks/property/003.2/publish', { from: '2026-11-23T02:00:00Z' }), 200);
    api.desk.time.set('2026-11-23T03:00:00Z');
    const key = randomUUID();
    const made = must(await order(key), 201);
    assert.deepEqual(
      [made.state, made.shown.cases, made.shown.moved, made.shown.earlier, made.shown.examples[0].number],
      ['shown', 1, 1, 1, number],
    );
    assert.deepEqual(
      made.shown.examples[0].clocks.map(({ clock, before, due }: Record<string, string>) => [clock, before, due]),
      [['solve-minor', '2026-11-25T09:00:00+08:00', '2026-11-24T09:00:00+08:00']],
    );
    assert.equal(must(await order(key), 201).id, made.id);
    assert.deepEqual(
      [
        (await order(key, 'admin', { reason: 'another' })).status,
        (await order(undefined, 'p03')).body.code,
        (await order(undefined, 'admin', { kind: 'complaint' })).status,
      ],
      [422, 'role-may-not', 422],
    );
    assert.equal(
      (await order(undefined, 'admin', { reason: 'x', site: 'river-county-power' })).body.errors[0].field,
      'site',
    );
    assert.equal((await solveMinor(number)).due, '2026-11-25T09:00:00+08:00', 'shown is not ordered');

    assert.equal(
      (await api.post('p03', `/v1/rulebook-orders/${made.id}/carry-out`)).status,
      404,
      'an order is seen by those who publish',
    );
    assert.equal(must(await api.post('admin', `/v1/rulebook-orders/${made.id}/carry-out`), 200).state, 'under-way');
    assert.equal(must(await api.post('admin', `/v1/rulebook-orders/${made.id}/carry-out`), 200).state, 'under-way');
    await carriedOut(made.id);
    const clock = await solveMinor(number);
    assert.deepEqual([clock.due, clock.originalDue], ['2026-11-24T09:00:00+08:00', '2026-11-25T09:00:00+08:00']);
    const explained = must(await api.get('p03', `/v1/cases/${number}/clocks/${clock.id}/explanation`), 200);
    assert.deepEqual(
      [explained.limit, explained.steps.at(-1).to],
      [{ unit: 'days', amount: 1 }, clock.due],
      'explained by the version it was moved to',
    );
    assert.deepEqual(
      must(await api.get('admin', '/v1/rulebook-orders'), 200).orders.map((one: { id: string; moved: number }) => [
        one.id,
        one.moved,
      ]),
      [[made.id, 1]],
    );
    assert.deepEqual(
      [
        (await api.get('admin', '/v1/rulebook-orders/no-such')).body.code,
        (await api.get('p03', '/v1/rulebook-orders')).status,
      ],
      ['unknown-order', 403],
    );
  });

  it('a holiday table is refused row by row, shown dry, and published once by the administrator of the installation', async () => {
    const table = {
      country: 'cn',
      year: 2027,
      days: [{ date: '2027-01-01', kind: 'holiday', name: '元旦', nameEn: 'New Year' }],
    };
    assert.equal(
      (await api.post('admin', '/v1/holidays', table)).body.code,
      'role-may-not',
      'it holds for every organisation',
    );
    const wrong = await api.post('p13', '/v1/holidays', {
      ...table,
      days: [
        ...table.days,
        { date: '2026-11-30', kind: 'holiday', name: '劳动节' },
        { date: '2027-01-01', kind: 'holiday', name: '元旦' },
      ],
    });
    assert.equal(wrong.status, 422);
    assert.deepEqual(
      wrong.body.errors.map(({ field }: { field: string }) => field),
      ['days[1].date', 'days[2].date'],
    );
    const key = randomUUID();
    const draft = must(await api.post('p13', '/v1/holidays', table, { 'idempotency-key': key }), 201);
    assert.deepEqual(
      [draft.state, must(await api.post('p13', '/v1/holidays', table, { 'idempotency-key': key }), 201).id],
      ['draft', draft.id],
    );
    assert.ok('property' in must(await api.get('p13', `/v1/holidays/${draft.id}/dry-run`), 200).rulebooks);
    const published = must(await api.post('p13', `/v1/holidays/${draft.id}/publish`), 200);
    assert.deepEqual(
      [
        published.state,
        published.publishedBy,
        must(await api.post('p13', `/v1/holidays/${draft.id}/publish`), 200).edition,
      ],
      ['published', 'p13', published.edition],
    );
    assert.deepEqual(
      must(await api.get('p13', '/v1/holidays'), 200).tables.map((one: { year: number; state: string }) => [
        one.year,
        one.state,
      ]),
      [[2027, 'published']],
    );
    assert.deepEqual(
      [(await api.post('p13', '/v1/holidays/999/publish')).body.code, (await api.get('p03', '/v1/holidays')).status],
      ['unknown-holidays', 403],
    );
  });
});
