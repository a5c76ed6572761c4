import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The keys with which API and worker of this data folder sign what the engine is told (ENGINE_SIGNING_KEYS): made at
 * the first start, readable by this user alone. To change the key put another before it in the file, parted by a comma.
 */
export async function engineSigningKeys(dataDir: string): Promise<string> {
  const file = join(dataDir, 'engine-signing-keys');
  await writeFile(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  return (await readFile(file, 'utf8')).trim();
}
