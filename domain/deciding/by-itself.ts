import { theDesk } from '../actor.js';
import type { CaseState } from '../case/case.js';
import type { Question } from './decide.js';
import { teamFor, type Teams } from '../dispatch/dispatch.js';
import { kindRules, listIds, type Rulebook } from '../rulebook/rulebook.js';
import { dispatchCourses, jobOf } from '../dispatch/team.js';

/** What the desk does of itself after an entry. `teams`: where it was looked up who works at the site. */
export function actByItself(state: CaseState, rulebook: Rulebook, at: string, teams?: Teams): Question | undefined {
  return proposal(state, rulebook, at) ?? (teams && dispatched(state, rulebook, at, teams));
}

/** Tells the team that the address says (派工). Where none is said, the case waits for a dispatcher as it would without teams. */
function dispatched(state: CaseState, rulebook: Rulebook, at: string, teams: Teams): Question | undefined {
  const course = dispatchCourses[state.kind];
  if (!course || state.status !== 'recorded' || state.facts['needsCrew'] === false) return undefined;
  const chosen = teamFor(jobOf(state, rulebook), teams);
  if (!chosen) return undefined;
  const { department } = chosen.team;
  if (!course.department) return { actor: theDesk, act: course.act, input: {}, at, teams };
  // A team whose department the rulebook of the case does not list is for a person to tell.
  if (department === null || !listIds(rulebook, course.department.list)?.includes(department)) return undefined;
  return { actor: theDesk, act: course.act, input: { [course.department.field]: department }, at, teams };
}

/** Proposes a higher tier once the matter was raised often enough (P-4.3.2.1a). */
function proposal(state: CaseState, rulebook: Rulebook, at: string): Question | undefined {
  const rule = kindRules(rulebook, state.kind).tierProposal;
  if (!rule || !state.tier || state.facts['proposedTier']) return undefined;
  if (!['sorted', 'in-hand', 'done'].includes(state.status)) return undefined;
  const rank = (id: string) => rulebook.tiers.findIndex((tier) => tier.id === id);
  const raised = Number(state.facts['timesRaised'] ?? 1);
  const declinedAt = Number(state.facts['declinedAtTimes'] ?? 0);
  if (rank(state.tier) <= rank(rule.tier) || raised < rule.times || raised <= declinedAt) return undefined;
  return { actor: theDesk, act: 'propose-tier', input: { tier: rule.tier }, at };
}
