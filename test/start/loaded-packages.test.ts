// An idle desk keeps nothing in memory that it seldom needs: what the programs of `npm start` have loaded when they end
// again.
import { afterAll, beforeAll, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../config.js';
import { run } from '../../embedded/processes.js';
import { startStack } from '../../embedded/stack.js';

const probe = `--import=${pathToFileURL(join(projectRoot, 'dist', 'test', 'support', 'loaded-packages.js')).href}`;
/** For tables, papers, photos and mail: each is loaded with the first of them. */
const seldomNeeded = ['hucre', 'saxes', 'yauzl', 'pdfmake', 'fontkit', 'sharp', 'nodemailer'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'banjie-loaded-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function packagesOf(file: string, pid?: number): Set<string> {
  const lines = readFileSync(file, 'utf8').split('\n');
  const own = lines.filter((line) => pid === undefined || line.startsWith(`${pid} `));
  return new Set(own.flatMap((line) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(line)?.[1] ?? []));
}

const loadedOf = (packages: Set<string>, names: string[]) => names.filter((name) => packages.has(name));

it('neither API nor worker loads what reads and writes tables, papers, photos or mail before there is one', async () => {
  const file = join(folder, 'desk');
  const env = { DEMO: 'true', LOADED_PACKAGES: file, NODE_OPTIONS: probe };
  const stack = await startStack({ dataDir: join(folder, 'data'), env });
  const { api, worker } = stack.pids();
  await stack.stop();
  const ofApi = packagesOf(file, api);
  const ofWorker = packagesOf(file, worker);
  assert.deepEqual(loadedOf(ofApi, ['fastify', 'typeorm', ...seldomNeeded]), ['fastify', 'typeorm']);
  assert.deepEqual(loadedOf(ofWorker, ['@temporalio/worker', 'typeorm', ...seldomNeeded]), [
    '@temporalio/worker',
    'typeorm',
  ]);
}, 240_000);

it('what starts the desk, and stays beside it, loads neither the ORM nor the SDK of Temporal', async () => {
  const file = join(folder, 'launcher');
  const code = `await import(${JSON.stringify(pathToFileURL(join(projectRoot, 'dist', 'embedded', 'stack.js')).href)})`;
  const { out } = await run(process.execPath, [probe, '--input-type=module', '--eval', code], {
    env: { ...process.env, LOADED_PACKAGES: file },
  });
  assert.equal(out, '');
  const packages = [...packagesOf(file)];
  assert.ok(packages.includes('pg'));
  assert.deepEqual(
    packages.filter((name) => /^(@temporalio|typeorm|@nestjs|rxjs|luxon)/.test(name)),
    [],
  );
}, 60_000);
