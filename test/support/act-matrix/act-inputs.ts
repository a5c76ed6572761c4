// What an act is given where the walk tries it: from the lists of the rulebook and the facts of the case, the same
// every time.
import type { CaseState } from '../../../domain/case/case.js';
import type { ActField, ActFields } from '../../../domain/case/fields.js';
import { isAsked, listOf } from '../../../domain/rulebook/lists.js';
import { demoPeople } from '../../../demo/people.js';
import type { Rulebook } from '../../../domain/rulebook/rulebook.js';

export interface WalkSetting {
  kind: string;
  rulebook: Rulebook;
  at: string;
  /** Id of the site, where it is not the first of those that go by the rulebook. */
  site?: string;
  /** The number of the outage that is on, once there is one. */
  out?: string;
  /** What refusals have said to do: ids and figures named in them are tried then. */
  said?: string;
}

/** Stand for other cases, which only the ledger has: one of the kind, and the outage that is on. */
export const another = 'XX-2026-000777';
export const theOutage = 'XX-2026-000888';
export const outage = { area: 'town', line: 'chengdong-1' };

/** No rule asks for these: leaving one out is not worth a step of the walk. */
const decidesNothing = new Set(['files', 'standardAnswers']);

/** Way 0: everything, yes; 1: only what must be given; 2: as it falls. */
export function inputOf(
  fields: ActFields,
  state: CaseState,
  ground: WalkSetting,
  random: () => number,
  way: 0 | 1 | 2,
): Record<string, unknown> {
  const given = Object.entries(fields).filter(
    ([name, field]) =>
      !field.optional ||
      (isAsked(field, ground.rulebook) && (way === 0 || (way === 2 && !decidesNothing.has(name) && random() < 0.5))),
  );
  return Object.fromEntries(given.map(([name, field]) => [name, valueOf(name, field, state, ground, random, way)]));
}

function valueOf(
  name: string,
  { type, list, values, min, max, of }: ActField,
  state: CaseState,
  ground: WalkSetting,
  random: () => number,
  way: 0 | 1 | 2,
): unknown {
  const { rulebook, at, said = '' } = ground;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const later = (hours: number) => new Date(Date.parse(at) + hours * 3_600_000).toISOString();
  const facts = Object.values(state.facts)
    .filter((value): value is string => typeof value === 'string')
    .flatMap((value) => value.split(','));
  const people = () =>
    demoPeople
      .filter(({ organisation }) => organisation === state.organisation)
      .filter(({ posts }) => posts.some(([, site]) => site === null || site === state.site))
      .map(({ id }) => id);
  const idsSaid = said && random() < 0.5 ? [...said.matchAll(/'([^']+)'/g)].map(([, id]) => id!) : [];
  const centsSaid = [...said.matchAll(/(\d+) cents/g)].map(([, amount]) => Number(amount));
  const keys = () =>
    list === 'kinds' ? Object.keys(rulebook.kinds) : Object.keys(list ? (listOf(rulebook, list) ?? {}) : {});
  switch (type) {
    case 'words':
      return '记下';
    case 'id': {
      if (idsSaid.length && name !== 'clock') return pick(idsSaid);
      if (name === 'clock') return pick(state.clocks)?.id ?? 'none';
      if (name === 'key') return pick([...state.links, ...state.broadcasts])?.key ?? 'none';
      if (name === 'number') return another;
      if (name === 'kind' && list !== 'kinds') return ground.kind;
      const every = list ? keys() : Object.values(rulebook.lists ?? {}).flatMap((one) => Object.keys(one));
      const known = every.filter((one) => facts.includes(one));
      return known.length && random() < 0.6
        ? pick(known)
        : list || random() < 0.7
          ? (pick(every) ?? 'some-id')
          : 'some-id';
    }
    case 'ids':
      return way === 0 || random() < 0.6 ? keys().slice(0, max ?? 20) : [pick(keys())];
    case 'files':
      return ['f1'];
    case 'standard-answers':
      return [];
    case 'instant':
      return said && random() < 0.5
        ? pick([later(24 * 400), ...state.clocks.map(({ due }) => new Date(Date.parse(due) + 60_000).toISOString())])
        : pick([at, later(1), later(5), later(24), later(24 * 3), later(24 * 9)]);
    case 'date':
      return later(pick([0, 24, 240])).slice(0, 10);
    case 'yes-no':
      return way === 0 || random() < 0.5;
    case 'one-of':
      return pick(values!);
    case 'number':
      return pick([
        min!,
        Math.min(min! + 1, max!),
        Math.min(Math.max(min!, 100), max!),
        Math.min(Math.max(min!, 20), max!),
      ]);
    case 'cents':
      return pick([
        ...centsSaid,
        0,
        1000,
        ...Object.values(state.facts).filter(
          (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0,
        ),
      ]);
    case 'items':
      return [inputOf(of!, state, ground, random, way === 2 ? 1 : way)];
    case 'person':
      return pick(people());
    case 'people':
      return people().slice(0, Math.max(min ?? 0, 2));
    case 'case':
      return another;
  }
}

/** The same numbers every time, from 0 to below 1. */
export function randomNumbers(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
