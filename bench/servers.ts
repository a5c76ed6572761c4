import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { Pool } from 'pg';
import { createDataSource } from '../database/data-source.js';
import { seedDemoPeople } from '../demo/people.js';
import { freePort } from '../embedded/ports.js';
import { startPostgres, stopPostgres } from '../embedded/postgres.js';
import { sleep, removeOnExit, startServer, type ServerProcess } from '../embedded/processes.js';
import { waitForAnswer } from '../embedded/programs.js';
import { startStack, type Stack } from '../embedded/stack.js';
import type { LoadResult, LoadJob } from './client.js';
import { readyLine } from './raw/ready.js';
import { benchDatabase, prepareBanjieDatabase, prepareOpponents } from './tables.js';

/** Everything a run needs, in a folder of its own: one PostgreSQL and one Temporal server for all ways. */
export interface Servers {
  stack: Stack;
  tokens: Record<string, string>;
  banjie: Pool;
  opponents: Pool;
  temporal: Client;
  rawQueue: string;
  floorQueue: string;
  plainUrl: string;
  pids(): Record<string, number>;
  restartWorker(way: 'banjie' | 'raw'): Promise<void>;
  /** Starts the API anew with this `TELL_WITHIN`, in seconds. */
  tellWithin(seconds: number): Promise<void>;
  /** Ends what belongs to the other ways alone. */
  stopOpponents(): Promise<void>;
  drive(job: LoadJob): Promise<LoadResult>;
  stop(): Promise<void>;
}

/**
 * Starts all servers; on any failure, and at the end, everything is stopped and its folder removed. `env` goes to
 * Banjie's API and worker. `countStatements`: PostgreSQL counts them, which costs each a little.
 */
export async function startServers(
  env: NodeJS.ProcessEnv,
  say: (text: string) => void,
  countStatements = false,
): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), 'banjie-bench-'));
  const keep = removeOnExit(folder);
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true }).then(keep)];
  const stop = async () => {
    for (const close of closers.splice(0).toReversed())
      await close().catch((error: unknown) => say(`while stopping: ${String(error)}`));
  };
  try {
    const options = {
      folder: join(folder, 'postgres'),
      port: await freePort(),
      secretsFile: join(folder, 'secrets.json'),
      logFile: join(folder, 'postgres.log'),
    };
    const first = await startPostgres(options);
    await onePool(first.ownerUrl('postgres'), async (owner) => {
      // So that the moment at which an entry came to be can be asked of the database itself.
      await owner.query('ALTER SYSTEM SET track_commit_timestamp = on');
      if (countStatements) await owner.query(`ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
      await owner.query(`CREATE DATABASE ${benchDatabase}`);
    });
    await stopPostgres(first.server);
    const postgres = await startPostgres(options);
    closers.push(() => stopPostgres(postgres.server));

    const stack = await startStack({
      dataDir: join(folder, 'data'),
      databaseUrl: postgres.appUrl(),
      databaseOwnerUrl: postgres.ownerUrl(),
      services: ['temporal', 'migrate', 'worker', 'api'],
      env,
      onEvent: say,
    });
    closers.push(() => stack.stop());
    const source = await createDataSource(stack.databaseUrl).initialize();
    const tokens = await seedDemoPeople(source, folder).finally(() => source.destroy());
    const banjie = poolOf(postgres.ownerUrl());
    const opponents = poolOf(postgres.ownerUrl(benchDatabase));
    closers.push(
      () => banjie.end(),
      () => opponents.end(),
    );
    await prepareBanjieDatabase(banjie);
    await prepareOpponents(opponents);

    const rawQueue = 'raw';
    const floorQueue = 'floor';
    const ownEnv = {
      ...process.env,
      DATABASE_URL: postgres.ownerUrl(benchDatabase),
      TEMPORAL_ADDRESS: stack.temporalAddress,
      TASK_QUEUE: rawQueue,
    };
    const program = (path: string) => fileURLToPath(new URL(path, import.meta.url));
    const rawLog = join(folder, 'raw-worker.log');
    let rawWorker: ServerProcess;
    const startRaw = async () => {
      rawWorker = startServer('raw worker', process.execPath, [program('raw/worker.js')], {
        env: ownEnv,
        logFile: rawLog,
        stepsBack: true,
      });
      await lineIn(rawLog, readyLine, 0, rawWorker);
    };
    const floorLog = join(folder, 'floor-worker.log');
    const floorWorker = startServer('floor worker', process.execPath, [program('floor/worker.js')], {
      env: { ...ownEnv, TASK_QUEUE: floorQueue },
      logFile: floorLog,
      stepsBack: true,
    });
    closers.push(() => floorWorker.stop());
    await startRaw();
    closers.push(() => rawWorker.stop());
    await lineIn(floorLog, readyLine, 0, floorWorker);
    const plainPort = await freePort();
    const plain = startServer('plain server', process.execPath, [program('plain/server.js')], {
      env: { ...ownEnv, PORT: String(plainPort) },
      logFile: join(folder, 'plain.log'),
    });
    closers.push(() => plain.stop());
    const plainUrl = `http://127.0.0.1:${plainPort}`;
    await waitForAnswer(`${plainUrl}/healthz`, plain);

    const connection = await Connection.connect({ address: stack.temporalAddress });
    closers.push(() => connection.close());
    const client = fork(program('client.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    closers.push(async () => void client.disconnect());

    const workerLog = join(stack.logs, 'worker.log');
    const attends = 'attends to the cases';
    await lineIn(workerLog, attends, 0);
    return {
      stack,
      tokens,
      banjie,
      opponents,
      rawQueue,
      floorQueue,
      plainUrl,
      stop,
      temporal: new Client({ connection }),
      pids: () => ({
        postgres: postgres.server.pid,
        ...stack.pids(),
        'raw worker': rawWorker.pid,
        'floor worker': floorWorker.pid,
        'plain server': plain.pid,
      }),
      async restartWorker(way) {
        if (way === 'banjie') {
          const before = await count(workerLog, attends);
          await stack.restart('worker');
          await lineIn(workerLog, attends, before);
        } else {
          await rawWorker.stop();
          await rm(rawLog);
          await startRaw();
        }
      },
      async tellWithin(seconds) {
        env['TELL_WITHIN'] = String(seconds);
        await stack.restart('api');
      },
      stopOpponents: async () => void (await Promise.all([rawWorker, floorWorker, plain].map((one) => one.stop()))),
      drive: (job) => ask(client, job),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function poolOf(connectionString: string): Pool {
  const pool = new Pool({ connectionString, max: 4 });
  pool.on('error', () => undefined);
  return pool;
}

async function onePool(url: string, work: (pool: Pool) => Promise<void>): Promise<void> {
  const pool = poolOf(url);
  await work(pool).finally(() => pool.end());
}

function ask(client: ChildProcess, job: LoadJob): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The client process has ended.'));
    client.once('exit', ended);
    client.once('message', (answer: { done: LoadResult } | { failed: string }) => {
      client.off('exit', ended);
      if ('done' in answer) resolve(answer.done);
      else reject(new Error(answer.failed));
    });
    client.send(job);
  });
}

async function count(file: string, text: string): Promise<number> {
  return (await readFile(file, 'utf8').catch(() => '')).split(text).length - 1;
}

/** Waits until a log says something once more than `before`. */
async function lineIn(file: string, text: string, before: number, server?: ServerProcess): Promise<void> {
  for (const giveUpAt = Date.now() + 180_000; (await count(file, text)) <= before; await sleep(50)) {
    if (server?.hasExited()) throw new Error(`${server.name} ${await server.exited}: ${await readFile(file, 'utf8')}`);
    if (Date.now() > giveUpAt) throw new Error(`${file} does not say '${text}' within three minutes.`);
  }
}
