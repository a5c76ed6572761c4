import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { Client } from 'pg';
import { createActivities } from '../../activities/activities.js';
import { DeliveryService } from '../../activities/delivery.service.js';
import { Ledger } from '../../ledger/ledger.js';
import { ChangeNotifier, liveChangeOf } from '../../ledger/live/change-notifier.js';
import { liveChannel, payloadsOf } from '../../ledger/live/live-change.js';
import { must, TestApi } from '../support/api-desk.js';
import { withClient } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { LiveReader } from '../support/live-reader.js';
import { signature } from '../support/engine-keys.js';

const report = {
  kind: 'report',
  rulebook: 'power',
  site: 'river-county-power',
  channel: 'hotline',
  subject: '收受好处',
  description: '吃拿卡要',
};

describe('what changes, as it changes: GET /v1/live', () => {
  let api: TestApi;
  let other: TestApi;
  const readers: LiveReader[] = [];
  beforeAll(async () => {
    api = await TestApi.start({ live: { beatMs: 300, remembered: 50, perPerson: 3, atMost: 8 } });
    other = await TestApi.start({ beside: api });
  });
  afterEach(() => {
    for (const reader of readers.splice(0)) reader.close();
  });
  afterAll(async () => {
    await other.stop();
    await api.stop();
  });

  const open = async (person: string, lastId?: string, at = api): Promise<LiveReader> => {
    const reader = await LiveReader.open(at.url, person, { lastId });
    readers.push(reader);
    await reader.until(() => reader.lastId !== undefined);
    return reader;
  };
  const heard = (reader: LiveReader, number: string) =>
    reader.of('entry').flatMap(({ data }) => (data.number === number ? [data] : []));
  const hears = (reader: LiveReader, number: string) => reader.until(() => heard(reader, number).length > 0);

  it('X-10 moved to another site the case is heard of at both, and is read no more where it was, in no process', async () => {
    const [here, there] = [await open('p04', undefined, other), await open('p05', undefined, other)];
    const { number } = await api.complaint();
    await hears(here, number);
    const status = async (person: string) => (await other.get(person, `/v1/cases/${number}`)).status;
    assert.deepEqual([await status('p04'), await status('p05')], [200, 404]);
    const moved = await api.acted('p01', number, 'correct', { field: 'site', to: 'riverside', reason: '登记错项目' });
    assert.equal(moved.site, 'riverside');
    await hears(there, number);
    await here.until(() => heard(here, number).some(({ seq }) => seq === moved.seq));
    assert.deepEqual([await status('p04'), await status('p05')], [404, 200]);
    const { corrected, siteName } = (await other.get('p05', `/v1/cases/${number}`)).body;
    assert.deepEqual(
      [siteName, ...corrected.map(({ name, was, is }: Record<string, unknown>) => [name, was, is])],
      ['Riverside Offices', ['site', 'sunshine', 'riverside']],
    );
    assert.ok(
      (await other.get('p04', '/v1/cases?status=recorded')).body.cases.every(
        (one: { number: string }) => one.number !== number,
      ),
    );
  });

  it('an act reaches who reads lists of its site, with number, entry and kind and not a word; headers are those of a stream', async () => {
    const reader = await open('p03');
    const { headers } = reader.response;
    assert.match(String(headers['content-type']), /^text\/event-stream/);
    assert.deepEqual(
      [headers['cache-control'], headers['x-accel-buffering'], headers['x-content-type-options']],
      ['no-cache, no-transform', 'no', 'nosniff'],
    );
    const { number } = await api.complaint();
    await hears(reader, number);
    const [first] = heard(reader, number);
    assert.deepEqual(first, { number, seq: 1, kind: 'opened' });
    await api.acted('p01', number, 'note', { words: '绝密' });
    await reader.until(() => heard(reader, number).some(({ seq, kind }) => seq === 2 && kind === 'act'));
    assert.doesNotMatch(JSON.stringify(reader.events), /绝密|张三|138/);
  });

  it('rosters, posts and stand-ins that one process changes are told in the other, without whose', async () => {
    const [here, there] = [await open('p03'), await open('p13', undefined, other)];
    const times = { from: '2026-12-24T08:00:00+08:00', until: '2026-12-24T20:00:00+08:00' };
    const entries = [{ person: 'p14', role: 'guard', site: 'sunshine', ...times }];
    must(await api.post('p03', '/v1/rosters', { entries }), 201);
    await Promise.all([here, there].map((reader) => reader.until(() => reader.of('people').length > 0)));
    assert.deepEqual(there.of('people')[0]!.data, {});
  });

  it('two processes hear each other', async () => {
    const [here, there] = [await open('p03'), await open('p03', undefined, other)];
    const { number } = await api.complaint();
    await Promise.all([hears(here, number), hears(there, number)]);
    const { number: another } = await other.complaint();
    await Promise.all([hears(here, another), hears(there, another)]);
  });

  it('what the worker commits is heard: a moment that the engine enters', async () => {
    const reader = await open('p03');
    const { number } = await api.complaint();
    await hears(reader, number);
    const { source } = api.desk.database;
    const notifier = new ChangeNotifier(source);
    const worker = new Ledger(source, api.desk.ledger.rulebooks, {
      time: api.desk.time,
      onCommit: (changes) => notifier.notifyOf(changes.map(liveChangeOf)),
    });
    const at = api.desk.time.iso;
    api.desk.time.advance({ days: 2 });
    await createActivities({ signature, ledger: worker, deliveries: new DeliveryService(worker) }).attend(number);
    await reader.until(() => heard(reader, number).some(({ kind }) => kind === 'moment'));
    api.desk.time.set(at);
    await notifier.close();
  });

  it('a reader of another site or organisation, and whoever the case is about, hear nothing of it', async () => {
    const [insider, outsider, accused] = [await open('w01'), await open('p03'), await open('w10')];
    const { number } = must(await api.post('w01', '/v1/cases', { ...report, about: ['w10'] }), 201);
    // Later changes are heard by all: what went before has been decided then.
    const { number: after } = must(await api.post('w01', '/v1/cases', report), 201);
    const { number: elsewhere } = await api.complaint({ site: 'sunshine' });
    await Promise.all([hears(insider, number), hears(accused, after), hears(outsider, elsewhere)]);
    assert.deepEqual(heard(accused, number), []);
    assert.deepEqual([...heard(outsider, number), ...heard(outsider, after)], []);
    assert.deepEqual(heard(insider, elsewhere), []);
    const riverside = await open('p05');
    const { number: sunshine } = await api.complaint({ site: 'sunshine' });
    const { number: own } = await api.complaint({ site: 'riverside' });
    await hears(riverside, own);
    assert.deepEqual(heard(riverside, sunshine), []);
  });

  it('who gets a notice is told so, and nobody else', async () => {
    const [director, colleague] = [await open('p04'), await open('p03')];
    const { number } = await api.complaint();
    await api.acted('p01', number, 'sort', { valid: true, grounds: ['service-at-fault'], department: 'engineering' });
    const got = (reader: LiveReader) => reader.of('notice').some(({ data }) => data.number === number);
    await director.until(() => got(director));
    await colleague.until(() => heard(colleague, number).some(({ seq }) => seq >= 2));
    const { body } = await api.get('p03', '/v1/notices');
    assert.equal(
      got(colleague),
      body.notices.some((one: { number: string }) => one.number === number),
    );
  });

  it('who comes back hears what they have missed, once; with an id that is unknown or too old they are told to read anew', async () => {
    const reader = await open('p03');
    const { number: first } = await api.complaint();
    await hears(reader, first);
    const { lastId } = reader;
    reader.close();
    const { number: second } = await api.complaint();
    const { number: third } = await api.complaint();
    const proof = await open('p01');
    await eventually(async () => (await open('p02', lastId)).lastId !== undefined);
    const back = await open('p03', lastId);
    await Promise.all([hears(back, second), hears(back, third)]);
    assert.deepEqual([heard(back, first), back.of('reset')], [[], []]);
    proof.close();
    const ids = [`${randomUUID().slice(0, 8)}-1`, 'nonsense', `${lastId!.split('-')[0]}-999999999`];
    for (const id of ids) {
      const lost = await open('p04', id);
      await lost.until(() => lost.of('reset').length === 1);
      lost.close();
    }
    for (let n = 0; n < 60; n += 1) await api.acted('p01', second, 'note', { words: String(n) });
    await back.until(() => heard(back, second).at(-1).seq >= 61);
    const late = await open('p04', lastId);
    await late.until(() => late.of('reset').length === 1 || late.of('entry').length > 0);
  });

  it('a dry act and a refused one are not heard', async () => {
    const reader = await open('p03');
    const { number } = await api.complaint();
    await hears(reader, number);
    must(await api.post('p01', `/v1/cases/${number}/note?dry=true`, { words: 'x' }), 200);
    assert.equal((await api.act('p01', number, 'finish', { done: 'x' })).status, 403);
    const { number: after } = await api.complaint();
    await hears(reader, after);
    assert.equal(heard(reader, number).length, 1);
  });

  it('a stream beats; it follows posts that change, and ends with its token', async () => {
    await api.hire('passing', 'cs-agent', 'riverside');
    const reader = await open('passing');
    await reader.until(() => reader.beats > 2);
    const { source } = api.desk.database;
    await source.query(`UPDATE posts SET site_id = 'sunshine' WHERE person_id = 'passing'`);
    await reader.until(() => reader.of('reset').length === 1);
    const { number } = await api.complaint({ site: 'sunshine' });
    await hears(reader, number);
    await source.query(`UPDATE tokens SET revoked_at = now() WHERE person_id = 'passing'`);
    await eventually(async () => reader.ended);
    await assert.rejects(open('passing', undefined), /401|ended/);
  });

  it('a person has so many streams and no more; without a token there is none', async () => {
    await Promise.all([open('p06'), open('p06'), open('p06')]);
    const { status, body } = await api.get('p06', '/v1/live');
    assert.deepEqual([status, body.code], [429, 'too-many-streams']);
    readers.pop()!.close();
    await eventually(async () => (await open('p06')).response.statusCode === 200);
    assert.equal((await api.request('GET', '/v1/live')).status, 401);
    const head = await fetch(`${api.url}/v1/live`, { method: 'HEAD', headers: { authorization: 'Bearer token-p01' } });
    assert.match(head.headers.get('content-type') ?? '', /event-stream/);
  });

  it('who goes away before the stream begins leaves no place taken', async () => {
    await api.hire('hasty', 'cs-agent', 'sunshine');
    const { port } = new URL(api.url);
    const waiting = (client: Client) =>
      client.query(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`);
    await withClient(api.desk.database.ownerUrl, async (client) => {
      // Whose token it is cannot be read meanwhile.
      await client.query('BEGIN');
      await client.query('LOCK TABLE tokens IN ACCESS EXCLUSIVE MODE');
      const sockets = [1, 2, 3].map(() => connect(Number(port), '127.0.0.1'));
      for (const socket of sockets)
        socket.write(`GET /v1/live HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token-hasty\r\n\r\n`);
      await eventually(async () => (await waiting(client)).rowCount! > 0);
      for (const socket of sockets) socket.resetAndDestroy();
      // A request of its own says when the API has taken notice.
      await fetch(`${api.url}/healthz`);
      await client.query('COMMIT');
    });
    await Promise.all([open('hasty'), open('hasty'), open('hasty')]);
    assert.equal((await api.get('hasty', '/v1/live')).status, 429);
  });

  it('a connection of the database that is lost comes back, and every reader reads anew', async () => {
    const reader = await open('p03');
    await withClient(api.desk.database.ownerUrl, (client) =>
      client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'banjie-live' AND datname = current_database()`,
      ),
    );
    await reader.until(() => reader.of('database').length === 2 && reader.of('reset').length === 1);
    assert.deepEqual(
      reader.of('database').map(({ data }) => data.away),
      [true, false],
    );
    const { number } = await api.complaint();
    await hears(reader, number);
  });

  it('a reader who takes nothing is cut off', async () => {
    const slow = await LiveReader.open(api.url, 'p03', { unread: true });
    const { number } = await api.complaint();
    const changes = Array.from({ length: 4_000 }, (_, n) => ({
      number,
      from: n + 10,
      seq: n + 10,
      kind: 'act' as const,
      notices: false,
    }));
    const payloads = payloadsOf(changes);
    const counted = await open('p04');
    // More than the kernel keeps for a connection.
    for (let round = 1; round <= 12; round += 1) {
      await api.desk.database.source.query(`SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload`, [
        liveChannel,
        payloads,
      ]);
      await counted.until(() => counted.count('entry') >= round * changes.length);
    }
    let bytes = 0;
    slow.response.on('data', (text: string) => (bytes += text.length));
    await eventually(async () => slow.ended);
    assert.ok(bytes < JSON.stringify(counted.events).length, `${bytes} bytes came`);
    assert.equal(counted.ended, false);
  });

  it('the API stops while streams are open, and ends them', async () => {
    const third = await TestApi.start({ beside: api });
    const open3 = await Promise.all(['p01', 'p03', 'w01'].map((who) => LiveReader.open(third.url, who)));
    await Promise.all(open3.map((reader) => reader.until(() => reader.beats > 0)));
    await third.stop();
    await eventually(async () => open3.every(({ ended }) => ended));
  });
});
