import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { freePort } from '../../embedded/ports.js';
import { makeFirstAdministrator } from '../../ledger/people/first-administrator.js';
import { complaintBody } from '../support/api-desk.js';
import { ownPage } from '../support/browser.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const program = fileURLToPath(new URL('../../api/main.js', import.meta.url));

interface Process {
  child: ChildProcess;
  url: string;
  file: string;
  said: () => string;
}

describe('the first start of a real desk, and the way to its first complaint', () => {
  let database: TestDatabase;
  const folders: string[] = [];
  const running: Process[] = [];
  beforeAll(async () => void (database = await freshDatabase()));
  afterAll(async () => {
    for (const { child } of running) {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    await database.drop();
    for (const folder of folders) await rm(folder, { recursive: true });
  });

  const newFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'banjie-first-'));
    folders.push(folder);
    return folder;
  };
  async function start(): Promise<Process> {
    const folder = await newFolder();
    const port = await freePort();
    const env = {
      ...process.env,
      DATABASE_URL: database.appUrl,
      TEMPORAL_ADDRESS: '127.0.0.1:9',
      DEMO: 'false',
      DATA_DIR: folder,
      HOST: '127.0.0.1',
      PORT: String(port),
    };
    const child = fork(program, { env, silent: true });
    let output = '';
    child.stdout?.on('data', (text) => (output += text));
    child.stderr?.on('data', (text) => (output += text));
    const url = `http://127.0.0.1:${port}`;
    const started = { child, url, file: join(folder, 'first-password.txt'), said: () => output };
    running.push(started);
    return started;
  }
  const answers = ({ url }: Process) => eventually(async () => (await fetch(`${url}/healthz`)).ok);
  const firstPassword = (file: string) =>
    readFile(file, 'utf8').then(
      (text) => text.trim().split(' ') as [string, string],
      () => undefined,
    );

  /** A browser at one of the processes. */
  class Page {
    private cookie = '';
    constructor(private readonly url: string) {}

    async send(method: string, path: string, body?: unknown, type = 'application/json') {
      const response = await fetch(this.url + path, {
        method,
        headers: {
          ...ownPage,
          cookie: this.cookie,
          ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
          ...(body === undefined ? {} : { 'content-type': type }),
        },
        ...(body === undefined ? {} : { body: body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
      });
      const [cookie] = response.headers.getSetCookie();
      if (cookie) this.cookie = cookie.split(';')[0]!;
      const text = await response.text();
      const json = text === '' ? undefined : JSON.parse(text);
      assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
      return json;
    }
  }

  it('two processes start at once: there is one administrator, and one file with their one-time password', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    await Promise.all([answers(one), answers(other)]);
    const files = await Promise.all([one, other].map(({ file }) => firstPassword(file)));
    assert.equal(files.filter(Boolean).length, 1);
    const [maker] = files[0] ? [one] : [other];
    assert.equal((await stat(maker!.file)).mode & 0o777, 0o600);
    const people = await database.source.query(
      `SELECT people.id, organisation, role, site_id FROM people JOIN posts ON person_id = people.id`,
    );
    assert.deepEqual(people, [{ id: 'admin', organisation: 'installation', role: 'administrator', site_id: null }]);
    const [, password] = (await firstPassword(maker!.file))!;
    for (const { said } of running) assert.equal(said().includes(password), false);
    assert.match(maker!.said(), /first-password\.txt of DATA_DIR/);
  }, 90_000);

  it('from an empty desk to the first recorded complaint, over HTTP alone', async () => {
    const makers = await Promise.all(running.map(async (one) => ({ ...one, first: await firstPassword(one.file) })));
    const { url, file, first } = makers.find((one) => one.first !== undefined)!;
    const [id, oneTime] = first!;
    const admin = new Page(url);
    assert.deepEqual(await admin.send('GET', '/v1/sign-in'), { trial: false, setUp: 'needed', people: [] });
    assert.equal((await admin.send('POST', '/v1/session', { person: id, password: oneTime })).mustChangePassword, true);
    const password = 'keys of the whole house';
    await admin.send('POST', '/v1/me/password', { current: oneTime, password });
    await assert.rejects(stat(file), /ENOENT/);
    const steps = async () =>
      (await admin.send('GET', '/v1/set-up')).steps.map(({ step, done }: { step: string; done: boolean }) => [
        step,
        done,
      ]);
    const expected = (...done: boolean[]) =>
      ['password', 'site', 'people', 'sign-in'].map((step, i) => [step, done[i]]);
    assert.deepEqual(await steps(), expected(true, false, false, false));

    const { rulebooks } = await admin.send('GET', '/v1/rulebooks');
    assert.ok(rulebooks.some(({ name }: { name: string }) => name === 'property'));
    const site = await admin.send('POST', '/v1/sites', {
      id: 'osmanthus',
      kind: 'estate',
      name: { 'zh-CN': '金桂小区', en: 'Osmanthus Estate' },
      rulebooks: ['property'],
      organisation: 'osmanthus-services',
    });
    assert.ok(site.roles.some((role: { id: string }) => role.id === 'cs-agent'));
    assert.deepEqual(await steps(), expected(true, true, false, false));
    assert.equal((await admin.send('GET', '/v1/sign-in')).setUp, 'done');

    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('人员').addRows([
      ['工号', '姓名', '岗位', '项目', '部门'],
      ['g01', '韩梅', 'cs-agent', '金桂小区', ''],
      ['g02', '罗平', 'department-head', '金桂小区', 'engineering'],
      ['g03', '白杨', 'administrator', '', ''],
    ]);
    const xlsx = new Uint8Array((await workbook.xlsx.writeBuffer()) as ArrayBuffer);
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const address = '/v1/people/table?organisation=osmanthus-services';
    assert.equal((await admin.send('POST', `${address}&dry=true`, xlsx, type)).added, 3);
    assert.equal((await admin.send('POST', address, xlsx, type)).added, 3);
    assert.deepEqual(await steps(), expected(true, true, true, false));

    const canSignIn = async () =>
      (await admin.send('GET', '/v1/set-up/people?organisation=osmanthus-services')).people.map(
        (one: { id: string; roles: string[]; signIn: string }) => [one.id, one.roles.length, one.signIn],
      );
    assert.deepEqual(await canSignIn(), [
      ['g01', 1, 'none'],
      ['g02', 1, 'none'],
      ['g03', 1, 'none'],
    ]);
    const { people } = await admin.send('POST', '/v1/one-time-passwords', { people: ['g01', 'g02', 'g03'] });
    assert.deepEqual(await steps(), expected(true, true, true, true));
    const signIn = async (n: number) => {
      const page = new Page(url);
      await page.send('POST', '/v1/session', { person: people[n].person, password: people[n].oneTimePassword });
      await page.send('POST', '/v1/me/password', { current: people[n].oneTimePassword, password });
      return page;
    };
    const agent = await signIn(0);
    assert.deepEqual(
      (await canSignIn()).map(([, , signIn]: string[]) => signIn),
      ['own', 'one-time', 'one-time'],
    );
    const { number } = await agent.send('POST', '/v1/cases', { ...complaintBody, site: 'osmanthus' });
    assert.ok((await agent.send('GET', `/v1/cases/${number}`)).clocks.length > 0);
    // The organisation's own administrator goes on from here, for it alone.
    const own = await signIn(2);
    assert.deepEqual(
      (await own.send('GET', '/v1/sites')).sites.map((one: { id: string }) => one.id),
      ['osmanthus'],
    );
    await own.send('POST', '/v1/people/g02/one-time-password');
  }, 90_000);

  it('a start makes no other where somebody can come in; where nobody can, the same one gets a new password', async () => {
    const { source } = database;
    const file = join(await newFolder(), 'first-password.txt');
    assert.equal(await makeFirstAdministrator(source, file), undefined);
    await source.query(`UPDATE passwords SET must_change = true, valid_until = clock_timestamp()`);
    const ids = await Promise.all([1, 2, 3].map(() => makeFirstAdministrator(source, file)));
    assert.deepEqual(ids.filter(Boolean), ['admin']);
    assert.equal((await firstPassword(file))![0], 'admin');
    const [{ count }] = await source.query(
      `SELECT count(*)::int AS count FROM people WHERE organisation = 'installation'`,
    );
    assert.equal(count, 1);
  });

  it('an id that is taken stays whose it is', async () => {
    const fresh = await freshDatabase();
    try {
      await fresh.source.query(`INSERT INTO people (id, name, organisation) VALUES ('admin', '陈一', 'somebody')`);
      const file = join(await newFolder(), 'first-password.txt');
      assert.equal(await makeFirstAdministrator(fresh.source, file), 'admin-2');
    } finally {
      await fresh.drop();
    }
  });
});
