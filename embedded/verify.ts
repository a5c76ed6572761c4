// `npm run verify`: is the record whole? On the database of the settings, of the running desk, or of DATA_DIR.
import { readConfig } from '../config.js';
import { createDataSource } from '../database/data-source.js';
import { connectionUrls } from './connection-urls.js';
import { FileStore } from '../ledger/files/file-store.js';
import { verifyLedger } from '../ledger/verify/verify.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const config = readConfig();
const desk = await connectionUrls(config, say);
const source = await createDataSource(desk.databaseUrl, { name: 'banjie-verify' }).initialize();
try {
  const { cases, entries, faults } = await verifyLedger(
    source,
    (done) => {
      if (done % 1_000 === 0) say(`${done} cases …`);
    },
    new FileStore(config.filesDir),
  );
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
