// `npm run restore -- DIR [--erasures FILE]`: a backup becomes a desk again, on a database and in a DATA_DIR that are empty.
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig, type Config } from '../config.js';
import { createDataSource } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import { connectionUrls } from '../embedded/connection-urls.js';
import { Ledger } from '../ledger/ledger.js';
import { timeSourceOf } from '../ledger/time-source.js';
import { verifyLedger } from '../ledger/verify/verify.js';
import { RulebookStore } from '../ledger/versions/rulebooks.js';
import { applyErasureList, erasureListName, readErasureList } from '../ledger/words/erasure-list.js';
import { runCommand, tell } from './command.js';
import { placesOf } from './desk-places.js';
import { findBackup } from './manifest.js';
import { endRestore, restoreBackup, versionFault } from './restore.js';

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  options: { erasures: { type: 'string' } },
});
const [from, ...rest] = positionals;
if (!from || rest.length > 0) {
  tell('Say what to restore: npm run restore -- DIR [--erasures FILE]. DIR is what npm run backup made.');
  process.exit(2);
}

await runCommand(async () => {
  const config = readConfig();
  const { folder, manifest } = await findBackup(resolve(from));
  const fault = versionFault(manifest);
  if (fault) throw new Error(fault);
  if (config.databaseUrl && !config.databaseOwnerUrl)
    throw new Error('DATABASE_OWNER_URL is not set: a restore writes as the owner of the tables.');
  if (asked.erasures)
    await access(resolve(asked.erasures)).catch(() =>
      Promise.reject(new Error(`${asked.erasures} is not there: nothing was restored.`)),
    );
  // Its people are those of the backup, not those of a trial desk.
  const desk = await connectionUrls({ ...config, demo: false }, tell);
  try {
    if (config.databaseUrl) await migrate(desk.databaseOwnerUrl);
    tell(`Restoring ${folder}, the desk as it was at ${manifest.at}.`);
    const { left } = await restoreBackup(desk.databaseOwnerUrl, placesOf(config), folder, manifest);
    for (const place of left)
      tell(`${place} was there already and is another than that of the backup: it was left as it is.`);
    await eraseAndVerify(desk.databaseUrl, config, asked.erasures);
    await endRestore(desk.databaseOwnerUrl);
  } finally {
    await desk.release();
  }
});

/** What was erased since the backup goes again before anybody works; then the record is looked through. */
async function eraseAndVerify(databaseUrl: string, config: Config, given: string | undefined): Promise<void> {
  const source = await createDataSource(databaseUrl, { name: 'banjie-restore', unhurried: true }).initialize();
  const { store } = placesOf(config);
  try {
    const rulebooks = new RulebookStore(source);
    const time = timeSourceOf(config.clock);
    await rulebooks.refresh(time, 0);
    const ledger = new Ledger(source, rulebooks, { time });
    const list = given ? resolve(given) : join(config.erasuresDir, erasureListName);
    const there = await access(list).then(
      () => true,
      () => false,
    );
    if (there) {
      const { listed, unreadable } = await readErasureList(list);
      const { erased, refused } = await applyErasureList(ledger, store, listed, tell);
      tell(`${list}: ${erased} cases erased again, ${refused} not, ${unreadable} lines cannot be read.`);
      if (refused > 0) process.exitCode = 3;
    }
    if (!given)
      tell(
        'What was erased after the backup is back unless that list knew of it: with a newer copy, run npm run erase -- --list FILE before anybody works.',
      );
    const { cases, entries, faults } = await verifyLedger(source, undefined, store);
    for (const { number, seq, what } of faults) tell(`${number}${seq === undefined ? '' : `, entry ${seq}`}: ${what}`);
    if (faults.length > 0) process.exitCode = 1;
    tell(
      `${cases} cases with ${entries} entries are restored, ${faults.length === 0 ? 'every chain is whole' : `with ${faults.length} faults`}. Start the desk; deadlines that passed meanwhile are entered at once. Where the engine of before still runs: npm run reconcile.`,
    );
  } finally {
    await source.destroy();
  }
}
