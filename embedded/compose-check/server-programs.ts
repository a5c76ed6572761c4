// The production Temporal server of docker-compose.yml and the tool that makes its databases: built by Go from the
// module of the vendor, and kept in the cache of Banjie.
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../lock.js';
import { run } from '../processes.js';

const minute = 60_000;

/** Where the two programs are, and the schema of the server's databases. */
export interface ServerPrograms {
  server: string;
  sqlTool: string;
  schema: string;
}

const programsIn = (folder: string): ServerPrograms => ({
  server: join(folder, 'temporal-server'),
  sqlTool: join(folder, 'temporal-sql-tool'),
  schema: join(folder, 'schema'),
});

/**
 * The programs of that version: in the folder that TEMPORAL_SERVER names, else in the cache, else built into it (ten
 * minutes on two cores, once).
 *
 * @throws an Error that says what is missing
 */
export async function temporalServerPrograms(version: string, say: (text: string) => void): Promise<ServerPrograms> {
  const named = process.env['TEMPORAL_SERVER'] ?? '';
  if (named !== '') {
    const missing = Object.values(programsIn(named)).filter((path) => !existsSync(path));
    if (missing.length) throw new Error(`TEMPORAL_SERVER names a folder without ${missing.join(', ')}: correct it.`);
    return checked(programsIn(named), version);
  }
  const home = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'banjie');
  const folder = join(home, `temporal-server-${version}`);
  await mkdir(home, { recursive: true });
  return withLock(
    `${folder}.lock`,
    async () => {
      if (!existsSync(folder)) await build(version, folder, say);
      return checked(programsIn(folder), version);
    },
    ({ pid }) => say(`another command (process ${pid}) builds the Temporal server; waiting for it`),
  );
}

async function checked(programs: ServerPrograms, version: string): Promise<ServerPrograms> {
  const { code, out } = await run(programs.server, ['--version'], { timeoutMs: minute });
  if (code !== 0 || !out.includes(version))
    throw new Error(`${programs.server} is not the Temporal server ${version} that docker-compose.yml names: ${out}`);
  return programs;
}

async function build(version: string, folder: string, say: (text: string) => void): Promise<void> {
  const module = `go.temporal.io/server@v${version}`;
  const instead = `Or set TEMPORAL_SERVER to a folder with temporal-server and temporal-sql-tool of ${version} and the vendor's schema/.`;
  const { code, out } = await run('go', ['mod', 'download', '-json', module], { timeoutMs: 10 * minute });
  if (code === null)
    throw new Error(`The Temporal server is built by Go, and there is no "go" on PATH: install it. ${instead}`);
  if (code !== 0) throw new Error(`Go could not fetch ${module}: ${out.slice(-500)}\n${instead}`);
  const source = /"Dir": "(.*)"/.exec(out)?.[1] ?? '';
  const draft = await mkdtemp(`${folder}.new-`);
  try {
    say(`building the Temporal server ${version} with Go; this takes about ten minutes on two cores, once`);
    for (const [from, to] of [
      ['./cmd/server', 'temporal-server'],
      ['./cmd/tools/sql', 'temporal-sql-tool'],
    ] as const) {
      const built = await run('go', ['build', '-o', join(draft, to), from], { cwd: source, timeoutMs: 60 * minute });
      if (built.code !== 0) throw new Error(`Go could not build ${module}: ${built.out.slice(-500)}\n${instead}`);
    }
    await cp(join(source, 'schema'), join(draft, 'schema'), { recursive: true });
    // Go keeps its modules read-only, folders too; what is in the cache can be removed by hand.
    await run('chmod', ['-R', 'u+w', draft]);
    await rename(draft, folder); // all or nothing
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
