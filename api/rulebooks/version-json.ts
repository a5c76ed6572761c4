import { versionStateAt, type VersionStep } from '../../domain/rulebook/publication.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { localTime } from '../cases/clock-json.js';
import type { VersionJson } from './publishing.dto.js';

/** A version of a rulebook and its state at `now` (UTC ISO). `steps`: those of all versions of the rulebook. */
export function versionJson(rulebook: Rulebook, steps: VersionStep[], now: string, warnings: string[]): VersionJson {
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
    state,
    from: local(from),
    warnings,
    steps: own.map(({ step, from: start, by, at, withoutClocks = [] }) => ({
      step,
      from: local(start),
      by,
      at: local(at),
      withoutClocks,
    })),
  };
}
