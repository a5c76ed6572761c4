// Which leaves of heads stay on the disk.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thinLeaves } from '../../ledger/heads/head-files.js';

test('leaves of 60 days stay, before that of the first head of each month; every head stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'banjie-leaves-'));
  try {
    const days = Array.from({ length: 400 }, (_, i) => new Date(Date.UTC(2025, 9, 27) + i * 86_400_000));
    const names = days.map((day) => day.toISOString().replaceAll(':', ''));
    for (const name of names) await writeFile(join(folder, `${name}.head.json`), '');
    for (const name of names) await writeFile(join(folder, `${name}.leaves.gz`), '');
    // Of heads whose making failed, and of one that is being made.
    await writeFile(join(folder, `2026-11-29T110000.000Z.leaves.gz.new`), '');
    await writeFile(join(folder, `2026-11-29T120000.000Z.leaves.gz`), '');
    await writeFile(join(folder, `2026-12-01T000000.000Z.leaves.gz`), '');
    const removed = await thinLeaves(folder);
    const there = [...(await readdir(folder))].sort();
    const leaves = there.filter((name) => name.endsWith('.leaves.gz')).map((name) => name.slice(0, 10));
    assert.equal(there.filter((name) => name.endsWith('.head.json')).length, 400);
    assert.deepEqual(leaves.slice(0, 13), [
      '2025-10-27',
      '2025-11-01',
      '2025-12-01',
      ...['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'].map((month) => `2026-${month}-01`),
    ]);
    assert.deepEqual([leaves[13], leaves.at(-2), leaves.at(-1)], ['2026-10-02', '2026-11-30', '2026-12-01']);
    assert.equal(leaves.length, 13 + 60 + 1);
    assert.equal(removed, 403 - leaves.length);
    assert.equal(await thinLeaves(folder), 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
