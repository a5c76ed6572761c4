import type { DataSource } from 'typeorm';
import type { CaseState } from '../../domain/case/case.js';
import type { FileType } from './file-types.js';
import { utcIso } from '../sql.js';
import type { FileDraft } from './file-draft.js';
import type { FileStore } from './file-store.js';
import { isOverQuota, uploadsOfDay, type UploadQuota } from './upload-quota.js';

/** What the app says of a file: when and where it was taken. `takenAt` in UTC ISO, degrees of WGS 84. */
export interface CaptureMetadata {
  takenAt: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** A file handed in. */
export interface UploadedFile extends CaptureMetadata {
  sha256: string;
  size: number;
  type: FileType;
}

export interface StoredFile extends UploadedFile {
  id: string;
  organisation: string;
  uploadedBy: string;
}

const columns = `files.id, files.organisation, files.uploaded_by AS "uploadedBy", files.sha256, files.size, files.type,
  ${utcIso('files.taken_at')} AS "takenAt", files.latitude, files.longitude`;

/** What somebody handed in under this key before, or undefined. */
export async function fileOfKey(source: DataSource, person: string, key: string): Promise<StoredFile | undefined> {
  const rows = await source.query(`SELECT ${columns} FROM files WHERE uploaded_by = $1 AND key = $2`, [person, key]);
  return rows[0];
}

/** Who a file is from, and the Idempotency-Key it came under. */
export interface FileOrigin {
  by: { id: string; organisation: string };
  key: string;
  /** What the person may hand in within a day; without a limit where it is left out. */
  quota?: UploadQuota;
  /** Run once the file is entered, in its transaction: what it throws undoes that, and nothing is kept. */
  check?: (manager: Pick<DataSource, 'query'>) => Promise<void>;
}

/** More was handed in within 24 hours than one person may; `freeInSeconds`: until the oldest of it counts no more. */
export class OverUploadQuota extends Error {
  constructor(readonly freeInSeconds: number) {
    super('More files than one person may hand in within a day.');
  }
}

/**
 * Keeps the content of a draft and enters its file; where another request was faster with the same key, gives the one it
 * entered, and keeps nothing. Throws `OverUploadQuota`, and keeps nothing, where the person has handed in enough.
 */
export async function keepFile(
  source: DataSource,
  store: FileStore,
  draft: FileDraft,
  file: UploadedFile & { id: string },
  { by, key, quota, check }: FileOrigin,
): Promise<StoredFile> {
  await source.transaction(async (manager) => {
    if (quota && (quota.uploadsPerDay > 0 || quota.uploadBytesPerDay > 0)) {
      // Uploads of one person are counted one after the other: many at once are no way round.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('upload ' || $1, 0))`, [by.id]);
      const before = await uploadsOfDay(manager, by.id);
      if (isOverQuota(before, file.size, quota)) throw new OverUploadQuota(before.freeInSeconds);
    }
    // Nobody removes the content before its file is on record.
    await manager.query(`SELECT pg_advisory_xact_lock_shared(${contentLock('$1')})`, [file.sha256]);
    const { id, sha256, size, type, takenAt, latitude, longitude } = file;
    const entered: unknown[] = await manager.query(
      `INSERT INTO files (id, organisation, uploaded_by, sha256, size, type, taken_at, latitude, longitude, key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (uploaded_by, key) DO NOTHING RETURNING id`,
      [id, by.organisation, by.id, sha256, size, type, takenAt, latitude, longitude, key],
    );
    // Under a key of before other content may come: it would belong to no file.
    if (entered.length === 0) return;
    await check?.(manager);
    await store.store(draft);
  });
  return (await fileOfKey(source, by.id, key))!;
}

/** The lock under which a content is kept (shared) or removed (alone). */
export function contentLock(sha256: string): string {
  return `hashtextextended('content ' || ${sha256}, 0)`;
}

/** A case that uses a file, and what its redaction depends on. */
export interface FileUse {
  number: string;
  kind: string;
  site: string;
  act: string;
  field: string;
  facts: CaseState['facts'];
}

/**
 * A file with every use of it whose words are there, and whether it ever was named; undefined where there is no such file,
 * or it was erased.
 */
export async function fileWithUses(
  source: DataSource,
  id: string,
): Promise<{ file: StoredFile; uses: FileUse[]; wasNamed: boolean } | undefined> {
  const rows = await source.query(
    `SELECT ${columns}, EXISTS (SELECT FROM case_files WHERE file_id = files.id) AS "wasNamed" FROM files WHERE id = $1 AND erased_at IS NULL`,
    [id],
  );
  if (!rows[0]) return undefined;
  const { wasNamed, ...file } = rows[0];
  const uses = await source.query(
    `SELECT cases.number, cases.kind, cases.site, entries.act, case_files.field, cases.state->'facts' AS facts
     FROM case_files JOIN entries USING (number, seq) JOIN cases ON cases.number = case_files.number
     WHERE case_files.file_id = $1 AND case_files.seq >= COALESCE((cases.state->'facts'->>'erasedUpTo')::integer, 0)`,
    [id],
  );
  return { file, uses, wasNamed };
}

/** A file as an entry of a case names it. `at` is the entry's time. */
export interface CaseFile extends StoredFile {
  seq: number;
  act: string;
  field: string;
  at: Date;
}

/** The files of a case, in the order of its entries. */
export async function filesOfCase(source: DataSource, number: string): Promise<CaseFile[]> {
  return source.query(
    `SELECT ${columns}, case_files.seq, case_files.field, entries.act, entries.at
     FROM case_files JOIN files ON files.id = case_files.file_id JOIN entries USING (number, seq) WHERE case_files.number = $1 ORDER BY case_files.seq, case_files.field, files.created_at, files.id`,
    [number],
  );
}

/**
 * Those of the ids that the person may not name on a case at the site: not on record for its organisation, or neither
 * handed in by them (within a day, or named since) nor on this case already.
 */
export async function filesNotUsableBy(
  source: DataSource,
  ids: string[],
  { person, site, number }: { person: string; site: string; number: string | undefined },
): Promise<string[]> {
  const rows: { id: string }[] = await source.query(
    `SELECT files.id FROM files JOIN sites ON sites.organisation = files.organisation AND sites.id = $3
     WHERE files.id = ANY ($1::text[]) AND files.erased_at IS NULL AND (files.uploaded_by = $2 AND files.unnamed_since IS NULL OR EXISTS (SELECT FROM case_files WHERE file_id = files.id AND number = $4))`,
    [ids, person, site, number ?? null],
  );
  return ids.filter((id) => !rows.some((row) => row.id === id));
}
