import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

describe('the duty roster', () => {
  let api: TestApi;
  beforeAll(async () => (api = await TestApi.start()));
  afterAll(() => api.stop());

  const heat = 'north-town-heat';
  const lead = (day: number, person: string, hours: [string, string] = ['00:00', '24:00']) => ({
    person,
    role: 'leader-on-duty',
    site: heat,
    from: `2026-12-0${day}T${hours[0]}:00+08:00`,
    until: hours[1] === '24:00' ? `2026-12-0${day + 1}T00:00:00+08:00` : `2026-12-0${day}T${hours[1]}:00+08:00`,
  });
  const roster = async (query: string) => must(await api.get('h04', `/v1/rosters?site=${heat}&${query}`), 200);
  const week = `from=${encodeURIComponent('2026-12-01T00:00:00+08:00')}&until=${encodeURIComponent('2026-12-05T00:00:00+08:00')}&role=leader-on-duty`;

  it('H-1 in the heating season somebody leads round the clock: the hole of a week is shown beforehand, with its clause', async () => {
    must(
      await api.post('h04', '/v1/rosters', {
        entries: [lead(1, 'h08'), lead(2, 'h07'), lead(3, 'h08', ['00:00', '20:00']), lead(4, 'h06')],
      }),
      201,
    );
    const { entries, holes } = await roster(week);
    assert.deepEqual(
      entries.map((entry: { person: string }) => entry.person),
      ['h08', 'h07', 'h08', 'h06'],
    );
    assert.deepEqual(
      holes.map(({ role, text, clause }: { role: string; text: string; clause: string }) => [role, clause, text]),
      [['leader-on-duty', 'H-1', 'leader on duty, 2026-12-03 20:00–24:00, H-1']],
    );
    must(await api.post('h04', '/v1/rosters', { entries: [lead(3, 'h07', ['20:00', '24:00'])] }), 201);
    assert.deepEqual((await roster(week)).holes, []);
    assert.deepEqual(
      (await roster('from=2026-07-01T00:00:00Z&until=2026-07-08T00:00:00Z&role=leader-on-duty')).holes,
      [],
      'no duty outside the season',
    );
  });

  it('W-10.2 a duty director every day; P-3.4 the monitor room while the office is closed', async () => {
    const [power, property] = [
      must(
        await api.get(
          'w04',
          '/v1/rosters?site=river-county-power&from=2026-11-28T00:00:00Z&until=2026-11-30T00:00:00Z',
        ),
        200,
      ),
      must(await api.get('p03', '/v1/rosters?site=sunshine&from=2026-11-23T16:00:00Z&until=2026-11-24T16:00:00Z'), 200),
    ];
    assert.deepEqual(
      power.holes.map(({ text }: { text: string }) => text),
      ['duty director, 2026-11-28 08:30–17:30, W-10.2', 'duty director, 2026-11-29 08:30–17:30, W-10.2'],
    );
    assert.deepEqual(
      property.holes.map(({ text }: { text: string }) => text),
      [
        'monitor room, 2026-11-24 00:00–08:30, P-3.4',
        'monitor room, 2026-11-24 12:00–13:30, P-3.4',
        'monitor room, 2026-11-24 17:30–24:00, P-3.4',
      ],
    );
  });

  it('refused row by row, and nothing of the rest is entered: two sites at once, the same duty twice, nobody, no such role, the past, whoever does not hold the post', async () => {
    const entry = (more: object) => ({
      person: 'p11',
      role: 'monitor-room',
      site: 'sunshine',
      from: '2026-11-25T10:00:00Z',
      until: '2026-11-26T00:00:00Z',
      ...more,
    });
    const { status, body } = await api.post('p03', '/v1/rosters', {
      entries: [
        entry({}),
        entry({ site: 'riverside', from: '2026-11-25T20:00:00Z' }),
        entry({ until: '2026-11-25T12:00:00Z' }),
        entry({ person: 'nobody' }),
        entry({ role: 'wizard' }),
        entry({ from: '2026-11-20T00:00:00Z', until: '2026-11-21T00:00:00Z' }),
        entry({ person: 'p04' }),
        entry({ person: 'p14', until: '2026-11-25T09:00:00Z' }),
      ],
    });
    assert.deepEqual(
      [status, body.errors.map(({ field }: { field: string }) => field)],
      [
        422,
        [
          'entries[1].person',
          'entries[2].person',
          'entries[3].person',
          'entries[4].role',
          'entries[5].until',
          'entries[6].person',
          'entries[7].until',
        ],
      ],
    );
    assert.match(body.errors[0].detail, /cannot be at two sites/);
    assert.deepEqual(must(await api.get('p03', '/v1/rosters?site=sunshine'), 200).entries, []);
    const all = {
      entries: [entry({}), entry({ person: 'p14', from: '2026-11-26T00:00:00Z', until: '2026-11-26T10:00:00Z' })],
    };
    assert.equal(must(await api.post('p03', '/v1/rosters', all), 201).added, 2);
    assert.equal(must(await api.post('p03', '/v1/rosters', all), 201).added, 0, 'what stands already is left as it is');
  });

  it('two rosters at once: of two that put one person at two sites, one is refused', async () => {
    const entry = (site: string) => ({
      entries: [
        { person: 'p14', role: 'monitor-room', site, from: '2026-12-20T10:00:00Z', until: '2026-12-21T00:00:00Z' },
      ],
    });
    const answers = await Promise.all([
      api.post('p03', '/v1/rosters', entry('sunshine')),
      api.post('p03', '/v1/rosters', entry('riverside')),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 422]);
  });

  it('a swap is asked by one, agreed by the other, and on record', async () => {
    const { ids } = must(await api.post('h04', '/v1/rosters', { entries: [lead(6, 'h08'), lead(7, 'h07')] }), 201);
    assert.equal(
      (await api.post('h07', `/v1/rosters/${ids[0]}/swap`, { with: ids[1] })).status,
      403,
      'not by somebody else',
    );
    const swap = must(await api.post('h08', `/v1/rosters/${ids[0]}/swap`, { with: ids[1] }), 201);
    assert.deepEqual([swap.askedBy, swap.asked, swap.agreed], ['h08', 'h07', null]);
    const { swaps } = must(await api.get('h07', '/v1/rosters/swaps'), 200);
    assert.deepEqual(
      swaps.map((one: { id: string; duty: Record<string, string>; otherDuty: Record<string, string> }) => [
        one.id,
        one.duty['person'],
        one.duty['roleName'],
        one.otherDuty['person'],
        one.otherDuty['from'],
      ]),
      [[swap.id, 'h08', 'leader on duty', 'h07', '2026-12-07T00:00:00+08:00']],
    );
    assert.equal((await api.post('h08', `/v1/rosters/swaps/${swap.id}/agree`)).body.code, 'not-your-own-request');
    assert.equal((await api.post('h01', `/v1/rosters/swaps/${swap.id}/agree`)).status, 404);
    must(await api.post('h07', `/v1/rosters/swaps/${swap.id}/agree`), 200);
    const days = `from=${encodeURIComponent('2026-12-06T00:00:00+08:00')}&until=${encodeURIComponent('2026-12-08T00:00:00+08:00')}&role=leader-on-duty`;
    assert.deepEqual(
      (await roster(days)).entries.map((entry: { person: string }) => entry.person),
      ['h07', 'h08'],
    );
    assert.equal((await api.post('h07', `/v1/rosters/swaps/${swap.id}/refuse`)).status, 422);
    await api.hire('heat-boss', 'administrator', null, null, 'heating-company');
    const { changes } = must(await api.get('heat-boss', `/v1/sites/${heat}/history`), 200);
    assert.deepEqual(
      changes
        .slice(0, 6)
        .map((one: { what: string; change: string; by: string }) => `${one.what} ${one.change} ${one.by}`),
      [
        'swap changed h07',
        'roster-entry created h07',
        'roster-entry created h07',
        'roster-entry ended h07',
        'roster-entry ended h07',
        'swap created h08',
      ],
    );
  });

  it('a refused swap changes nothing, and one that would put somebody at two places is refused', async () => {
    const { ids } = must(await api.post('h04', '/v1/rosters', { entries: [lead(8, 'h08'), lead(8, 'h07')] }), 201);
    const swap = must(await api.post('h08', `/v1/rosters/${ids[0]}/swap`, { with: ids[1] }), 201);
    must(await api.post('h07', `/v1/rosters/swaps/${swap.id}/refuse`), 200);
    const [own] = must(
      await api.post('h04', '/v1/rosters', {
        entries: [
          {
            person: 'h13',
            role: 'leader-on-duty',
            site: heat,
            from: '2026-12-08T00:00:00Z',
            until: '2026-12-08T01:00:00Z',
          },
        ],
      }),
      422,
    ).errors;
    assert.equal(own.field, 'entries[0].person');
    assert.equal((await api.post('h04', `/v1/rosters/${ids[0]}/withdraw`, { reason: '改排' })).status, 204);
    assert.equal((await api.post('h04', `/v1/rosters/${ids[0]}/withdraw`, { reason: '改排' })).status, 404);
  });

  it('a roster is kept by a supervisor or administrator of the site, and read within the organisation', async () => {
    assert.equal((await api.post('h01', '/v1/rosters', { entries: [lead(1, 'h08')] })).status, 403);
    assert.equal((await api.post('p03', '/v1/rosters', { entries: [lead(1, 'h08')] })).status, 422);
    assert.equal((await api.get('p03', `/v1/rosters?site=${heat}`)).status, 404);
    must(await api.get('h12', `/v1/rosters?site=${heat}`), 200);
  });

  it('/v1/me says what duty one has now', async () => {
    api.desk.time.set('2026-12-02T01:00:00Z');
    const { duty, posts } = must(await api.get('h07', '/v1/me'), 200);
    assert.deepEqual(
      [
        duty.map(({ role, site }: { role: string; site: string }) => [role, site]),
        posts.map(({ role }: { role: string }) => role),
      ],
      [[['leader-on-duty', heat]], ['heating-responsible-leader']],
    );
    api.desk.time.set('2026-11-23T01:00:00Z');
  });
});
