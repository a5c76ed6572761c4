// A real Temporal server (the CLI's dev server on SQLite) as a child process.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { watchEngine, type WatchSettings } from './engine-watch.js';
import { freePort } from './ports.js';
import { describeProcess, endForeignProcess, run, sleep, startServer, tail, type ServerProcess } from './processes.js';
import { serveReadOnlyUi } from './read-only-ui.js';

/** The typed search attributes registered with the namespace: name and type. */
export const searchAttributes: ReadonlyArray<readonly [string, string]> = [
  ['BanjieKind', 'Keyword'],
  ['BanjieTier', 'Keyword'],
  ['BanjieStatus', 'Keyword'],
  ['BanjieDepartment', 'Keyword'],
];

/** How the server is started. */
export interface TemporalOptions {
  /** The Temporal CLI, as embedded/tools.ts finds it. */
  program: string;
  port: number;
  /** The port of the web UI; without one there is none. */
  uiPort?: number;
  /** Whether the UI lets nobody change anything. */
  uiReadOnly?: boolean;
  databaseFile: string;
  logFile: string;
  /** Settings of the server itself, by key. */
  dynamicConfig?: Record<string, string>;
  /** Kills it once it answers nothing any more, and says so. */
  watch?: { onStuck: (text: string) => void; settings?: WatchSettings | undefined };
}

/**
 * Starts a Temporal server on 127.0.0.1 with the namespace `default` and waits until it answers.
 *
 * @throws an Error with the end of the log when it does not come up
 */
export async function startTemporal(options: TemporalOptions): Promise<ServerProcess> {
  const pidFile = `${options.databaseFile}.pid`;
  await mkdir(dirname(options.databaseFile), { recursive: true });
  await endOrphan(pidFile, options.databaseFile);
  const { uiPort, uiReadOnly = false, watch } = options;
  const httpPort = await freePort();
  // What is read only is shown by another server in front of the UI.
  const innerUiPort = uiReadOnly ? await freePort() : uiPort;
  const server = startServer(
    'temporal',
    options.program,
    [
      'server',
      'start-dev',
      '--disable-config-env',
      '--disable-config-file',
      '--ip',
      '127.0.0.1',
      '--port',
      String(options.port),
      '--http-port',
      String(httpPort),
      ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(innerUiPort)]),
      '--db-filename',
      options.databaseFile,
      // A commit reaches the disk at the next checkpoint: safe against a killed process, and two thirds faster.
      '--sqlite-pragma',
      'journal_mode=WAL',
      '--sqlite-pragma',
      'synchronous=NORMAL',
      ...Object.entries(options.dynamicConfig ?? {}).flatMap(([key, value]) => [
        '--dynamic-config-value',
        `${key}=${value}`,
      ]),
      ...searchAttributes.flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
      // People wait for the API and the database, nobody for the engine.
    ],
    { logFile: options.logFile, stepsBack: true },
  );
  await writeFile(pidFile, `${server.pid}\n`);
  const fault = await waitUntilReady(server, options);
  if (fault === undefined) {
    if (watch) watchEngine(server, httpPort, watch.onStuck, watch.settings);
    if (uiPort !== undefined && uiReadOnly) {
      const ui = await serveReadOnlyUi(uiPort, innerUiPort!);
      void server.exited.then(() => ui.close().closeAllConnections());
    }
    return server;
  }
  await server.stop();
  throw new Error(`The Temporal server ${fault}. The end of its log:\n${tail(options.logFile)}`);
}

/** Ends a server that a killed run has left on this database: two on one file would spoil it. */
async function endOrphan(pidFile: string, databaseFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (!(pid > 0)) return;
  const found = await describeProcess(pid);
  if (found?.command.includes(databaseFile)) await endForeignProcess(pid, ['SIGTERM', 'SIGKILL'], 15_000);
}

/** Asked by the program itself: the SDK's client would stay in memory for as long as the desk runs. */
async function waitUntilReady(server: ServerProcess, { program, port }: TemporalOptions): Promise<string | undefined> {
  const question = 'operator namespace describe --namespace default --disable-config-env --disable-config-file';
  const asked = [...question.split(' '), '--address', `127.0.0.1:${port}`];
  let last = 'no answer';
  for (const giveUpAt = Date.now() + 90_000; Date.now() < giveUpAt; await sleep(100)) {
    if (server.hasExited()) return server.exited;
    const { code, out } = await run(program, asked, { timeoutMs: 5_000 });
    if (code === 0) return undefined;
    last = out;
  }
  return `does not answer (${last})`;
}
