import type { Actor } from '../actor.js';
import type { CaseState, WordName, Words } from './case.js';

/** What of a customer may show who they are. */
const identity: readonly WordName[] = ['customer', 'phone'];
/** Of an informer (`shielded`) also where they live (W-33). */
const identityOfInformer: readonly WordName[] = [...identity, 'place'];

type Shielded = Pick<CaseState, 'facts'>;

/** The words of the case that show who turned to us. */
export function identityOf({ facts }: Shielded): readonly WordName[] {
  return facts['shielded'] === true ? identityOfInformer : identity;
}

/** Words without those that show who turned to us. */
export function withoutIdentity(words: Words, state: Shielded): Words {
  const kept = identityOf(state);
  return Object.fromEntries(Object.entries(words).filter(([name]) => !kept.includes(name as WordName)));
}

/** The words full text may find a case by: an informer is found by none of theirs, whoever looks. */
export function wordsToFind({ words, facts }: Pick<CaseState, 'words' | 'facts'>): Words {
  return facts['shielded'] === true ? withoutIdentity(words, { facts }) : words;
}

/**
 * What stays hidden of an informer from this reader: everything that shows who they are, until this very person has entered why they must know (`unmask`). Of
 * whoever wishes to stay unknown only the way to be reached then shows, never the name.
 */
export function hiddenOf({ facts }: Shielded, actor: Actor): readonly WordName[] {
  if (facts['shielded'] !== true) return [];
  const unmasked = String(facts['unmaskedBy'] ?? '').split(',').includes(actor.id);
  if (!unmasked) return identityOfInformer;
  return facts['anonymous'] === true ? identityOfInformer.filter((name) => name !== 'phone') : [];
}
