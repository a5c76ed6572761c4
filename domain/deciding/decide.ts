import type { CaseState } from '../case/case.js';
import { isExcluded } from '../case/subjects.js';
import { isRefusal, refuse, unknownCaseRefusal, type Refusal } from '../refusal.js';
import { listProblem } from '../rulebook/lists.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { clauseOf, statusAllows, type ActContext, type ActRow, type ActTable } from './act.js';
import { beforeThisRound, timeProblem, tooLongAgo, unknownAct } from './act-refusals.js';
import { checkAct, inputSourceOf } from './check-request.js';
import { effectsOf, enterAct, type ActRequest, type Decision } from './enter-act.js';
import { evidenceProblem } from './evidence.js';
import { postToActIn } from './known-refusals.js';
import { statusName } from '../case/statuses.js';

/**
 * The row of an act, and the request with its input as it is kept; a refusal where the case has no such act, or the
 * input is wrong. Before anything is looked up for an act, or decided.
 */
export function admitAct(
  state: CaseState,
  table: ActTable,
  request: ActRequest,
): { row: ActRow<Record<string, unknown>>; request: ActRequest } | Refusal {
  // This check comes first: people who are excluded from the case get the answer they would get for a number that does
  // not exist.
  if (isExcluded(state, request.actor)) return unknownCaseRefusal(state.number);
  const row = (Object.hasOwn(table, request.act) ? table[request.act] : undefined) as
    ActRow<Record<string, unknown>> | undefined;
  if (!row || request.act === 'record') return unknownAct(request.act, state.kind);
  const checked = checkAct(row, request, inputSourceOf(request.actor));
  return isRefusal(checked) ? checked : { row, request: { ...request, ...checked } };
}

/**
 * Whether an act is legal now, and what it changes. Pure: the same case, request and rulebook give the same answer.
 * Moments already past must have been entered before (`pastMoments`).
 */
export function decide(state: CaseState, table: ActTable, asked: ActRequest, rulebook: Rulebook): Decision | Refusal {
  const admitted = admitAct(state, table, asked);
  if (isRefusal(admitted)) return admitted;
  const { row, request } = admitted;
  const clause = clauseOf(row, rulebook);
  const post = postToActIn(row, request.actor, state, rulebook, request.at);
  if (isRefusal(post)) return post;
  if (!statusAllows(row, state)) {
    return refuse(
      'not-in-this-status',
      `'${request.act}' is not possible while the case is '${state.status}'. It may have moved on: read it again.`,
      `案件处于“${statusName(state.status)['zh-CN']}”状态，不能${row.name['zh-CN']}。案件可能已有变化，请重新查看。`,
      clause,
    );
  }
  const happenedAt = request.happenedAt ?? request.at;
  const badTime =
    timeProblem(happenedAt, request.at, state.receivedAt) ??
    (row.from === 'any' ? undefined : beforeThisRound(state, happenedAt)) ??
    tooLongAgo(happenedAt, request.at, request.actor, rulebook);
  if (badTime) return badTime;
  const context: ActContext<Record<string, unknown>> = {
    state,
    actor: request.actor,
    ...post,
    at: request.at,
    happenedAt,
    input: request.input,
    rulebook,
    clause,
    relatedCases: request.relatedCases ?? {},
    targetRulebook: request.targetRulebook,
    targetSite: request.targetSite,
    teams: request.teams,
  };
  const refusal =
    listProblem(row.fields ?? {}, request.input, rulebook, clause) ??
    evidenceProblem(request, row, state.kind, rulebook) ??
    row.check?.(context) ??
    row.guard?.(context);
  if (refusal) return refusal;
  const effects = effectsOf(row, context);
  return enterAct(state, request, post, happenedAt, effects, effects.version ? request.targetRulebook! : rulebook);
}
