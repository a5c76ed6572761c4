import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { onDuty } from '../support/scenarios/roster.js';
import { must, TestApi } from '../support/api-desk.js';

describe('attendance', () => {
  let api: TestApi;
  beforeAll(async () => (api = await TestApi.start({ at: '2026-11-27T09:00:00Z' })));
  afterAll(() => api.stop());

  const sheet = { site: 'north-town-heat', department: 'customer-service' };
  const query = `/v1/attendance?site=${sheet.site}&department=${sheet.department}&month=2026-11`;
  const enter = (entries: object[], as = 'h05') => api.post(as, '/v1/attendance', { ...sheet, entries });

  it('HC-roster the attendance of the department is kept: from the roster, as entered, and as corrected', async () => {
    await onDuty(api.desk, 'h05', 'leader-on-duty', sheet.site, '2026-11-24T14:00:00Z', '2026-11-25T00:00:00Z');
    assert.equal(
      must(
        await enter([
          { person: 'h05', day: '2026-11-26', state: 'late', remark: '9:10' },
          { person: 'h05', day: '2026-11-27', state: 'absent' },
        ]),
        201,
      ).entered,
      2,
    );
    must(await enter([{ person: 'h05', day: '2026-11-27', state: 'sick', remark: '病假条' }]), 201);
    const { people } = must(await api.get('h05', query), 200);
    assert.deepEqual(
      people.map((row: { person: string; present: number; irregular: number; absent: number }) => [
        row.person,
        row.present,
        row.irregular,
        row.absent,
      ]),
      [['h05', 2, 1, 0]],
    );
    assert.deepEqual(
      people[0].days.map((day: { day: string; state: string; source: string; corrections: number }) => [
        day.day,
        day.state,
        day.source,
        day.corrections,
      ]),
      [
        ['2026-11-24', 'present', 'roster', 0],
        ['2026-11-26', 'late', 'entered', 0],
        ['2026-11-27', 'sick', 'entered', 1],
      ],
    );
    const [kept] = await api.desk.database.source.query(
      `SELECT count(*)::integer AS count FROM attendance WHERE day = '2026-11-27'`,
    );
    assert.equal(kept.count, 2, 'a correction is a later entry');
    assert.equal(
      must(await enter([{ person: 'h05', day: '2026-11-27', state: 'sick', remark: '病假条' }]), 201).entered,
      0,
    );
  });

  it('refused row by row, nothing half-written: a day to come, the same twice, whoever does not belong to the department', async () => {
    const { status, body } = await enter([
      { person: 'h05', day: '2026-11-28', state: 'present' },
      { person: 'h05', day: '2026-11-20', state: 'present' },
      { person: 'h05', day: '2026-11-20', state: 'off' },
      { person: 'h01', day: '2026-11-20', state: 'present' },
    ]);
    assert.deepEqual(
      [status, body.errors.map(({ field }: { field: string }) => field)],
      [422, ['entries[0].day', 'entries[2].person', 'entries[3].person']],
    );
    assert.equal(JSON.stringify(must(await api.get('h05', query), 200)).includes('2026-11-20'), false);
    assert.equal((await enter([{ person: 'h05', day: '2026-11-20', state: 'asleep' }])).status, 422);
    assert.equal(
      (await api.get('h05', '/v1/attendance?site=north-town-heat&department=magic&month=2026-11')).status,
      422,
    );
    assert.equal((await api.get('h05', `${query}3`)).status, 422);
  });

  it('kept by a supervisor alone, of their own organisation', async () => {
    assert.deepEqual(
      [
        (await enter([{ person: 'h05', day: '2026-11-26', state: 'present' }], 'h01')).status,
        (await api.get('h01', query)).status,
        (await api.get('p03', query)).status,
      ],
      [403, 403, 404],
    );
  });
});
