import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FileStore } from '../../ledger/files/file-store.js';

describe('files that were half written when a process died', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-leftovers-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const incoming = () => join(folder, 'incoming');
  const names = async () => [...(await readdir(incoming()))];
  const leave = async (owner: string, file = 'half'): Promise<string> => {
    await mkdir(join(incoming(), owner), { recursive: true });
    await writeFile(join(incoming(), owner, file), 'half a photo');
    return owner;
  };

  it('go at the next start at once, and what another process is writing stays', async () => {
    const other = new FileStore(folder);
    const writing = await other.receive(Readable.from([Buffer.from('of the other')]));
    const [alive] = await names();
    const ended = spawnSync(process.execPath, ['-e', '0']).pid;
    const dead = await leave(alive!.replace(/-\d+-/, `-${ended}-`));
    const elsewhere = await leave(`0123456789ab-${ended}-x`);
    assert.deepEqual((await names()).sort(), [alive, dead, elsewhere].sort());

    const restarted = new FileStore(folder);
    await restarted.sweep();
    assert.deepEqual((await names()).sort(), [alive, elsewhere].sort(), 'of another machine nobody knows yet');
    await other.store(writing);
    assert.equal(await other.check(writing.sha256), 'whole');
  });

  it('of another machine, or of an older version, go when nothing was written for ten minutes', async () => {
    const old = await leave('0123456789ab-7-y', 'old');
    await leave(old, 'new');
    await writeFile(join(incoming(), 'of-an-older-version'), 'half');
    const before = new Date(Date.now() - 11 * 60_000);
    for (const path of ['of-an-older-version', join(old, 'old')]) await utimes(join(incoming(), path), before, before);
    await new FileStore(folder).sweep();
    assert.ok(!(await names()).includes('of-an-older-version'));
    assert.deepEqual([...(await readdir(join(incoming(), old)))], ['new'], 'somebody may be writing it');
    await new FileStore(folder).sweep(Date.now() + 11 * 60_000);
    await new FileStore(folder).sweep(Date.now() + 11 * 60_000);
    assert.ok(!(await names()).includes(old));
  });
});
