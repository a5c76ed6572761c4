import type { RelatedCaseQuery, RelatedCaseResults } from '../domain/deciding/related-case-query.js';
import type { ActRow, ActTable } from '../domain/deciding/act.js';
import type { ActRequest, Decision } from '../domain/deciding/enter-act.js';
import { decide } from '../domain/deciding/decide.js';
import { kinds, rowOf } from '../domain/kinds/kinds.js';
import { refuse, type Refusal } from '../domain/refusal.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { CaseWork } from './case-work.js';
import { targetSiteOf } from './target-site.js';
import { teamsFor } from './teams-of-case.js';
import type { RulebookStore } from './versions/rulebooks.js';
import type { Connection } from './transaction.js';

/** What is looked up before an act is decided. */
type LookupResults = Pick<ActRequest, 'relatedCases' | 'targetRulebook' | 'targetSite' | 'teams'>;

/** What an act (as `admitToCase` gives it) depends on among other cases; undefined for most, which need no transaction. */
export function relatedQueriesOf(
  { act, input }: Pick<ActRequest, 'act' | 'input'>,
  { state, rulebook, now }: CaseWork,
): Readonly<Record<string, RelatedCaseQuery>> | undefined {
  const row = rowOf(state!.kind, act) as ActRow<unknown> | undefined;
  return row?.relatedQueries?.({ number: state!.number, facts: state!.facts, at: now, input, rulebook });
}

/** What an act is decided with beside the case: found among other cases, sites, teams and versions of its rulebook. */
export async function lookUpForAct(
  runner: Connection,
  rulebooks: RulebookStore,
  admitted: ActRequest,
  work: CaseWork,
  relatedCases: RelatedCaseResults | undefined,
): Promise<LookupResults> {
  const targetRulebook = await targetRulebookOf(rulebooks, admitted, work);
  const targetSite = await targetSiteOf(runner, admitted, work);
  const there = targetSite ? { ...work.state!, site: targetSite.id } : work.state!;
  const teams = await teamsFor(runner, admitted.act, there, work.rulebook, work.now, relatedCases);
  return {
    ...(relatedCases ? { relatedCases } : {}),
    targetRulebook,
    targetSite,
    ...(teams ? { teams } : {}),
  };
}

/** The version a case is to be moved to, as the act names it. */
async function targetRulebookOf(
  rulebooks: RulebookStore,
  { act, input }: Pick<ActRequest, 'act' | 'input'>,
  { state }: CaseWork,
): Promise<Rulebook | undefined> {
  return act === 'move-version' ? rulebooks.find(state!.rulebook, String(input['version'])) : undefined;
}

/** Decides an act on the case as it was worked on; refused where the caller has seen an older case (`ifSeq`). */
export function decideAct(
  request: ActRequest,
  { state, rulebook }: CaseWork,
  lookedUp: LookupResults,
  ifSeq?: number,
): Decision | Refusal {
  const seq = state!.seq;
  if (ifSeq !== undefined && ifSeq !== seq) {
    return refuse(
      'case-moved-on',
      `The case has moved on (entry ${seq}, you saw ${ifSeq}): read it again.`,
      `案件已有新的记录（第 ${seq} 条，您看到的是第 ${ifSeq} 条），请重新查看。`,
    );
  }
  return decide(state!, kinds[state!.kind] as ActTable, { ...request, ...lookedUp }, rulebook);
}
