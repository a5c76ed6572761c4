import type { RowRefusal } from './rows.js';

/** What became of a row: exactly one of these. */
export const rowOutcomes = ['taken', 'joined', 'there', 'refused', 'blank'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** One row, by its number in Excel. Carries numbers and reasons, never the words of a message. */
export interface RowResult {
  row: number;
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
  notes?: string[];
}

/** How an import went. Times in UTC ISO 8601. */
export interface ImportReport {
  file: string;
  namespace: string;
  site: string;
  rulebook: string;
  as: string;
  asHistory: boolean;
  ignoredColumns: string[];
  startedAt: string;
  tookMs: number;
  /** Rows below the headings; `read` of them were dealt with, all of them unless the import was stopped. */
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

const maxListedRows = 20;

/** The report as people read it; the whole list of rows is in the JSON. */
export function printReport(report: ImportReport): string {
  const { counts, results, rows, read, linked, tookMs } = report;
  const all = report.asHistory ? 'taken as history: closed, at their own time' : 'taken: running, received now';
  const line = (count: number, text: string) => `${String(count).padStart(8)}  ${text}`;
  const took = `${(tookMs / 1000).toFixed(1)} s, ${Math.round((read * 1000) / Math.max(tookMs, 1))} rows/s`;
  const list = (title: string, of: RowResult[], text: (result: RowResult) => string): string[] => {
    if (of.length === 0) return [];
    const more =
      of.length > maxListedRows
        ? [`  … and ${of.length - maxListedRows} more: see them all with --report FILE.json`]
        : [];
    return [
      '',
      `${title}:`,
      ...of
        .slice(0, maxListedRows)
        .map((result) => `  row ${result.row} (${result.number ?? `id ${result.id ?? 'none'}`}): ${text(result)}`),
      ...more,
    ];
  };
  return [
    `${report.file}: ${rows} rows, mapping '${report.namespace}'; site ${report.site}, rulebook ${report.rulebook}, as ${report.as}`,
    ...(report.ignoredColumns.length ? [`Columns not taken: ${report.ignoredColumns.join(', ')}`] : []),
    '',
    line(counts.taken, `${all}${linked ? ` (${linked} of them linked to the first case of the same person)` : ''}`),
    line(counts.joined, 'joined: the same person says the same again'),
    line(counts.there, 'already there'),
    line(counts.refused, 'refused'),
    ...(counts.blank ? [line(counts.blank, 'empty rows')] : []),
    line(read, `rows accounted for (${took})`),
    ...(read < rows
      ? [
          '',
          `Stopped before the end, ${rows - read} rows are left: start the same command again, it goes on where this ended.`,
        ]
      : []),
    ...list(
      'Refused',
      results.filter((item) => item.outcome === 'refused'),
      ({ reason }) => reason?.text.en ?? '',
    ),
    ...list(
      'Joined',
      results.filter((item) => item.outcome === 'joined'),
      ({ into, intoRow }) => `to ${into}${intoRow ? ` (row ${intoRow})` : ''}`,
    ),
    ...list(
      'Notes',
      results.filter((item) => item.notes?.length),
      ({ notes }) => notes!.join('; '),
    ),
  ].join('\n');
}
