import { fileRows, type Row } from '../case-rows.js';
import type { Entry } from '../chain.js';
import type { FileStore } from '../files/file-store.js';
import type { CaseFault } from './faults.js';
import { differingColumns } from './row-faults.js';

/** A row of `case_files` with the content it leads to. */
export type CaseFileRow = ReturnType<typeof fileRows>[number] & {
  number: string;
  seq: number;
  file_id: string;
  sha256: string;
};

/** Whether the rows about files are what the entries name. */
export function fileRowFaults(kind: string, entries: Entry[], rows: CaseFileRow[]): CaseFault[] {
  const wanted = entries.flatMap((entry) => fileRows(kind, entry)) as Omit<CaseFileRow, 'sha256'>[];
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

/** Reads the contents of files, each once however often it is used. */
export function contentChecker(store: FileStore): (rows: CaseFileRow[]) => Promise<CaseFault[]> {
  const known = new Map<string, 'whole' | 'missing' | 'altered'>();
  return async (rows) => {
    const faults: CaseFault[] = [];
    for (const { seq, file_id, sha256 } of rows) {
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
