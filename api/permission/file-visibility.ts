import { fieldAt } from '../../domain/deciding/evidence.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import type { fileWithUses } from '../../ledger/files/file-records.js';
import type { Caller } from './caller.js';
import { mayReadFile } from './redaction.js';

/** A file on record with the acts that name it. */
type FileOnRecord = NonNullable<Awaited<ReturnType<typeof fileWithUses>>>;

/** Whether the caller may read a file: by one of the acts that name it; one that none has named yet, who handed it in. */
export function mayReadFileOnRecord(who: Caller, { file, uses, wasNamed }: FileOnRecord): boolean {
  if (!wasNamed) return file.uploadedBy === who.actor.id;
  return uses.some((use) => mayReadFile(who, use, fieldAt(rowOf(use.kind, use.act)?.fields ?? {}, use.field)));
}
