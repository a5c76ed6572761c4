import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import { forgetOldKeys } from '../ledger/outbox.js';
import { releaseAbandonedCases } from '../ledger/people/release-abandoned-cases.js';

/** Forgets answers that nobody asks for again, and gives the work of absent people back to their team. */
export async function keepHouse(ledger: Ledger, log: Pick<Logger, 'info'>): Promise<void> {
  await forgetOldKeys(ledger.source, 30);
  const released = await releaseAbandonedCases(ledger, 200);
  if (released)
    log.info({ cases: released }, 'Work of people who are absent or have left their team is back with the team.');
}
