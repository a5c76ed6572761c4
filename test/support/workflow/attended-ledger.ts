// The real ledger on PostgreSQL and the real workflows on the time-skipping server.
import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Worker, WorkflowBundleOption } from '@temporalio/worker';
import { pino } from 'pino';
import type { Webhook } from '../../../activities/webhook.js';
import type { CaseState } from '../../../domain/case/case.js';
import { isRefusal } from '../../../domain/refusal.js';
import { Ledger } from '../../../ledger/ledger.js';
import type { OpenRequest } from '../../../ledger/request.js';
import { caseState } from '../../../ledger/read/case.js';
import { Engine } from '../../../temporal/engine.js';
import { MissedMoments, missedMomentDefaults } from '../../../temporal/missed-moments.js';
import { OutboxRelay, relayDefaults } from '../../../temporal/outbox-relay.js';
import { Signaller } from '../../../temporal/signaller.js';
import { handInFilesOf } from '../hand-in.js';
import { actorOf } from '../actors.js';
import { freshDatabase, type TestDatabase } from '../database.js';
import { eventually } from '../eventually.js';
import { makeLedger, TestLedger } from '../test-ledger.js';
import { signingKeys } from '../engine-keys.js';
import { attendedWorkers } from './attended-workers.js';
import { timeSkipping } from './time-skipping.js';
import './quiet.js';

const taskQueue = 'banjie-test';

export interface EntryLine {
  seq: number;
  act: string;
  at: string;
  clock: string | undefined;
  told: string[];
}

/** One environment for a test file: time in it is one for all cases. */
export class AttendedLedger {
  private key = 0;

  private constructor(
    readonly env: TestWorkflowEnvironment,
    readonly database: TestDatabase,
    readonly ledger: Ledger,
    /** The worker's own: what it enters is signalled by the relay alone. */
    readonly workersLedger: Ledger,
    readonly engine: Engine,
    readonly relay: Pick<OutboxRelay, 'runOnce'>,
    private readonly signaller: Signaller,
    private readonly newWorker: () => Promise<Worker>,
    private readonly workers: { worker: Worker; running: Promise<void> }[],
    /** How far the time of cases is ahead of the engine's, in milliseconds. */
    private readonly aheadMs: number,
    private readonly endEnvironment: () => Promise<void>,
  ) {}

  /**
   * Starts server, database, worker. `uncached` where a worker is replaced: the test server never takes a task back from
   * one that has gone; `bundle` where there are more workflows than are shipped; `at` (UTC ISO) where the time of the
   * cases begins then; `net: false` where nothing but the workflows enters moments;
   * `unsentMs` how long the relay leaves a change to the ledger that sends it at once.
   */
  static async start(
    options: {
      smtpUrl?: string;
      webhook?: Webhook;
      uncached?: boolean;
      bundle?: WorkflowBundleOption;
      at?: string;
      net?: false;
      unsentMs?: number;
    } = {},
  ): Promise<AttendedLedger> {
    const path = process.env['TEMPORAL_TEST_SERVER'];
    if (!path) throw new Error('TEMPORAL_TEST_SERVER is not set: run the tests with npm test.');
    const { env, end } = await timeSkipping(path);
    await env.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: { BanjieKind: 2, BanjieTier: 2, BanjieStatus: 2, BanjieDepartment: 2 },
    });
    const database = await freshDatabase();
    const engine = new Engine({ address: env.address!, namespace: 'default', taskQueue, signingKeys });
    const mail = Boolean(options.smtpUrl) || options.webhook !== undefined;
    const aheadMs = options.at ? Date.parse(options.at) - (await env.currentTimeMs()) : 0;
    const moved = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();
    const time = {
      now: async () => new Date((await env.currentTimeMs()) + aheadMs),
      speed: 1,
      toEngine: (at: string) => moved(at, -aheadMs),
      fromEngine: (at: string) => moved(at, aheadMs),
    };
    const ledger: Ledger = await makeLedger({
      source: database.source,
      time,
      mail,
      onCommit: (changes) => signaller.enqueue(changes),
    });
    const signaller = new Signaller(ledger, engine);
    const workersLedger = new Ledger(database.source, ledger.rulebooks, { time, mail });
    const attended = attendedWorkers(env, workersLedger, { ...options, taskQueue });
    const silent = pino({ level: 'silent' });
    const outbox = new OutboxRelay(ledger, engine, silent, { ...relayDefaults, unsentMs: options.unsentMs ?? 200 });
    // As patient after the start as later: the time of these cases is not that of the process.
    const patience = { ...missedMomentDefaults, lateMs: 30_000, lateAfterFaultMs: 30_000 };
    const net = options.net === false ? undefined : new MissedMoments(ledger, silent, patience);
    const relay = {
      runOnce: async () => {
        await net?.runOnce();
        return outbox.runOnce();
      },
    };
    return new AttendedLedger(
      env,
      database,
      ledger,
      workersLedger,
      engine,
      relay,
      signaller,
      attended.newWorker,
      [await attended.newWorker(), await attended.noticesWorker()].map((worker) => ({ worker, running: worker.run() })),
      aheadMs,
      end,
    );
  }

  async record(
    who: string,
    opening: Omit<OpenRequest, 'rulebook' | 'site'> & { rulebook?: string; site?: string },
  ): Promise<string> {
    const answer = await this.ledger.open(
      actorOf(who),
      { rulebook: 'property', site: 'sunshine', ...opening },
      this.nextKey(),
    );
    if (isRefusal(answer)) throw new Error(`Refused: ${answer.code} ${answer.text.en}`);
    return answer.state.number;
  }

  /** An act that must succeed. */
  async act(who: string, number: string, act: string, input: object = {}): Promise<CaseState> {
    await handInFilesOf(this.ledger.source, { number, act, input });
    const answer = await this.ledger.append(actorOf(who), { number, act, input }, this.nextKey());
    if (isRefusal(answer)) throw new Error(`${act} refused: ${answer.code} ${answer.text.en}`);
    return answer.state;
  }

  /** Hands that enter acts at a time of their own, which the engine hears of as of any other. */
  ledgerAt(at: string): TestLedger {
    return TestLedger.on(this.database, this.ledger.rulebooks, at, {
      mail: this.ledger.mail,
      onCommit: (changes) => this.signaller.enqueue(changes),
    });
  }

  /** Ends a case that a test is done with, so that its moments do not run on in the next one. */
  async end(number: string): Promise<void> {
    if ((await this.state(number)).status !== 'closed')
      await this.act('p01', number, 'withdraw', { reason: 'end of the test' });
  }

  /** A signal of somebody with a line to the engine, its payload as it goes over the wire. */
  async signalRaw(number: string, signalName: string, encoding: string, data: string): Promise<void> {
    await this.env.connection.workflowService.signalWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: number },
      signalName,
      input: { payloads: [{ metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from(data) }] },
      requestId: randomUUID(),
      identity: 'somebody',
    });
  }

  async state(number: string): Promise<CaseState> {
    return (await caseState(this.database.source, number))!;
  }

  async entries(number: string): Promise<EntryLine[]> {
    const rows = await this.database.source.query(
      `SELECT seq, act, at, facts->>'clock' AS clock, notices FROM entries WHERE number = $1 ORDER BY seq`,
      [number],
    );
    return rows.map(
      (row: { seq: number; act: string; at: Date; clock: string | null; notices: { role: string }[] }) => ({
        seq: row.seq,
        act: row.act,
        at: row.at.toISOString(),
        clock: row.clock ?? undefined,
        told: row.notices.map((notice) => notice.role),
      }),
    );
  }

  /** Lets time pass until the instant, as the engine sees it; moments on the way are entered by the workflows. */
  async sleepUntil(instant: string): Promise<void> {
    await this.settled();
    const left = Date.parse(instant) - Date.parse(await this.now());
    if (left > 0) await this.env.sleep(left);
  }

  /** Waits in real time until the engine has been told of everything. */
  async settled(): Promise<void> {
    await eventually(async () => {
      await this.relay.runOnce();
      const [{ count }] = await this.database.source.query(`SELECT count(*)::integer FROM outbox`);
      return count === 0;
    });
  }

  async now(): Promise<string> {
    return new Date((await this.env.currentTimeMs()) + this.aheadMs).toISOString();
  }

  async stop(): Promise<void> {
    for (const { worker } of this.workers) worker.shutdown();
    await Promise.all(this.workers.map(({ running }) => running));
    await this.signaller.close();
    await this.engine.close();
    await this.endEnvironment();
    await this.database.drop();
  }

  /** Shuts the worker of the cases down in the middle of what it does, and starts another. */
  async replaceWorker(): Promise<void> {
    const [old] = this.workers;
    old!.worker.shutdown();
    await old!.running;
    const worker = await this.newWorker();
    this.workers[0] = { worker, running: worker.run() };
  }

  private nextKey(): string {
    this.key += 1;
    return `test-${this.key}`;
  }
}

/** All that somebody with the engine's histories could read, payloads decoded. */
export function everythingIn(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(everythingIn).join('\n');
  return String(value);
}
