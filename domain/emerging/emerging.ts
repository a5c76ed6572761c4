import { byBuilding } from '../words/building.js';
import { chanceOfAtLeast, leastCallers, unusualBelow, usualNumber } from './unusual.js';

/** What a place is: the finest first. */
export const placeLevels = ['building', 'station', 'line'] as const;
export type PlaceLevel = (typeof placeLevels)[number];

/** A case of the last hours, or of the same hours some weeks ago. */
export interface ComparedCase {
  number: string;
  kind: string;
  /** Category or type, as its kind has it; null where it is not known. */
  matter: string | null;
  /** 0: of the last hours. */
  weeksAgo: number;
  /** Who called, as far as anybody can tell them apart. */
  caller: string;
  place: string | null;
  station: string | null;
  line: string | null;
}

/** More cases of one kind and matter from one place than is usual there in these hours. */
export interface EmergingGroup {
  kind: string;
  /** Null: cases of this kind, whatever their matter. */
  matter: string | null;
  level: PlaceLevel;
  /** Id of the line or station; the building as it is said. */
  place: string;
  /** Oldest first. */
  numbers: string[];
  callers: number;
  /** How many callers there were in the same hours of all the weeks before, and how many are usual in one. */
  callersBefore: number;
  usual: number;
  /** How likely so many are at that rate, 0 to 1. */
  chance: number;
}

interface Together {
  kind: string;
  matter: string | null;
  level: PlaceLevel;
  place: string;
  cases: ComparedCase[];
}

/**
 * What is emerging, the most unusual first: cases oldest first. `weeks`: so many weeks before are known. `hasMatter`:
 * whether cases of the kind have their matter from the start; of other kinds all are compared too, as those of the last
 * hours are not sorted yet. Of two groups that are largely the same cases the more unusual is left.
 */
export function emergingGroups(
  cases: readonly ComparedCase[],
  weeks: number,
  hasMatter: (kind: string) => boolean,
): EmergingGroup[] {
  const unusual = together(cases, hasMatter)
    .map((group) => compared(group, weeks))
    .filter(({ callers, chance }) => callers >= leastCallers && chance < unusualBelow)
    .toSorted((a, b) => a.chance - b.chance || b.numbers.length - a.numbers.length || rank(a) - rank(b));
  const taken = new Set<string>();
  return unusual.filter(({ numbers }) => {
    if (numbers.filter((number) => taken.has(number)).length * 2 > numbers.length) return false;
    for (const number of numbers) taken.add(number);
    return true;
  });
}

const rank = ({ level, matter }: Pick<EmergingGroup, 'level' | 'matter'>): number =>
  placeLevels.indexOf(level) * 2 + (matter === null ? 1 : 0);

function compared({ cases, ...group }: Together, weeks: number): EmergingGroup {
  const recent = cases.filter(({ weeksAgo }) => weeksAgo === 0);
  const before = cases.filter(({ weeksAgo }) => weeksAgo > 0);
  const callers = new Set(recent.map(({ caller }) => caller)).size;
  const callersBefore = new Set(before.map(({ caller, weeksAgo }) => `${weeksAgo} ${caller}`)).size;
  const usual = usualNumber(callersBefore, weeks);
  return {
    ...group,
    numbers: recent.map(({ number }) => number),
    callers,
    callersBefore,
    usual,
    chance: chanceOfAtLeast(callers, usual),
  };
}

/** The cases of each kind, and of each of its matters, by place. */
function together(cases: readonly ComparedCase[], hasMatter: (kind: string) => boolean): Together[] {
  const found = new Map<string, Together>();
  const put = (group: Omit<Together, 'cases'>, one: ComparedCase): void => {
    const key = JSON.stringify([group.kind, group.matter, group.level, group.place]);
    const there = found.get(key);
    if (there) there.cases.push(one);
    else found.set(key, { ...group, cases: [one] });
  };
  const putEverywhere = (level: PlaceLevel, place: string | null, one: ComparedCase): void => {
    if (place === null) return;
    const { kind, matter } = one;
    if (matter !== null) put({ kind, matter, level, place }, one);
    if (!hasMatter(kind)) put({ kind, matter: null, level, place }, one);
  };
  for (const [building, of] of byBuilding(cases, ({ place }) => place))
    for (const one of of) putEverywhere('building', building, one);
  for (const one of cases) {
    putEverywhere('station', one.station, one);
    putEverywhere('line', one.line, one);
  }
  return [...found.values()];
}
