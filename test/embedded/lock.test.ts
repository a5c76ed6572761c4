import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../config.js';
import { tryLock } from '../../embedded/lock.js';

const module = pathToFileURL(join(projectRoot, 'embedded/lockfile.mjs')).href;

/** A process of its own that runs `code` with `takeLock` at hand. */
function other(code: string) {
  return spawn(
    process.execPath,
    ['--input-type=module', '-e', `import { takeLock } from '${module}'; import fs from 'node:fs'; ${code}`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
}

describe('the lock on a data folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-lock-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is refused while a live process has it, with that process named', async () => {
    const path = join(folder, 'held');
    const child = other(`await takeLock('${path}'); console.log('has it'); setInterval(() => {}, 1000);`);
    await once(child.stdout, 'data');
    const answer = await tryLock(path);
    assert.ok('heldBy' in answer);
    assert.equal(answer.heldBy.pid, child.pid);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('is taken over from a process that was killed', async () => {
    const path = join(folder, 'orphaned');
    const child = other(`await takeLock('${path}'); console.log('has it'); setInterval(() => {}, 1000);`);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const answer = await tryLock(path);
    assert.ok('release' in answer);
    await answer.release();
  });

  it('lets one process at a time through, also when all find a dead holder', async () => {
    const [path, counter] = [join(folder, 'contested'), join(folder, 'counter')];
    await writeFile(counter, '0');
    const dead = other(`await takeLock('${path}'); process.kill(process.pid, 'SIGKILL');`);
    await once(dead, 'exit');
    const rounds = 10;
    // Read, wait, write: two inside at once would lose a count.
    const children = [1, 2, 3, 4].map(() =>
      other(`
      for (let i = 0; i < ${rounds}; i++) {
        const { release } = await takeLock('${path}');
        const count = Number(fs.readFileSync('${counter}', 'utf8'));
        await new Promise((resolve) => setTimeout(resolve, 3));
        fs.writeFileSync('${counter}', String(count + 1));
        await release();
      }`),
    );
    await Promise.all(children.map((child) => once(child, 'exit')));
    assert.equal(await readFile(counter, 'utf8'), String(4 * rounds));
  });
});
