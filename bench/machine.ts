import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../config.js';
import { run } from '../embedded/processes.js';
import { temporalCli } from '../embedded/tools.js';
import type { Servers } from './servers.js';

/** Everything a reader needs to judge the figures. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGb: number;
  system: string;
  loadAtStart: number;
  node: string;
  postgres: string;
  temporal: string;
  temporalSdk: string;
  settings: Record<string, string>;
}

const postgresSettings = [
  'shared_buffers',
  'synchronous_commit',
  'fsync',
  'max_connections',
  'jit',
  'track_commit_timestamp',
];

export async function describeMachine({ banjie }: Servers): Promise<Machine> {
  const { version } = JSON.parse(
    readFileSync(join(projectRoot, 'node_modules/@temporalio/client/package.json'), 'utf8'),
  ) as { version: string };
  const { rows } = await banjie.query(
    'SELECT name, setting, unit FROM pg_settings WHERE name = ANY ($1) ORDER BY name',
    [postgresSettings],
  );
  const {
    rows: [server],
  } = await banjie.query('SHOW server_version');
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()} ${arch()}`,
    loadAtStart: Math.round(loadavg()[0]! * 10) / 10,
    node: process.version,
    postgres: String(server.server_version),
    temporal: (await run(await temporalCli(), ['--version'])).out,
    temporalSdk: version,
    settings: {
      ...Object.fromEntries(
        rows.map(({ name, setting, unit }: { name: string; setting: string; unit: string | null }) => [
          `postgres ${name}`,
          `${setting}${unit ? ` × ${unit}` : ''}`,
        ]),
      ),
      'temporal database': 'SQLite file, journal_mode=WAL, synchronous=NORMAL',
      'workflow cache of each worker': '600',
      'connections to PostgreSQL of each process': '12 at most',
    },
  };
}
