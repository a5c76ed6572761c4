import type { DataSource } from 'typeorm';
import { rowsBelow, type HeadedSheet } from '../tables/read/headed-sheets.js';
import { FileError, withTable } from '../tables/read/sheet.js';
import { columnLetters, shownText } from '../tables/read/sheet-rows.js';
import { importBounds } from '../tables/read/table-bounds.js';
import { surveyTable, type TableRows } from '../tables/read/table.js';
import { findSheets, type ColumnKey, type ImportSheets } from './columns.js';
import { chooseRulebook, namedPeople } from './importer.js';
import { contentHashOf } from './imported-rows.js';
import type { ImportMapping } from './mapping.js';
import { countOutcomes, type ImportReport, type RowResult } from './report.js';
import { RowImporter, type RowImportOptions } from './row-importer.js';
import type { RowRules } from './row-rules.js';
import { readRow, type ImportRow } from './rows.js';

/** A table to take in, and how. */
export interface ImportOptions extends RowImportOptions {
  /** Its path, or what the report is to call it. */
  file: string;
  mapping: ImportMapping;
  /** Who enters it, as the report says it. */
  importerLabel: string;
  stop?: AbortSignal;
  /** Hears how many of the rows are done, and what became of the last of them; the first time with none. */
  progress?: (done: number, rows: number, result?: RowResult) => void;
}

/** Rows that are looked up in the ledger together. */
const batchSize = 400;

/**
 * Takes a table in: every row becomes a case, is joined, is there already or is refused, and is accounted for. The file
 * is read whole once before anything is taken, so that a damaged one changes nothing. Throws a FileError for a file
 * that cannot be used, another Error where the database fails; started again it goes on.
 */
export function importTable(options: ImportOptions): Promise<ImportReport> {
  const { file, mapping } = options;
  return withTable(file, importBounds, async (open) =>
    importRows(await surveyTable(open, importBounds, { file, sheet: mapping.sheet }), options),
  );
}

/** The same for a table that has been opened. */
export async function importRows(table: TableRows, options: ImportOptions): Promise<ImportReport> {
  const { ledger, file, mapping, stop = new AbortController().signal, progress = () => undefined } = options;
  const startedAt = Date.now();
  const found = findSheets(table, mapping, file);
  const rows = found.sheets.reduce((sum, { count }) => sum + count, 0);
  const release = await lockNamespace(ledger.source, mapping.namespace);
  const results: RowResult[] = [];
  try {
    const rules = await rulesOf(options);
    progress(0, rows);
    await importSheets(found, options, rules, stop, (result) => {
      results.push(result);
      progress(results.length, rows, result);
    });
  } finally {
    await release();
  }
  if (!stop.aborted && results.length !== rows)
    throw new Error(`${rows} rows, but ${results.length} are accounted for: a fault of the import; please report it.`);
  const { rulebook } = await rulesOf(options);
  return {
    file,
    namespace: mapping.namespace,
    site: options.site,
    rulebook: `${rulebook.name} ${rulebook.version}`,
    as: options.importerLabel,
    asHistory: options.asHistory,
    dry: options.dry ?? false,
    ...leftOutOf(found, table),
    startedAt: new Date(startedAt).toISOString(),
    tookMs: Date.now() - startedAt,
    rows,
    read: results.length,
    counts: countOutcomes(results),
    linked: results.filter(({ outcome, sameCustomerAs }) => outcome === 'taken' && sameCustomerAs).length,
    results: inOrder(results, found),
  };
}

/** What the rows of any sheet are read by. */
type TableRules = Omit<RowRules, 'columns' | 'headings' | 'sheet'>;

async function rulesOf({ ledger, rulebook: name, mapping, asHistory, site }: ImportOptions): Promise<TableRules> {
  const rulebook = chooseRulebook(ledger.rulebooks.all(), name, mapping);
  const [{ now }] = await ledger.source.query('SELECT clock_timestamp() AS now');
  return {
    mapping,
    rulebook,
    people: await namedPeople(ledger.source, site),
    zone: mapping.timeZone ?? rulebook.timeZone,
    year: mapping.year,
    needsDate: asHistory,
    now: (await ledger.time.now(now)).toISOString(),
  };
}

async function importSheets(
  { sheets }: ImportSheets,
  options: ImportOptions,
  rules: TableRules,
  stop: AbortSignal,
  done: (result: RowResult) => void,
): Promise<void> {
  const intake = new RowImporter(options);
  const ids = new Map<string, { at: ImportRow; said: string }>();
  let batch: ImportRow[] = [];
  for (const headed of sheets) {
    const ofSheet = rulesOfSheet(headed, rules, sheets.length > 1);
    for await (const row of rowsBelow(headed)) {
      if (stop.aborted) return;
      const place = { row: row.number, ...(ofSheet.sheet === undefined ? {} : { sheet: ofSheet.sheet }) };
      const read = readRow(row, ofSheet);
      if (read === 'blank') done({ ...place, outcome: 'blank' });
      else if ('refused' in read)
        done({ ...place, ...(read.id ? { id: read.id } : {}), outcome: 'refused', reason: read.refused });
      else {
        const { candidate } = read;
        const twin = ids.get(candidate.id);
        const said = `${contentHashOf(candidate.input)} ${candidate.customerKey}`;
        if (twin) done({ ...place, ...duplicateIdResult(candidate, twin.at, twin.said === said) });
        else {
          ids.set(candidate.id, { at: candidate, said });
          batch.push(candidate);
        }
      }
      if (batch.length < batchSize) continue;
      await intake.importBatch(batch, done, stop);
      batch = [];
    }
  }
  await intake.importBatch(batch, done, stop);
}

function rulesOfSheet(
  { sheet, headings, year }: HeadedSheet<ColumnKey>,
  rules: TableRules,
  several: boolean,
): RowRules {
  const heads = sheet.head.find(({ number }) => number === headings.row)!;
  return {
    ...rules,
    year: rules.year ?? year,
    columns: headings.columns,
    headings: new Map([...headings.columns.values()].map((column) => [column, shownText(heads, column)])),
    ...(several ? { sheet: sheet.name } : {}),
  };
}

/** One id on two rows: the same row once more, or a mistake that only the author of the table can correct. */
function duplicateIdResult(
  { id, notes }: ImportRow,
  first: ImportRow,
  says: boolean,
): Pick<RowResult, 'id' | 'outcome' | 'notes' | 'reason'> {
  const [en, zh] =
    first.sheet === undefined
      ? [`row ${first.row}`, `第 ${first.row} 行`]
      : [`row ${first.row} of sheet ${first.sheet}`, `工作表“${first.sheet}”第 ${first.row} 行`];
  if (says) return { id, outcome: 'there', notes: [...notes, { en: `the same as ${en}`, 'zh-CN': `与${zh}相同` }] };
  const text = {
    en: `Its id stands on ${en} already, with other contents: give each row an id of its own.`,
    'zh-CN': `编号与${zh}重复而内容不同，请为每行设置唯一编号。`,
  };
  return { id, outcome: 'refused', reason: { code: 'same-id', text } };
}

/** What of the table is not in the cases. */
function leftOutOf(
  { sheets, leftOut }: ImportSheets,
  { hiddenSheets }: TableRows,
): Pick<
  ImportReport,
  'ignoredColumns' | 'hiddenRows' | 'hiddenColumns' | 'sheetsRead' | 'sheetsLeftOut' | 'hiddenSheets'
> {
  const several = sheets.length > 1;
  const placed = <T extends object>(name: string, facts: T) => ({ ...(several ? { sheet: name } : {}), ...facts });
  return {
    ignoredColumns: [...new Set(sheets.flatMap(({ headings }) => headings.others))],
    sheetsRead: sheets.map(({ sheet }) => sheet.name),
    sheetsLeftOut: leftOut,
    hiddenSheets,
    hiddenRows: sheets.flatMap(({ sheet, hiddenRows }) =>
      hiddenRows.length > 0 ? [placed(sheet.name, { rows: hiddenRows })] : [],
    ),
    hiddenColumns: sheets.flatMap(({ sheet, headings }) => {
      const hidden = [...headings.columns.values()].filter((column) => sheet.hiddenColumns.includes(column));
      return hidden.length > 0 ? [placed(sheet.name, { columns: hidden.map(columnLetters) })] : [];
    }),
  };
}

function inOrder(results: RowResult[], { sheets }: ImportSheets): RowResult[] {
  const place = new Map(sheets.map(({ sheet }, at) => [sheet.name, at]));
  const sheetOf = ({ sheet }: RowResult) => (sheet === undefined ? 0 : place.get(sheet)!);
  return results.toSorted((a, b) => sheetOf(a) - sheetOf(b) || a.row - b.row);
}

/**
 * One import of a namespace at a time: two would link and join past each other. Ends with the connection, also when
 * this process is killed.
 */
async function lockNamespace(source: DataSource, namespace: string): Promise<() => Promise<void>> {
  const runner = source.createQueryRunner();
  const key = `hashtext('banjie-import'), hashtext($1)`;
  for (let triesLeft = 20; ; triesLeft -= 1) {
    const [{ claimed }] = await runner.query(`SELECT pg_try_advisory_lock(${key}) AS claimed`, [namespace]);
    if (claimed) break;
    if (triesLeft === 0) {
      await runner.release();
      throw new FileError({
        en: `Another import of '${namespace}' is under way: wait until it has ended.`,
        'zh-CN': `“${namespace}”的另一导入正在进行，请等待其结束。`,
      });
    }
    // The database may not have noticed yet that a killed import is gone.
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return async () => {
    await runner.query(`SELECT pg_advisory_unlock(${key})`, [namespace]).catch(() => undefined);
    await runner.release();
  };
}
