import type { EntryRow } from '../../database/entities/case.js';
import type { FileStore } from '../files/file-store.js';
import { filesOfEntry } from '../write-case.js';

/** A row of `case_files` with the content it leads to. */
export interface CaseFileRow {
  number: string;
  seq: number;
  field: string;
  file_id: string;
  sha256: string;
}

/** What is wrong with the record of a case (`number` may also name a rulebook); `seq` where one entry is at fault. */
export interface VerifyFault {
  number: string;
  seq?: number;
  what: string;
}

/** The same, of a case that is named elsewhere. */
export type CaseFault = Omit<VerifyFault, 'number'>;

/** Whether the rows about files are what the entries name. */
export function fileRowFaults(kind: string, entries: EntryRow[], lines: CaseFileRow[]): CaseFault[] {
  const wanted = entries.flatMap((entry) =>
    filesOfEntry(kind, entry).map(({ seq, field, id }) => ({ seq, name: [seq, field, id].join(' '), id })),
  );
  const rows = lines.map(({ seq, field, file_id }) => ({ seq, name: [seq, field, file_id].join(' '), id: file_id }));
  const without = (some: typeof wanted, others: typeof wanted) =>
    some.filter(({ name }) => !others.some((one) => one.name === name));
  return [
    ...without(wanted, rows).map(({ seq, id }) => ({ seq, what: `the file ${id} it names is not on record` })),
    ...without(rows, wanted).map(({ seq, id }) => ({ seq, what: `a file (${id}) is on record that it does not name` })),
  ];
}

/** Looks into the contents, each once however often it is used. */
export function contentChecker(store: FileStore): (lines: CaseFileRow[]) => Promise<CaseFault[]> {
  const known = new Map<string, 'whole' | 'missing' | 'altered'>();
  return async (lines) => {
    const faults: CaseFault[] = [];
    for (const { seq, file_id, sha256 } of lines) {
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
