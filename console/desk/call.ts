import { newKey } from '../api/client.js';
import { bodyOf, isEmpty, type Field, type Values } from '../act/values.js';

/** A call while it is being written down; it survives a reload. */
export interface Call {
  /** Its own: with what is sent it makes the Idempotency-Key, also after a reload. */
  id: string;
  /** How often it was refused: what is sent again after that is another request. */
  refused: number;
  site: string;
  rulebook: string;
  kind: string;
  values: Values;
  /** What the case is sorted by at once; null: somebody does that later. */
  sorting: Values | null;
  /** Other cases it belongs with, by number: how. */
  links: Record<string, Relation>;
  /** What ends it at once. */
  ending: 'close' | 'nuisance' | null;
}

/** `link`: both go on; `join`: the other one takes it in; `join-outage`: it waits with the outage. */
export type Relation = 'link' | 'join' | 'join-outage';

/** An act that follows on recording. */
export interface NextAct {
  act: string;
  body: Values;
}

/** A new call at the place that is remembered. */
export function newCall(at: Partial<Pick<Call, 'site' | 'rulebook' | 'kind' | 'values'>> = {}): Call {
  return {
    id: newKey(),
    refused: 0,
    site: '',
    rulebook: '',
    kind: '',
    values: {},
    sorting: null,
    links: {},
    ending: null,
    ...at,
  };
}

/** Whether anything was written down that would be lost. */
export const isBlank = (call: Call): boolean => Object.values(call.values).every(isEmpty) && call.sorting === null;

/** The body of `POST /v1/cases`. `preset`: what holds where nothing else is chosen. */
export function recordBody(call: Call, fields: readonly Field[], preset: Values): Values {
  const { site, rulebook, kind } = call;
  const known = new Set(fields.map(({ name }) => name));
  const own = Object.entries(bodyOf({ ...preset, ...call.values })).filter(([name]) => known.has(name));
  return { kind, rulebook, site, ...Object.fromEntries(own) };
}

/** What follows on recording, in order: sorted first, what ends the case last. `words`: what a nuisance call is noted with. */
export function nextActs(call: Call, sortingAct: string | undefined, words: string): NextAct[] {
  const relations = Object.entries(call.links).map(([number, relation]): NextAct => {
    if (relation === 'join-outage') return { act: relation, body: { outage: number } };
    return { act: relation, body: relation === 'join' ? { into: number } : { number } };
  });
  const ending: Record<NonNullable<Call['ending']>, NextAct> = {
    close: { act: 'close', body: {} },
    nuisance: { act: 'nuisance', body: { warned: true, words } },
  };
  return [
    ...(call.sorting && sortingAct ? [{ act: sortingAct, body: bodyOf(call.sorting) }] : []),
    // A case that is joined to another has ended.
    ...relations.sort((one, other) => Number(one.act === 'join') - Number(other.act === 'join')),
    ...(call.ending ? [ending[call.ending]] : []),
  ];
}

/** The digits of a phone number, however it is written or was pasted. */
export const digitsOf = (phone: unknown): string => String(phone ?? '').replace(/\D/g, '');
