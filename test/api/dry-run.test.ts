import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { outageLockKeys } from '../../domain/acts/outage-calls.js';
import type { DemoStage } from '../../demo/stage.js';
import { stories } from '../../demo/stories.js';
import { complaintBody, must, repairBody, TestApi } from '../support/api-desk.js';
import { withClient } from '../support/database.js';
import { DryClient } from '../support/dry-client.js';

const monday = '2026-11-23T01:00:00Z';
const power = { rulebook: 'power', site: 'river-county-power' };
const outage = {
  ...power,
  kind: 'outage',
  outageType: 'emergency',
  area: 'town',
  line: 'chengdong-1',
  subject: '雷击跳闸',
  explanation: '线路遭雷击，正在抢修',
  endsAt: '2026-11-23T04:00:00Z',
};
const call = { ...power, kind: 'fault-repair', channel: 'phone', area: 'town', line: 'chengdong-1', side: 'unclear' };
const words = { subject: '家中停电', place: '城东路1号', customer: '客户', phone: '13800000000' };

describe('what would happen: ?dry=true', () => {
  let api: TestApi;
  let desk: DryClient;
  beforeAll(async () => {
    api = await TestApi.start({ at: monday });
    desk = new DryClient(api);
  });
  afterAll(() => api.stop());

  /** Every row of every table, and how far every sequence has come. */
  const everything = (): Promise<Record<string, unknown>> =>
    withClient(api.desk.database.ownerUrl, async (client) => {
      const { rows: tables } = await client.query(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
      );
      const found: Record<string, unknown> = {};
      for (const { name } of tables)
        found[name] = (
          await client.query(`SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ${name} AS t`)
        ).rows[0];
      const { rows: sequences } = await client.query(`SELECT sequencename, last_value FROM pg_sequences ORDER BY 1`);
      assert.ok(tables.length > 30 && sequences.length > 3, `${tables.length} tables, ${sequences.length} sequences`);
      return { ...found, sequences };
    });
  const dry = async (who: string, path: string, body: object = {}, headers: Record<string, string> = {}) =>
    must(await api.request('POST', `/v1/cases${path}?dry=true`, { as: who, body, headers }), 200);

  // What waits for the engine to open or to tell another case is below, one act at a time.
  const withoutEngine = stories.filter(({ title }) => !/^(emergency outage|dispatch|not warm)/.test(title));

  for (const story of withoutEngine) {
    it(`X-10 each dry answer is what the act then gives: ${story.title}`, async () => {
      const { time } = api.desk;
      time.set(monday);
      const acts = desk.compared.length;
      const stage: DemoStage = {
        desk,
        wait: async (hours, from) => time.set(new Date(Date.parse(from ?? time.iso) + hours * 3_600_000).toISOString()),
        inHours: (hours) => new Date(Date.parse(time.iso) + hours * 3_600_000).toISOString(),
        say: () => undefined,
        watch: () => undefined,
      };
      await story.play(stage, story);
      assert.ok(desk.compared.length >= acts + 4);
    });
  }

  it('X-12 a dry act keeps nothing: no row of any table changes, and no number is drawn', async () => {
    api.desk.time.set(monday);
    const { number } = await api.complaint();
    const { number: other } = await api.complaint();
    const { number: out } = must(await api.post('w09', '/v1/cases', outage), 201);
    const sort = { valid: true, grounds: ['service-at-fault'], department: 'engineering' };
    await api.acted('p01', other, 'sort', sort);
    // Moments have passed that nobody has entered.
    api.desk.time.set('2026-11-24T09:00:00Z');
    const before = await everything();
    for (let i = 0; i < 3; i += 1) {
      assert.equal((await dry('p01', '', complaintBody)).refusal, null);
      assert.equal((await dry('p01', '', repairBody)).refusal, null);
      assert.equal((await dry('w01', '', { ...call, ...words })).followUps[0].act, 'join-outage');
      assert.equal((await dry('p01', `/${number}/sort`, sort)).refusal, null);
      assert.equal((await dry('p01', `/${number}/join`, { into: other })).refusal, null);
      assert.equal((await dry('p08', `/${other}/sign`)).refusal, null);
      assert.equal((await dry('p01', `/${other}/finish`, { done: '已换' })).refusal.code, 'role-may-not');
      assert.equal((await dry('p01', `/${number}/close`)).refusal.code, 'not-in-this-status');
    }
    assert.deepEqual(await everything(), before);
    const following = async (who: string, body: object) =>
      Number(must(await api.post(who, '/v1/cases', body), 201).number.slice(-6));
    assert.equal(await following('p01', complaintBody), Number(other.slice(-6)) + 1, 'the number after the complaints');
    assert.equal(
      await following('w01', { ...call, ...words }),
      Number(out.slice(-6)) + 1,
      'the number after the outage',
    );
  });

  it('X-10 a refusal is the one the act then gets, word for word; what is written wrong is the same problem', async () => {
    api.desk.time.set(monday);
    const { number } = await api.complaint({ aboutPerson: 'p08' });
    const path = `/v1/cases/${number}`;
    for (const [who, act, body, status] of [
      ['p08', 'note', { words: '不是我' }, 403],
      ['p01', 'finish', { done: 'x' }, 403],
      ['p01', 'close', {}, 409],
      ['p01', 'sort', { valid: true, grounds: ['no-such-ground'], department: 'engineering' }, 422],
      ['p01', 'sort', { valid: 'yes' }, 422],
      ['p01', 'note', { words: 'x', happenedAt: '2030-01-01T00:00:00Z' }, 422],
      ['p01', 'join', { into: 'PC-2026-999999' }, 404],
      ['p05', 'note', { words: 'x' }, 404],
      ['p01', 'grab', {}, 404],
    ] as const)
      assert.equal((await desk.compare(who, `${path}/${act}`, body)).status, status, `${who} ${act}`);
    assert.equal((await desk.compare('p01', '/v1/cases', { ...complaintBody, site: 'nowhere' })).status, 422);
    const moved = await dry('p01', `/${number}/note`, { words: 'x' }, { 'if-match': '"77"' });
    assert.deepEqual([moved.refusal.code, moved.refusal.status], ['case-moved-on', 412]);
  });

  it('W-9.4 an act that reaches other cases: the call joins its outage, a case is joined to another, work goes to its team', async () => {
    api.desk.time.set(monday);
    must(await desk.compare('w01', '/v1/cases', { ...call, ...words }), 201);
    assert.ok(desk.followUps.includes('record: join-outage'));
    const { number } = await api.complaint();
    const { number: into } = await api.complaint();
    must(await desk.compare('p01', `/v1/cases/${number}/join`, { into }), 200);
    assert.ok(desk.followUps.includes('join: receive-duplicate'));
    await api.acted('p01', into, 'sort', { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' });
    await api.acted('p09', into, 'sign');
    const child = { repairType: 'electrical', item: '灯' };
    assert.deepEqual((await dry('p08', `/${into}/open-repair`, child)).followUps, [
      { number: null, kind: 'repair', act: 'record' },
    ]);
    const team = { site: 'sunshine', role: 'maintenance', name: '维修班', lastResort: true };
    const { id } = must(await api.post('p03', '/v1/teams', team), 201);
    must(await api.post('p03', `/v1/teams/${id}/members`, { person: 'p09' }), 201);
    must(await desk.compare('p01', '/v1/cases', repairBody), 201);
    assert.ok(desk.followUps.includes('record: notify'), String(desk.followUps.at(-1)));
  });

  it('X-8 it says what becomes of each clock, who is told with their names, and which rule is broken', async () => {
    api.desk.time.set(monday);
    const asked = await dry('p01', '', complaintBody);
    assert.equal(asked.statusName, 'recorded');
    assert.ok(asked.clocks.length > 0);
    assert.deepEqual([...new Set(asked.clocks.map(({ change }: { change: string }) => change))], ['started']);
    const { number } = await api.complaint();
    const sorted = await dry('p01', `/${number}/sort`, {
      valid: true,
      grounds: ['service-at-fault'],
      department: 'engineering',
    });
    assert.deepEqual([sorted.tier, sorted.tierName], ['important', 'important']);
    const changes = Object.fromEntries(
      sorted.clocks.map((one: { id: string; change: string }) => [one.id, one.change]),
    );
    assert.equal(changes['sort'], 'met');
    assert.equal(changes['solve-important'], 'started');
    const told = sorted.notices.find(({ role }: { role: string }) => role === 'office-director');
    assert.deepEqual(told.names, [{ id: 'p04', name: '李建国' }]);
    const { body } = await api.post('w01', '/v1/cases?dry=true', {
      ...power,
      kind: 'power-complaint',
      channel: 'phone',
      category: 'supply-quality',
      thanked: false,
      ...words,
    });
    assert.deepEqual(
      body.violations.map(({ code, name }: { code: string; name: string }) => [code, name]),
      [['not-thanked', 'customer not thanked']],
    );
  });

  it('X-10 it waits for nobody: not for an act that holds the case, nor for one that holds its outage', async () => {
    api.desk.time.set(monday);
    const { number } = await api.complaint();
    await withClient(api.desk.database.ownerUrl, async (client) => {
      await client.query('BEGIN');
      await client.query(`SELECT FROM cases FOR UPDATE`);
      await client.query(`LOCK TABLE cases, entries, idempotency_keys IN SHARE MODE`);
      await client.query(`SELECT pg_advisory_xact_lock(hashtext('banjie-look'), hashtext($1))`, [
        `${power.site} ${outageLockKeys.line(call.line)}`,
      ]);
      assert.equal((await dry('p01', `/${number}/note`, { words: 'x' })).refusal, null);
      assert.equal((await dry('w01', '', { ...call, ...words })).refusal, null);
      await client.query('ROLLBACK');
    });
  });

  it('anything but true and false is refused, and without it an act still needs its key', async () => {
    for (const query of ['?dry=yes', '?dry=', '?dry=true&dry=true']) {
      const { status, body } = await api.post('p01', `/v1/cases${query}`, complaintBody);
      assert.deepEqual([status, body.errors[0].field], [422, 'dry'], query);
    }
    const { status } = await api.request('POST', '/v1/cases?dry=false', { as: 'p01', body: complaintBody });
    assert.equal(status, 400);
    assert.equal((await api.post('p01', '/v1/cases?dry=false', complaintBody)).status, 201);
  });
});
