import { emergingGroups, type EmergingGroup } from '../../domain/emerging/emerging.js';
import { sameHours, wholeWeeksBetween } from '../../domain/emerging/hours.js';
import { kinds, rowOf } from '../../domain/kinds/kinds.js';
import { listOf } from '../../domain/rulebook/lists.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language } from '../../domain/text.js';
import type { Ledger } from '../../ledger/ledger.js';
import { casesOfHours, firstReceivedAt, type CaseOfHours } from '../../ledger/read/emerging.js';
import { weeksCompared } from './emerging.dto.js';

/** Which facts say what a case is about, beside its kind. */
const matterFacts = ['category', 'repairType'] as const;

/** Kinds of which many may be one matter: customers come with them from a place, and they can be joined. Reports stay apart. */
const comparedKinds = Object.keys(kinds).filter(
  (kind) => kind !== 'report' && rowOf(kind, 'join') && rowOf(kind, 'record')?.fields?.['place'],
);
const hasMatterFromStart = (kind: string): boolean =>
  matterFacts.some((fact) => {
    const field = rowOf(kind, 'record')?.fields?.[fact];
    return field !== undefined && !field.optional;
  });

/**
 * What is emerging at a site whose rulebooks these are, by the cases of the last hours that may be compared, and so many
 * weeks before; undefined where nothing came in ever.
 */
export async function emergingAt(
  { source, rulebooks, time }: Pick<Ledger, 'source' | 'rulebooks' | 'time'>,
  site: string,
  names: readonly string[],
  hours: number,
): Promise<{ groups: EmergingGroup[]; cases: CaseOfHours[]; weeks: number } | undefined> {
  const zone = names.map((name) => rulebooks.current(name)?.timeZone).find(Boolean);
  const first = await firstReceivedAt(source, site);
  if (zone === undefined || first === undefined) return undefined;
  // What came in at this very instant is one of the last hours.
  const at = new Date((await time.now(new Date())).getTime() + 1).toISOString();
  const weeks = wholeWeeksBetween(first.toISOString(), at, weeksCompared);
  const cases = await casesOfHours(source, site, comparedKinds, sameHours(at, hours, weeks, zone));
  const groups = emergingGroups(
    cases.map((one) => comparedCase(one, rulebooks.current(one.rulebook))),
    weeks,
    hasMatterFromStart,
  );
  return { groups, cases, weeks };
}

/** What matter and place of such a group are called by the rulebook; the building as it is said. */
export function namesOfGroup(
  { kind, matter, level, place }: Pick<EmergingGroup, 'kind' | 'matter' | 'level' | 'place'>,
  rulebook: Rulebook,
  language: Language,
): { kindName: string; matterName: string | null; placeName: string } {
  const nameOf = (list: string | undefined, id: string) => (list && listOf(rulebook, list)?.[id]?.name[language]) ?? id;
  return {
    kindName: rulebook.kinds[kind]?.name[language] ?? kind,
    matterName: matter === null ? null : nameOf(listOfMatter(kind), matter),
    placeName: level === 'building' ? place : nameOf(level === 'line' ? 'lines' : 'districts', place),
  };
}

function comparedCase(one: CaseOfHours, rulebook: Rulebook | undefined) {
  const { number, kind, weeksAgo, caller, place, line, department, category, repairType } = one;
  const isStation = department !== null && rulebook?.lists?.['districts']?.[department] !== undefined;
  return {
    number,
    kind,
    matter: category ?? repairType,
    weeksAgo,
    caller,
    place,
    line,
    station: isStation ? department : null,
  };
}

/** The list that names the matters of a kind. */
function listOfMatter(kind: string): string | undefined {
  return matterFacts.map((fact) => rowOf(kind, 'record')?.fields?.[fact]?.list).find(Boolean);
}
