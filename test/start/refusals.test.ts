import { afterAll, afterEach, beforeAll, describe, it, jest } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { appendFile, cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../config.js';
import { migrate } from '../../database/migrate.js';
import { migrations } from '../../database/migrations/all.js';
import { openDatabase } from '../../database/open-database.js';
import { migrationFault, neededSchema, schemaAfter, schemaFault } from '../../database/schema-version.js';
import { run } from '../../embedded/processes.js';
import { withHolidays } from '../../domain/rulebook/holidays.js';
import { loadAllRulebooks } from '../../rulebooks/load.js';
import { storedRulebookFault } from '../../rulebooks/stored-rulebook.js';
import { freshDatabase, withClient, type TestDatabase } from '../support/database.js';

const programs = ['api/main.js', 'worker/main.js'] as const;

describe('a program that meets what it does not know ends with one sentence that says what to do', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await freshDatabase();
    folder = await mkdtemp(join(tmpdir(), 'banjie-refusals-'));
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });
  afterEach(() => setSchema(neededSchema));

  const asOwner = (text: string, values: unknown[] = []) =>
    withClient(database.ownerUrl, (client) => client.query(text, values));
  const setSchema = ({ version, oldestCode }: typeof neededSchema) =>
    asOwner('UPDATE schema_version SET version = $1, oldest_code = $2', [version, oldestCode]);

  /** The one line a program ends with. */
  async function refusalOf(program: string, databaseUrl = database.appUrl, built = join(projectRoot, 'dist')) {
    const env = { DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: '127.0.0.1:9', DATA_DIR: folder, PORT: '0' };
    const { code, out, timedOut } = await run(process.execPath, [join(built, program)], {
      env: { ...process.env, ...env },
      timeoutMs: 60_000,
    });
    assert.equal(timedOut, false, out);
    assert.equal(code, 1, out);
    assert.equal(out.split('\n').length, 1, out);
    return out;
  }

  /** Work on a database without tables. */
  async function withEmptyDatabase(work: (appUrl: string, ownerUrl: string) => Promise<void>) {
    const name = `banjie_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
    const urlAs = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
    await asOwner(`CREATE DATABASE ${name}`);
    try {
      await work(urlAs(database.appUrl), urlAs(database.ownerUrl));
    } finally {
      await asOwner(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  }

  it('a database without tables: run the migrations', () =>
    withEmptyDatabase(async (appUrl) => {
      for (const program of programs)
        assert.match(await refusalOf(program, appUrl), /has no tables yet: run the migrations/);
    }));

  it.each([0, 1, 2, migrations.length - 1])(
    'a first migration that stopped after %d steps: run the migrations, which go on from there',
    (steps) =>
      withEmptyDatabase(async (appUrl, ownerUrl) => {
        const failing = jest.spyOn(migrations[steps]!.prototype, 'up').mockRejectedValue(new Error('stopped'));
        const quiet = jest.spyOn(console, 'log').mockReturnValue(); // TypeORM prints the failure
        await assert.rejects(migrate(ownerUrl), /stopped/);
        failing.mockRestore();
        quiet.mockRestore();
        const fault = /The database has schema 0, and this Banjie needs \d+: run the migrations/;
        await assert.rejects(openDatabase(appUrl), fault);
        if (steps === 1) for (const program of programs) assert.match(await refusalOf(program, appUrl), fault);
        assert.equal((await migrate(ownerUrl)).length, migrations.length - steps);
        await (await openDatabase(appUrl)).destroy();
        assert.deepEqual(await migrate(ownerUrl), []);
      }),
  );

  it('a schema whose version was never written: run the migrations', async () => {
    await asOwner('DELETE FROM schema_version');
    await assert.rejects(openDatabase(database.appUrl), /has schema 0, .*: run the migrations/);
    assert.deepEqual(await migrate(database.ownerUrl), []);
    await (await openDatabase(database.appUrl)).destroy();
  });

  it('a schema that is too old: run the migrations', async () => {
    await setSchema({ ...neededSchema, version: neededSchema.version - 100_000 });
    for (const program of programs)
      assert.match(await refusalOf(program), /^The (API|worker) stops: .* this Banjie needs \d+: run the migrations/);
    await migrate(database.ownerUrl);
    const { rows } = await asOwner('SELECT version::bigint::text AS version FROM schema_version');
    assert.deepEqual(rows, [{ version: String(neededSchema.version) }]);
  });

  it('a schema that needs newer code: upgrade the code, for the migrations too, which leave it as it is', async () => {
    const newer = { version: neededSchema.version + 100_000, oldestCode: '0.10.0' };
    await setSchema(newer);
    for (const program of programs)
      assert.match(await refusalOf(program), /needs Banjie 0\.10\.0 or newer, and this is [\d.]+: upgrade the code/);
    await assert.rejects(migrate(database.ownerUrl), /upgrade the code/);
    await setSchema({ ...newer, oldestCode: neededSchema.oldestCode });
    assert.deepEqual(await migrate(database.ownerUrl), []);
    const { rows } = await asOwner('SELECT version::text, oldest_code FROM schema_version');
    assert.deepEqual(rows, [{ version: String(newer.version), oldest_code: neededSchema.oldestCode }]);
  });

  it('a rulebook on record with a key of before 0.2.0, or one that this code does not know', async () => {
    const { rulebook } = loadAllRulebooks()[0]!;
    const insert = (version: string, body: object) =>
      asOwner(`INSERT INTO rulebooks (name, version, sha256, body) VALUES ('estate', $1, '', $2)`, [version, body]);
    await insert('1', { ...rulebook, parts: {} });
    for (const program of programs)
      assert.match(
        await refusalOf(program),
        /cannot read rulebook estate 1, which is on record \(parts: 'parts' is now called 'roleGroups'.*\): run the version/,
      );
    await asOwner(`DELETE FROM rulebooks WHERE name = 'estate'`);
    await insert('2', { ...rulebook, oracle: 'x' });
    assert.match(await refusalOf('worker/main.js'), /cannot read rulebook estate 2, .* additional properties/);
    await asOwner(`DELETE FROM rulebooks WHERE name = 'estate'`);
  });

  it('a bundle of the workflows that was built from other code, or that is not there', async () => {
    const copy = join(folder, 'copy');
    await cp(join(projectRoot, 'dist'), join(copy, 'dist'), { recursive: true });
    for (const name of ['package.json', 'node_modules', 'rulebooks'])
      await symlink(join(projectRoot, name), join(copy, name));
    const refusal = () => refusalOf('worker/main.js', database.appUrl, join(copy, 'dist'));
    await appendFile(join(copy, 'dist', 'domain', 'text.js'), '\n// another line');
    assert.match(
      await refusal(),
      /workflow-bundle\.js was built from other code than this worker: run "npm run build"/,
    );
    await rm(join(copy, 'dist', 'workflow-bundle.js'));
    assert.match(await refusal(), /workflow-bundle\.js is not there or has no digest: run "npm run build"/);
  });
});

describe('which code lives with which schema', () => {
  it('every shipped rulebook can be read as it is stored, with a holiday table that was published too', () => {
    const edition = { country: 'cn', year: 2027, edition: 1, days: [] };
    for (const { rulebook } of loadAllRulebooks()) {
      const held = withHolidays(rulebook, [edition]);
      assert.match(held.version, /\+cn\.1$/);
      for (const body of [rulebook, held]) assert.equal(storedRulebookFault(body), undefined);
    }
  });

  it('the oldest code is that of the most demanding migration, by number and not by letter', () => {
    class Early1700000000000 extends migrations[0]! {
      override readonly oldestCode = '0.10.0';
    }
    class Late1800000000000 extends migrations[0]! {
      override readonly oldestCode = '0.9.0';
    }
    assert.deepEqual(schemaAfter([Early1700000000000, Late1800000000000]), {
      version: 1_800_000_000_000,
      oldestCode: '0.10.0',
    });
  });

  it('code that is new enough serves on a newer schema; nothing runs on data from before 0.2.0', () => {
    const newer = { version: neededSchema.version + 1, oldestCode: '0.9.0' };
    assert.equal(schemaFault(newer, '0.9.0'), undefined);
    assert.equal(schemaFault(newer, '0.10.0'), undefined);
    assert.match(schemaFault(newer, '0.8.9') ?? '', /upgrade the code/);
    assert.match(schemaFault('before 0.2.0') ?? '', /from before Banjie 0\.2\.0/);
    assert.equal(migrationFault('empty'), undefined);
  });
});
