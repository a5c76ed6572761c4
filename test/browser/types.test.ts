import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { projectRoot } from '../../config.js';
import { run } from '../../embedded/processes.js';

test('the console fits the types of the contract that the API has now', async () => {
  for (const args of [['console/contract.mjs'], ['node_modules/typescript/bin/tsc', '-p', 'console']]) {
    const { code, out } = await run(process.execPath, args, { cwd: projectRoot, timeoutMs: 180_000 });
    assert.equal(code, 0, out);
  }
}, 400_000);
