import { systemActor, engineOperator } from '../domain/actor.js';
import { isRefusal } from '../domain/refusal.js';
import type { CaseView } from '../domain/clocks/view.js';
import type { Ledger } from '../ledger/ledger.js';
import { newestView } from './ledger-answers.js';
import { childActivities } from './child-cases.js';
import type { DeliveryService } from './delivery.service.js';
import { dutyActivities } from './duties.js';
import { joinedActivities } from './joined-cases.js';
import { versionMigrationActivities } from './version-migrations.js';
import { reportActivities, type ReportTools } from './reports.js';

export interface ActivityDependencies {
  ledger: Ledger;
  deliveries: Pick<DeliveryService, 'deliver'>;
  /** Left out where no reports are produced. */
  reports?: ReportTools;
}

/**
 * What workflows may do outside themselves. Each may run twice: the ledger's keys and states make the second time
 * harmless. All but `deliverNotices`, `tellJoined` and `moveCases` are short writes for local activities; all but those
 * of mail, duties and version migrations answer with the newest view.
 */
export function createActivities({ ledger, deliveries, reports }: ActivityDependencies) {
  return {
    /** Enters the moments that have come; where none has, the answer is simply the view ("not yet"). */
    async attend(number: string): Promise<CaseView> {
      return newestView(ledger, number);
    },

    /**
     * A signal from outside the ledger, as an act of the operator of the engine. What it may not is entered as refused.
     */
    async putBefore(number: string, act: string, input: unknown, key: string): Promise<CaseView> {
      const body =
        typeof input === 'object' && input !== null && !Array.isArray(input)
          ? input
          : { words: input === undefined ? '' : JSON.stringify(input) };
      const answer = await ledger.append(engineOperator, { number, act, input: body }, key);
      if (isRefusal(answer))
        await ledger.append(
          systemActor,
          { number, act: 'refuse-signal', input: { act, code: answer.code } },
          `${key}:refused`,
        );
      return newestView(ledger, number);
    },

    /**
     * Sends the notices of this case that are due, by mail, chat and SMS; how many went out. Runs on a queue of its
     * own.
     */
    async deliverNotices(number: string): Promise<number> {
      return deliveries.deliver(number);
    },

    ...childActivities(ledger),
    ...dutyActivities(ledger),
    ...joinedActivities(ledger),
    ...versionMigrationActivities(ledger),
    ...reportActivities(ledger, reports),
  };
}

export type Activities = ReturnType<typeof createActivities>;
