import { measureUnit, type Dimension, type FigureRule } from '../domain/rulebook/figures.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { Text } from '../domain/text.js';
import { figuresOf, type Figure, type Figures } from '../ledger/figures/figures.js';
import type { Ledger } from '../ledger/ledger.js';
import { periodOfMonth, shiftMonth, type ReportPeriod } from './period.js';

/** What a figure came to: shares from 0 to 1, times in seconds. `part` of `of`, where it is a share. */
export interface ReportValue {
  value: number | null;
  part: number | null;
  of: number;
}

export interface ReportFigure extends ReportValue {
  id: string;
  clause: string;
  house: boolean;
  name: Text;
  unit: 'count' | 'share' | 'seconds' | 'points';
  target: FigureRule['target'] | null;
  met: boolean | null;
  /** Once upheld appeals and duplicates are taken into account; null where there are none. */
  corrected: number | null;
  /** The month before. */
  before: number | null;
}

/**
 * One value of a dimension: how many, and how many the month before; by kind of those recorded, otherwise (what only
 * becomes known on the way) of those filed. Of clocks: how many ended, and how many of them late.
 */
export interface ReportRow {
  key: string | null;
  name: Text;
  of: number;
  late: number | null;
  before: number;
  /** Of cases recorded: how many are left without duplicates, and how many were withdrawn. */
  corrected?: number | null;
  withdrawn?: number | null;
}

/** The report of a month (月度报告), complete with every name it needs: it reads the same for ever. */
export interface MonthlyReport {
  rulebook: string;
  version: string;
  title: Text;
  organisation: Text | null;
  place: Text;
  name: Text;
  clause: string | null;
  kind: string | null;
  period: ReportPeriod;
  /** Whether all that happened in it was on record when it was produced. */
  final: boolean;
  /** Cases kept from anybody are not counted; reports from before that rule do not say so. */
  withoutKept?: boolean;
  /** Local time with offset. */
  producedAt: string;
  figures: ReportFigure[];
  byKind: ReportRow[];
  byTier: ReportRow[];
  byDepartment: ReportRow[];
  byArea: ReportRow[];
  lateByClause: ReportRow[];
  lateByDepartment: ReportRow[];
}

/** What a report is asked of: a site or all of an organisation, and the kind of case where it is of one alone. */
export interface ReportScope {
  sites: string[];
  place: Text;
  name: Text;
  clause: string | null;
  kind?: string | undefined;
  cutOff?: number | undefined;
  month: string;
  producedAt: string;
}

/**
 * The report of a month, by the figures everybody is shown (`ledger/figures`): nothing is counted here, and no case that
 * is kept from anybody counts (W-35). Undefined where there is no such rulebook.
 */
export async function monthlyReport(
  ledger: Ledger,
  rulebook: Rulebook,
  of: ReportScope,
): Promise<MonthlyReport | undefined> {
  const period = periodOfMonth(of.month, of.cutOff);
  const earlier = periodOfMonth(shiftMonth(of.month, -1), of.cutOff);
  const ask = (days: ReportPeriod, options: { ids?: string[]; by?: Dimension } = {}): Promise<Figures | undefined> =>
    figuresOf(
      ledger,
      {
        rulebook: rulebook.name,
        sites: of.sites,
        keys: 'anybody',
        from: days.from,
        until: days.until,
        ...(of.kind ? { kind: of.kind } : {}),
      },
      options,
    );
  const now = await ask(period);
  if (!now) return undefined;
  const before = await ask(earlier);
  const wanted = now.figures.filter(({ rule }) => !rule.kinds || !of.kind || rule.kinds.includes(of.kind));
  const by = async (
    measure: FigureRule['measure'],
    dimension: Dimension,
    naming: (key: string | null) => Text,
  ): Promise<ReportRow[]> => {
    const rule = now.figures.map((item) => item.rule).find((item) => item.measure === measure && isUnfiltered(item));
    if (!rule) return [];
    const [here, there] = await Promise.all([
      ask(period, { ids: [rule.id], by: dimension }),
      ask(earlier, { ids: [rule.id], by: dimension }),
    ]);
    return rowsOf(measure === 'clocks-on-time', here!.figures[0], there?.figures[0], naming);
  };
  const none: Text = { 'zh-CN': '（未注明）', en: '(not said)' };
  const named = (find: (key: string) => Text | undefined) => (key: string | null) =>
    key === null ? none : (find(key) ?? { 'zh-CN': key, en: key });
  const department = named((key) => rulebook.departments[key]);
  const late = (rows: ReportRow[]) => rows.filter((row) => (row.late ?? 0) > 0).sort((a, b) => b.late! - a.late!);
  return {
    rulebook: rulebook.name,
    version: now.version,
    title: rulebook.title,
    organisation: rulebook.organisation ?? null,
    place: of.place,
    name: of.name,
    clause: of.clause,
    kind: of.kind ?? null,
    period,
    final: now.final,
    withoutKept: true,
    producedAt: of.producedAt,
    figures: wanted.map((figure) =>
      figureOf(
        figure,
        before?.figures.find(({ rule }) => rule.id === figure.rule.id),
      ),
    ),
    byKind: of.kind
      ? []
      : await by(
          'received',
          'kind',
          named((key) => rulebook.kinds[key]?.name),
        ),
    byTier: rulebook.tiers.length
      ? (
          await by(
            'filed',
            'tier',
            named((key) => rulebook.tiers.find(({ id }) => id === key)?.name),
          )
        ).filter(({ key }) => key !== null)
      : [],
    byDepartment: await by('filed', 'department', department),
    byArea: (
      await by(
        'filed',
        'area',
        named((key) => rulebook.lists?.['areas']?.[key]?.name),
      )
    ).filter(({ key }) => key !== null),
    lateByClause: late(
      await by('clocks-on-time', 'clause', (key) => ({
        'zh-CN': `${key} ${rulebook.clauses[key ?? '']?.text['zh-CN'] ?? ''}`,
        en: `${key} ${rulebook.clauses[key ?? '']?.text.en ?? ''}`,
      })),
    ),
    lateByDepartment: late(await by('clocks-on-time', 'department', department)),
  };
}

/** A figure over every case, whatever its kind: the one a report is taken apart by. */
function isUnfiltered({ kinds, tiers, areas, outcomes, clauses, clocks, major }: FigureRule): boolean {
  return !kinds && !tiers && !areas && !outcomes && !clauses && !clocks && !major;
}

function figureOf({ rule, value, part, of, met, corrected }: Figure, before: Figure | undefined): ReportFigure {
  const { id, clause, house = false, name, measure, target } = rule;
  return {
    id,
    clause,
    house,
    name,
    unit: measureUnit(measure),
    value,
    part,
    of,
    target: target ?? null,
    met,
    corrected: corrected?.value ?? null,
    before: before?.value ?? null,
  };
}

function rowsOf(
  clocks: boolean,
  here: Figure | undefined,
  there: Figure | undefined,
  naming: (key: string | null) => Text,
): ReportRow[] {
  const received = here?.rule.measure === 'received';
  type Group = NonNullable<Figure['groups']>[number];
  const count = (group: Group | undefined): Pick<ReportRow, 'of' | 'late' | 'corrected' | 'withdrawn'> => ({
    of: group?.of ?? 0,
    late: clocks ? (group?.of ?? 0) - (group?.part ?? 0) : null,
    ...(received ? { corrected: group?.corrected?.of ?? null, withdrawn: group?.withdrawn ?? 0 } : {}),
  });
  const keys = [...new Set([...(here?.groups ?? []), ...(there?.groups ?? [])].map(({ key }) => key))];
  const rows = keys.map((key): ReportRow => {
    const [now, before] = [here, there].map((figure) => count(figure?.groups?.find((group) => group.key === key))) as [
      ReturnType<typeof count>,
      ReturnType<typeof count>,
    ];
    return { key, name: naming(key), ...now, before: clocks ? before.late! : before.of };
  });
  return rows.sort((a, b) => b.of - a.of);
}
