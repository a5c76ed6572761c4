// `npm run bench -- search [--cases N]`: how long cases are searched for by phone, place and words among a million, with
// the plans of PostgreSQL.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../config.js';
import { seedDemoPeople } from '../demo/people.js';
import { withBenchDatabase } from './bench-database.js';
import { makePatterns } from './growth/patterns.js';
import { insertSyntheticCases } from './growth/synthetic-cases.js';
import { searchReport } from './search-report.js';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '1000000' } },
  allowPositionals: true,
});
const openShare = 0.1;
await withBenchDatabase(async ({ source, owner }) => {
  const folder = await mkdtemp(join(tmpdir(), 'banjie-bench-'));
  await seedDemoPeople(source, folder).finally(() => rm(folder, { recursive: true }));
  const [now, quietMs] = [new Date(), 3_600_000];
  const open = Math.round(Number(values.cases) * openShare);
  const wanted = { before: 0, open, closed: Number(values.cases) - open, teams: true, now, quietMs };
  const sites = ['riverside', 'sunshine'];
  await insertSyntheticCases(owner, await makePatterns(source, now, quietMs), { ...wanted, sites });
  const report = await searchReport(source, (line) => void process.stdout.write(`${line}\n`));
  const results = join(projectRoot, 'bench', 'results');
  await mkdir(results, { recursive: true });
  await writeFile(join(results, `${new Date().toISOString().slice(0, 10)}-search.md`), report);
});
