// The lints, each a test: mistakes (oxlint), layout (prettier), and who may import whom (dependency-cruiser).
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { run } from '../embedded/processes.js';

const lint = async (program: string, ...args: string[]): Promise<void> => {
  const { code, out } = await run(process.execPath, [`node_modules/${program}`, ...args, '.'], { timeoutMs: 300_000 });
  assert.equal(code, 0, out);
};

test('the code has no finding of oxlint', () => lint('oxlint/bin/oxlint', '--deny-warnings'), 300_000);
test('the code is laid out by prettier', () => lint('prettier/bin/prettier.cjs', '--check'), 300_000);
test(
  'every import is one that docs/architecture.md allows',
  () => lint('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs'),
  300_000,
);
