import { systemActor } from '../actor.js';
import type { CaseState } from '../case/case.js';
import type { ActRequest } from './enter-act.js';
import { teamFor, type SiteTeams } from '../dispatch/dispatch.js';
import { kindRules, listIds, type Rulebook } from '../rulebook/rulebook.js';
import { dispatchRules, jobOf } from '../dispatch/dispatch-rules.js';

/** The act that the system does by itself after an entry. `teams`: those of the site, where they were read. */
export function automaticAct(
  state: CaseState,
  rulebook: Rulebook,
  at: string,
  teams?: SiteTeams,
): ActRequest | undefined {
  return tierProposal(state, rulebook, at) ?? (teams && automaticDispatch(state, rulebook, at, teams));
}

/**
 * Gives the work to the team that covers the address (派工). If there is none, the case waits for a dispatcher, as it
 * would without teams.
 */
function automaticDispatch(state: CaseState, rulebook: Rulebook, at: string, teams: SiteTeams): ActRequest | undefined {
  const rule = dispatchRules[state.kind];
  if (!rule || state.status !== 'recorded' || state.facts['needsCrew'] === false) return undefined;
  const chosen = teamFor(jobOf(state, rulebook), teams);
  if (!chosen) return undefined;
  const { department } = chosen.team;
  if (!rule.department) return { actor: systemActor, act: rule.act, input: {}, at, teams };
  // If the rulebook does not list the department of the team, a person has to choose.
  if (department === null || !listIds(rulebook, rule.department.list)?.includes(department)) return undefined;
  return { actor: systemActor, act: rule.act, input: { [rule.department.field]: department }, at, teams };
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
