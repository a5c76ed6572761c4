import type { Language } from '../domain/text.js';
import type { PdfBarsBlock, PdfBlock, PdfDocument } from '../print/document.js';
import { reportFooter, reportSections, periodTitle } from './sections.js';
import type { MonthlyReport, ReportRow } from './report.js';

/** A report on paper, with a chart of what came in and one of what was late. */
export function reportPdfDocument(report: MonthlyReport, language: Language): PdfDocument {
  const say = (zh: string, en: string) => (language === 'en' ? en : zh);
  const cell = (value: string | number | null) => (value === null ? '—' : String(value));
  const legend = { now: say('本月', 'this month'), before: say('上月', 'month before') };
  const chart = (title: string, rows: ReportRow[], value: (row: ReportRow) => number): PdfBarsBlock[] =>
    rows.length
      ? [
          {
            type: 'bars',
            title,
            legend,
            bars: rows.slice(0, 12).map((row) => ({
              label: shortened(row.name[language]),
              value: value(row),
              shown: String(value(row)),
              before: { value: row.before, shown: String(row.before) },
            })),
          },
        ]
      : [];
  const [figures, ...rest] = reportSections(report, language).map(({ title, columns, rows }): PdfBlock[] => [
    { type: 'heading', text: title },
    {
      type: 'table',
      columns: columns.map((column) => ({
        title: column.title,
        ...(column.wide ? {} : { width: widthOf(columns.length) }),
        ...(column.number ? { align: 'right' as const } : {}),
      })),
      rows: rows.map((row) => row.map(cell)),
      empty: '',
    },
  ]);
  return {
    language,
    organisation: report.organisation?.[language] ?? '',
    title: report.name[language],
    subtitles: [report.place[language], periodTitle(report, language)],
    foot: reportFooter(report, language),
    blocks: [
      ...(figures ?? []),
      ...chart(
        report.byKind.length ? say('受理数量', 'Cases recorded') : say('办结数量', 'Cases filed'),
        report.byKind.length ? report.byKind : report.byTier,
        ({ of }) => of,
      ),
      ...chart(say('超时时限', 'Clocks late'), report.lateByClause, ({ late }) => late ?? 0),
      ...rest.flat(),
      {
        type: 'signatures',
        lines: [{ label: say('编制：', 'Prepared by:') }, { label: say('签核：', 'Signed off by:') }],
      },
    ],
  };
}

function widthOf(columns: number): number {
  return columns > 6 ? 44 : 64;
}

function shortened(name: string): string {
  return [...name].length > 11 ? `${[...name].slice(0, 10).join('')}…` : name;
}
