import { subjectKeys, isSubject, personKeys, excludedKeys } from '../domain/case/subjects.js';
import type { CaseState, WordName, CaseWords } from '../domain/case/case.js';
import type { ActField, ActFields } from '../domain/case/fields.js';
import { redactedWordsFor, identifyingWords } from '../domain/case/redaction.js';
import type { CaseOrigin } from '../ledger/read/case.js';
import type { Caller } from './auth.guard.js';

/**
 * Default deny: a case is read by whoever holds a post at its site, or at all sites of its organisation, unless it is
 * kept from those it is about (W-35).
 */
export function mayRead(
  caller: Caller,
  { site, excludedKeys: excluded }: Pick<CaseOrigin, 'site' | 'excludedKeys'>,
): boolean {
  return (
    caller.sites.has(site) && !(excluded.length > 0 && personKeys(caller.actor).some((key) => excluded.includes(key)))
  );
}

/** The sites a list is limited to. `wished` narrows it to one. */
export function visibleSites(caller: Caller, wished?: string): string[] {
  if (wished !== undefined) return caller.sites.has(wished) ? [wished] : [];
  return [...caller.sites];
}

/** What of the words is kept from a reader: 'all' of them, or those of these names. */
export type RedactedWords = 'all' | readonly WordName[];

/**
 * Kept: all words from the colleague the case is about, and of a secret (保密) from all but the part `secrets` and
 * whoever owns the case; who an anonymous customer is from all but the centre, who an informer is from all
 * (W-33).
 */
export function redactedFor(caller: Caller, state: Pick<CaseState, 'site' | 'facts'>): RedactedWords {
  if (isSubject(state, caller.actor)) return 'all';
  if (isSecretTo(caller, state)) return 'all';
  if (state.facts['shielded'] === true) return redactedWordsFor(state, caller.actor);
  return state.facts['anonymous'] === true && !isCentre(caller, state.site) ? identifyingWords(state) : [];
}

function isSecretTo(
  { actor, secretSites, secretsAsSubstitute: secretsFor }: Caller,
  { site, facts }: Pick<CaseState, 'site' | 'facts'>,
): boolean {
  const { secret, owner } = facts;
  if (secret !== true || owner === actor.id || secretSites.includes(site)) return false;
  const about = subjectKeys(facts);
  return !secretsFor.some((one) => one.site === site && !one.keys.some((key) => about.includes(key)));
}

/** What a list shows of a case beside its words: what its shielding depends on. */
export interface RedactableRow {
  site: string;
  subject: string | null;
  about: string | null;
  secret: boolean | null;
  owner: string | null;
}

/** The subject of a row of a list, or null for whoever may not read it. */
export function subjectFor(caller: Caller, { site, subject, about, secret, owner }: RedactableRow): string | null {
  // A row of a list does not say all whom a case is about: a stand-in reads the subject of a secret in the case itself.
  return about === caller.actor.id ||
    isSecretTo({ ...caller, secretsAsSubstitute: [] }, { site, facts: { secret, owner } })
    ? null
    : subject;
}

/** The words this caller may read; null where there are none to read. */
export function wordsFor(caller: Caller, state: CaseState): CaseWords | null {
  const kept = redactedFor(caller, state);
  return kept === 'all' ? null : without(state.words, kept);
}

function without<T extends object>(words: T, kept: readonly string[]): T {
  return Object.fromEntries(Object.entries(words).filter(([name]) => !kept.includes(name))) as T;
}

/** Facts and links that lead from an anonymous customer to cases where they gave their name. */
const identityTraces = { facts: ['customerKey'], relation: 'same-customer' } as const;

/** Facts without what leads to who the customer is, for whoever that is kept from. */
export function factsFor(caller: Caller, state: CaseState): CaseState['facts'] {
  if (redactedFor(caller, state).length === 0) return state.facts;
  return Object.fromEntries(
    Object.entries(state.facts).filter(([name]) => !(identityTraces.facts as readonly string[]).includes(name)),
  );
}

/** Links likewise. */
export function linksFor(caller: Caller, state: CaseState): CaseState['links'] {
  if (redactedFor(caller, state).length === 0) return state.links;
  return state.links.filter(({ relation }) => relation !== identityTraces.relation);
}

/** Takes the words that are kept from the reader out of an entry's input. `fields`: those of its act. */
export function withoutRedacted(
  all: Record<string, unknown>,
  fields: ActFields = {},
  kept: readonly string[],
): Record<string, unknown> {
  const { customerKey: _key, sameCustomerAs: _same, ...rest } = all;
  const input = Object.fromEntries(
    Object.entries(rest).filter(
      ([name]) => !kept.includes(fields[name]?.word ?? (fields[name]?.identity ? 'customer' : '')),
    ),
  );
  const { words } = input;
  const own = kept.includes(String(input['field'])) ? { ...input, to: null } : input;
  return typeof words === 'object' && words !== null ? { ...own, words: without(words, kept) } : own;
}

/**
 * Files are read like the words of the entry that names them; what may show who the customer is (`field`), like their
 * name. Of an informer every file may (W-33).
 */
export function mayReadFile(
  caller: Caller,
  state: Pick<CaseState, 'site' | 'facts'>,
  field: ActField | undefined,
): boolean {
  if (!mayRead(caller, { site: state.site, excludedKeys: excludedKeys(state.facts) })) return false;
  const kept = redactedFor(caller, state);
  return kept !== 'all' && !((field?.identity || state.facts['shielded'] === true) && kept.includes('customer'));
}

/** The customer-service centre must be able to call back, also whoever wishes to stay unknown. */
function isCentre({ centreSites }: Caller, site: string): boolean {
  return centreSites.includes(site);
}
