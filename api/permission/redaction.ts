import { subjectKeys, isSubject, excludedKeys } from '../../domain/case/subjects.js';
import type { CaseState, WordName, CaseWords } from '../../domain/case/case.js';
import type { ActField, ActFields } from '../../domain/case/fields.js';
import { redactedWordsFor, identifyingWords } from '../../domain/case/redaction.js';
import type { ListedWords } from '../../ledger/read/listed-words.js';
import type { Caller } from './caller.js';
import { mayRead } from './case-visibility.js';

/** Which words of a case a reader does not get: 'all' of them, or those of these names. */
export type RedactedWords = 'all' | readonly WordName[];

/**
 * The words a caller does not get. The colleague the case is about gets none; of a secret case (保密) only the role
 * group `secrets` and the owner get any. Who an anonymous customer is, only the centre sees; who an informer is,
 * nobody (W-33).
 */
export function redactedFor(caller: Caller, state: Pick<CaseState, 'site' | 'facts'>): RedactedWords {
  if (isSubject(state, caller.actor)) return 'all';
  if (isSecretTo(caller, state)) return 'all';
  if (state.facts['shielded'] === true) return redactedWordsFor(state, caller.actor);
  return state.facts['anonymous'] === true && !isCentre(caller, state.site) ? identifyingWords(state) : [];
}

function isSecretTo(
  { actor, secretSites, secretsAsSubstitute }: Caller,
  { site, facts }: Pick<CaseState, 'site' | 'facts'>,
): boolean {
  const { secret, owner } = facts;
  if (secret !== true || owner === actor.id || secretSites.includes(site)) return false;
  const about = subjectKeys(facts);
  return !secretsAsSubstitute.some((entry) => entry.site === site && !entry.keys.some((key) => about.includes(key)));
}

/** The columns of a listed case that decide whether its subject is redacted. */
export interface RedactableRow {
  site: string;
  subject: string | null;
  about: string | null;
  secret: boolean | null;
  owner: string | null;
}

/** The subject of a row of a list; null where the caller may not read it. */
export function subjectFor(caller: Caller, { site, subject, about, secret, owner }: RedactableRow): string | null {
  // A row of a list does not name everybody a case is about, so a stand-in reads the subject of a secret case in the case itself.
  return about === caller.actor.id ||
    isSecretTo({ ...caller, secretsAsSubstitute: [] }, { site, facts: { secret, owner } })
    ? null
    : subject;
}

/** The words of a row of a list that the caller may read in the case itself; none where they may read none. */
export function listedWordsFor(caller: Caller, { site, words, facts }: ListedWords): ListedWords['words'] {
  const redacted = redactedFor(caller, { site, facts });
  return redacted === 'all' ? {} : without(words, redacted);
}

/** The words this caller may read; null where there are none to read. */
export function wordsFor(caller: Caller, state: CaseState): CaseWords | null {
  const redacted = redactedFor(caller, state);
  return redacted === 'all' ? null : without(state.words, redacted);
}

function without<T extends object>(words: T, names: readonly string[]): T {
  return Object.fromEntries(Object.entries(words).filter(([name]) => !names.includes(name))) as T;
}

/** Facts and links that lead from an anonymous customer to cases where they gave their name. */
const identityTraces = { facts: ['customerKey'], relation: 'same-customer' } as const;

/** Facts without what leads to an anonymous customer, for readers who may not know who that is. */
export function factsFor(caller: Caller, state: CaseState): CaseState['facts'] {
  if (redactedFor(caller, state).length === 0) return state.facts;
  return Object.fromEntries(
    Object.entries(state.facts).filter(([name]) => !(identityTraces.facts as readonly string[]).includes(name)),
  );
}

/** Links without those that lead to an anonymous customer, likewise. */
export function linksFor(caller: Caller, state: CaseState): CaseState['links'] {
  if (redactedFor(caller, state).length === 0) return state.links;
  return state.links.filter(({ relation }) => relation !== identityTraces.relation);
}

/** The input of an entry without the redacted words. `fields`: those of its act. */
export function withoutRedacted(
  all: Record<string, unknown>,
  fields: ActFields = {},
  redacted: readonly string[],
): Record<string, unknown> {
  const { customerKey: _key, sameCustomerAs: _same, ...rest } = all;
  const input = Object.fromEntries(
    Object.entries(rest).filter(
      ([name]) => !redacted.includes(fields[name]?.word ?? (fields[name]?.identity ? 'customer' : '')),
    ),
  );
  const { words } = input;
  const own = redacted.includes(String(input['field'])) ? { ...input, to: null } : input;
  return typeof words === 'object' && words !== null ? { ...own, words: without(words, redacted) } : own;
}

/**
 * Whether the caller may read a file: as they may read the words of the entry that names it. A file of a field that may
 * show who the customer is counts like the customer's name; of an informer every file may show that (W-33).
 */
export function mayReadFile(
  caller: Caller,
  state: Pick<CaseState, 'site' | 'facts'>,
  field: ActField | undefined,
): boolean {
  if (!mayRead(caller, { site: state.site, excludedKeys: excludedKeys(state.facts) })) return false;
  const redacted = redactedFor(caller, state);
  return (
    redacted !== 'all' && !((field?.identity || state.facts['shielded'] === true) && redacted.includes('customer'))
  );
}

/** The customer-service centre must be able to call back, anonymous customers too. */
function isCentre({ centreSites }: Caller, site: string): boolean {
  return centreSites.includes(site);
}
