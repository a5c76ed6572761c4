// The whole system as child processes, for `npm start`, the demo, the benchmarks and the fault tests.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../config.js';
import { engineSigningKeys } from './engine-keys.js';
import { tryLock } from './lock.js';
import { freePort, isPortFree } from './ports.js';
import { startPostgres, stopPostgres } from './postgres.js';
import { sleep, startServer, type ServerProcess } from './processes.js';
import { endOrphans, portTakenMessage, programPath, runProgram, waitForAnswer, type NodeProgram } from './programs.js';
import type { WatchSettings } from './engine-watch.js';
import { startTemporal } from './temporal.js';
import { temporalCli } from './tools.js';

// The migrations before Temporal: data that this code cannot read stop the start before anything else has touched them.
const order = ['postgres', 'migrate', 'temporal', 'worker', 'api'] as const;
const firstRestartMs = 500;
const slowestRestartMs = 15_000;

/** A part of the system. */
export type ServiceName = (typeof order)[number];

/** What to start and where. */
export interface StackOptions {
  /** The folder of the databases, passwords and logs; created when missing. One stack at a time may use it. */
  dataDir: string;
  services?: ServiceName[];
  /** Settings for the worker and the API, apart from the addresses. */
  env?: NodeJS.ProcessEnv;
  host?: string;
  /** Whether the API answers by https: `TLS_CERT` and `TLS_KEY` are set. */
  tls?: boolean;
  /** The port of the API; without one, any free port. */
  port?: number;
  /** Ports that Temporal and its UI should have if they are free. Without `uiPort` there is no UI. */
  temporalPort?: number;
  uiPort?: number;
  /** Whether the UI lets nobody change anything; so it is unless this is false. */
  uiReadOnly?: boolean;
  /** Servers that run already: the embedded one is then not started. */
  databaseUrl?: string;
  databaseOwnerUrl?: string;
  temporalAddress?: string;
  /** Starts again whatever ends by itself, and an engine that is stuck. Off, so that a fault test decides. */
  supervise?: boolean;
  engineWatch?: WatchSettings;
  /** Calls a start off that is under way. */
  signal?: AbortSignal;
  /** Called with a sentence for each thing that happens. */
  onEvent?: (text: string) => void;
}

/** A running system. */
export interface Stack {
  apiUrl: string;
  databaseUrl: string;
  databaseOwnerUrl: string;
  temporalAddress: string;
  /** Empty without a UI. */
  temporalUiUrl: string;
  logs: string;
  pids(): Partial<Record<ServiceName, number>>;
  /** Sends a signal and waits until the process has ended. */
  kill(name: ServiceName, signal?: NodeJS.Signals): Promise<void>;
  /** Stops the service if it runs, starts it on the same port and waits until it answers. */
  restart(name: ServiceName): Promise<void>;
  /** Stops everything, in the right order. */
  stop(): Promise<void>;
}

/**
 * Starts the system and waits until it answers; on any failure everything is stopped again.
 *
 * @throws an Error that says what is in the way and what to do
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, host = '127.0.0.1', services = [...order], onEvent = () => undefined } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = await tryLock(join(dataDir, 'lock'));
  if ('heldBy' in lock) {
    throw new Error(
      `Banjie already runs on ${dataDir} (process ${lock.heldBy.pid}, since ${lock.heldBy.since}): stop it first, or set another DATA_DIR.`,
    );
  }
  const logs = join(dataDir, 'logs');
  const runFile = join(dataDir, 'run.json');
  const startedAt = new Date().toISOString();
  const servers = new Map<ServiceName, ServerProcess>();
  // Ends that were asked for: the supervisor leaves them alone.
  const expected = new WeakSet<ServerProcess>();
  let stopping = false;

  const wants = (name: ServiceName) => services.includes(name);
  const embeddedTemporal = wants('temporal') && !options.temporalAddress;
  const embeddedPostgres = wants('postgres') && !options.databaseUrl;
  let databaseUrl = options.databaseUrl ?? '';
  let databaseOwnerUrl = options.databaseOwnerUrl || databaseUrl;
  const [postgresPort, temporalPort] = [await freePort(), await freePort(options.temporalPort)];
  const uiPort = options.uiPort === undefined ? undefined : await freePort(options.uiPort);
  const temporalAddress = options.temporalAddress || (embeddedTemporal ? `127.0.0.1:${temporalPort}` : '');
  const temporalUiUrl = embeddedTemporal && uiPort !== undefined ? `http://127.0.0.1:${uiPort}` : '';
  const signingKeys = options.env?.['ENGINE_SIGNING_KEYS'] || (await engineSigningKeys(dataDir));
  const apiPort = options.port || (await freePort());
  const apiUrl = `${options.tls ? 'https' : 'http'}://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host}:${apiPort}`;

  const nodeProgram = (name: NodeProgram): ServerProcess =>
    startServer(name, process.execPath, [programPath(name)], {
      cwd: projectRoot,
      logFile: join(logs, `${name}.log`),
      // People wait for the API and the database, nobody for what the engine does.
      stepsBack: name === 'worker',
      env: {
        // Two pools of memory in place of eight a processor, each of which keeps what it once had.
        MALLOC_ARENA_MAX: '2',
        ...process.env,
        ...options.env,
        DATA_DIR: dataDir,
        HOST: host,
        PORT: String(apiPort),
        DATABASE_URL: databaseUrl,
        TEMPORAL_ADDRESS: temporalAddress,
        ENGINE_SIGNING_KEYS: signingKeys,
        // A program that answers the network must not be able to become the owner of the tables.
        DATABASE_OWNER_URL: '',
        ...(temporalUiUrl === '' ? {} : { TEMPORAL_UI_URL: temporalUiUrl }),
      },
    });

  const starters: Record<ServiceName, () => Promise<ServerProcess | undefined>> = {
    async postgres() {
      if (!embeddedPostgres) return undefined;
      const postgres = await startPostgres({
        folder: join(dataDir, 'postgres'),
        port: postgresPort,
        secretsFile: join(dataDir, 'secrets.json'),
        logFile: join(logs, 'postgres.log'),
      });
      [databaseUrl, databaseOwnerUrl] = [postgres.appUrl(), postgres.ownerUrl()];
      return postgres.server;
    },
    async temporal() {
      if (!embeddedTemporal) return undefined;
      return startTemporal({
        program: await temporalCli(),
        port: temporalPort,
        databaseFile: join(dataDir, 'temporal.db'),
        logFile: join(logs, 'temporal.log'),
        ...(options.supervise ? { watch: { onStuck: onEvent, settings: options.engineWatch } } : {}),
        ...(uiPort === undefined ? {} : { uiPort, uiReadOnly: options.uiReadOnly !== false }),
      });
    },
    async migrate() {
      await runProgram('migrate', [], { DATABASE_OWNER_URL: databaseOwnerUrl });
      return undefined;
    },
    worker: async () => nodeProgram('worker'),
    async api() {
      if (!(await isPortFree(apiPort, host))) throw new Error(portTakenMessage(apiPort, host));
      const server = nodeProgram('api');
      await waitForAnswer(`${apiUrl}/healthz`, server);
      return server;
    },
  };

  const start = async (name: ServiceName) => {
    const server = await starters[name]();
    if (server === undefined) return;
    servers.set(name, server);
    await note();
    const bornAt = Date.now();
    void server.exited.then((how) => afterEnd(name, server, how, bornAt));
  };

  const afterEnd = async (name: ServiceName, server: ServerProcess, how: string, bornAt: number) => {
    if (servers.get(name) === server) servers.delete(name);
    if (!options.supervise) return;
    // What lived for a minute gets a quick restart again.
    let waitMs = Date.now() - bornAt > 60_000 ? firstRestartMs : 2 * firstRestartMs;
    while (!stopping && !expected.has(server) && !servers.has(name)) {
      onEvent(`${name} ${how}; starting it again. Its log: ${server.logFile}`);
      await sleep(waitMs);
      waitMs = Math.min(2 * waitMs, slowestRestartMs);
      if (stopping || servers.has(name)) return;
      await start(name).then(
        () => onEvent(`${name} runs again`),
        (error: Error) => {
          how = `did not come back (${error.message.split('\n')[0]})`;
        },
      );
    }
  };

  const end = async (name: ServiceName) => {
    const server = servers.get(name);
    if (server === undefined) return;
    expected.add(server);
    await (name === 'postgres' ? stopPostgres(server) : server.stop('SIGTERM', 20_000));
    servers.delete(name);
  };

  const pids = () => Object.fromEntries([...servers].map(([name, { pid }]) => [name, pid]));
  const note = async () => {
    const draft = `${runFile}.new`;
    const run = { pid: process.pid, startedAt, apiUrl, temporalAddress, temporalUiUrl, processes: pids() };
    await writeFile(draft, `${JSON.stringify(run, null, 2)}\n`);
    await rename(draft, runFile);
  };

  const stop = async () => {
    if (stopping) return;
    stopping = true;
    for (const name of order.toReversed()) await end(name);
    await rm(runFile, { force: true });
    await lock.release();
  };

  try {
    await endOrphans(runFile);
    if (wants('api') && !(await isPortFree(apiPort, host))) throw new Error(portTakenMessage(apiPort, host));
    for (const name of order.filter(wants)) {
      options.signal?.throwIfAborted();
      onEvent(`starting ${name}`);
      await start(name);
    }
    const [worker, api] = [servers.get('worker'), servers.get('api')];
    if (worker !== undefined && api !== undefined) await waitForAnswer(`${apiUrl}/readyz`, api, worker);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    apiUrl,
    databaseUrl,
    databaseOwnerUrl,
    temporalAddress,
    temporalUiUrl,
    logs,
    stop,
    pids,
    async kill(name, signal = 'SIGTERM') {
      const server = servers.get(name);
      server?.child.kill(signal);
      await server?.exited;
    },
    async restart(name) {
      await end(name);
      await start(name);
    },
  };
}
