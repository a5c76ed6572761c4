import assert from 'node:assert/strict';
import { createDataSource } from '../../database/data-source.js';
import { verifyLedger } from '../../ledger/verify/verify.js';

/** Waits until it is so; whatever fails meanwhile, because something is being ended, only means not yet. */
export async function within(ms: number, is: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + ms; Date.now() < until;) {
    if (await is().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`It did not come about within ${ms / 1000} s.`);
}

/** Every case of the desk folds to its row and no chain is broken; there are at least so many. */
export async function assertWhole(databaseUrl: string, atLeast: number): Promise<void> {
  const source = await createDataSource(databaseUrl).initialize();
  try {
    const report = await verifyLedger(source);
    assert.deepEqual(report.faults, []);
    assert.ok(report.cases >= atLeast);
  } finally {
    await source.destroy();
  }
}
