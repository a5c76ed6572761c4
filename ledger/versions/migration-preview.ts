import type { CaseState } from '../../domain/case/case.js';
import { recountClocks, type RecountedClock } from '../../domain/clocks/recount.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Ledger } from '../ledger.js';
import { wholeState } from '../words/stored-form.js';

/**
 * Which running cases an order is for. `sites` null: all; `written`: only those under this version, whatever holiday
 * tables it holds.
 */
export interface VersionMigrationFilter {
  sites: string[] | null;
  kind?: string | undefined;
  department?: string | undefined;
  tier?: string | undefined;
  openedBefore?: string | undefined;
  written?: string | undefined;
}

/** What an order would do, as it was shown. */
export interface VersionMigrationPreview {
  cases: number;
  /** Cases that stay under their own version, because the other does not know their kind. */
  refused: number;
  moved: number;
  earlier: number;
  later: number;
  stopped: number;
  started: number;
  examples: {
    number: string;
    clocks: { clock: string; clause: string; what: RecountedClock['outcome']; before: string | null; due: string }[];
  }[];
}

/** So many cases are read or moved at a time. */
export const pageSize = 100;
const maxExamples = 50;

/** What moving would do to each running case, without doing it. `targetOf`: the version a case would come under. */
export async function previewVersionMigration(
  ledger: Ledger,
  name: string,
  filter: VersionMigrationFilter,
  targetOf: (own: Rulebook) => Rulebook | undefined,
  at: string,
): Promise<VersionMigrationPreview> {
  const shown: VersionMigrationPreview = {
    cases: 0,
    refused: 0,
    moved: 0,
    earlier: 0,
    later: 0,
    stopped: 0,
    started: 0,
    examples: [],
  };
  for (let after = ''; ;) {
    const rows: { number: string; state: CaseState; unseen: boolean }[] = await ledger.source.query(
      `SELECT number, state, unseen_by IS NOT NULL AS unseen FROM cases WHERE ${chosenCases} ORDER BY number LIMIT $8`,
      [...chosenBy(name, filter, after), pageSize],
    );
    if (rows.length === 0) return shown;
    for (const { number, state: stored, unseen } of rows) {
      const state = wholeState(stored);
      const own = await ledger.rulebooks.get(state.rulebook, state.version);
      const target = targetOf(own);
      if (!target || target.version === own.version) continue;
      shown.cases += 1;
      if (!target.kinds[state.kind]) {
        shown.refused += 1;
        continue;
      }
      const changed = recountClocks(state, at, own, target).filter(({ outcome }) => outcome !== 'kept');
      countRecountedClocks(shown, changed);
      if (changed.length === 0 || unseen || shown.examples.length >= maxExamples) continue;
      shown.examples.push({
        number,
        clocks: changed.map(({ outcome, clock, before }) => ({
          clock: clock.id,
          clause: clock.clause,
          what: outcome,
          before,
          due: clock.due,
        })),
      });
    }
    after = rows.at(-1)!.number;
  }
}

function countRecountedClocks(shown: VersionMigrationPreview, changed: RecountedClock[]): void {
  if (changed.length) shown.moved += 1;
  for (const { outcome, clock, before } of changed) {
    if (outcome === 'moved') shown[clock.due < before! ? 'earlier' : 'later'] += 1;
    else if (outcome !== 'kept') shown[outcome] += 1;
  }
}

/** Condition on `cases` for those that a filter chooses; its values are `chosenBy`. */
export const chosenCases = `rulebook = $1 AND closed_at IS NULL AND number > $7 AND ($2::text[] IS NULL OR site = ANY ($2)) AND ($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR department = $4)
  AND ($5::text IS NULL OR tier = $5) AND ($6::jsonb->>'openedBefore' IS NULL OR opened_at < ($6::jsonb->>'openedBefore')::timestamptz) AND ($6::jsonb->>'written' IS NULL OR split_part(version, '+', 1) = $6::jsonb->>'written')`;

export function chosenBy(name: string, filter: VersionMigrationFilter, after: string): unknown[] {
  return [
    name,
    filter.sites,
    filter.kind ?? null,
    filter.department ?? null,
    filter.tier ?? null,
    JSON.stringify(filter),
    after,
  ];
}
