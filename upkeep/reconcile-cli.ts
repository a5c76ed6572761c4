// `npm run reconcile [-- --mend]`: do ledger and engine know the same of every case? On the desk that runs.
import { parseArgs } from 'node:util';
import { readConfig } from '../config.js';
import { openDatabase } from '../database/open-database.js';
import { urlsOfRunningDesk } from '../embedded/connection-urls.js';
import { engineSigningKeys } from '../embedded/engine-keys.js';
import { Ledger } from '../ledger/ledger.js';
import { timeSourceOf } from '../ledger/time-source.js';
import { RulebookStore } from '../ledger/versions/rulebooks.js';
import { Engine } from '../temporal/engine.js';
import { OutboxRelay } from '../temporal/outbox-relay.js';
import { runCommand, tell } from './command.js';
import { mend, reconcile } from './reconcile.js';

const { values: asked } = parseArgs({ options: { mend: { type: 'boolean', default: false } } });
const shownOfAKind = 10;
/** What the relay meets is said in sums. */
const silent = { error: () => undefined, info: () => undefined };

await runCommand(async () => {
  const config = readConfig();
  const desk = await urlsOfRunningDesk(config);
  if (!desk?.temporalAddress)
    throw new Error('The desk does not run: start it first, it is held against its running engine.');
  const given = config.engineSigningKeys;
  if (config.databaseUrl && given.length === 0)
    throw new Error('ENGINE_SIGNING_KEYS is not set: it must be that of API and worker.');
  const source = await openDatabase(desk.databaseUrl, { name: 'banjie-reconcile', unhurried: true });
  const engine = new Engine({
    address: desk.temporalAddress,
    namespace: config.temporalNamespace,
    taskQueue: config.taskQueue,
    signingKeys: given.length > 0 ? given : (await engineSigningKeys(config.dataDir)).split(','),
  });
  try {
    const time = timeSourceOf(config.clock);
    const rulebooks = new RulebookStore(source);
    await rulebooks.refresh(time, 0);
    const ledger = new Ledger(source, rulebooks, { time });
    const { cases, workflows, differences } = await reconcile(ledger, engine, (done) => {
      if (done % 5_000 === 0) tell(`${done} cases …`);
    });
    const shown = new Map<string, number>();
    for (const { number, kind, what, remedy } of differences) {
      const before = shown.get(kind) ?? 0;
      shown.set(kind, before + 1);
      if (before < shownOfAKind) tell(`${number}: ${what}${remedy === 'look' ? '; somebody has to look' : ''}.`);
    }
    for (const [kind, count] of shown) if (count > shownOfAKind) tell(`${kind}: ${count} in all.`);
    const sums = `${cases} cases that are not done, ${workflows} workflows: `;
    if (differences.length === 0) return tell(`${sums}ledger and engine agree.`);
    if (!asked.mend) {
      process.exitCode = 3;
      return tell(`${sums}${differences.length} differences; npm run reconcile -- --mend mends what can be.`);
    }
    if (cases === 0)
      throw new Error(
        'The ledger has no case that is not done, and workflows run: is this the database of that engine?',
      );
    const relay = new OutboxRelay(ledger, engine, silent, { unsentMs: 0, roundCases: 1_000_000 });
    const mended = await mend(ledger, engine, relay, differences);
    tell(`${sums}${differences.length} differences, ${mended} mended. Run it again to see that they agree.`);
    if (mended < differences.length) process.exitCode = 3;
  } finally {
    await engine.close();
    await source.destroy();
    await desk.release();
  }
});
