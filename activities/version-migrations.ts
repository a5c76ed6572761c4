import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Ledger } from '../ledger/ledger.js';
import {
  casesToMigrate,
  finishVersionMigration,
  migrateCase,
  versionMigrationOf,
  type VersionMigration,
} from '../ledger/versions/migrations.js';
import type { VersionMigrationResult } from '../workflows/messages.js';

/** So many cases are moved at the same time: the ledger also serves people. */
const maxConcurrent = 4;

/** Version migrations: they move running cases to another version of their rulebook. */
export function versionMigrationActivities(ledger: Ledger) {
  return {
    /**
     * Moves every case of the migration that it has not moved yet. A regular activity that may last: a retry continues
     * with the cases not yet moved. One damaged case keeps no other from being moved.
     */
    async moveCases(id: string): Promise<VersionMigrationResult> {
      const migration = await orderedMigration(ledger, id);
      if (migration.doneAt !== null) return resultOf(migration);
      const context = Context.current();
      let faults = 0;
      for (let after = ''; ;) {
        const page = await casesToMigrate(ledger, migration, after);
        if (page.length === 0) break;
        for (let from = 0; from < page.length; from += maxConcurrent) {
          context.cancellationSignal.throwIfAborted();
          const answers = await Promise.allSettled(
            page.slice(from, from + maxConcurrent).map((number) => migrateCase(ledger, migration, number)),
          );
          faults += answers.filter(({ status }) => status === 'rejected').length;
          context.heartbeat();
        }
        after = page.at(-1)!;
      }
      if (faults > 0) throw ApplicationFailure.retryable(`${faults} cases could not be moved.`, 'NotAllMoved');
      return resultOf(await orderedMigration(ledger, id));
    },

    async finishOrder(id: string): Promise<void> {
      await orderedMigration(ledger, id);
      await finishVersionMigration(ledger, id);
    },
  };
}

const resultOf = ({ moved, refused }: VersionMigration): VersionMigrationResult => ({ moved, refused });

/** The order, which somebody has set going: one that was only shown moves nothing, whoever asks the engine for it. */
async function orderedMigration(ledger: Ledger, id: string): Promise<VersionMigration> {
  const migration = await versionMigrationOf(ledger, id);
  if (!migration) throw ApplicationFailure.nonRetryable('There is no such order.', 'UnknownOrder');
  if (migration.orderedAt === null) throw ApplicationFailure.nonRetryable('Nobody has ordered it.', 'NotOrdered');
  return migration;
}
