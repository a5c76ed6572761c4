// What a command of upkeep cannot do is told as a sentence. In memory, and in a folder of its own.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultSentence } from '../../upkeep/command.js';
import { findBackup } from '../../upkeep/manifest.js';

test('a full disk is told as what to do, all else as it is', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  assert.match(faultSentence(full), /^The disk is full: .*Make room/);
  assert.equal(faultSentence(new Error('The backup lacks a table.')), 'The backup lacks a table.');
});

test('a manifest without what a manifest says is none of a backup', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'banjie-manifest-'));
  try {
    await writeFile(join(folder, 'manifest.json'), '{"format":1}');
    await assert.rejects(findBackup(folder), /cannot be read by this version/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
