// `npm run erase -- --list FILE`: after a backup was restored, erases again what was erased since it was made. On the
// database of the settings, of the running desk, or of DATA_DIR.
import './one-sentence.js';
import { parseArgs } from 'node:util';
import { readConfigOnDisk } from '../config.js';
import { createDataSource } from '../database/data-source.js';
import { FileStore } from '../ledger/files/file-store.js';
import { Ledger } from '../ledger/ledger.js';
import { timeSourceOf } from '../ledger/time-source.js';
import { RulebookStore } from '../ledger/versions/rulebooks.js';
import { applyErasureList, readErasureList } from '../ledger/words/erasure-list.js';
import { connectionUrls } from './connection-urls.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const { values: asked } = parseArgs({ options: { list: { type: 'string' } } });
if (!asked.list) {
  say('Name the list: npm run erase -- --list FILE (erasures.jsonl of ERASURES_DIR).');
  process.exit(2);
}
const { listed, unreadable } = await readErasureList(asked.list);
const config = readConfigOnDisk();
const desk = await connectionUrls(config, say);
const source = await createDataSource(desk.databaseUrl, { name: 'banjie-erase' }).initialize();
try {
  const rulebooks = new RulebookStore(source);
  await rulebooks.refresh(timeSourceOf(config.clock), 0);
  const ledger = new Ledger(source, rulebooks, { time: timeSourceOf(config.clock) });
  const { erased, refused } = await applyErasureList(ledger, new FileStore(config.filesDir), listed, say);
  const cut = unreadable > 0 ? `, ${unreadable} lines cannot be read` : '';
  say(`${listed.length} lines: ${erased} erased again, ${refused} not${cut}; all others were erased already.`);
  process.exitCode = refused > 0 ? 3 : 0;
} finally {
  await source.destroy();
  await desk.release();
}
