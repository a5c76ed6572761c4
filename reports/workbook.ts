import type { Language } from '../domain/text.js';
import { sheetName } from '../tables/xlsx.js';
import { reportFooter, reportSections, periodTitle } from './sections.js';
import type { MonthlyReport } from './report.js';

/** A report as an .xlsx workbook: a sheet for each of its tables, a few rows each. */
export async function reportWorkbook(report: MonthlyReport, language: Language): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx');
  const head = [
    [report.organisation?.[language] ?? '', report.name[language]],
    [report.place[language], periodTitle(report, language)],
    [reportFooter(report, language)],
    [],
  ];
  return writeXlsx({
    sheets: reportSections(report, language).map(({ title, columns, rows }, i) => {
      const above = i === 0 ? head : [];
      return {
        name: sheetName(title),
        columns: columns.map(({ wide }) => ({ width: wide ? 40 : 14 })),
        rows: [...above, columns.map((column) => column.title), ...rows],
        freezePane: { rows: above.length + 1 },
      };
    }),
  });
}
