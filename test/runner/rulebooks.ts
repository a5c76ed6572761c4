// Before the first test file: the rulebooks are read once for all files, which takes each of them a second otherwise.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadAllRulebooks } from '../../rulebooks/load.js';

const variable = 'BANJIE_TEST_RULEBOOKS';

/** Writes the shipped rulebooks to a file that test/support/shipped.ts reads, unless that is done. */
export default function writeRulebooks(): void {
  if (process.env[variable]) return;
  const file = join(mkdtempSync(join(tmpdir(), 'banjie-rulebooks-')), 'rulebooks.json');
  writeFileSync(file, JSON.stringify(loadAllRulebooks().map(({ rulebook }) => rulebook)));
  process.env[variable] = file;
  process.once('exit', () => rmSync(dirname(file), { recursive: true, force: true }));
}
