// `npm run figures -- rebuild`: measures every case again. `-- check`: whether what is served is what the entries make,
// changing nothing.
import './one-sentence.js';
import { readConfigOnDisk } from '../config.js';
import { createDataSource } from '../database/data-source.js';
import { checkMeasurements } from '../ledger/figures/check-measurements.js';
import { MeasurementFeed } from '../ledger/figures/measurement-feed.js';
import { RulebookStore } from '../ledger/versions/rulebooks.js';
import { connectionUrls } from './connection-urls.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const [task] = process.argv.slice(2);
if (task !== 'rebuild' && task !== 'check') {
  say(
    'npm run figures -- rebuild   measures every case again from its entries\nnpm run figures -- check     compares what figures are served from with what the entries make',
  );
  process.exit(task === undefined || task === '--help' ? 0 : 1);
}
const desk = await connectionUrls(readConfigOnDisk(), say);
const source = await createDataSource(desk.databaseUrl, { name: 'banjie-figures' }).initialize();
const progress = (cases: number): void => void (cases % 10_000 === 0 && say(`${cases} cases …`));
try {
  const rulebooks = new RulebookStore(source);
  if (task === 'rebuild') {
    await new MeasurementFeed(source, rulebooks).rebuild(progress);
    say('Every case is measured again.');
  } else {
    const { cases, faults } = await checkMeasurements(source, rulebooks, progress);
    for (const fault of faults) say(fault);
    say(
      faults.length === 0
        ? `${cases} cases: everything that was measured is what the entries make, and adds up.`
        : 'Measure again: npm run figures -- rebuild',
    );
    process.exitCode = faults.length === 0 ? 0 : 1;
  }
} finally {
  await source.destroy();
  await desk.release();
}
