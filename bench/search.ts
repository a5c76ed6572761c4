// `npm run bench -- search [--cases N]`: how long cases are searched for by phone, place and words among a million, with
// the plans of PostgreSQL.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../config.js';
import { withBenchDatabase } from './bench-database.js';
import { searchReport } from './search-report.js';
import { insertSearchedCases } from './search-synthetic.js';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '1000000' } },
  allowPositionals: true,
});
await withBenchDatabase(async ({ source, owner }) => {
  await insertSearchedCases(owner, Number(values.cases));
  const report = await searchReport(source, (line) => void process.stdout.write(`${line}\n`));
  const results = join(projectRoot, 'bench', 'results');
  await mkdir(results, { recursive: true });
  await writeFile(join(results, `${new Date().toISOString().slice(0, 10)}-search.md`), report);
});
