import type { Actor } from '../domain/actor.js';
import type { RelatedCaseQuery, RelatedCaseResults } from '../domain/deciding/related-case-query.js';
import type { ActRow, ActTable } from '../domain/deciding/act.js';
import type { FollowUpAct } from '../domain/deciding/effects.js';
import type { ActRequest, Decision } from '../domain/deciding/enter-act.js';
import { decide } from '../domain/deciding/decide.js';
import { kinds, rowOf } from '../domain/kinds/kinds.js';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { admitToCase, strangerProblem } from './admission.js';
import type { CaseWork } from './case-work.js';
import { findNamedFiles } from './files/named-files.js';
import { runRelatedQueries } from './related-cases.js';
import type { AppendRequest } from './request.js';
import { targetSiteOf } from './target-site.js';
import { teamsFor } from './teams-of-case.js';
import type { RulebookStore } from './versions/rulebooks.js';
import type { Connection } from './transaction.js';
import { withSeals } from './words/erase.js';

/** An act on a case that has been read. */
export interface ActOnCase {
  actor: Actor;
  acting: AppendRequest;
  /** Whether a transaction is open (or nothing will be written), so that it may reach into other cases. */
  inTransaction: boolean;
}

/**
 * Decides an act on a case as it was worked on, and enters it there; nothing is written yet. Gives the acts on other cases
 * that follow from it, or why it is refused; undefined where it reaches into other cases and needs a transaction.
 */
export async function actOnCase(
  runner: Connection,
  rulebooks: RulebookStore,
  work: CaseWork,
  { actor, acting, inTransaction }: ActOnCase,
): Promise<FollowUpAct[] | Refusal | undefined> {
  const admitted = admitToCase(actor, acting, work);
  if (isRefusal(admitted)) return admitted;
  const queries = relatedQueriesOf(admitted, work);
  if (queries && !inTransaction) return undefined;
  const relatedCases = queries && (await runRelatedQueries(runner, work.state!.site, queries));
  const lookedUp = await lookUpForAct(runner, rulebooks, admitted, work, relatedCases);

  const decision = decideAct(admitted, work, lookedUp, acting.ifSeq);
  if (isRefusal(decision)) return decision;
  const stranger = await strangerProblem(runner, { actor }, { ...work.state!, at: work.now }, decision.entry);
  if (stranger) return stranger;
  if (decision.followUps.length > 0 && !inTransaction) return undefined;

  const { number, kind, organisation } = work.state!;
  const files = await findNamedFiles(runner, { ...decision.entry, kind }, organisation);
  if (isRefusal(files)) return files;
  work.enterAct(await withSeals(runner, number, decision), files, lookedUp.targetRulebook);
  return decision.followUps;
}

/** What is looked up before an act is decided. */
type LookupResults = Pick<ActRequest, 'relatedCases' | 'targetRulebook' | 'targetSite' | 'teams'>;

/** What an act (as `admitToCase` gives it) depends on among other cases; undefined for most, which need no transaction. */
function relatedQueriesOf(
  { act, input }: Pick<ActRequest, 'act' | 'input'>,
  { state, rulebook, now }: CaseWork,
): Readonly<Record<string, RelatedCaseQuery>> | undefined {
  const row = rowOf(state!.kind, act) as ActRow<unknown> | undefined;
  return row?.relatedQueries?.({ number: state!.number, facts: state!.facts, at: now, input, rulebook });
}

/** What an act is decided with beside the case: found among other cases, sites, teams and versions of its rulebook. */
async function lookUpForAct(
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
function decideAct(
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
