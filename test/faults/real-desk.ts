import assert from 'node:assert/strict';
import { createDataSource } from '../../database/data-source.js';
import { verifyLedger } from '../../ledger/verify/verify.js';

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
