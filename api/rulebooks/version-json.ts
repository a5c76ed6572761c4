import { versionStateAt, type VersionStep } from '../../domain/rulebook/publication.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { localTime } from '../cases/clock-json.js';
import type { VersionJson } from './publishing.dto.js';

/** What else is known of the versions of a rulebook: the running cases of each, and who took its steps. */
export interface VersionSurroundings {
  steps: VersionStep[];
  /** UTC ISO. */
  now: string;
  openCases: ReadonlyMap<string, number>;
  people: ReadonlyMap<string, string>;
}

/** A version of a rulebook and its state. `steps`: those of all versions of the rulebook. */
export function versionJson(
  rulebook: Rulebook,
  { steps, now, openCases, people }: VersionSurroundings,
  warnings: string[],
): VersionJson {
  const local = localTime(rulebook.timeZone);
  const own = steps.filter(({ version }) => version === rulebook.version);
  const state = versionStateAt(rulebook.version, steps, now);
  const from =
    state === 'draft' || state === 'withdrawn'
      ? null
      : (own.findLast(({ step }) => step === 'published')?.from ?? null);
  return {
    name: rulebook.name,
    version: rulebook.version,
    title: rulebook.title,
    openCases: openCases.get(`${rulebook.name} ${rulebook.version}`) ?? 0,
    state,
    from: local(from),
    warnings,
    steps: own.map(({ step, from: start, by, at, withoutClocks = [], reason = null }) => ({
      step,
      from: local(start),
      by,
      byName: by && (people.get(by) ?? by),
      at: local(at),
      withoutClocks,
      reason,
    })),
  };
}
