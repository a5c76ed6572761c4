// `npm run verify [-- --heads FILE_OR_FOLDER] [--key PUBLIC_KEY ...]`: is the record whole? On the database of the settings, of
// the running desk, or of DATA_DIR; held against heads that were kept elsewhere, else against the newest of HEADS_DIR.
import './one-sentence.js';
import { parseArgs } from 'node:util';
import { readConfigOnDisk } from '../config.js';
import { createDataSource } from '../database/data-source.js';
import { connectionUrls } from './connection-urls.js';
import { FileStore } from '../ledger/files/file-store.js';
import { headFilesIn, headsWithLeaves } from '../ledger/heads/head-files.js';
import { readHeadKey } from '../ledger/heads/head-key.js';
import { faultsAgainstHead } from '../ledger/verify/verify-heads.js';
import { verifyLedger } from '../ledger/verify/verify.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const { values: asked } = parseArgs({
  options: { heads: { type: 'string' }, key: { type: 'string', multiple: true } },
});
const config = readConfigOnDisk();
const heads = asked.heads
  ? await headFilesIn(asked.heads)
  : (await headFilesIn(config.headsDir).catch(() => [])).slice(-1);
const ownKey = await readHeadKey(config.headKeyFile);
const publicKeys = asked.key ?? (ownKey ? [ownKey.publicKey] : []);
const withLeaves = new Set(headsWithLeaves(heads));
const desk = await connectionUrls(config, say);
const source = await createDataSource(desk.databaseUrl, { name: 'banjie-verify', unhurried: true }).initialize();
try {
  const { cases, entries, faults } = await verifyLedger(
    source,
    (done) => {
      if (done % 1_000 === 0) say(`${done} cases …`);
    },
    new FileStore(config.filesDir),
  );
  for (const file of heads) {
    const mayBeGone = !withLeaves.has(file);
    const { said, compared, faults: differing } = await faultsAgainstHead(source, file, { publicKeys, mayBeGone });
    faults.push(...differing);
    const what =
      compared || differing.length > 0 ? '' : ': its leaves were removed, so the cases were not compared with it';
    say(`${file}: the head of ${said.at} over ${said.cases} cases${what}.`);
  }
  for (const { number, seq, what } of faults) say(`${number}${seq === undefined ? '' : `, entry ${seq}`}: ${what}`);
  say(
    faults.length === 0
      ? `${cases} cases with ${entries} entries: every chain is whole, every case is what its entries make, every file is there.`
      : `${faults.length} faults in ${cases} cases with ${entries} entries.`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await source.destroy();
  await desk.release();
}
