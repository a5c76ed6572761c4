// `npm run bench -- --only growth`: what acts, lists and rows cost with ten thousand cases and with a million.
import { createDataSource } from '../../database/data-source.js';
import { SiteRow } from '../../database/entities/organisation.js';
import { recordNewRows } from '../../ledger/people/organisation-record.js';
import { checkLedger } from '../check-ledger.js';
import { contendersOf } from '../contenders.js';
import type { Servers } from '../servers.js';
import { makePatterns, type Pattern } from './patterns.js';
import { timeActs, timeReads, type Timing } from './reads.js';
import { roomInEngine, roomOfTables, type EngineRoom, type TableRoom } from './room.js';
import { insertSyntheticCases } from './synthetic-cases.js';

/** What was found at one size. `madeInSeconds`: how long it took to make what was missing. */
export interface GrowthStep {
  cases: number;
  open: number;
  madeInSeconds: number;
  timings: Timing[];
  room: TableRoom[];
}

export interface GrowthResult {
  sites: number;
  steps: GrowthStep[];
  engine: EngineRoom;
  /** What was verified after the first size. */
  verified: { cases: number; entries: number };
}

const quietMs = 3_600_000;
const openShare = 0.1;
/** A desk with a hundred thousand open cases is one of many sites. */
const moreSites = 40;

/** Lets the desk grow to one size after the other (cases in all) and measures at each. */
export async function measureGrowth(
  servers: Servers,
  { sizes, times, workflows }: { sizes: readonly number[]; times: number; workflows: { open: number; closed: number } },
  say: (text: string) => void,
): Promise<GrowthResult> {
  const source = await createDataSource(servers.stack.databaseUrl, { name: 'banjie-bench' }).initialize();
  const owner = await createDataSource(servers.stack.databaseOwnerUrl, { pool: 2, unhurried: true }).initialize();
  const [banjie] = contendersOf(servers);
  try {
    const sites = await addSites(source);
    const now = new Date();
    const patterns = await makePatterns(source, now, quietMs);
    const steps: GrowthStep[] = [];
    let verified = { cases: 0, entries: 0 };
    for (const size of sizes) {
      const before = await countCases(servers);
      say(`${size} cases`);
      const began = performance.now();
      const open = Math.round((size - before) * openShare);
      await insertSyntheticCases(owner, patterns, {
        before,
        closed: size - before - open,
        open,
        sites,
        teams: size === sizes[0],
        now,
        quietMs,
      });
      const madeInSeconds = (performance.now() - began) / 1000;
      say(`made in ${madeInSeconds.toFixed(0)} s`);
      if (size === sizes[0]) verified = await checkLedger(servers);
      const { rows } = await servers.banjie.query(
        `SELECT team::text AS team FROM tasks WHERE team IS NOT NULL GROUP BY team ORDER BY count(*) DESC LIMIT 1`,
      );
      const timings = [
        await timeActs(servers, await untouched(servers, patterns, times)),
        ...(await timeReads(servers, { cases: size, times, team: rows[0].team })),
      ];
      for (const { group, name, p50, p99, cpu } of timings)
        say(`  ${group}: ${name}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, processor ${cpu.toFixed(1)} ms`);
      const counted = await servers.banjie.query(`SELECT count(*)::integer AS open FROM cases WHERE closed_at IS NULL`);
      steps.push({
        cases: size,
        open: counted.rows[0].open,
        madeInSeconds,
        timings,
        room: await roomOfTables(servers.banjie),
      });
    }
    return { sites: sites.length, steps, verified, engine: await roomInEngine(servers, banjie!, workflows) };
  } finally {
    await source.destroy();
    await owner.destroy();
  }
}

/** The sites at which the cases are: those of the trial desk without teams, and more. */
export async function addSites(source: Parameters<typeof makePatterns>[0]): Promise<string[]> {
  const rows = Array.from({ length: moreSites }, (_, i) => ({
    id: `estate-${i + 1}`,
    kind: 'estate',
    name: { 'zh-CN': `第${i + 1}小区`, en: `Estate ${i + 1}` },
    organisation: 'property-company',
    rulebooks: ['property'],
  }));
  await source.transaction((manager) =>
    recordNewRows(manager, () => manager.createQueryBuilder().insert().into(SiteRow).values(rows).execute()),
  );
  return ['riverside', ...rows.map(({ id }) => id)];
}

async function countCases({ banjie }: Servers): Promise<number> {
  return (await banjie.query(`SELECT count(*)::integer AS n FROM cases`)).rows[0].n;
}

/** So many cases that were made up and stand as they were made: complaints in hand. */
async function untouched({ banjie }: Servers, patterns: Pattern[], count: number): Promise<string[]> {
  const { state } = patterns.find(({ story }) => story.name === 'complaint in hand')!;
  const { rows } = await banjie.query(
    `SELECT number FROM cases WHERE kind = $1 AND status = $2 AND seq = $3 AND number <> $4 ORDER BY md5(number) LIMIT $5`,
    [state.kind, state.status, state.seq, state.number, count],
  );
  return rows.map(({ number }: { number: string }) => number);
}
