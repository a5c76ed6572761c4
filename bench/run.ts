import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../config.js';
import { measureActCosts } from './act-costs.js';
import { measureBurst } from './burst.js';
import { checkLedger } from './check-ledger.js';
import { measureDeadlines } from './deadlines.js';
import { describeMachine } from './machine.js';
import { measurePaces, paces } from './pace.js';
import { markdown, type Results } from './report.js';
import { measureGrowth } from './growth/growth.js';
import { writeGrowthCurves } from './growth/growth-report.js';
import { measureIdle } from './idle.js';
import { coldRound, hotRound, measure, type Totals } from './rounds.js';
import { startServers } from './servers.js';
import { contendersOf } from './contenders.js';

if (process.argv[2] === 'figures') {
  await import('./figures.js');
  process.exit(0);
}
if (process.argv[2] === 'search') {
  await import('./search.js');
  process.exit(0);
}

const usage = `npm run bench -- [options]
  figures             figures over a million cases instead: --cases N, --real N
  search              searching a million cases instead: --cases N
  --quick             a short run: fewer rounds and cases, 500 deadlines
  --rounds N          rounds of every way (default 5; quick 2)
  --cases N           cases a round of A and B; C does ten times as many (default 200; quick 60)
  --clients N         clients at once (default 16)
  --deadlines N       deadlines at one instant; 0 for none (default 10000; quick 500)
  --calls N           calls about one outage; 0 for none (default 10000; quick 500)
  --only hot,single,paced,cold,deadlines,burst,idle,growth,acts  parts (default all but growth and acts)
  --open N            open cases of the idle desk (default 10000; quick 500)
  --sizes N,N,…       sizes to which the desk grows (default 10000,100000,1000000; quick 1000,5000)
  --profile FOLDER    writes processor profiles of the API and the worker there`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    help: { type: 'boolean' },
    only: { type: 'string' },
    profile: { type: 'string' },
    rounds: { type: 'string' },
    cases: { type: 'string' },
    clients: { type: 'string' },
    deadlines: { type: 'string' },
    calls: { type: 'string' },
    open: { type: 'string' },
    sizes: { type: 'string' },
  },
});
const say = (text: string) => void process.stdout.write(`${text}\n`);
if (values.help) {
  say(usage);
  process.exit(0);
}
const wanted = (
  name: 'rounds' | 'cases' | 'clients' | 'deadlines' | 'calls' | 'open',
  usual: number,
  quick: number,
): number => {
  const found = Number(values[name] ?? (values.quick ? quick : usual));
  if (!Number.isInteger(found) || found < 0)
    throw new Error(`--${name} must be a whole number: it is '${values[name]}'.\n${usage}`);
  return found;
};
const rounds = wanted('rounds', 5, 2);
const cases = wanted('cases', 200, 60);
const clients = wanted('clients', 16, 16);
const deadlines = wanted('deadlines', 10_000, 500);
const calls = wanted('calls', 10_000, 500);
const open = wanted('open', 10_000, 500);
const sizes = (values.sizes ?? (values.quick ? '1000,5000' : '10000,100000,1000000')).split(',').map(Number);
if (!sizes.every((size, at) => Number.isInteger(size) && size > (sizes[at - 1] ?? 499)))
  throw new Error(`--sizes must be rising whole numbers from 500 on: it is '${values.sizes}'.\n${usage}`);
const parts = values.only?.split(',') ?? ['hot', 'single', 'paced', 'cold', 'deadlines', 'burst', 'idle'];

if (values.profile) await mkdir(values.profile, { recursive: true });
const env: NodeJS.ProcessEnv = {
  LOG_LEVEL: 'info',
  // One client does the work of a whole desk.
  ACTS_PER_MINUTE: '0',
  READS_PER_MINUTE: '0',
  ...(values.profile
    ? { NODE_OPTIONS: `--import ${new URL(`profiler.js?folder=${resolve(values.profile)}`, import.meta.url).href}` }
    : {}),
};
const servers = await startServers(env, say, parts.includes('acts'));
let stopping: Promise<void> | undefined;
const stop = () => (stopping ??= servers.stop());
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().then(() => process.exit(130)));

try {
  const ways = contendersOf(servers);
  const totals: Totals = { banjie: 0, raw: 0, plain: 0, floor: 0 };
  const results: Results = {
    startedAt: new Date().toISOString(),
    machine: await describeMachine(servers),
    clients,
    hot: [],
    single: [],
    paced: { within: [], apart: [], atOnce: [] },
    cold: [],
    ledger: { cases: 0, entries: 0 },
  };
  const engines = ways.filter(({ name }) => name === 'banjie' || name === 'raw');
  const [banjie] = ways;

  if (parts.some((part) => part !== 'idle' && part !== 'growth')) {
    say('warming up');
    // Until the compiler of every process is done with what it runs: after 300 cases the API still took a seventh more
    // a case than after 1,500.
    const warm = values.quick ? 5 * cases : 1_500;
    await hotRound(servers, ways, { banjie: warm, raw: warm, plain: 2 * warm, floor: warm }, clients, totals);
  }
  if (parts.includes('hot')) {
    for (let round = 1; round <= rounds; round += 1) {
      say(`hot, round ${round} of ${rounds}`);
      results.hot.push(
        ...(await hotRound(
          servers,
          ways,
          { banjie: cases, raw: cases, plain: 10 * cases, floor: cases },
          clients,
          totals,
        )),
      );
    }
  }
  if (parts.includes('single')) {
    for (let round = 1; round <= rounds; round += 1) {
      say(`one client, round ${round} of ${rounds}`);
      results.single.push(
        ...(await hotRound(
          servers,
          ways.filter(({ name }) => name !== 'floor'),
          { banjie: Math.ceil(cases / 10), raw: Math.ceil(cases / 10), plain: cases, floor: 0 },
          1,
          totals,
        )),
      );
    }
  }
  if (parts.includes('paced')) {
    const job = { rounds: Math.ceil(rounds / 2), warm: values.quick ? 150 : 1_500 };
    results.paced = await measurePaces(servers, engines, job, totals, say);
  }
  if (parts.includes('cold')) {
    // The workflows must have been told of the first half before the worker forgets them.
    await servers.tellWithin(0);
    for (let round = 1; round <= Math.ceil(rounds / 2); round += 1) {
      say(`cold, round ${round} of ${Math.ceil(rounds / 2)}`);
      for (const way of engines) results.cold.push(await coldRound(servers, way, cases, clients, totals));
    }
    await servers.tellWithin(paces.within.tellWithin);
  }
  if (parts.includes('deadlines') && deadlines > 0) {
    say(`${deadlines} deadlines at one instant`);
    // A round more, so that the worker is as warm after the cold part as before.
    await measure(servers, banjie!, { clients, cases: 60 }, totals);
    results.deadlines = await measureDeadlines(servers, banjie!, deadlines, clients);
  }
  if (parts.includes('burst') && calls > 0) {
    say(`${calls} calls about one outage`);
    results.burst = await measureBurst(servers, calls, clients);
  }
  if (parts.includes('acts')) {
    say('what each act costs');
    results.actCosts = await measureActCosts(servers, banjie!, cases);
  }
  if (parts.includes('idle') && open > 0) {
    say(`an idle desk with ${open} open cases`);
    results.idle = await measureIdle(servers, banjie!, { cases: open, seconds: values.quick ? 15 : 60, clients });
  }
  if (parts.includes('growth')) {
    const workflows = values.quick ? { open: 100, closed: 50 } : { open: 500, closed: 500 };
    results.growth = await measureGrowth(servers, { sizes, times: values.quick ? 30 : 200, workflows }, say);
  }
  say('checking the whole ledger');
  // What was made up was checked where it was made: a million cases take longer than all the rest.
  results.ledger = results.growth?.verified ?? (await checkLedger(servers));
  const folder = join(projectRoot, 'bench', 'results');
  const name = `${results.startedAt.slice(0, 10)}-${results.machine.cpu
    .toLowerCase()
    .replaceAll(/\(r\)|\(tm\)/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}`;
  const text = markdown(results, name);
  await mkdir(folder, { recursive: true });
  if (results.growth) await writeGrowthCurves(folder, name, results.growth);
  await writeFile(join(folder, `${name}.md`), `${text}\n`);
  await writeFile(
    join(folder, `${name}.json`),
    `${JSON.stringify(results, (key, value: unknown) => (key === 'numbers' ? undefined : value), 1)}\n`,
  );
  say(`\n${text}\n\nWritten to ${join(folder, name)}.md and .json`);
} finally {
  await stop();
}
