// The data folder of a new PostgreSQL cluster.
import { chown, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whereabouts, type PostgresHome } from './postgres-binaries.js';
import { run } from './processes.js';

/**
 * Creates the data folder of a cluster, all or nothing, with one superuser.
 *
 * @throws an Error with what initdb printed
 */
export async function initialiseCluster(
  home: PostgresHome,
  folder: string,
  owner: { name: string; password: string },
): Promise<void> {
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true }); // of a run that was killed here
  await mkdir(draft, { recursive: true, mode: 0o700 });
  // The other user must be able to walk down to it, which a TMPDIR of our own may not allow.
  const passwordFolder = await mkdtemp(join(home.runAs.uid === undefined ? tmpdir() : '/tmp', 'banjie-init-'));
  const passwordFile = join(passwordFolder, 'password');
  try {
    await writeFile(passwordFile, `${owner.password}\n`, { mode: 0o600 });
    const { uid, gid } = home.runAs;
    if (uid !== undefined && gid !== undefined) {
      for (const path of [draft, passwordFolder, passwordFile]) await chown(path, uid, gid);
    }
    // Letters and case come from PostgreSQL itself, the same on every system. The trigrams of pg_trgm still ask the C
    // library, so it too must know Chinese letters: C.UTF-8 on Linux, en_US.UTF-8 on macOS.
    let failure = '';
    for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
      const { code, out } = await run(
        join(home.native, 'bin', 'initdb'),
        [
          `--pgdata=${whereabouts(home, draft)}`,
          `--username=${owner.name}`,
          `--pwfile=${passwordFile}`,
          '--auth=scram-sha-256',
          '--encoding=UTF8',
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
          '--locale=C',
          `--lc-ctype=${ctype}`,
        ],
        { ...home.runAs, cwd: draft },
      );
      if (code === 0) {
        await rename(draft, folder);
        return;
      }
      failure = out;
      if (!/invalid locale/.test(out)) break;
    }
    throw new Error(`PostgreSQL could not set up its data folder ${folder}:\n${failure}`);
  } finally {
    await rm(passwordFolder, { recursive: true, force: true });
    await rm(draft, { recursive: true, force: true });
  }
}
