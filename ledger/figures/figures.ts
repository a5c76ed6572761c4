import type { EntityManager } from 'typeorm';
import {
  basicFigures,
  emptyTotals,
  isTargetMet,
  figureValue,
  type Dimension,
  type FigureRule,
  type FigureTotals,
  type MeasuredValue,
} from '../../domain/rulebook/figures.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Ledger } from '../ledger.js';
import { correctionsOf, type Correction } from './corrections.js';
import { startOfDay } from './days.js';
import { MeasurementFeed } from './measurement-feed.js';
import { keptFromReaderSql, type FigureQuery } from './figures-query.js';
import { sqlBinder } from '../sql.js';
import { customerSeconds } from './customer-seconds.js';
import { addTotals, totalsOf, type FigureGroup } from './totals.js';

/**
 * A value as it was counted and whether it is as good as asked, with what it is once corrections are taken into account:
 * upheld appeals, duplicates, cases of another kind or site; null where there are none. `withdrawn`: of cases received, how many were
 * withdrawn in the period; they stay received. Null for other figures.
 */
export interface FigureValue extends MeasuredValue {
  met: boolean | null;
  withdrawn: number | null;
  corrected: (MeasuredValue & { met: boolean | null; corrections: number }) | null;
}

/**
 * One figure over the whole period, and by the values of a dimension where one is asked for (`key` null: said of none
 * of them).
 */
export interface Figure extends FigureValue {
  rule: FigureRule;
  groups: (FigureValue & { key: string | null })[] | null;
}

/** The figures of a rulebook over a period. */
export interface Figures {
  rulebook: string;
  /** The version whose figures and targets these are: the one new cases started under when the period ended. */
  version: string;
  from: string;
  until: string;
  by: Dimension | null;
  /**
   * True once the period is over and everything that happened in it is on record: what was counted stays so for ever.
   */
  final: boolean;
  figures: Figure[];
}

/** How long a reader waits for what is not measured yet. */
const maxWaitMs = 2_000;

/**
 * Every figure of the rulebook (`basic`: those that all of them have), or those of `ids`, for a reader: what was counted
 * in the period, never changed by what comes later, beside what upheld appeals make of it. `points`: what is asked for
 * instead where points are counted. Undefined where there is no such rulebook.
 */
export async function figuresOf(
  ledger: Ledger,
  question: FigureQuery,
  options: { ids?: string[]; by?: Dimension; basic?: boolean; points?: FigureQuery } = {},
): Promise<Figures | undefined> {
  const caughtUp = await new MeasurementFeed(ledger.source, ledger.rulebooks).catchUp(maxWaitMs);
  const rulebook = await rulebookAt(ledger, question);
  if (!rulebook) return undefined;
  const now = (await ledger.time.now(new Date())).toISOString();
  const { rulebook: name, from, until } = question;
  const by = options.by ?? null;
  const rules = (options.basic ? basicFigures : (rulebook.figures ?? [])).filter(
    ({ id }) => !options.ids || options.ids.includes(id),
  );
  return ledger.source.transaction('REPEATABLE READ', async (manager) => {
    await manager.query(`SET LOCAL plan_cache_mode = force_custom_plan`);
    const figures: Figure[] = [];
    for (const rule of rules) {
      const asked = rule.measure === 'points' ? (options.points ?? question) : question;
      figures.push(await figureOf(manager, rule, asked, rulebook, now, options.by));
    }
    return {
      rulebook: name,
      version: rulebook.version,
      from,
      until,
      by,
      final: caughtUp && (await isOver(manager, question, rulebook, now)),
      figures,
    };
  });
}

async function figureOf(
  manager: EntityManager,
  rule: FigureRule,
  question: FigureQuery,
  rulebook: Rulebook,
  now: string,
  by: Dimension | undefined,
): Promise<Figure> {
  const { whole, groups } = await totalsOf(manager, rule, question, by);
  const corrections = await correctionsOf(manager, rule, question, by);
  const withdrawn = await withdrawnOf(manager, rule, question, by);
  const value = (totals: FigureTotals, mine: Correction[], off: number | null, narrowed: object = {}): FigureValue => {
    const supply =
      rule.measure === 'reliability'
        ? { customerSeconds: customerSeconds(rulebook, rule, { ...question, ...narrowed }, now) }
        : undefined;
    const of = (counted: FigureTotals) => {
      const found = figureValue(rule.measure, counted, supply);
      return { ...found, met: isTargetMet(rule, found.value) };
    };
    const n = mine.reduce((sum, one) => sum + one.n, 0);
    return {
      ...of(totals),
      withdrawn: off,
      corrected: n ? { ...of(mine.reduce((sum, { change }) => addTotals(sum, change), totals)), corrections: n } : null,
    };
  };
  const apart =
    by &&
    withCorrected(groups, corrections).map(({ key, totals }) => ({
      key,
      ...value(
        totals,
        corrections.filter((one) => one.key === key),
        withdrawn?.groups ? (withdrawn.groups.get(key) ?? 0) : null,
        { [by]: key ?? undefined },
      ),
    }));
  return { rule, ...value(whole, corrections, withdrawn?.whole ?? null), groups: apart ?? null };
}

/** The groups of what was counted, and of what only corrections put there. */
function withCorrected(groups: FigureGroup[], corrections: readonly Correction[]): FigureGroup[] {
  const known = new Set(groups.map(({ key }) => key));
  const more = new Set(corrections.flatMap(({ key }) => (known.has(key) ? [] : [key])));
  return [...groups, ...[...more].map((key) => ({ key, totals: emptyTotals }))];
}

/**
 * How many of the cases a figure counts as received were withdrawn in its period; undefined for other figures. By the
 * outcome there are no groups: a received case is known by its channel instead.
 */
async function withdrawnOf(
  manager: EntityManager,
  { outcomes: _channels, ...rule }: FigureRule,
  { outcome: channel, ...question }: FigureQuery,
  by: Dimension | undefined,
): Promise<{ whole: number; groups: Map<string | null, number> | undefined } | undefined> {
  if (rule.measure !== 'received' || channel !== undefined || _channels) return undefined;
  const ofGroups = by === 'outcome' ? undefined : by;
  const { whole, groups } = await totalsOf(
    manager,
    { ...rule, measure: 'filed', outcomes: ['withdrawn'] },
    question,
    ofGroups,
  );
  return {
    whole: whole.n,
    groups: ofGroups && new Map(groups.map(({ key, totals }) => [key, totals.n])),
  };
}

/**
 * The rulebook whose figures hold for a period: the version of the last case that came in before its end; the present
 * one where none has.
 */
export async function rulebookAt(
  ledger: Ledger,
  { rulebook, sites, until }: Pick<FigureQuery, 'rulebook' | 'sites' | 'until'>,
): Promise<Rulebook | undefined> {
  const [last] = await ledger.source.query(
    `SELECT cases.version FROM unnest($1::text[]) AS site (id) CROSS JOIN LATERAL (
       SELECT m.number, m.at FROM measurements m WHERE m.site = site.id AND m.what = 'received' AND m.rulebook = $2 AND m.day < $3::date ORDER BY m.day DESC, m.number DESC LIMIT 1
     ) newest JOIN cases USING (number) ORDER BY newest.at DESC LIMIT 1`,
    [sites, rulebook, until],
  );
  return last ? ledger.rulebooks.get(rulebook, last.version) : ledger.rulebooks.current(rulebook);
}

/** Whether nothing can be added to the period any more: it is over, and no moment of it waits to be entered. */
async function isOver(
  manager: EntityManager,
  question: FigureQuery,
  rulebook: Rulebook,
  now: string,
): Promise<boolean> {
  const end = startOfDay(question.until, rulebook);
  const { values, bind } = sqlBinder();
  const isKept = keptFromReaderSql(question, bind);
  // An act decided before midnight may be on record a moment after it.
  if (Date.parse(now) < Date.parse(end) + 60_000) return false;
  const waiting: unknown[] = await manager.query(
    `SELECT 1 FROM cases WHERE next_moment_at < ${bind(end)} AND site = ANY (${bind(question.sites)}::text[])${isKept ? ` AND (${isKept}) IS NOT TRUE` : ''} LIMIT 1`,
    values,
  );
  return waiting.length === 0;
}
