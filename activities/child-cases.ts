import { systemActor } from '../domain/actor.js';
import { isClosed } from '../domain/case/case.js';
import { parentLinks } from '../domain/deciding/child-links.js';
import { isRefusal } from '../domain/refusal.js';
import type { LedgerMessage } from '../domain/clocks/view.js';
import type { Ledger } from '../ledger/ledger.js';
import type { OpenRequest } from '../ledger/request.js';
import { expectDone, knownCase, type NewestView } from './ledger-answers.js';

/** Opening cases automatically from another case, which gets the outcome. */
export function childActivities(ledger: Ledger, newestView: NewestView) {
  return {
    /**
     * Opens what a case has asked for under `key` (`Effects.childCases`), and enters the number there, or that the
     * ledger does not take it.
     */
    async openAsked(number: string, key: string): Promise<LedgerMessage> {
      const { kind: ownKind, rulebook, site, links } = await knownCase(ledger, number);
      const asked = links.find((link) => link.relation === 'child' && link.key === key);
      if (asked?.state !== 'asked') return newestView(number);
      const { input: recordInput, shield, receivedAt } = asked.ask!;
      const opening: OpenRequest = {
        kind: asked.kind!,
        rulebook,
        site,
        input: recordInput,
        ...(receivedAt === undefined ? {} : { receivedAt }),
        parent: {
          number,
          kind: ownKind,
          childKey: key,
          shield,
          ...(receivedAt === undefined ? {} : { replaced: true }),
        },
      };
      const opened = await ledger.open(systemActor, opening, `open:${number}:${key}`);
      const [act, input] = isRefusal(opened)
        ? ['child-refused', { key, code: opened.code }]
        : ['child-opened', { key, number: opened.state.number }];
      expectDone(await ledger.append(systemActor, { number, act, input }, `${act}:${number}:${key}`));
      return newestView(number);
    },

    /**
     * Reports the outcome of a closed case to the one it was opened from; once more where it was reopened and closed
     * again.
     */
    async reportOutcome(number: string): Promise<LedgerMessage> {
      const child = await knownCase(ledger, number);
      const parent = parentLinks(child).find((link) => link.state === 'open');
      if (!parent || !isClosed(child)) return newestView(number);
      const input = { key: parent.childKey, number, outcome: String(child.facts['outcome'] ?? 'handled') };
      expectDone(
        await ledger.append(
          systemActor,
          { number: parent.number!, act: 'child-outcome', input },
          `child-outcome:${number}:${child.seq}`,
        ),
      );
      return newestView(number);
    },
  };
}
