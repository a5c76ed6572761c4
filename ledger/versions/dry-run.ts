import type { CaseState, ClockState } from '../../domain/case/case.js';
import {
  addToTally,
  dryRun,
  emptyTally,
  type ClockDifference,
  type DryRunTally,
} from '../../domain/projections/dry-run.js';
import type { RecordedAct, NotReplayed } from '../../domain/projections/replay.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { sha256 } from '../canonical-json.js';
import { wholeChanges, wholeState } from '../words/stored-form.js';
import type { Ledger } from '../ledger.js';
import { ledgerTime } from './publishing.js';

/**
 * Which cases are looked at: of a rulebook, at these sites, opened within a period; only those still open where `open`
 * is true. Instants in UTC ISO.
 */
export interface DryRunScope {
  name: string;
  sites: string[] | 'all';
  from?: string | undefined;
  until?: string | undefined;
  open?: boolean | undefined;
  kind?: string | undefined;
}

export interface DryRunResult {
  asOf: string;
  cases: number;
  /** True where there are more cases than are looked at in one run. */
  bounded: boolean;
  /** Cases from before this desk (历史案件), which have no clocks. */
  withoutClocks: number;
  all: DryRunTally;
  byDepartment: Record<string, DryRunTally>;
  byKind: Record<string, DryRunTally>;
  byClause: Record<string, DryRunTally>;
  /** Some of the cases that differ. */
  examples: { number: string; kind: string; department: string | null; differences: ClockDifference[] }[];
  /** What the record does not say, with how many cases it concerns. */
  notReplayed: (NotReplayed & { cases: number })[];
}

const pageSize = 50;
const maxCases = 50_000;
const maxExamples = 100;

/**
 * Runs a version dry over cases as they were worked, those kept from anybody apart: who asks may be whom they are about.
 * Nothing is written. Kinds that both versions count alike are
 * counted without being replayed.
 */
export async function dryRunCases(ledger: Ledger, to: Rulebook, scope: DryRunScope): Promise<DryRunResult> {
  const { source } = ledger;
  const asOf = await ledgerTime(ledger);
  const result: DryRunResult = {
    asOf,
    cases: 0,
    bounded: false,
    withoutClocks: 0,
    all: emptyTally(),
    byDepartment: {},
    byKind: {},
    byClause: {},
    examples: [],
    notReplayed: [],
  };
  const reasons = new Map<string, DryRunResult['notReplayed'][number]>();
  for (let after = ''; ;) {
    const rows: { number: string; state: CaseState }[] = await source.query(
      `SELECT number, state FROM cases
       WHERE rulebook = $1 AND number > $2 AND unseen_by IS NULL AND ($3::text[] IS NULL OR site = ANY ($3)) AND ($4::timestamptz IS NULL OR opened_at >= $4) AND ($5::timestamptz IS NULL OR opened_at < $5)
         AND (NOT $6 OR closed_at IS NULL) AND ($7::text IS NULL OR kind = $7) ORDER BY number LIMIT $8`,
      [
        scope.name,
        after,
        scope.sites === 'all' ? null : scope.sites,
        scope.from ?? null,
        scope.until ?? null,
        scope.open ?? false,
        scope.kind ?? null,
        pageSize,
      ],
    );
    if (rows.length === 0 || result.cases >= maxCases) {
      return {
        ...result,
        bounded: rows.length > 0,
        notReplayed: [...reasons.values()].sort((a, b) => b.cases - a.cases).slice(0, 100),
      };
    }
    const changed: typeof rows = [];
    for (const row of rows) row.state = wholeState(row.state);
    for (const row of rows) if (await countsDifferently(ledger, row.state, to)) changed.push(row);
    const acts = await recordedActsOf(
      ledger,
      changed.map(({ number }) => number),
    );
    for (const { number, state } of rows) {
      result.cases += 1;
      if (state.clocks.length === 0 && state.facts['outcome'] === 'history') result.withoutClocks += 1;
      const own = acts.get(number);
      const { clocks, differences, notReplayed } = own
        ? dryRun(state, own, await ledger.rulebooks.get(state.rulebook, state.version), to, asOf)
        : { clocks: state.clocks.length, differences: [], notReplayed: [] };
      addToResult(result, state, clocks, differences, asOf);
      for (const one of new Map(notReplayed.map((each) => [each.why.en, each])).values())
        reasons.set(one.why.en, { ...one, cases: (reasons.get(one.why.en)?.cases ?? 0) + 1 });
      if (differences.length && result.examples.length < maxExamples)
        result.examples.push({ number, kind: state.kind, department: state.department, differences });
    }
    after = rows.at(-1)!.number;
  }
}

function addToResult(
  result: DryRunResult,
  state: CaseState,
  clocks: number,
  differences: ClockDifference[],
  asOf: string,
): void {
  const late = ({ breachedAt, metAt, stoppedAt, pausedAt, due }: ClockState) =>
    breachedAt !== null || (!metAt && !stoppedAt && !pausedAt && asOf > due);
  const same = state.clocks.filter(({ id }) => !differences.some(({ clock }) => clock === id));
  const lateSame = same.filter(late);
  for (const tally of [
    result.all,
    (result.byDepartment[state.department ?? '-'] ??= emptyTally()),
    (result.byKind[state.kind] ??= emptyTally()),
  ])
    addToTally(tally, differences, clocks, lateSame.length);
  for (const clause of new Set([...same, ...differences].map((one) => one.clause))) {
    const ofClause = differences.filter((one) => one.clause === clause);
    addToTally(
      (result.byClause[clause] ??= emptyTally()),
      ofClause,
      same.filter((one) => one.clause === clause).length + ofClause.length,
      lateSame.filter((one) => one.clause === clause).length,
    );
  }
}

const sameClocksCache = new WeakMap<Rulebook, WeakMap<Rulebook, Map<string, boolean>>>();

/** Whether a version counts cases of the kind otherwise than the one the case is pinned to. */
async function countsDifferently(
  ledger: Ledger,
  { rulebook, version, kind }: CaseState,
  to: Rulebook,
): Promise<boolean> {
  const from = await ledger.rulebooks.get(rulebook, version);
  const ofFrom = sameClocksCache.get(from) ?? new WeakMap<Rulebook, Map<string, boolean>>();
  sameClocksCache.set(from, ofFrom);
  const known = ofFrom.get(to) ?? new Map<string, boolean>();
  ofFrom.set(to, known);
  if (!known.has(kind)) known.set(kind, fingerprint(from, kind) !== fingerprint(to, kind));
  return known.get(kind)!;
}

/** What the clocks of a kind are counted by. */
function fingerprint({ kinds, calendars }: Rulebook, kind: string): string {
  return sha256({ clocks: kinds[kind]?.clocks, calendars });
}

async function recordedActsOf({ source }: Ledger, numbers: string[]): Promise<Map<string, RecordedAct[]>> {
  const acts = new Map<string, RecordedAct[]>(numbers.map((number) => [number, []]));
  if (numbers.length === 0) return acts;
  const rows: (Omit<RecordedAct, 'at' | 'happenedAt'> & { number: string; at: Date; happened_at: Date })[] =
    await source.query(
      `SELECT number, act, actor, role, at, happened_at, input->>'cause' AS cause, changes FROM entries WHERE number = ANY ($1) ORDER BY number, seq`,
      [numbers],
    );
  for (const { number, at, happened_at: happenedAt, ...rest } of rows) {
    const recorded = { ...rest, at: at.toISOString(), happenedAt: happenedAt.toISOString() };
    acts.get(number)!.push({ ...recorded, changes: wholeChanges(recorded) });
  }
  return acts;
}
