import { fileRows, type Row } from '../case-rows.js';
import type { EntryFile, RecordedEntry } from '../chain.js';
import type { FileStore } from '../files/file-store.js';
import type { CaseFault } from './faults.js';
import { differingColumns } from './row-faults.js';

/** A row of `case_files` with what is on record of the file it leads to. */
export type CaseFileRow = ReturnType<typeof fileRows>[number] &
  Omit<EntryFile, 'id'> & {
    number: string;
    seq: number;
    file_id: string;
    /** Whether its content may be gone: every case that names it was erased. */
    erased: boolean;
  };

/** Whether the rows about files are what the entries name. */
export function fileRowFaults(kind: string, entries: RecordedEntry[], rows: CaseFileRow[]): CaseFault[] {
  const wanted = entries.flatMap((entry) => fileRows(kind, entry)) as Pick<
    CaseFileRow,
    keyof ReturnType<typeof fileRows>[number] | 'seq' | 'file_id'
  >[];
  const same = (named: Row, row: Row) => differingColumns(named, row).length === 0;
  return [
    ...wanted
      .filter((named) => !rows.some((row) => same(named, row)))
      .map(({ seq, file_id }) => ({ seq, what: `the file ${file_id} it names is not on record` })),
    ...rows
      .filter((row) => !wanted.some((named) => same(named, row)))
      .map(({ seq, file_id }) => ({ seq, what: `a file (${file_id}) is on record that it does not name` })),
  ];
}

const saidOfFile = ['sha256', 'size', 'type', 'takenAt', 'latitude', 'longitude'] as const;

/** Files that are no longer what their entry says: another content, or another time or place of a photo. */
export function replacedFileFaults(entries: RecordedEntry[], rows: CaseFileRow[]): CaseFault[] {
  const faults = entries.flatMap(({ seq, files }) =>
    (files ?? []).flatMap((said) => {
      const row = rows.find((one) => one.seq === seq && one.file_id === said.id);
      const other = row ? saidOfFile.filter((field) => row[field] !== said[field]) : [];
      return other.length > 0 ? [{ seq, what: `its file ${said.id} was replaced: ${other.join(', ')}` }] : [];
    }),
  );
  // Before 0.4.0 an entry said nothing of its files.
  const silent = entries.filter(
    ({ hashVersion, seq, files }) =>
      hashVersion > 1 && rows.some((row) => row.seq === seq && !files?.some(({ id }) => id === row.file_id)),
  );
  return [...faults, ...silent.map(({ seq }) => ({ seq, what: 'it says nothing of a file that it names' }))];
}

/** Reads the contents of files, each once however often it is used. */
export function contentChecker(store: FileStore): (rows: CaseFileRow[], erasedUpTo: number) => Promise<CaseFault[]> {
  const known = new Map<string, 'whole' | 'missing' | 'altered'>();
  return async (rows, erasedUpTo) => {
    const faults: CaseFault[] = [];
    for (const { seq, file_id, sha256, erased } of rows) {
      if (erased && seq < erasedUpTo) continue;
      const state = known.get(sha256) ?? (await store.check(sha256));
      known.set(sha256, state);
      if (state !== 'whole')
        faults.push({
          seq,
          what: `the content of its file ${file_id} ${state === 'missing' ? 'is missing' : 'was altered'}`,
        });
    }
    return faults;
  };
}
