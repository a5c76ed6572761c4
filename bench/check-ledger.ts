import { createDataSource } from '../database/data-source.js';
import { verifyLedger } from '../ledger/verify/verify.js';
import type { Servers } from './servers.js';

/**
 * Folds every case of the run again and recomputes its chain of hashes. Throws on the first fault: figures of a damaged
 * record are worth nothing.
 */
export async function checkLedger({ stack }: Servers): Promise<{ cases: number; entries: number }> {
  const source = await createDataSource(stack.databaseUrl).initialize();
  const { cases, entries, faults } = await verifyLedger(source).finally(() => source.destroy());
  if (faults.length)
    throw new Error(`The ledger does not hold: ${faults.length} faults, the first in ${JSON.stringify(faults[0])}.`);
  return { cases, entries };
}
