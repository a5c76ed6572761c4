// `npm run bench -- figures [--cases N] [--real N]`: how long figures take over a million cases, with the plans of
// PostgreSQL, and what measuring costs an act.
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DataSource } from 'typeorm';
import { projectRoot } from '../config.js';
import type { Dimension, FigureRule } from '../domain/rulebook/figures.js';
import { casesStatement, figureCases } from '../ledger/figures/cases.js';
import { MeasurementFeed } from '../ledger/figures/measurement-feed.js';
import { figuresOf } from '../ledger/figures/figures.js';
import { countLateClocks, listLateClocks } from '../ledger/figures/late-clocks.js';
import type { FigureQuery } from '../ledger/figures/figures-query.js';
import { totalsStatement } from '../ledger/figures/totals.js';
import { Ledger } from '../ledger/ledger.js';
import { RulebookStore } from '../ledger/versions/rulebooks.js';
import { loadAllRulebooks } from '../rulebooks/load.js';
import { withBenchDatabase } from './bench-database.js';
import { insertSyntheticCases } from './figures-synthetic.js';
import { realCases, seed } from './figures-real.js';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '1000000' }, real: { type: 'string', default: '2000' } },
  allowPositionals: true,
});
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const lines: string[] = [];
const write = (text: string): void => void lines.push(text);

await withBenchDatabase(({ source, owner }) => measure(source, owner, Number(values.cases), Number(values.real)));

async function measure(source: DataSource, owner: DataSource, cases: number, real: number): Promise<void> {
  const rulebooks = new RulebookStore(source);
  await rulebooks.register(loadAllRulebooks().map(({ rulebook }) => rulebook));
  const ledger = new Ledger(source, rulebooks);
  await seed(source);
  const property = rulebooks.current('property')!;
  write(
    `# Figures over ${cases.toLocaleString('en')} cases\n\n${cpus()[0]?.model.trim()}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)} at the start; PostgreSQL with its defaults. \`npm run bench -- figures\`.\n`,
  );

  say(`${real} real cases through the ledger`);
  const { acts, actMs } = await realCases(ledger, real);
  const feed = new MeasurementFeed(source, rulebooks);
  const fedMs = await timed(() => feed.catchUp());
  const idleMs = await timed(() => feed.catchUp());
  const rebuiltMs = await timed(() => feed.rebuild());
  const [{ n: measurements }] = await source.query(`SELECT count(*)::integer AS n FROM measurements`);
  write(
    `## Measuring\n\n${real.toLocaleString('en')} cases, ${acts.toLocaleString('en')} acts at ${(actMs / acts).toFixed(1)} ms each through the ledger: ${measurements} measurements, made afterwards in ${(fedMs / 1000).toFixed(1)} s (${(fedMs / acts).toFixed(2)} ms an act, in the worker). A round that finds nothing new: ${idleMs.toFixed(1)} ms. All of them again: ${(rebuiltMs / 1000).toFixed(1)} s.\n`,
  );

  say(`${cases} cases made up`);
  const madeMs = await timed(() => insertSyntheticCases(owner, cases));
  const [size] = await owner.query(
    `SELECT (SELECT count(*) FROM measurements) AS measurements, (SELECT count(*) FROM measured_days) AS days, (SELECT count(*) FROM measured_months) AS months, pg_size_pretty(pg_total_relation_size('measurements')) AS measurements_size, pg_size_pretty(pg_total_relation_size('measured_days')) AS days_size`,
  );
  say(`made up in ${Math.round(madeMs / 1000)} s`);
  write(
    `## What is read\n\n${Number(size.measurements).toLocaleString('en')} measurements (${size.measurements_size} with their indexes), added up in ${Number(size.days).toLocaleString('en')} rows of days (${size.days_size}) and ${Number(size.months).toLocaleString('en')} of months with persons; 24 months, two sites, 60 people.\n`,
  );

  const base = { rulebook: 'property', sites: ['sunshine', 'riverside'], keys: ['p01'] };
  const month: FigureQuery = { ...base, from: '2025-06-01', until: '2025-07-01' };
  const year: FigureQuery = { ...base, from: '2025-01-01', until: '2026-01-01' };
  const figure = (id: string): FigureRule => property.figures!.find((item) => item.id === id)!;
  const rows: [what: string, work: () => Promise<unknown>][] = [
    ['all figures of a month', () => figuresOf(ledger, month)],
    ...(['tier', 'kind', 'department', 'person', 'clause', 'step', 'month'] as Dimension[]).map(
      (by): [string, () => Promise<unknown>] => [`… by ${by}`, () => figuresOf(ledger, month, { by })],
    ),
    ['all figures of a year', () => figuresOf(ledger, year)],
    ['… by month', () => figuresOf(ledger, year, { by: 'month' })],
    ['… by person', () => figuresOf(ledger, year, { by: 'person' })],
    [
      'one figure of a year (clocks met in time) by step',
      () => figuresOf(ledger, year, { ids: ['clocks-on-time'], by: 'step' }),
    ],
    [
      'one figure of three weeks, one person',
      () =>
        figuresOf(
          ledger,
          { ...base, from: '2025-06-03', until: '2025-06-24', person: 'person-7' },
          { ids: ['clocks-on-time'] },
        ),
    ],
    [
      'one figure of a month, one person',
      () => figuresOf(ledger, { ...month, person: 'person-7' }, { ids: ['clocks-on-time'] }),
    ],
    [
      'a number opens into its cases, first page',
      () => figureCases(source, figure('clocks-on-time'), month, { missed: true, limit: 51 }),
    ],
    [
      '… the page after 100,000 others',
      () =>
        figureCases(source, figure('clocks-on-time'), year, {
          after: { day: '2025-03-01', number: 'X', seq: '1', n: '1' },
          limit: 51,
        }),
    ],
    [
      '… of a year, late ones of one person',
      () => figureCases(source, figure('clocks-on-time'), { ...year, person: 'person-7' }, { missed: true, limit: 51 }),
    ],
    ['what is late now, first page', () => listLateClocks(source, base, undefined, 51)],
    ['… counted by department', () => countLateClocks(source, base, 'department')],
  ];
  write('| asked | first | median of 7 | slowest |\n| --- | --- | --- | --- |');
  for (const [what, work] of rows) {
    const first = await timed(work);
    const times: number[] = [];
    for (let i = 0; i < 7; i += 1) times.push(await timed(work));
    times.sort((a, b) => a - b);
    say(`${what}: ${times[3]!.toFixed(0)} ms`);
    write(`| ${what} | ${first.toFixed(0)} ms | ${times[3]!.toFixed(0)} ms | ${times[6]!.toFixed(0)} ms |`);
  }
  write('\n## Plans (`EXPLAIN (ANALYZE, BUFFERS)`)\n');
  await explain(
    source,
    'clocks met in time, a month, by step',
    totalsStatement(figure('clocks-on-time'), month, 'step'),
  );
  await explain(
    source,
    'clocks met in time, a year, by month',
    totalsStatement(figure('clocks-on-time'), year, 'month'),
  );
  await explain(
    source,
    'clocks met in time, a year, by person',
    totalsStatement(figure('clocks-on-time'), year, 'person'),
  );
  await explain(source, 'repairs in time, a year', totalsStatement(figure('repair-on-time-rate'), year));
  await explain(
    source,
    'a page of what was late in a month',
    casesStatement(figure('clocks-on-time'), month, { missed: true, limit: 51 }),
  );

  const file = join(projectRoot, 'bench', 'results', `${new Date().toISOString().slice(0, 10)}-figures.md`);
  await mkdir(join(projectRoot, 'bench', 'results'), { recursive: true });
  await writeFile(file, `${lines.join('\n')}\n`);
  say(`Written to ${file}`);
}

async function explain(
  source: DataSource,
  what: string,
  { text, values: bound }: { text: string; values: unknown[] },
): Promise<void> {
  const plan: { 'QUERY PLAN': string }[] = await source.transaction(async (manager) => {
    await manager.query(`SET LOCAL plan_cache_mode = force_custom_plan`);
    return manager.query(`EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) ${text}`, bound);
  });
  write(`${what}:\n\n\`\`\`text\n${plan.map((row) => row['QUERY PLAN']).join('\n')}\n\`\`\`\n`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
