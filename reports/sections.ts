import type { Language, Text } from '../domain/text.js';
import type { TableCell } from '../tables/column.js';
import type { MonthlyReport, ReportFigure, ReportRow } from './report.js';

/** One table of a report: the same cells on the page, in the workbook and on paper. */
export interface ReportSection {
  title: string;
  columns: { title: string; number?: boolean; wide?: boolean }[];
  rows: TableCell[][];
}

const units = {
  count: { 'zh-CN': '件', en: 'cases' },
  share: { 'zh-CN': '%', en: '%' },
  seconds: { 'zh-CN': '小时', en: 'hours' },
  points: { 'zh-CN': '分', en: 'points' },
} as const satisfies Record<ReportFigure['unit'], Text>;

/** A value in the unit it is shown in: per cent, hours, whole numbers; to two places. */
export function displayedValue(unit: ReportFigure['unit'], value: number | null): number | null {
  if (value === null) return null;
  const scaled = unit === 'share' ? value * 100 : unit === 'seconds' ? value / 3600 : value;
  return Math.round(scaled * 100) / 100;
}

/** Everything a report says, table by table, in one language. */
export function reportSections(report: MonthlyReport, language: Language): ReportSection[] {
  const say = (zh: string, en: string) => (language === 'en' ? en : zh);
  const number = (zh: string, en: string) => ({ title: say(zh, en), number: true });
  const counts = (title: string, what: string, rows: ReportRow[]): ReportSection[] =>
    rows.length
      ? [
          {
            title,
            columns: [
              { title: what, wide: true },
              number('本月', 'this month'),
              number('上月', 'month before'),
              number('增减', 'change'),
            ],
            rows: rows.map(({ name, of, before }) => [name[language], of, before, of - before]),
          },
        ]
      : [];
  const received = (title: string, what: string, rows: ReportRow[]): ReportSection[] =>
    counts(title, what, rows).map(({ columns, ...section }) => ({
      ...section,
      columns: [...columns, number('更正后（不含重复，按实际种类）', 'corrected'), number('撤回', 'withdrawn')],
      rows: section.rows.map((cells, at) => [...cells, rows[at]!.corrected ?? null, rows[at]!.withdrawn ?? null]),
    }));
  const lateness = (title: string, what: string, rows: ReportRow[]): ReportSection[] =>
    rows.length
      ? [
          {
            title,
            columns: [
              { title: what, wide: true },
              number('到期时限', 'clocks ended'),
              number('超时', 'late'),
              number('上月超时', 'late the month before'),
            ],
            rows: rows.map(({ name, of, late, before }) => [name[language], of, late, before]),
          },
        ]
      : [];
  return [
    {
      title: say('指标', 'Figures'),
      columns: [
        { title: say('指标', 'figure'), wide: true },
        { title: say('条款（* 内部）', 'clause (* house)') },
        number('本月', 'this month'),
        { title: say('单位', 'unit') },
        number('计数', 'counted'),
        { title: say('目标', 'asked for') },
        { title: say('达标', 'met') },
        number('更正后', 'corrected'),
        number('上月', 'month before'),
      ],
      rows: report.figures.map((figure) => [
        figure.name[language],
        figure.clause + (figure.house ? ' *' : ''),
        displayedValue(figure.unit, figure.value),
        units[figure.unit][language],
        figure.part === null ? figure.of : `${figure.part} / ${figure.of}`,
        targetOf(figure, language),
        figure.met === null ? null : figure.met ? say('是', 'yes') : say('否', 'no'),
        displayedValue(figure.unit, figure.corrected),
        displayedValue(figure.unit, figure.before),
      ]),
    },
    ...received(say('受理：按种类', 'Recorded, by kind'), say('种类', 'kind'), report.byKind),
    ...counts(say('办结：按等级', 'Filed, by tier'), say('等级', 'tier'), report.byTier),
    ...counts(say('办结：按责任部门', 'Filed, by department'), say('部门', 'department'), report.byDepartment),
    ...counts(say('办结：按区域', 'Filed, by area'), say('区域', 'area'), report.byArea),
    ...lateness(say('超时：按条款', 'Late, by clause'), say('条款', 'clause'), report.lateByClause),
    ...lateness(say('超时：按部门', 'Late, by department'), say('部门', 'department'), report.lateByDepartment),
  ];
}

function targetOf({ target, unit }: ReportFigure, language: Language): string | null {
  if (!target) return null;
  const [sign, value] = 'atLeast' in target ? ['≥', target.atLeast] : ['≤', target.atMost];
  return `${sign} ${displayedValue(unit, value)} ${units[unit][language]}`;
}

/** `2026年10月`, and the days where they are not those of the month. */
export function periodTitle({ period: { month, from, until } }: MonthlyReport, language: Language): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const name =
    language === 'en'
      ? new Date(Date.UTC(year, number - 1, 1)).toLocaleDateString('en-GB', {
          timeZone: 'UTC',
          year: 'numeric',
          month: 'long',
        })
      : `${year}年${number}月`;
  const last = new Date(Date.parse(`${until}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return from.endsWith('-01')
    ? name
    : `${name}${language === 'en' ? ` (${from} to ${last})` : `（${from} 至 ${last}）`}`;
}

/** What is said below a report: its rules, when it was produced, and whether it is complete. */
export function reportFooter(report: MonthlyReport, language: Language): string {
  const { title, clause, producedAt, final, withoutKept } = report;
  const at = producedAt.slice(0, 16).replace('T', ' ');
  const rule = [title[language], clause].filter(Boolean).join(' ');
  const kept = withoutKept
    ? { 'zh-CN': '　须对特定人员保密的案件一律不计入', en: '　cases kept from anybody are never counted here' }[
        language
      ]
    : '';
  if (language === 'en') return `${rule}　produced ${at}${final ? '' : ', not all on record yet'}${kept}`;
  return `${rule}　生成于 ${at}${final ? '' : '，尚有未入账事项'}${kept}`;
}
