import type { Activities } from '../activities/activities.js';
import { proxyActivities, setCurrentDetails, sleep } from '@temporalio/workflow';
import type { VersionMigrationResult } from './messages.js';

/**
 * A version migration: moves running cases to another version of their rulebook, one by one. Retried until the
 * ledger answers; a case that has been moved is not moved again. On record it is called an order.
 */
export async function carryOutOrder(migration: string): Promise<VersionMigrationResult> {
  const { moveCases, finishOrder } = proxyActivities<Activities>({
    startToCloseTimeout: '6 hours',
    heartbeatTimeout: '30 seconds',
    summary: 'moves running cases to another version',
    retry: { initialInterval: '1 second', maximumInterval: '2 minutes', nonRetryableErrorTypes: ['UnknownOrder'] },
  });
  setCurrentDetails(`Moves the running cases of order ${migration}.`);
  await moveCases(migration);
  // A process that does not know the publication yet may have opened a case under the old version meanwhile, so the
  // cases are gone through a second time.
  await sleep('5 seconds', { summary: 'until every process has seen the publication' });
  const end = await moveCases(migration);
  await finishOrder(migration);
  setCurrentDetails(`${end.moved} cases moved, ${end.refused} refused.`);
  return end;
}
