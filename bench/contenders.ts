import type { Pool } from 'pg';
import type { Client } from '@temporalio/client';
import { sleep } from '../embedded/processes.js';
import type { Target } from './callers.js';
import { lifecycle } from './lifecycle.js';
import type { Servers } from './servers.js';

/** Averages over the cases of a round, from the engine's histories. */
export interface HistoryShape {
  events: number;
  tasks: number;
}

/** One way of running the same case. */
export interface Contender {
  name: Target['way'];
  title: string;
  target: Target;
  /** The processes whose time is charged to a case. */
  charged: readonly string[];
  /**
   * Waits until nothing is left to do for `cases` cases in all; how many runs of workflows the engine needed for them.
   */
  finished(cases: number): Promise<number>;
  /** Throws, naming the case, unless every one of them is whole. */
  verify(numbers: string[]): Promise<HistoryShape | undefined>;
}

export function contendersOf(servers: Servers): Contender[] {
  const { stack, tokens, temporal, rawQueue, floorQueue, plainUrl, banjie, opponents } = servers;
  return [
    {
      name: 'banjie',
      title: 'A. Banjie, over HTTP',
      target: { way: 'banjie', url: stack.apiUrl, tokens, address: stack.temporalAddress },
      charged: ['api', 'worker', 'temporal', 'postgres'],
      async finished(cases) {
        await until(
          'the outbox is empty',
          async () => (await banjie.query('SELECT FROM outbox LIMIT 1')).rowCount === 0,
        );
        return allCompleted(temporal, 'complaint', cases);
      },
      async verify(numbers) {
        await verifyBanjieCases(banjie, numbers);
        return historyShape(temporal, numbers);
      },
    },
    {
      name: 'raw',
      title: 'B. raw Temporal',
      target: { way: 'raw', address: stack.temporalAddress, taskQueue: rawQueue },
      charged: ['raw worker', 'temporal', 'postgres'],
      finished: (cases) => allCompleted(temporal, 'rawComplaint', cases),
      async verify(numbers) {
        await verifyEntries(opponents, 'raw_entries', numbers);
        return historyShape(temporal, numbers);
      },
    },
    {
      name: 'plain',
      title: 'C. plain PostgreSQL',
      target: { way: 'plain', url: plainUrl },
      charged: ['plain server', 'postgres'],
      finished: async (cases) => cases,
      async verify(numbers) {
        await verifyEntries(opponents, 'plain_entries', numbers);
        const { rows } = await opponents.query(
          `SELECT number FROM plain_cases WHERE number = ANY ($1) AND NOT (status = 'closed' AND seq = $2)`,
          [numbers, lifecycle.length],
        );
        if (rows.length) throw new Error(`Case ${rows[0].number} is not closed.`);
        return undefined;
      },
    },
    {
      name: 'floor',
      title: "F. the engine's floor",
      target: { way: 'floor', address: stack.temporalAddress, taskQueue: floorQueue },
      charged: ['floor worker', 'temporal'],
      finished: (cases) => allCompleted(temporal, 'floor', cases),
      verify: (numbers) => historyShape(temporal, numbers),
    },
  ];
}

/**
 * A case that is signalled once more after its end is attended to in another run, so the count alone does not tell that
 * all have ended.
 */
async function allCompleted(temporal: Client, type: string, cases: number): Promise<number> {
  const count = async (status: string) =>
    (await temporal.workflow.count(`WorkflowType = '${type}' AND ExecutionStatus = '${status}'`)).count;
  let runs = 0;
  await until(
    `all workflows '${type}' are completed`,
    async () => (runs = await count('Completed')) >= cases && (await count('Running')) === 0,
  );
  return runs;
}

async function until(what: string, is: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 120_000; !(await is()); await sleep(50)) {
    if (Date.now() > giveUpAt) throw new Error(`Waited two minutes in vain until ${what}.`);
  }
}

/**
 * Closed, every act entered, nothing left to do. The chains of hashes are recomputed for the whole ledger at the end of
 * the run.
 */
async function verifyBanjieCases(pool: Pool, numbers: string[]): Promise<void> {
  const { rows } = await pool.query(
    `SELECT cases.number, status, cases.seq, next_moment_at, array_agg(entries.act ORDER BY entries.seq) AS acts, (SELECT count(*)::integer FROM tasks WHERE tasks.number = cases.number) AS tasks
     FROM cases JOIN entries USING (number) WHERE cases.number = ANY ($1) GROUP BY cases.number`,
    [numbers],
  );
  const wanted = lifecycle.map(({ act }) => (act === 'open' ? 'record' : act));
  const whole = (row: { status: string; seq: number; next_moment_at: Date | null; acts: string[]; tasks: number }) =>
    row.status === 'closed' &&
    row.seq === row.acts.length &&
    row.next_moment_at === null &&
    row.tasks === 0 &&
    wanted.every((act) => row.acts.includes(act));
  const broken = rows.find((row) => !whole(row));
  if (broken || rows.length !== numbers.length)
    throw new Error(
      `${rows.length} of ${numbers.length} cases are there, and this one is not whole: ${JSON.stringify(broken)}.`,
    );
}

async function verifyEntries(pool: Pool, table: string, numbers: string[]): Promise<void> {
  const { rows } = await pool.query(
    `SELECT number, array_agg(act ORDER BY seq) AS acts, (array_agg(status ORDER BY seq DESC))[1] AS status FROM ${table} WHERE number = ANY ($1) GROUP BY number`,
    [numbers],
  );
  const whole = rows.filter(
    (row: { acts: string[]; status: string }) =>
      row.status === 'closed' && row.acts.join() === lifecycle.map(({ act }) => act).join(),
  );
  if (whole.length !== numbers.length)
    throw new Error(`${numbers.length - whole.length} of ${numbers.length} cases in ${table} are not whole.`);
}

/** Reads every history: each must end with completion (event type 2); a completed workflow task is type 7. */
async function historyShape(temporal: Client, numbers: string[]): Promise<HistoryShape> {
  let [events, tasks] = [0, 0];
  await eachOf(numbers, async (number) => {
    const history = (await temporal.workflow.getHandle(number).fetchHistory()).events ?? [];
    if (history.at(-1)?.eventType !== 2) throw new Error(`Workflow ${number} is not completed.`);
    events += history.length;
    tasks += history.filter(({ eventType }) => eventType === 7).length;
  });
  return { events: events / numbers.length, tasks: tasks / numbers.length };
}

async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let at = next++; at < items.length; at = next++) await work(items[at]!);
    }),
  );
}
