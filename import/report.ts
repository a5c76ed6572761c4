import type { Language, Text } from '../domain/text.js';
import type { RowRefusal } from './row-refusal.js';

/** What became of a row: exactly one of these. */
export const rowOutcomes = ['taken', 'joined', 'there', 'refused', 'blank'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** One row, by its number in Excel. Carries numbers and reasons, never the words of a message. */
export interface RowResult {
  row: number;
  /** Its sheet, where several are read. */
  sheet?: string;
  id?: string;
  outcome: RowOutcome;
  /** The row's case. */
  number?: string;
  /** The first case of the same person, which this one is linked to. */
  sameCustomerAs?: string;
  /** The case it was joined to, and that one's row where it stands in the same file. */
  into?: string;
  intoRow?: number;
  reason?: RowRefusal;
  notes?: Text[];
}

/** How an import went. Times in UTC ISO 8601. */
export interface ImportReport {
  file: string;
  namespace: string;
  site: string;
  rulebook: string;
  as: string;
  asHistory: boolean;
  /** Whether it was only a trial: nothing was taken. */
  dry: boolean;
  ignoredColumns: string[];
  sheetsRead: string[];
  /** Sheets without the headings, and hidden ones. */
  sheetsLeftOut: string[];
  hiddenSheets: string[];
  /** Rows that are hidden were not read; columns that are were. `sheet` where several are read. */
  hiddenRows: { sheet?: string; rows: number[] }[];
  hiddenColumns: { sheet?: string; columns: string[] }[];
  startedAt: string;
  tookMs: number;
  /** Rows below the headings that can be seen; `read` of them were dealt with, all of them unless the import was stopped. */
  rows: number;
  read: number;
  counts: Record<RowOutcome, number>;
  linked: number;
  results: RowResult[];
}

/** How many rows came to what; together all of them. */
export function countOutcomes(results: RowResult[]): Record<RowOutcome, number> {
  const counts = Object.fromEntries(rowOutcomes.map((outcome) => [outcome, 0])) as Record<RowOutcome, number>;
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}

/**
 * 0: every row is accounted for and none refused; 3: all are accounted for, some refused; 130: stopped before the end.
 */
export function exitCodeOf({ rows, read, counts }: ImportReport): number {
  if (read < rows) return 130;
  return counts.refused > 0 ? 3 : 0;
}

/** What of a table was left out, a sentence each. */
export function leftOutSentences({
  ignoredColumns,
  sheetsLeftOut,
  hiddenSheets,
  hiddenRows,
  hiddenColumns,
}: Pick<ImportReport, 'ignoredColumns' | 'sheetsLeftOut' | 'hiddenSheets' | 'hiddenRows' | 'hiddenColumns'>): Text[] {
  const of = (sheet: string | undefined): [string, string] =>
    sheet === undefined ? ['', ''] : [` of sheet ${sheet}`, `工作表“${sheet}”`];
  const sentence = (list: string[], en: string, zh: string): Text[] =>
    list.length > 0 ? [{ en: `${en}: ${list.join(', ')}`, 'zh-CN': `${zh}：${list.join('、')}` }] : [];
  return [
    ...sentence(ignoredColumns, 'Columns not taken', '未导入的列'),
    ...sentence(sheetsLeftOut, 'Sheets left out, without the headings', '没有相应列名而未读取的工作表'),
    ...sentence(hiddenSheets, 'Sheets left out, as they are hidden', '因隐藏而未读取的工作表'),
    ...hiddenRows.flatMap(({ sheet, rows }) =>
      sentence(listedRows(rows), `Hidden rows${of(sheet)[0]}, left out`, `${of(sheet)[1]}未读取的隐藏行`),
    ),
    ...hiddenColumns.flatMap(({ sheet, columns }) =>
      sentence(columns, `Hidden columns${of(sheet)[0]}, read like any other`, `${of(sheet)[1]}已读取的隐藏列`),
    ),
  ];
}

const maxListedRows = 20;

function listedRows(rows: number[]): string[] {
  const more = rows.length > maxListedRows ? [`… (${rows.length})`] : [];
  return [...rows.slice(0, maxListedRows).map(String), ...more];
}

/** The report as people read it; the whole list of rows is in the JSON. */
export function printReport(report: ImportReport, language: Language = 'en'): string {
  const { counts, results, rows, read, linked, tookMs } = report;
  const say = (en: string, zh: string) => (language === 'en' ? en : zh);
  const line = (count: number, text: string) => `${String(count).padStart(8)}  ${text}`;
  const took = [(tookMs / 1000).toFixed(1), Math.round((read * 1000) / Math.max(tookMs, 1))];
  const list = (title: string, of: RowResult[], text: (result: RowResult) => string): string[] => {
    if (of.length === 0) return [];
    const left = of.length - maxListedRows;
    const more =
      left > 0
        ? [
            say(
              `  … and ${left} more: see them all with --report FILE.json`,
              `  …还有 ${left} 行，用 --report FILE.json 查看全部`,
            ),
          ]
        : [];
    return [
      '',
      say(`${title}:`, `${title}：`),
      ...of.slice(0, maxListedRows).map((result) => `  ${placeText(result, language)}: ${text(result)}`),
      ...more,
    ];
  };
  const all = report.asHistory
    ? say('taken as history: closed, at their own time', '作为历史案件导入：已关闭，用其原有时间')
    : say('taken: running, received now', '导入：现在受理，开始办理');
  const links = linked
    ? say(
        ` (${linked} of them linked to the first case of the same person)`,
        `（其中 ${linked} 件与同一人的首个案件关联）`,
      )
    : '';
  return [
    ...(report.dry ? [say('A trial: nothing was taken.', '试算：未作任何导入。')] : []),
    say(
      `${report.file}: ${rows} rows, mapping '${report.namespace}'; site ${report.site}, rulebook ${report.rulebook}, as ${report.as}`,
      `${report.file}：${rows} 行，映射 ${report.namespace}；项目 ${report.site}，规程 ${report.rulebook}，登记人 ${report.as}`,
    ),
    ...leftOutSentences(report).map((text) => text[language]),
    '',
    line(counts.taken, all + links),
    line(counts.joined, say('joined: the same person says the same again', '并入：同一人重复反映同一事项')),
    line(counts.there, say('already there', '已存在')),
    line(counts.refused, say('refused', '拒绝')),
    ...(counts.blank ? [line(counts.blank, say('empty rows', '空行'))] : []),
    line(
      read,
      say(`rows accounted for (${took[0]} s, ${took[1]} rows/s)`, `行已处理（${took[0]} 秒，每秒 ${took[1]} 行）`),
    ),
    ...(read < rows
      ? [
          '',
          say(
            `Stopped before the end, ${rows - read} rows are left: start the same command again, it goes on where this ended.`,
            `提前停止，剩余 ${rows - read} 行：重新执行同一命令即可继续。`,
          ),
        ]
      : []),
    ...list(
      say('Refused', '拒绝'),
      results.filter((item) => item.outcome === 'refused'),
      ({ reason }) => reason?.text[language] ?? '',
    ),
    ...list(
      say('Joined', '并入'),
      results.filter((item) => item.outcome === 'joined'),
      ({ into, intoRow }) =>
        say(
          `to ${into ?? 'its case'}${intoRow ? ` (row ${intoRow})` : ''}`,
          `${into ?? '该行案件'}${intoRow ? `（第 ${intoRow} 行）` : ''}`,
        ),
    ),
    ...list(
      say('Notes', '说明'),
      results.filter((item) => item.notes?.length),
      ({ notes }) => notes!.map((text) => text[language]).join(say('; ', '；')),
    ),
  ].join('\n');
}

function placeText({ row, sheet, number, id }: RowResult, language: Language): string {
  if (language === 'en')
    return `row ${row}${sheet === undefined ? '' : ` of ${sheet}`} (${number ?? `id ${id ?? 'none'}`})`;
  return `${sheet === undefined ? '' : `${sheet} `}第 ${row} 行（${number ?? `编号 ${id ?? '无'}`}）`;
}
