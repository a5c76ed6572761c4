import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Client } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { addSumsSql, dailySums, monthlySums } from '../../ledger/figures/sum-tables.js';
import { columnsOf, copiedColumns, CopyPlan, type CopiedTable, type TableTypes } from './copy-plan.js';
import type { Pattern } from './patterns.js';
import { drawn, wordsOf } from './words.js';

/** How many cases are to be made, after so many that there are, and where. */
export interface WantedCases {
  before: number;
  closed: number;
  open: number;
  /** Sites of the organisation at which cases are that no team has. */
  sites: readonly string[];
  /** Whether teams get work: they have no more of it however many cases there are. */
  teams: boolean;
  now: Date;
  /** Nothing comes to an open case by itself within so long, in milliseconds. */
  quietMs: number;
}

const tables = Object.keys(copiedColumns) as CopiedTable[];
const batch = 2_000;
const dayMs = 86_400_000;
/** From when on there are cases, and until when closed ones. */
const [firstDaysAgo, lastDaysAgo] = [730, 5];
/** From so many on it is sooner done to make the indexes anew than to keep them up. */
const indexesApartFrom = 200_000;

/**
 * Makes cases like the patterns, as the ledger would have written them: with their words, digests and chains, clocks,
 * tasks, notices and measurements, under numbers of their organisation. They differ in number, site, words and times.
 * No key is remembered of them and the engine has never heard of them; the sentences of their notices are those of the
 * pattern.
 */
export async function insertSyntheticCases(owner: DataSource, patterns: Pattern[], wanted: WantedCases): Promise<void> {
  const runner = owner.createQueryRunner();
  const client = (await runner.connect()) as Client;
  try {
    await runner.query(
      `SET statement_timeout = 0; SET lock_timeout = 0; SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'; SET session_replication_role = replica`,
    );
    const types = await columnTypes(runner);
    const plans = patterns.map((pattern) => new CopyPlan(pattern, types));
    const total = wanted.closed + wanted.open;
    const restore = total >= indexesApartFrom ? await dropIndexes(runner) : async () => undefined;
    const organisation = patterns[0]!.state.organisation;
    const [[{ first }]] = await runner.query(
      `UPDATE number_counters SET next = next + $2 WHERE organisation = $1 RETURNING next - $2 AS first`,
      [organisation, total],
    );
    const choose = [chooser(plans, false, wanted.teams), chooser(plans, true, wanted.teams)];
    let lines = emptyLines();
    for (let i = 0; i < total; i += 1) {
      const open = i >= wanted.closed;
      const plan = choose[Number(open)]!(i);
      const shiftMs = open ? openShift(plan, i, wanted) : closedShift(plan, i, wanted);
      const seed = wanted.before + i;
      const { state, story } = plan.pattern;
      const year = new Date(plan.openedMs + shiftMs + 8 * 3_600_000).getUTCFullYear();
      plan.write(
        {
          number: `${state.number.split('-')[0]}-${year}-${String(first + i).padStart(6, '0')}`,
          site: story.most === undefined ? wanted.sites[drawn(seed) % wanted.sites.length]! : state.site,
          words: wordsOf(seed),
          shiftMs,
        },
        lines,
      );
      if ((i + 1) % batch === 0 || i + 1 === total) {
        const full = lines;
        lines = emptyLines();
        await copyAll(client, full, types);
      }
    }
    await restore();
    for (const sums of [dailySums, monthlySums]) {
      await runner.query(`DELETE FROM ${sums.table}`);
      await runner.query(addSumsSql(sums, 'measurements'));
    }
    for (const table of [...tables, dailySums.table, monthlySums.table])
      await runner.query(`VACUUM (ANALYZE) ${table}`);
  } finally {
    await runner.query('RESET ALL');
    await runner.release();
  }
}

/** Closed ones in the order in which they came in, over two years. */
function closedShift(plan: CopyPlan, i: number, { closed, now }: WantedCases): number {
  const daysAgo = firstDaysAgo - ((firstDaysAgo - lastDaysAgo) * i) / closed;
  return minutes(now.getTime() - daysAgo * dayMs - plan.openedMs);
}

/** Open ones as far back as nothing has come to them since. */
function openShift({ pattern }: CopyPlan, i: number, { now, quietMs }: WantedCases): number {
  const room = (pattern.nextMs ?? now.getTime() + 30 * dayMs) - now.getTime() - quietMs;
  return minutes(-(drawn(i) % 10_000) * (room / 10_000));
}

function minutes(ms: number): number {
  return Math.floor(ms / 60_000) * 60_000;
}

/** Which of the open or closed plans the i-th case is of: those of which there are at most so many come first. */
function chooser(plans: CopyPlan[], open: boolean, teams: boolean): (i: number) => CopyPlan {
  const own = plans.filter(({ pattern }) => pattern.story.open === open);
  const limited = teams ? own.flatMap((plan) => Array.from({ length: plan.pattern.story.most ?? 0 }, () => plan)) : [];
  const shared = own.filter(({ pattern }) => pattern.story.most === undefined);
  const all = shared.flatMap((plan) => Array.from({ length: plan.pattern.story.share }, () => plan));
  return (i) => limited.pop() ?? all[drawn(i * 7) % all.length]!;
}

function emptyLines(): Record<CopiedTable, string[]> {
  return Object.fromEntries(tables.map((table) => [table, [] as string[]])) as Record<CopiedTable, string[]>;
}

async function copyAll(client: Client, lines: Record<CopiedTable, string[]>, types: TableTypes): Promise<void> {
  for (const table of tables) {
    if (lines[table].length === 0) continue;
    const stream = client.query(copyFrom(`COPY ${table} (${columnsOf(table, types).join(', ')}) FROM STDIN`));
    if (!stream.write(`${lines[table].join('\n')}\n`)) await once(stream, 'drain');
    stream.end();
    await finished(stream);
  }
}

async function columnTypes(runner: QueryRunner): Promise<TableTypes> {
  const rows: { name: string; columns: Record<string, string> }[] = await runner.query(
    `SELECT table_name AS name, json_object_agg(column_name, udt_name ORDER BY ordinal_position) AS columns FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ANY ($1) GROUP BY 1`,
    [tables],
  );
  return Object.fromEntries(rows.map(({ name, columns }) => [name, columns])) as unknown as TableTypes;
}

/** Drops what no constraint needs; gives back what makes it again. */
async function dropIndexes(runner: QueryRunner): Promise<() => Promise<undefined>> {
  const indexes: { indexdef: string; indexname: string }[] = await runner.query(
    `SELECT indexdef, indexname FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY ($1) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = format('%I', indexname)::regclass)`,
    [tables],
  );
  for (const { indexname } of indexes) await runner.query(`DROP INDEX ${indexname}`);
  return async () => {
    for (const { indexdef } of indexes) await runner.query(indexdef);
    return undefined;
  };
}
