// `npm run bench -- search [--cases N]`: how long cases are searched for by phone, place and words among a million, with
// the plans of PostgreSQL.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../config.js';
import { createDataSource } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import { freePort } from '../embedded/ports.js';
import { startPostgres, stopPostgres } from '../embedded/postgres.js';
import { removeOnExit } from '../embedded/processes.js';
import { searchReport } from './search-report.js';
import { insertSearchedCases } from './search-synthetic.js';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '1000000' } },
  allowPositionals: true,
});
const folder = await mkdtemp(join(tmpdir(), 'banjie-bench-'));
const forget = removeOnExit(folder);
const postgres = await startPostgres({
  folder: join(folder, 'postgres'),
  port: await freePort(),
  secretsFile: join(folder, 'secrets.json'),
  logFile: join(folder, 'postgres.log'),
  throwAway: true,
});
try {
  await migrate(postgres.ownerUrl());
  const owner = await createDataSource(postgres.ownerUrl(), { pool: 2, name: 'banjie-bench-owner' }).initialize();
  const source = await createDataSource(postgres.appUrl(), { pool: 2, name: 'banjie-bench' }).initialize();
  try {
    await insertSearchedCases(owner, Number(values.cases));
    const report = await searchReport(source, (line) => void process.stdout.write(`${line}\n`));
    const results = join(projectRoot, 'bench', 'results');
    await mkdir(results, { recursive: true });
    await writeFile(join(results, `${new Date().toISOString().slice(0, 10)}-search.md`), report);
  } finally {
    await source.destroy();
    await owner.destroy();
  }
} finally {
  await stopPostgres(postgres.server);
  await rm(folder, { recursive: true, force: true });
  forget();
}
