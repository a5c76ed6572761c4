import type { DataSource } from 'typeorm';
import { RowImporter, type RowImportOptions } from './row-importer.js';
import { contentHashOf } from './imported-rows.js';
import type { ImportMapping } from './mapping.js';
import { chooseRulebook } from './importer.js';
import { countOutcomes, type ImportReport, type RowResult } from './report.js';
import { findColumns, isHeading, readRow, type ImportRow, type ColumnPositions, type RowRules } from './rows.js';
import { FileError, readSheet, type SheetRow } from '../tables/read/sheet.js';

/** A table to take in, and how. */
export interface ImportOptions extends RowImportOptions {
  file: string;
  mapping: ImportMapping;
  /** Who enters it, as the report says it. */
  importerLabel: string;
  stop?: AbortSignal;
  /** Hears how many of the rows are done; the first time with none. */
  progress?: (done: number, rows: number) => void;
}

/** Rows that are looked up in the ledger together. */
const batchSize = 400;
/** Above the headings may stand a title. */
const headingsWithin = 10;

/**
 * Takes a table in: every row becomes a case, is joined, is there already or is refused, and is accounted for. The file
 * is read whole once before anything is taken, so that a damaged one changes nothing. Throws a FileFault for a file
 * that cannot be used, another Error where the database fails; started again it goes on.
 */
export async function importTable(options: ImportOptions): Promise<ImportReport> {
  const { ledger, file, mapping, stop = new AbortController().signal, progress = () => undefined } = options;
  const startedAt = Date.now();
  const rulebook = chooseRulebook(ledger.rulebooks.all(), options.rulebook);
  const table = await surveyTable(file, mapping);
  const release = await lockNamespace(ledger.source, mapping.namespace);
  const results: RowResult[] = [];
  try {
    const [{ now }] = await ledger.source.query('SELECT clock_timestamp() AS now');
    const rules: RowRules = {
      mapping,
      columns: table.columns,
      zone: mapping.timeZone ?? rulebook.timeZone,
      needsDate: options.asHistory,
      now: (await ledger.time.now(now)).toISOString(),
    };
    progress(0, table.rows);
    await importRows(options, table, rules, stop, (result) => {
      results.push(result);
      progress(results.length, table.rows);
    });
  } finally {
    await release();
  }
  if (!stop.aborted && results.length !== table.rows)
    throw new Error(
      `${table.rows} rows, but ${results.length} are accounted for: a fault of the import; please report it.`,
    );
  const { namespace } = mapping;
  const { site, importerLabel: as, asHistory } = options;
  return {
    file,
    namespace,
    site,
    rulebook: `${rulebook.name} ${rulebook.version}`,
    as,
    asHistory,
    ignoredColumns: table.ignored,
    startedAt: new Date(startedAt).toISOString(),
    tookMs: Date.now() - startedAt,
    rows: table.rows,
    read: results.length,
    counts: countOutcomes(results),
    linked: results.filter(({ outcome, sameCustomerAs }) => outcome === 'taken' && sameCustomerAs).length,
    results: results.toSorted((a, b) => a.row - b.row),
  };
}

async function importRows(
  options: ImportOptions,
  table: Table,
  rules: RowRules,
  stop: AbortSignal,
  done: (result: RowResult) => void,
): Promise<void> {
  const intake = new RowImporter(options);
  const ids = new Map<string, { row: number; said: string }>();
  let batch: ImportRow[] = [];
  for await (const row of readSheet(options.file, options.mapping.sheet)) {
    if (stop.aborted) return;
    if (row.number <= table.headingRow) continue;
    const read = readRow(row, rules);
    if (read === 'blank') done({ row: row.number, outcome: 'blank' });
    else if ('refused' in read)
      done({ row: row.number, ...(read.id ? { id: read.id } : {}), outcome: 'refused', reason: read.refused });
    else {
      const { candidate } = read;
      const twin = ids.get(candidate.id);
      const said = `${contentHashOf(candidate.input)} ${candidate.customerKey}`;
      if (twin) done(duplicateIdResult(candidate, twin.row, twin.said === said));
      else {
        ids.set(candidate.id, { row: candidate.row, said });
        batch.push(candidate);
      }
    }
    if (batch.length < batchSize) continue;
    await intake.importBatch(batch, done, stop);
    batch = [];
  }
  await intake.importBatch(batch, done, stop);
}

/** One id on two rows: the same row once more, or a mistake that only the author of the table can correct. */
function duplicateIdResult({ row, id, notes }: ImportRow, first: number, says: boolean): RowResult {
  if (says) return { row, id, outcome: 'there', notes: [...notes, `the same as row ${first}`] };
  const text = {
    en: `Its id stands on row ${first} already, with other contents: give each row an id of its own.`,
    'zh-CN': `编号与第 ${first} 行重复而内容不同，请为每行设置唯一编号。`,
  };
  return { row, id, outcome: 'refused', reason: { code: 'same-id', text } };
}

interface Table {
  rows: number;
  headingRow: number;
  columns: ColumnPositions;
  ignored: string[];
}

/** Finds the headings and counts the rows below them; reads to the end, so that a damaged file is found out. */
async function surveyTable(file: string, mapping: ImportMapping): Promise<Table> {
  let table: Table | undefined;
  let first: SheetRow | undefined;
  for await (const row of readSheet(file, mapping.sheet)) {
    if (table) table.rows += 1;
    else if (isHeading(row.cells, mapping) || row.number > headingsWithin)
      table = { rows: 0, headingRow: row.number, ...findColumns(row.cells, mapping, row.number) };
    else if (row.cells.length > 0) first ??= row;
  }
  if (table) return table;
  // Nothing looked like the headings: say what is there instead.
  if (!first) throw new FileError(`${file} has no rows.`);
  return { rows: 0, headingRow: first.number, ...findColumns(first.cells, mapping, first.number) };
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
      throw new FileError(`Another import of '${namespace}' is under way: wait until it has ended.`);
    }
    // The database may not have noticed yet that a killed import is gone.
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return async () => {
    await runner.query(`SELECT pg_advisory_unlock(${key})`, [namespace]).catch(() => undefined);
    await runner.release();
  };
}
