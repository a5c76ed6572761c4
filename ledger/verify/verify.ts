import type { DataSource, EntityManager } from 'typeorm';
import { RulebookRow } from '../../database/entities/organisation.js';
import type { CaseState } from '../../domain/case/case.js';
import { fold } from '../../domain/case/fold.js';
import {
  caseColumns,
  caseRow,
  clockColumns,
  clockRows,
  entryColumns,
  fileColumns,
  searchColumns,
  searchRow,
  taskColumns,
  taskRows,
  wordColumns,
  type CaseColumn,
  type Row,
} from '../case-rows.js';
import { sha256 } from '../canonical-json.js';
import { chainStart, type RecordedEntry } from '../chain.js';
import { keptOfFileSql } from '../files/named-files.js';
import type { FileStore } from '../files/file-store.js';
import { RulebookStore } from '../versions/rulebooks.js';
import { versionStepFaults } from '../versions/version-steps.js';
import { entryOfRow, type EntryRow } from './entry-rows.js';
import type { CaseFault, VerifyFault } from './faults.js';
import { withWords, type SaidWords } from '../words/entry-words.js';
import { storedState, wholeChanges } from '../words/stored-form.js';
import { differingColumns, rowFaults } from './row-faults.js';
import { headRecordFaults } from './verify-heads.js';
import { organisationFaults } from './verify-organisations.js';
import { contentChecker, fileRowFaults, replacedFileFaults, type CaseFileRow } from './verify-files.js';
import { noticeColumns, noticeFaults, type NoticeRow } from './verify-notices.js';
import { numberFaults } from './verify-numbers.js';
import { erasedUpTo, isHashRight, sealsOf, wordFaults, type WordRow } from './verify-words.js';

export interface VerifyReport {
  cases: number;
  entries: number;
  faults: VerifyFault[];
}

const pageSize = 200;

/** The row of a case as it was read. */
type CaseRow = Row<CaseColumn> & {
  number: string;
  kind: string;
  rulebook: string;
  version: string;
  seq: number;
  last_hash: string;
  state: CaseState;
};

type NumberedRow = Row & { number: string };

/**
 * Folds every case from its entries and compares what comes out with its row, clocks, tasks, files and the words it is
 * found by; recomputes the hash chain. Finds an altered, missing or reordered entry, a tail cut off, a changed or
 * missing row, notice or file, a changed rulebook, what was changed of people, posts, tokens and sites behind the desk's
 * back, an empty place in the numbers, and where `files` is given a file whose content is missing or altered. Reads page by
 * page; `progress` is called after each with the number of cases so far.
 */
export async function verifyLedger(
  source: DataSource,
  progress: (cases: number) => void = () => undefined,
  files?: FileStore,
): Promise<VerifyReport> {
  const report: VerifyReport = {
    cases: 0,
    entries: 0,
    faults: [
      ...(await rulebookFaults(source)),
      ...(await versionStepFaults(source)),
      ...(await entriesWithoutCase(source)),
      ...(await headRecordFaults(source)),
      ...(await source.transaction('REPEATABLE READ', organisationFaults)),
      ...(await source.transaction('REPEATABLE READ', numberFaults)),
    ],
  };
  const rulebooks = new RulebookStore(source);
  const contentFaults = files ? contentChecker(files) : () => [];
  for (let after = ''; ;) {
    // One snapshot a page, so that acts entered meanwhile are seen in both row and entries or in neither.
    const page = await source.transaction('REPEATABLE READ', (manager) => readPage(manager, after));
    if (page.cases.length === 0) return report;
    for (const row of page.cases) {
      const entries = (page.entries.get(row.number) ?? []).map(entryOfRow);
      const fileRows = page.files.get(row.number) ?? [];
      report.cases += 1;
      report.entries += entries.length;
      const words = page.words.get(row.number) ?? [];
      const said = Object.fromEntries(words.map((word) => [`${word.seq}.${word.n}`, word.said]));
      const folded = foldedCase(row, entries, said);
      let faults = 'faults' in folded ? folded.faults : wordFaults(entries, words);
      if (!('faults' in folded) && faults.length === 0) {
        const { state } = folded;
        const own = (rows: Map<string, NumberedRow[]>) => rows.get(row.number) ?? [];
        faults = [
          ...rowFaults('its clocks', 'id', clockRows(state), own(page.clocks)),
          ...rowFaults(
            'its tasks',
            'id',
            taskRows(state, await rulebooks.get(row.rulebook, row.version)),
            own(page.tasks),
          ),
          ...rowFaults(
            'the words it is found by',
            'number',
            [searchRow(state)].map(inOrder),
            own(page.search).map(inOrder),
          ),
          ...noticeFaults(entries, page.notices.get(row.number) ?? []),
          ...fileRowFaults(row.kind, entries, fileRows),
          ...replacedFileFaults(entries, fileRows),
          ...(await contentFaults(fileRows, erasedUpTo(entries))),
        ];
      }
      report.faults.push(...faults.map((fault) => ({ number: row.number, ...fault })));
    }
    progress(report.cases);
    after = page.cases.at(-1)!.number;
  }
}

interface Page {
  cases: CaseRow[];
  entries: Map<string, EntryRow[]>;
  clocks: Map<string, NumberedRow[]>;
  tasks: Map<string, NumberedRow[]>;
  search: Map<string, NumberedRow[]>;
  notices: Map<string, NoticeRow[]>;
  files: Map<string, CaseFileRow[]>;
  words: Map<string, WordRow[]>;
}

/** The next cases after a number with all their rows, by the columns that `write` fills. */
async function readPage(manager: EntityManager, after: string): Promise<Page> {
  const cases: CaseRow[] = await manager.query(
    `SELECT ${caseColumns.join(', ')} FROM cases WHERE number > $1 ORDER BY number LIMIT ${pageSize}`,
    [after],
  );
  const numbers = cases.map(({ number }) => number);
  const read = async <T extends { number: string }>(columns: readonly string[], from: string, order = 'number') =>
    byNumber<T>(
      await manager.query(`SELECT ${columns.join(', ')} FROM ${from} WHERE number = ANY ($1) ORDER BY ${order}`, [
        numbers,
      ]),
    );
  return {
    cases,
    entries: await read<EntryRow>(entryColumns, 'entries', 'number, seq'),
    clocks: await read(clockColumns, 'clocks'),
    tasks: await read(taskColumns, 'tasks'),
    search: await read(
      searchColumns.map((column) => (column === 'words' ? 'tsvector_to_array(words) AS words' : column)),
      'case_search',
    ),
    notices: await read<NoticeRow>(noticeColumns, 'notices', 'number, id'),
    files: await read<CaseFileRow>(
      [...fileColumns, keptOfFileSql, 'files.erased_at IS NOT NULL AS erased'],
      'case_files JOIN files ON files.id = file_id',
      'seq, field, file_id',
    ),
    words: await read<WordRow>(wordColumns, 'words', 'number, seq, n'),
  };
}

/** PostgreSQL keeps the words in an order of its own. */
function inOrder(row: Row): Row {
  return { ...row, words: (row['words'] as string[]).toSorted() };
}

/** a version that cases are pinned to is never changed. */
async function rulebookFaults(source: DataSource): Promise<VerifyFault[]> {
  const rows = await source.getRepository(RulebookRow).find();
  return rows
    .filter((row) => sha256(row.body) !== row.sha256)
    .map(({ name, version }) => ({ number: `rulebook ${name} ${version}`, what: 'the text was altered' }));
}

async function entriesWithoutCase(source: DataSource): Promise<VerifyFault[]> {
  const rows: { number: string }[] = await source.query(
    `SELECT DISTINCT number FROM entries WHERE NOT EXISTS (SELECT FROM cases WHERE cases.number = entries.number) ORDER BY number`,
  );
  return rows.map(({ number }) => ({ number, what: 'the case has entries but no row' }));
}

/** The case that the entries make, with its words; or why they and its row do not agree. */
function foldedCase(
  row: CaseRow,
  entries: RecordedEntry[],
  said: SaidWords,
): { state: CaseState } | { faults: CaseFault[] } {
  const fault = (what: string, seq?: number) => ({ faults: [seq === undefined ? { what } : { seq, what }] });
  const seals = sealsOf(entries);
  let [detached, hash]: [CaseState | null, string] = [null, chainStart];
  for (const [at, entry] of entries.entries()) {
    const seq = at + 1;
    if (entry.seq !== seq) return fault(`entry ${seq} is missing: ${entry.seq} follows`, seq);
    if (entry.previousHash !== hash)
      return fault('the entry does not follow on from the one before: one was altered, moved or put in', seq);
    if (!isHashRight(entry, said, seals)) return fault('the entry was altered', seq);
    try {
      detached = fold(detached, { changes: wholeChanges(entry) });
    } catch (error) {
      return fault(`the entry cannot be folded: ${(error as Error).message}`, seq);
    }
    hash = entry.hash;
  }
  if (!detached) return fault('the case has no entry');
  if (row.seq > entries.length)
    return fault(`the last ${row.seq - entries.length} entries are missing`, entries.length + 1);
  if (row.seq !== detached.seq || row.last_hash !== hash) return fault('the row does not end where the entries end');
  if (sha256(row.state) !== sha256(storedState(detached))) return fault('the row is not what the entries make');
  const state = withWords(detached, said);
  const columns = differingColumns(caseRow({ state, detached, lastHash: hash }), row);
  return columns.length === 0
    ? { state }
    : { faults: columns.map((column) => ({ what: `column ${camelCase(column)} is not what the entries make` })) };
}

/** The name of a column as the API names its field. */
function camelCase(column: string): string {
  return column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function byNumber<T extends { number: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.number, [...(groups.get(row.number) ?? []), row]);
  return groups;
}
