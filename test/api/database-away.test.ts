import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../embedded/ports.js';
import { startPostgres, stopPostgres } from '../../embedded/postgres.js';
import { withClient } from '../support/database.js';
import { complaintBody, TestApi, type Answered } from '../support/api-desk.js';
import { plainJpeg } from '../support/photos.js';

/** A PostgreSQL of its own, which may be stopped. */
describe('PostgreSQL away in a request', () => {
  let api: TestApi;
  let folder: string;
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let gets: string[];
  let number: string;
  const before = { ...process.env };
  const start = async (port: number) =>
    startPostgres({
      folder: join(folder, 'postgres'),
      port,
      secretsFile: join(folder, 'secrets.json'),
      logFile: join(folder, 'postgres.log'),
      throwAway: true,
    });
  let port: number;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-away-'));
    port = await freePort();
    postgres = await start(port);
    process.env['BANJIE_TEST_OWNER_URL'] = postgres.ownerUrl('postgres');
    process.env['BANJIE_TEST_APP_PASSWORD'] = postgres.appPassword;
    api = await TestApi.start({ limits: { exportsAtOnce: 1, uploadsPerDay: 100 } });
    await api.hire('chief', 'administrator', null, null, 'installation');
    ({ number } = await api.complaint());
    const { paths } = (await api.request('GET', '/openapi.json')).body as { paths: Record<string, object> };
    const place: Record<string, string> = {
      number,
      rulebook: 'property',
      name: 'property',
      version: '1',
      month: '2026-10',
      place: 'sunshine',
    };
    gets = Object.entries(paths)
      .filter(([path, methods]) => 'get' in methods && !['/v1/live', '/readyz', '/healthz'].includes(path))
      .map(([path]) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => place[name] ?? 'x'));
  }, 120_000);
  afterAll(async () => {
    await api.stop().catch(() => undefined);
    await stopPostgres(postgres.server).catch(() => undefined);
    Object.assign(process.env, before);
    await rm(folder, { recursive: true, force: true });
  });

  const signIn = () =>
    api.request('POST', '/v1/session', {
      body: { person: 'p01', password: 'what somebody guesses' },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
  const changes: [string, () => Promise<Answered>][] = [
    ['sign in', signIn],
    ['record', () => api.post('p01', '/v1/cases', complaintBody)],
    ['act', () => api.act('p01', number, 'note', { words: '已联系' })],
    ['try', () => api.post('p01', '/v1/cases?dry=true', complaintBody)],
    ['table', () => api.get('p03', '/v1/cases?format=xlsx')],
    ['upload', () => api.upload('p01', plainJpeg())],
    [
      'absence',
      () =>
        api.post('p01', '/v1/people/p01/absences', {
          from: '2026-12-01T00:00:00Z',
          until: '2026-12-02T00:00:00Z',
          reason: 'leave',
        }),
    ],
  ];

  it('backends that end under any route are 503 with Retry-After or go unnoticed, never 500', async () => {
    const wrong: string[] = [];
    let away = 0;
    let stop = false;
    const ending = withClient(postgres.ownerUrl('postgres'), async (client) => {
      while (!stop) {
        await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'banjie_app'`);
        await new Promise((resolve) => setTimeout(resolve, 7));
      }
    });
    const look = (name: string, { status, headers, body }: Answered) => {
      if (status === 503 && body.code === 'database-away' && headers.get('retry-after')) away += 1;
      // Where the case was read between two ends, its history is asked of an engine, and there is none here.
      else if (status === 503 && body.code === 'engine-away' && name.endsWith('/history')) return;
      else if (status >= 500) wrong.push(`${name}: ${status} ${body.code}`);
    };
    for (let round = 0; round < 3; round += 1) {
      for (const as of ['p03', 'chief'])
        await Promise.all(gets.map(async (path) => look(path, await api.get(as, path))));
      for (let i = 0; i < 10; i += 1) await Promise.all(changes.map(async ([name, ask]) => look(name, await ask())));
    }
    stop = true;
    await ending;
    const faults = api.logged.filter((line) => line.includes('"problem":"fault"'));
    assert.deepEqual([...new Set(wrong)], [], faults.slice(0, 3).join('\n'));
    assert.ok(away > 5, `${away} requests lost their connection`);
  }, 120_000);

  it('stopped, every route says 503 with Retry-After, signing in too; started again, they answer', async () => {
    const usual = new Map<string, number>();
    await Promise.all(gets.map(async (path) => usual.set(path, (await api.get('p03', path)).status)));
    await stopPostgres(postgres.server);
    const wrong: string[] = [];
    let away = 0;
    const look = (name: string, { status, headers, body }: Answered) => {
      if (status === 503 && body.code === 'database-away' && headers.get('retry-after') === '2') away += 1;
      // What is refused, or remembered, without asking the database.
      else if (status >= 500 || status !== usual.get(name)) wrong.push(`${name}: ${status} ${body.code ?? ''}`);
    };
    // Whom the cache of callers knows gets as far as the route.
    for (const path of gets) look(path, await api.get('p03', path));
    for (const [name, ask] of changes) look(name, await ask());
    for (const path of gets.slice(0, 5)) look(path, await api.get('nobody-known', path));
    postgres = await start(port);
    assert.equal((await api.get('p03', `/v1/cases/${number}`)).status, 200);
    assert.deepEqual(wrong, []);
    assert.ok(away > changes.length + gets.length / 2, `${away} of ${gets.length} routes said so`);
  }, 120_000);
});
