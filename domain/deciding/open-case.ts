import { closedStatus, type CaseState } from '../case/case.js';
import { isExcluded } from '../case/subjects.js';
import { isRefusal, refuse, type Refusal } from '../refusal.js';
import { listProblem } from '../rulebook/lists.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { clauseOf, type ActContext, type ActRow, type ActTable } from './act.js';
import { roleMayNot, timeProblem, tooLongAgo, unknownAct } from './act-refusals.js';
import { checkRecord, inputSourceOf } from './check-request.js';
import { secrecyFactsOf } from './child-links.js';
import type { Effects } from './effects.js';
import { effectsOf, enterAct, type ActRequest, type Decision } from './enter-act.js';
import { evidenceProblem } from './evidence.js';
import { withImportOrigin } from './import-origin.js';
import { intakeProblem, withIntake } from './intake.js';
import { actingPost } from './permission.js';

/**
 * The first entry of a case. `blank` holds number, rulebook, site and the case it is opened from; the row's effects
 * fill in the rest.
 */
export function openCase(
  blank: CaseState,
  table: ActTable,
  request: ActRequest,
  rulebook: Rulebook,
): Decision | Refusal {
  // Words copied from another case stay as secret as they were there, whatever the record says.
  const keepSecret = (effects: Effects): Effects => ({
    ...effects,
    facts: { ...effects.facts, ...secrecyFactsOf(blank.facts) },
  });
  const decision = openWith(keepSecret, blank, table, request, rulebook);
  return isRefusal(decision)
    ? decision
    : (evidenceProblem(request, table['record'] as ActRow, blank.kind, rulebook) ?? decision);
}

/**
 * The one entry of a case from before this system (历史案件), at its own time. It is closed at once, so that no clock
 * starts, no act follows and nobody is notified.
 */
export function openHistoricalCase(
  blank: CaseState,
  table: ActTable,
  request: ActRequest,
  rulebook: Rulebook,
  enteredAt: string,
): Decision | Refusal {
  const ended = ({
    childCases: _opens,
    broadcast: _broadcast,
    followUps: _also,
    nextAct: _next,
    ...effects
  }: Effects): Effects => ({
    ...effects,
    to: closedStatus,
    closes: true,
    facts: { ...effects.facts, outcome: 'history', enteredAt },
  });
  const decision = openWith(ended, blank, table, request, rulebook);
  return isRefusal(decision) ? decision : { ...decision, entry: { ...decision.entry, notices: [] } };
}

function openWith(
  adjust: (effects: Effects) => Effects,
  blank: CaseState,
  table: ActTable,
  asked: ActRequest,
  rulebook: Rulebook,
): Decision | Refusal {
  const row = table['record'] as ActRow<Record<string, unknown>> | undefined;
  if (!row) return unknownAct('record', blank.kind);
  const checked = checkRecord(row, asked.input, inputSourceOf(asked.actor, asked.imported));
  if (isRefusal(checked)) return checked;
  const request = { ...asked, ...checked };
  const clause = clauseOf(row, rulebook);
  const post = actingPost(row, request.actor, blank, rulebook, request.at);
  if (!post) return roleMayNot(row, clause, blank, rulebook);
  const badTime =
    timeProblem(blank.receivedAt, request.at, undefined) ??
    tooLongAgo(blank.receivedAt, request.at, request.actor, rulebook);
  if (badTime) return badTime;
  const context: ActContext<Record<string, unknown>> = {
    state: blank,
    actor: request.actor,
    ...post,
    at: request.at,
    happenedAt: request.at,
    input: request.input,
    rulebook,
    clause,
    relatedCases: request.relatedCases ?? {},
    teams: request.teams,
  };
  const refusal =
    listProblem(row.fields ?? {}, request.input, rulebook, clause) ?? intakeProblem(context) ?? row.check?.(context);
  if (refusal) return refusal;
  const own = effectsOf(row, context);
  const effects = adjust(withIntake(context, asked.imported ? withImportOrigin(request.input, own) : own));
  if (isExcluded({ facts: { ...blank.facts, ...effects.facts } }, request.actor)) {
    return refuse(
      'about-yourself',
      'The case would be about you or your department: somebody else must record it.',
      '此案件涉及您本人或您的部门，须由他人登记。',
      clause,
    );
  }
  const decision = enterAct(blank, request, post, request.at, effects, rulebook);
  return isRefusal(decision)
    ? decision
    : {
        ...decision,
        entry: { ...decision.entry, changes: [{ type: 'opened', case: blank }, ...decision.entry.changes] },
      };
}
