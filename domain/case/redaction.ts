import type { Actor } from '../actor.js';
import type { CaseState, WordName, CaseWords } from './case.js';

/** What of a customer may show who they are. */
const customerIdentity: readonly WordName[] = ['customer', 'phone'];
/** Of an informer (`shielded`) also where they live (W-33). */
const informerIdentity: readonly WordName[] = [...customerIdentity, 'place'];

type WithFacts = Pick<CaseState, 'facts'>;

/** The words of the case that show who turned to us. */
export function identifyingWords({ facts }: WithFacts): readonly WordName[] {
  return facts['shielded'] === true ? informerIdentity : customerIdentity;
}

/** Words without those that show who turned to us. */
export function withoutIdentifyingWords(words: CaseWords, state: WithFacts): CaseWords {
  const identifying = identifyingWords(state);
  return Object.fromEntries(Object.entries(words).filter(([name]) => !identifying.includes(name as WordName)));
}

/** Facts after which not everybody who sees the case reads all words of it, and those after which not its place. */
export const guardingFacts: readonly string[] = ['shielded', 'secret', 'aboutPerson', 'anonymous'];
const placeHidingFacts = guardingFacts.slice(0, 3);

const hasAny = ({ facts }: WithFacts, names: readonly string[]): boolean =>
  names.some((name) => facts[name] !== undefined && facts[name] !== null && facts[name] !== false);

/** Whether words of the case are kept from somebody who sees the case. */
export function isGuarded(state: WithFacts): boolean {
  return hasAny(state, guardingFacts);
}

/** Whether its place is. */
export function hidesPlace(state: WithFacts): boolean {
  return hasAny(state, placeHidingFacts);
}

/** The words full text may find a case by: an informer is never found by theirs. */
export function searchableWords({ words, facts }: Pick<CaseState, 'words' | 'facts'>): CaseWords {
  return facts['shielded'] === true ? withoutIdentifyingWords(words, { facts }) : words;
}

/**
 * What is redacted of an informer for this reader: everything that shows who they are, until this very person has
 * entered why they must know (`unmask`). Of somebody who wishes to stay unknown only the way to be reached then shows,
 * never the name.
 */
export function redactedWordsFor({ facts }: WithFacts, actor: Actor): readonly WordName[] {
  if (facts['shielded'] !== true) return [];
  const unmasked = String(facts['unmaskedBy'] ?? '')
    .split(',')
    .includes(actor.id);
  if (!unmasked) return informerIdentity;
  return facts['anonymous'] === true ? informerIdentity.filter((name) => name !== 'phone') : [];
}
