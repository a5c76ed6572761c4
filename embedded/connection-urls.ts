// Where the database is, for commands that work on it while the system runs or is stopped: import, verify, bench.
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { createDataSource } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import { SiteRow } from '../database/entities/organisation.js';
import { seedDemoPeople } from '../demo/people.js';
import { tryLock } from './lock.js';
import { freePort } from './ports.js';
import { postgresUrl, socketFolderOf } from './postgres-address.js';
import { startPostgres, stopPostgres } from './postgres.js';

/** The addresses of a desk, and what to do when they are no longer needed. */
export interface ConnectionUrls {
  databaseUrl: string;
  /** As the owner of the tables; empty where only the application's role is known. */
  databaseOwnerUrl: string;
  /** Empty where no engine runs: what is recorded waits in the outbox until the system is started. */
  temporalAddress: string;
  /** Stops what was started for this command; does nothing where the system was running already. */
  release(): Promise<void>;
}

/** How PostgreSQL is started for a command where no desk runs. */
interface OwnPostgresOptions {
  /** `as-it-is`: no schema is changed, and a database that is not there is not made. */
  schema?: 'migrated' | 'as-it-is';
}

/**
 * The database the settings name (DATABASE_URL); else the one of the system that runs on DATA_DIR; else PostgreSQL is
 * started on DATA_DIR, migrated and, as by `npm start`, given demo people when it is new, until `release`. Throws an
 * Error that says what is in the way.
 */
export async function connectionUrls(
  config: Config,
  say: (text: string) => void = () => undefined,
  options: OwnPostgresOptions = {},
): Promise<ConnectionUrls> {
  const { databaseUrl, databaseOwnerUrl, temporalAddress, dataDir } = config;
  if (databaseUrl) return { databaseUrl, databaseOwnerUrl, temporalAddress, release: async () => undefined };
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = await tryLock(join(dataDir, 'lock'));
  return 'heldBy' in lock
    ? urlsOfRunningStack(dataDir, temporalAddress)
    : startOwnPostgres(config, lock.release, say, options);
}

/** The addresses of the desk that runs by these settings; undefined where none does. Starts and changes nothing. */
export async function urlsOfRunningDesk(config: Config): Promise<ConnectionUrls | undefined> {
  if (config.databaseUrl) return connectionUrls(config);
  if (!existsSync(join(config.dataDir, 'run.json'))) return undefined;
  return urlsOfRunningStack(config.dataDir, config.temporalAddress).catch(() => undefined);
}

/** PostgreSQL writes its port and its socket into postmaster.pid; startStack writes run.json as its parts come up. */
async function urlsOfRunningStack(dataDir: string, temporalAddress: string): Promise<ConnectionUrls> {
  const run = JSON.parse(await readFile(join(dataDir, 'run.json'), 'utf8').catch(() => '{}')) as {
    temporalAddress?: string;
    processes?: { postgres?: number };
  };
  const folder = join(dataDir, 'postgres');
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const port = Number(lines[3]);
  const socketFolder = lines[4] ? socketFolderOf(folder, port) : undefined;
  if (!run.processes?.postgres || !port)
    throw new Error(`Another command uses ${dataDir}, or the desk is just starting there: try again in a moment.`);
  const secrets = JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8')) as {
    ownerPassword: string;
    appPassword: string;
  };
  const url = (role: string, password: string) =>
    postgresUrl({ role, password, database: 'banjie', port, socketFolder });
  return {
    databaseUrl: url('banjie_app', secrets.appPassword),
    databaseOwnerUrl: url('banjie_owner', secrets.ownerPassword),
    temporalAddress: temporalAddress || run.temporalAddress || '',
    release: async () => undefined,
  };
}

/** Under the lock of DATA_DIR, so that `npm start` meanwhile says who is there. */
async function startOwnPostgres(
  { dataDir, demo }: Config,
  unlock: () => Promise<void>,
  say: (text: string) => void,
  { schema = 'migrated' }: OwnPostgresOptions,
): Promise<ConnectionUrls> {
  const isNew = !existsSync(join(dataDir, 'postgres'));
  if (isNew && schema === 'as-it-is') {
    await unlock();
    throw new Error(`There is no database in ${dataDir}: set DATA_DIR or DATABASE_URL as the desk has them.`);
  }
  say(`The desk does not run: starting PostgreSQL on ${dataDir} for the time of this command.`);
  let release = unlock;
  try {
    const postgres = await startPostgres({
      folder: join(dataDir, 'postgres'),
      port: await freePort(),
      secretsFile: join(dataDir, 'secrets.json'),
      logFile: join(dataDir, 'logs', 'postgres.log'),
    });
    release = async () => {
      await stopPostgres(postgres.server);
      await unlock();
    };
    if (schema === 'migrated') await migrate(postgres.ownerUrl());
    if (isNew && demo !== false) await addDemoPeople(postgres.ownerUrl(), dataDir);
    return { databaseUrl: postgres.appUrl(), databaseOwnerUrl: postgres.ownerUrl(), temporalAddress: '', release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function addDemoPeople(ownerUrl: string, dataDir: string): Promise<void> {
  const source = await createDataSource(ownerUrl, { pool: 1, name: 'banjie-demo' }).initialize();
  try {
    if ((await source.getRepository(SiteRow).count()) === 0) await seedDemoPeople(source, dataDir);
  } finally {
    await source.destroy();
  }
}
