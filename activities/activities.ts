import { isId } from '../domain/case/input-values.js';
import { systemActor, engineOperator } from '../domain/actor.js';
import { isRefusal } from '../domain/refusal.js';
import type { LedgerMessage } from '../domain/clocks/view.js';
import type { CrowdedMoments } from '../ledger/bulk/crowded-moments.js';
import type { EngineSignature } from '../ledger/engine-signature.js';
import type { Ledger } from '../ledger/ledger.js';
import { keyOfEngine, newestViewOf, signalInput } from './ledger-answers.js';
import { childActivities } from './child-cases.js';
import type { DeliveryService } from './delivery.service.js';
import { dutyActivities } from './duties.js';
import { joinedActivities } from './joined-cases.js';
import { versionMigrationActivities } from './version-migrations.js';
import { reportActivities, type ReportTools } from './reports.js';

export interface ActivityDependencies {
  ledger: Ledger;
  /** Signs what workflows are answered. */
  signature: EngineSignature;
  deliveries: Pick<DeliveryService, 'deliver'>;
  /** Moments that this process enters together with others; left out where it does not. */
  crowds?: Pick<CrowdedMoments, 'settled'>;
  /** Left out where no reports are produced. */
  reports?: ReportTools;
}

/**
 * What workflows may do outside themselves. Each may run twice: the ledger's keys and states make the second time
 * harmless. All but `deliverNotices`, `tellJoined` and `moveCases` are short writes for local activities; all but those
 * of mail, duties and version migrations answer with the newest view.
 */
export function createActivities({ ledger, signature, deliveries, crowds, reports }: ActivityDependencies) {
  const newestView = newestViewOf(ledger, signature);
  // Whoever reaches the engine may name any key: it must never be one of the desk's own steps.
  const refuse = (number: string, act: string, code: string, key: string) =>
    ledger.append(
      systemActor,
      { number, act: 'refuse-signal', input: { act: isId(act) ? act : 'unreadable', code } },
      `signal-refused:${number}:${keyOfEngine(key)}`,
    );
  return {
    /**
     * Enters the moments that have come; where none has, the answer is simply the view ("not yet"). A moment that this
     * process is entering with others is waited for.
     */
    async attend(number: string): Promise<LedgerMessage> {
      await crowds?.settled(number);
      return newestView(number);
    },

    /**
     * A signal from outside the ledger, as an act of the operator of the engine. What it may not is entered as refused.
     */
    async putBefore(number: string, act: string, input: unknown, key: string): Promise<LedgerMessage> {
      const answer = await ledger.append(engineOperator, { number, act, input: signalInput(input) }, keyOfEngine(key));
      if (isRefusal(answer)) await refuse(number, act, answer.code, key);
      return newestView(number);
    },

    /** A signal that is nothing an operator could ask for: nobody can read it, or it claims to be of the ledger. */
    async refuseSignal(number: string, act: string, code: string, key: string): Promise<LedgerMessage> {
      await refuse(number, act, code, key);
      return newestView(number);
    },

    /**
     * A clock that the view of a case lacks. An alarm is entered where the ledger lacks it too, once for each gap;
     * `seq`: the entry at which it was missed.
     */
    async reportMissingClock(number: string, rule: string, clause: string, seq: number): Promise<LedgerMessage> {
      await ledger.append(
        systemActor,
        { number, act: 'raise-alarm', input: { rule, clause } },
        `missing-clock:${number}:${keyOfEngine(rule)}:${seq}`,
      );
      return newestView(number);
    },

    /**
     * Sends the notices of this case that are due, by mail, chat and SMS; how many went out. Runs on a queue of its
     * own.
     */
    async deliverNotices(number: string): Promise<number> {
      return deliveries.deliver(number);
    },

    ...childActivities(ledger, newestView),
    ...dutyActivities(ledger),
    ...joinedActivities(ledger, newestView),
    ...versionMigrationActivities(ledger),
    ...reportActivities(ledger, reports),
  };
}

export type Activities = ReturnType<typeof createActivities>;
