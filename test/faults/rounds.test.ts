import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createDataSource } from '../../database/data-source.js';
import { ApiClient } from '../../demo/api-client.js';
import { demoTokens } from '../../demo/people.js';
import { startStack, type Stack } from '../../embedded/stack.js';
import { untoldOf } from '../../ledger/outbox.js';
import { eventually } from '../support/eventually.js';
import { assertWhole } from './real-desk.js';

/** Twelve by hand (`BANJIE_KILL_ROUNDS=12`); each kills another part, so that four are once around. */
const rounds = Number(process.env['BANJIE_KILL_ROUNDS'] ?? '4');
const parts = ['worker', 'postgres', 'temporal', 'api'] as const;
/** How much faster cases go than we: the two minutes to pass a repair on take fifteen seconds. */
const speed = 8;
const latestMs = 35_000;

interface LateDeadline {
  number: string;
  clock: string;
  due: string;
  breached: boolean;
  entered: string | null;
}

describe('kill -9 round after round while people work', () => {
  let folder: string;
  let stack: Stack;
  let desk: ApiClient;
  const startMs = Date.now();
  let restartedMs = startMs;
  const events: string[] = [];
  const caseTime = (realMs: number): string => new Date(startMs + (realMs - startMs) * speed).toISOString();
  const realTime = (at: string): number => startMs + (Date.parse(at) - startMs) / speed;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-rounds-'));
    const start = new Date(startMs).toISOString();
    stack = await startStack({
      dataDir: folder,
      // As npm start does: what ends is started again, a worker too whose database goes while it starts.
      supervise: true,
      // Far less patient than npm start.
      engineWatch: { everyMs: 1_000, againMs: 500, questions: 8, silenceMs: 5_000 },
      onEvent: (event) => {
        events.push(event);
        if (event.endsWith('runs again')) restartedMs = Date.now();
      },
      env: {
        TELL_WITHIN: '0',
        DEMO: 'true',
        CLOCK: `${speed}@${start}@${start}`,
        LOG_LEVEL: 'warn',
        ACTS_PER_MINUTE: '0',
      },
    });
    desk = new ApiClient(stack.apiUrl, demoTokens(folder), 120_000);
  });
  afterAll(async () => {
    await stack?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it(
    'loses nothing that was answered, enters it once, and every deadline within 35 s of the last restart',
    async () => {
      const answered: { number: string; notified: boolean }[] = [];
      let working = true;
      const work = async (person: string): Promise<void> => {
        while (working) {
          const repair = { kind: 'repair', subject: 'tap drips', phone: '13800000000', repairType: 'plumbing' };
          const { number } = await desk.record('p01', repair);
          // Every other one is left to its deadline.
          const notified = answered.length % 2 === 0;
          if (notified) await desk.act(person, number, 'notify').catch(asLate);
          answered.push({ number, notified });
          await pause(200);
        }
      };
      const people = ['p01', 'p02', 'p01'].map(work);
      for (let round = 0; round < rounds; round += 1) {
        const part = parts[round % parts.length]!;
        await pause(4_000);
        const before = stack.pids()[part];
        await stack.kill(part, 'SIGKILL');
        await eventually(() => Promise.resolve(![undefined, before].includes(stack.pids()[part])));
      }
      working = false;
      await Promise.all(people);
      await pause(restartedMs + latestMs - Date.now());

      const source = await createDataSource(stack.databaseUrl).initialize();
      try {
        const late: LateDeadline[] = await source.query(
          `SELECT clocks.number, clocks.id AS clock, clocks.due, clocks.breached_at IS NOT NULL AS breached,
             (SELECT min(entered_at) FROM entries WHERE entries.number = clocks.number AND act = 'breach' AND entries.facts->>'clock' = clocks.id) AS entered
           FROM clocks WHERE clocks.due < $1 AND (clocks.ended_at IS NULL OR clocks.ended_at > clocks.due)`,
          [caseTime(restartedMs)],
        );
        assert.ok(late.length > rounds, `${late.length} deadlines came: too few to mean something`);
        const missed = late.filter(
          ({ breached, entered }) => !breached || !entered || Date.parse(entered) > restartedMs + latestMs,
        );
        assert.deepEqual(missed, [], 'entered too late, or not at all');
        const lateness = late.map(({ due, entered }) => Date.parse(entered!) - realTime(new Date(due).toISOString()));
        process.stdout.write(
          `kill -9, ${rounds} rounds: ${answered.length} cases, ${late.length} deadlines, the last one ${Math.round(Math.max(...lateness) / 100) / 10} s late\n`,
        );
        const counts: { number: string; records: number; notified: number }[] = await source.query(
          `SELECT number, count(*) FILTER (WHERE act = 'record')::integer AS records, count(*) FILTER (WHERE act = 'notify')::integer AS notified
           FROM entries WHERE number = ANY ($1) GROUP BY number`,
          [answered.map(({ number }) => number)],
        );
        assert.equal(new Set(answered.map(({ number }) => number)).size, answered.length, 'one number, one case');
        assert.deepEqual(
          counts.filter(({ records, notified }) => records !== 1 || notified > 1),
          [],
        );
        assert.equal(counts.length, answered.length);
        const wanted = answered.filter(({ notified }) => notified).map(({ number }) => number);
        const done = new Set(counts.filter(({ notified }) => notified === 1).map(({ number }) => number));
        assert.deepEqual(
          wanted.filter((number) => !done.has(number)),
          [],
        );
      } finally {
        await source.destroy();
      }
      await assertWhole(stack.databaseUrl, answered.length);
    },
    (rounds * 40 + 120) * 1_000,
  );

  it('an engine that is there and answers nothing is ended and started again, and the case that waited is told', async () => {
    const { number } = await desk.record('p01', { kind: 'complaint', subject: 'lamp out', phone: '13800000000' });
    const source = await createDataSource(stack.databaseUrl).initialize();
    try {
      const untold = async () => (await untoldOf(source, [number])).get(number)?.acts ?? 0;
      await eventually(async () => (await untold()) === 0);
      events.length = 0;
      const before = stack.pids().temporal;
      // Its process lives, and whoever calls it waits.
      const ended = stack.kill('temporal', 'SIGSTOP');
      await desk.act('p01', number, 'note', { words: 'said while nobody listened' });
      assert.equal(await untold(), 1);
      await ended;
      assert.match(events[0]!, /^temporal has answered nothing for \d+ s \(no answer\); ending it$/);
      await eventually(async () => (await untold()) === 0);
      assert.notEqual(stack.pids().temporal, before);
    } finally {
      await source.destroy();
    }
  }, 120_000);
});

/** Somebody else may have done it while the answer was lost on its way. */
function asLate(error: Error): void {
  if (!/not-in-this-status|already-done/.test(error.message)) throw error;
}
