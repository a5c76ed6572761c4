// Holiday notices over HTTP: taken as they are published, shown day by day, and what they leave alone.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { must, TestApi } from '../support/api-desk.js';

const said = (date: string, kind: string, name: string) => ({ date, kind, name });
const of2027 = [
  said('2027-01-01', 'holiday', '元旦'),
  ...['2027-10-01', '2027-10-04', '2027-10-05'].map((date) => said(date, 'holiday', '国庆节')),
];
const december = [said('2027-12-26', 'make-up-workday', '元旦调休'), said('2027-12-31', 'holiday', '元旦')];
const of2028 = [...december, said('2028-01-01', 'holiday', '元旦'), said('2028-01-26', 'holiday', '春节')];

describe('holiday notices as they are published', () => {
  let api: TestApi;
  beforeAll(async () => void (api = await TestApi.start({ at: '2026-11-23T01:00:00Z' })));
  afterAll(() => api.stop());

  const upload = async (year: number, days: object[], more: object = {}): Promise<string> =>
    must(await api.post('p13', '/v1/holidays', { country: 'cn', year, days, ...more }), 201).id;
  const shown = async (id: string) => must(await api.get('p13', `/v1/holidays/${id}/dry-run`), 200);
  const publish = (id: string) => api.post('p13', `/v1/holidays/${id}/publish`);
  const preview = async (start: string) => {
    const body = { start, limit: { amount: 1, unit: 'working-days' }, calendar: 'property/office-hours' };
    return must(await api.request('POST', '/v1/clocks/preview', { as: 'p09', body }), 200);
  };
  const nationalDay = async () => (await preview('2027-09-30T10:00:00+08:00')).due;
  const change = (date: string, was: string, wasName: string | null, becomes: string, name: string) => ({
    date,
    was,
    wasName,
    wasEdition: null as number | null,
    becomes,
    name,
  });

  it('case 02: the notice of 2028 and single days of 2027 leave National Day as it was published', async () => {
    const awaited = async () => must(await api.get('p13', '/v1/holidays'), 200).awaited;
    assert.deepEqual(await awaited(), [{ country: 'cn', year: 2027 }], 'it is November 2026');
    const first = await upload(2027, of2027);
    const { days, publishesYear } = await shown(first);
    assert.deepEqual(
      days,
      of2027.map(({ date, kind, name }) => change(date, 'ordinary', null, kind, name)),
    );
    assert.equal(publishesYear, true);
    must(await publish(first), 200);
    assert.deepEqual(await awaited(), []);
    assert.equal(await nationalDay(), '2027-10-06T10:00:00+08:00');
    const lastDays = await preview('2027-12-23T10:00:00+08:00');
    assert.deepEqual([lastDays.provisional, lastDays.awaitedYears], [true, [2028]]);
    assert.deepEqual(
      [lastDays.steps.at(-1).reason, lastDays.steps.at(-1).to, lastDays.steps.at(-1).why],
      ['awaited', lastDays.due, 'provisional: the official holidays of 2028 are not published yet and may change it'],
    );

    const single = await upload(2027, december);
    assert.deepEqual((await shown(single)).publishesYear, false);
    assert.deepEqual(
      (await shown(single)).days,
      december.map(({ date, kind, name }) => change(date, 'ordinary', null, kind, name)),
    );
    must(await publish(single), 200);
    assert.equal(await nationalDay(), '2027-10-06T10:00:00+08:00');

    const notice = await upload(2028, of2028);
    assert.deepEqual(
      (await shown(notice)).days.map(({ date }: { date: string }) => date),
      ['2028-01-01', '2028-01-26'],
      'what the days of 2027 are is published already',
    );
    must(await publish(notice), 200);
    assert.equal(await nationalDay(), '2027-10-06T10:00:00+08:00');
    const worked = await preview('2027-12-24T10:00:00+08:00');
    assert.deepEqual([worked.due, worked.provisional, worked.awaitedYears], ['2027-12-26T10:00:00+08:00', false, []]);
    const again = await publish(await upload(2028, of2028));
    assert.deepEqual([again.status, again.body.code], [409, 'already-done']);
  });

  it('a whole year goes only where the notice says so, and the dry run names the days that go', async () => {
    const fewer = of2027.slice(0, 2);
    assert.deepEqual((await shown(await upload(2027, fewer))).days, []);
    const whole = await upload(2027, fewer, { replaces: 'whole-year' });
    assert.deepEqual(
      (await shown(whole)).days.map(({ date, was, wasEdition, becomes }: Record<string, string>) => [
        date,
        was,
        wasEdition,
        becomes,
      ]),
      [
        ['2027-10-04', 'holiday', 1, 'ordinary'],
        ['2027-10-05', 'holiday', 1, 'ordinary'],
        ['2027-12-26', 'make-up-workday', 3, 'ordinary'],
        ['2027-12-31', 'holiday', 3, 'ordinary'],
      ],
    );
    assert.equal(await nationalDay(), '2027-10-06T10:00:00+08:00', 'shown is not published');
    const back = await upload(2027, [said('2027-10-05', 'ordinary', '照常上班')]);
    must(await publish(back), 200);
    assert.equal(await nationalDay(), '2027-10-05T10:00:00+08:00');
    const tables = must(await api.get('p13', '/v1/holidays'), 200).tables;
    assert.deepEqual(
      tables.slice(0, 2).map(({ replaces, state }: Record<string, string>) => [replaces, state]),
      [
        ['named-days', 'published'],
        ['whole-year', 'draft'],
      ],
    );
  });

  it('a day of neither year and a word that is none are told by their fields', async () => {
    const days = [...of2028, said('2027-11-30', 'holiday', '元旦')];
    const refused = await api.post('p13', '/v1/holidays', { country: 'cn', year: 2028, days });
    assert.deepEqual(
      [refused.status, refused.body.errors.map(({ field }: { field: string }) => field)],
      [422, ['days[4].date']],
    );
    const unclear = await api.post('p13', '/v1/holidays', { country: 'cn', year: 2028, days: of2028, replaces: 'all' });
    assert.deepEqual(
      [unclear.status, unclear.body.errors.map(({ field }: { field: string }) => field)],
      [422, ['replaces']],
    );
  });
});
