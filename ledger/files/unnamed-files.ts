import type { DataSource } from 'typeorm';
import { contentLock } from './file-records.js';
import type { FileStore } from './file-store.js';
import { isFileNamedSql, queueAnewSql } from '../words/erase.js';

/** After how long a file that nothing names may be named no more, and how much later it goes. */
export interface UnnamedFileAges {
  unnamedHours: number;
  /** Longer than any request lasts: an act that was told that its file is there finds it. */
  goingMinutes: number;
}

const defaultAges: UnnamedFileAges = { unnamedHours: 24, goingMinutes: 60 };
const filesAtOnce = 500;
const contentsAtOnce = 200;

/**
 * Removes files that no entry of a case names a day after they came in. First they can be named no more, an hour later
 * they go; what was named meanwhile stays. Gives how many went. Several processes may do it at a time.
 */
export async function removeUnnamedFiles(
  source: DataSource,
  store: Pick<FileStore, 'remove'>,
  { unnamedHours, goingMinutes }: UnnamedFileAges = defaultAges,
): Promise<number> {
  while (await examineNext(source, unnamedHours));
  const removed = await removeGoing(source, goingMinutes);
  await removeContents(source, store);
  return removed;
}

/** Looks once at each file that has become old enough; whether there may be more of them. */
async function examineNext(source: DataSource, unnamedHours: number): Promise<boolean> {
  const [row] = await source.query(
    `WITH reached AS (SELECT examined_until FROM file_clean_up FOR UPDATE SKIP LOCKED),
       old AS MATERIALIZED (
         SELECT id, created_at FROM files, reached WHERE created_at > examined_until AND created_at < clock_timestamp() - make_interval(hours => $1)
         ORDER BY created_at FETCH FIRST ${filesAtOnce} ROWS WITH TIES),
       marked AS (
         UPDATE files SET unnamed_since = clock_timestamp() WHERE id IN (SELECT id FROM old) AND NOT EXISTS (SELECT FROM case_files WHERE file_id = files.id)),
       moved AS (UPDATE file_clean_up SET examined_until = (SELECT max(created_at) FROM old) WHERE EXISTS (SELECT FROM old))
     SELECT count(*)::integer AS examined FROM old`,
    [unnamedHours],
  );
  return (row as { examined: number }).examined >= filesAtOnce;
}

async function removeGoing(source: DataSource, goingMinutes: number): Promise<number> {
  // Whoever names one of them now waits for this statement, or this one passes it over.
  const [row] = await source.query(
    `WITH going AS MATERIALIZED (
         SELECT id, EXISTS (SELECT FROM case_files WHERE file_id = files.id) AS named FROM files
         WHERE unnamed_since < clock_timestamp() - make_interval(mins => $1) ORDER BY unnamed_since LIMIT ${filesAtOnce} FOR UPDATE SKIP LOCKED),
       staying AS (UPDATE files SET unnamed_since = NULL WHERE id IN (SELECT id FROM going WHERE named)),
       removed AS (DELETE FROM files WHERE id IN (SELECT id FROM going WHERE NOT named) RETURNING sha256),
       contents AS (INSERT INTO contents_going (sha256) SELECT DISTINCT sha256 FROM removed ORDER BY sha256 ${queueAnewSql})
     SELECT count(*)::integer AS removed FROM removed`,
    [goingMinutes],
  );
  return (row as { removed: number }).removed;
}

/**
 * Removes contents of which every name is erased, and says so on their files; one that a case still names stays, and is
 * queued anew when that case is erased. What a killed process has not come to is removed by the next round.
 */
async function removeContents(source: DataSource, store: Pick<FileStore, 'remove'>): Promise<void> {
  const rows: { sha256: string; since: string }[] = await source.query(
    `SELECT sha256, since::text FROM contents_going ORDER BY since LIMIT ${contentsAtOnce}`,
  );
  for (const { sha256, since } of rows) {
    await source.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(${contentLock('$1')})`, [sha256]);
      // Whoever names one of them now is waited for.
      await manager.query(`SELECT FROM files WHERE sha256 = $1 ORDER BY id FOR UPDATE`, [sha256]);
      await manager.query(
        `UPDATE files SET erased_at = clock_timestamp() WHERE sha256 = $1 AND erased_at IS NULL AND ${wasNamedSql} AND NOT ${isFileNamedSql()}`,
        [sha256],
      );
      const [{ there }] = await manager.query(
        `SELECT EXISTS (SELECT FROM files WHERE sha256 = $1 AND (erased_at IS NULL OR ${isFileNamedSql()})) AS there`,
        [sha256],
      );
      if (!there) await store.remove(sha256);
      // One that was queued anew meanwhile is looked at again.
      await manager.query(`DELETE FROM contents_going WHERE sha256 = $1 AND since = $2::timestamptz`, [sha256, since]);
    });
  }
}

const wasNamedSql = `EXISTS (SELECT FROM case_files WHERE file_id = files.id)`;
