import { systemActor } from '../actor.js';
import type { CaseState } from '../case/case.js';
import type { ActRequest } from './enter-act.js';
import { teamFor, type SiteTeams } from '../dispatch/dispatch.js';
import { kindRules, listIds, type Rulebook } from '../rulebook/rulebook.js';
import { dispatchRules, jobOf } from '../dispatch/dispatch-rules.js';

/** What the desk does of itself after an entry. `teams`: where it was looked up who works at the site. */
export function automaticAct(
  state: CaseState,
  rulebook: Rulebook,
  at: string,
  teams?: SiteTeams,
): ActRequest | undefined {
  return tierProposal(state, rulebook, at) ?? (teams && automaticDispatch(state, rulebook, at, teams));
}

/**
 * Tells the team that the address says (派工). Where none is said, the case waits for a dispatcher as it would without
 * teams.
 */
function automaticDispatch(state: CaseState, rulebook: Rulebook, at: string, teams: SiteTeams): ActRequest | undefined {
  const course = dispatchRules[state.kind];
  if (!course || state.status !== 'recorded' || state.facts['needsCrew'] === false) return undefined;
  const chosen = teamFor(jobOf(state, rulebook), teams);
  if (!chosen) return undefined;
  const { department } = chosen.team;
  if (!course.department) return { actor: systemActor, act: course.act, input: {}, at, teams };
  // A team whose department the rulebook of the case does not list is for a person to tell.
  if (department === null || !listIds(rulebook, course.department.list)?.includes(department)) return undefined;
  return { actor: systemActor, act: course.act, input: { [course.department.field]: department }, at, teams };
}

/** Proposes a higher tier once the matter was raised often enough (P-4.3.2.1a). */
function tierProposal(state: CaseState, rulebook: Rulebook, at: string): ActRequest | undefined {
  const rule = kindRules(rulebook, state.kind).tierProposal;
  if (!rule || !state.tier || state.facts['proposedTier']) return undefined;
  if (!['sorted', 'in-hand', 'done'].includes(state.status)) return undefined;
  const rank = (id: string) => rulebook.tiers.findIndex((tier) => tier.id === id);
  const raised = Number(state.facts['timesRaised'] ?? 1);
  const declinedAt = Number(state.facts['declinedAtTimes'] ?? 0);
  if (rank(state.tier) <= rank(rule.tier) || raised < rule.times || raised <= declinedAt) return undefined;
  return { actor: systemActor, act: 'propose-tier', input: { tier: rule.tier }, at };
}
