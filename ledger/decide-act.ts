import type { Actor } from '../domain/actor.js';
import { isExcluded } from '../domain/case/subjects.js';
import type { RelatedCaseQuery } from '../domain/deciding/related-case-query.js';
import type { ActRow, ActTable } from '../domain/deciding/act.js';
import type { ActRequest, Decision } from '../domain/deciding/enter-act.js';
import { decide } from '../domain/deciding/decide.js';
import { kinds, rowOf } from '../domain/kinds/kinds.js';
import { refuse, type Refusal } from '../domain/refusal.js';
import type { CaseWork } from './case-work.js';
import type { AppendRequest } from './request.js';

/** What is looked up before an act is decided. */
type LookupResults = Pick<ActRequest, 'relatedCases' | 'targetRulebook' | 'teams'>;

/** What an act depends on among other cases; undefined for most, which need no transaction over several statements. */
export function relatedQueriesOf(
  { act, input }: AppendRequest,
  { state, rulebook, now }: CaseWork,
): Readonly<Record<string, RelatedCaseQuery>> | undefined {
  const row = rowOf(state!.kind, act) as ActRow<unknown> | undefined;
  return row?.relatedQueries?.({ number: state!.number, facts: state!.facts, at: now, input, rulebook });
}

/** Decides an act on the case as it was worked on; refused where the caller has seen an older case (`ifSeq`). */
export function decideAct(
  actor: Actor,
  acting: AppendRequest,
  { state, rulebook, now }: CaseWork,
  lookedUp: LookupResults,
): Decision | Refusal {
  const seq = state!.seq;
  if (acting.ifSeq !== undefined && acting.ifSeq !== seq && !isExcluded(state!, actor)) {
    return refuse(
      'case-moved-on',
      `The case has moved on (entry ${seq}, you saw ${acting.ifSeq}): read it again.`,
      `案件已有新的记录（第 ${seq} 条，您看到的是第 ${acting.ifSeq} 条），请重新查看。`,
    );
  }
  const request: ActRequest = {
    actor,
    act: acting.act,
    input: { ...acting.input },
    at: now,
    ...(acting.happenedAt ? { happenedAt: acting.happenedAt } : {}),
    ...lookedUp,
  };
  return decide(state!, kinds[state!.kind] as ActTable, request, rulebook);
}
