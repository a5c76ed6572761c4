import { theDesk } from './actor.js';
import type { CaseState } from './case.js';
import type { Question } from './decide.js';
import { kindRules, type Rulebook } from './rulebook.js';

/** What the desk does of itself after an entry: proposes a higher tier once the matter was raised often enough (P-4.3.2.1a). */
export function actByItself(state: CaseState, rulebook: Rulebook, at: string): Question | undefined {
  const rule = kindRules(rulebook, state.kind).propose;
  if (!rule || !state.tier || state.facts['proposedTier']) return undefined;
  if (!['sorted', 'in-hand', 'done'].includes(state.status)) return undefined;
  const rank = (id: string) => rulebook.tiers.findIndex((tier) => tier.id === id);
  const raised = Number(state.facts['timesRaised'] ?? 1);
  const declinedAt = Number(state.facts['declinedAtTimes'] ?? 0);
  if (rank(state.tier) <= rank(rule.tier) || raised < rule.times || raised <= declinedAt) return undefined;
  return { actor: theDesk, act: 'propose-tier', input: { tier: rule.tier }, at };
}
