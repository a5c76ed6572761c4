import type { ActSituation } from '../deciding/act.js';
import { assigneeOf, teamOf } from '../dispatch/dispatch-rules.js';
import { refuse, type Refusal } from '../refusal.js';

/** Work that was given to one of the team is for nobody else; deciding says to whom. */
export function givenToSomebodyElse({ state, actor, clause }: ActSituation): Refusal | undefined {
  return teamOf(state) === null || [null, actor.id].includes(assigneeOf(state))
    ? undefined
    : refuse('already-done', 'It was given to somebody of the team.', '该工单已派给班组人员。', clause);
}
