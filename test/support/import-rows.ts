import { findSheets } from '../../import/columns.js';
import type { ImportMapping } from '../../import/mapping.js';
import { readRow, type RowReading } from '../../import/rows.js';
import { rowsBelow } from '../../tables/read/headed-sheets.js';
import { withTable } from '../../tables/read/sheet.js';
import { importBounds } from '../../tables/read/table-bounds.js';
import { surveyTable } from '../../tables/read/table.js';
import { property } from './shipped.js';

/** What an import reads of each row of a table, on the day of the tests. */
export function readingsOf(file: string, mapping: ImportMapping): Promise<RowReading[]> {
  return withTable(file, importBounds, async (open) => {
    const { sheets } = findSheets(await surveyTable(open, importBounds, { file }), mapping, file);
    const found: RowReading[] = [];
    for (const sheet of sheets)
      for await (const row of rowsBelow(sheet))
        found.push(
          readRow(row, {
            mapping,
            columns: sheet.headings.columns,
            headings: new Map(),
            rulebook: property,
            people: [{ id: 'p14', name: '高翔' }],
            zone: 'Asia/Shanghai',
            year: mapping.year ?? sheet.year,
            needsDate: false,
            now: '2026-11-23T01:00:00.000Z',
          }),
        );
    return found;
  });
}
