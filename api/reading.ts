import type { CaseState, Words } from '../domain/case.js';
import type { Fields } from '../domain/fields.js';
import type { Caller } from './actor.js';

/** Default deny: a case is read by whoever holds a post at its site, or at all sites of its organisation. */
export function mayRead(caller: Caller, site: string): boolean {
  return caller.sites.has(site);
}

/** The sites a list is limited to. `wished` narrows it to one. */
export function sitesFor(caller: Caller, wished?: string): string[] {
  if (wished !== undefined) return mayRead(caller, wished) ? [wished] : [];
  return [...caller.sites];
}

/** What of a customer may show who they are. */
const identity = ['customer', 'phone'] as const satisfies readonly (keyof Words)[];

/** What of the case the reading of its words depends on. */
export type Shielding = Pick<CaseState, 'site'> & { aboutPerson: unknown; anonymous: unknown };

/** Whom words are kept from: 'all' of them from the colleague the case is about, 'identity' of an anonymous customer from all but the centre. */
export function keptFrom(caller: Caller, { site, aboutPerson, anonymous }: Shielding): 'all' | 'identity' | 'nothing' {
  if (aboutPerson === caller.actor.id) return 'all';
  if (anonymous === true && !isCentre(caller, site)) return 'identity';
  return 'nothing';
}

/** The words this caller may read; null where there are none to read. */
export function wordsFor(caller: Caller, state: CaseState): Words | null {
  const kept = keptFrom(caller, shieldingOf(state));
  if (kept === 'all') return null;
  if (kept === 'nothing') return state.words;
  return Object.fromEntries(Object.entries(state.words).filter(([name]) => !(identity as readonly string[]).includes(name)));
}

export function shieldingOf({ site, facts }: CaseState): Shielding {
  return { site, aboutPerson: facts['aboutPerson'], anonymous: facts['anonymous'] };
}

/** Facts and links that lead from an anonymous customer to cases where they gave their name. */
const traces = { facts: ['customerKey'], relation: 'same-customer' } as const;

/** Facts without what leads to who the customer is, for whoever that is kept from. */
export function factsFor(caller: Caller, state: CaseState): CaseState['facts'] {
  if (keptFrom(caller, shieldingOf(state)) === 'nothing') return state.facts;
  return Object.fromEntries(Object.entries(state.facts).filter(([name]) => !(traces.facts as readonly string[]).includes(name)));
}

/** Links likewise. */
export function linksFor(caller: Caller, state: CaseState): CaseState['links'] {
  if (keptFrom(caller, shieldingOf(state)) === 'nothing') return state.links;
  return state.links.filter(({ relation }) => relation !== traces.relation);
}

/** Takes what shows who the customer is out of an entry's input. `fields`: those of its act. */
export function withoutIdentity(all: Record<string, unknown>, fields: Fields = {}): Record<string, unknown> {
  const { customerKey: _key, sameCustomerAs: _same, ...rest } = all;
  const input = Object.fromEntries(Object.entries(rest).filter(([name]) => !(identity as readonly unknown[]).includes(fields[name]?.word)));
  const { words } = input;
  const corrects = (identity as readonly unknown[]).includes(input['field']);
  const own = corrects ? { ...input, to: null } : input;
  if (typeof words !== 'object' || words === null) return own;
  return { ...own, words: Object.fromEntries(Object.entries(words).filter(([name]) => !(identity as readonly string[]).includes(name))) };
}

/** The customer-service centre must be able to call back, also whoever wishes to stay unknown. */
function isCentre({ centreSites }: Caller, site: string): boolean {
  return centreSites.includes(site);
}
