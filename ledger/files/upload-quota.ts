import type { DataSource } from 'typeorm';

/** What a person may hand in within 24 hours; 0 is without a limit. */
export interface UploadQuota {
  uploadsPerDay: number;
  uploadBytesPerDay: number;
}

/** What a person has handed in within 24 hours, by the record of files; seconds until the oldest of it counts no more. */
export interface UploadsOfDay {
  count: number;
  bytes: number;
  freeInSeconds: number;
}

/** Files that the desk itself made do not count. */
export async function uploadsOfDay(source: Pick<DataSource, 'query'>, person: string): Promise<UploadsOfDay> {
  const [row] = await source.query(
    `SELECT count(*)::integer AS count, COALESCE(sum(size), 0)::float8 AS bytes,
       COALESCE(ceil(extract(epoch FROM min(created_at) + interval '24 hours' - clock_timestamp())), 0)::integer AS "freeInSeconds"
     FROM files WHERE uploaded_by = $1 AND created_at > clock_timestamp() - interval '24 hours'`,
    [person],
  );
  return row as UploadsOfDay;
}

/** Whether one more file of `size` bytes is over the quota. */
export function isOverQuota(of: UploadsOfDay, size: number, quota: UploadQuota): boolean {
  return (
    (quota.uploadsPerDay > 0 && of.count >= quota.uploadsPerDay) ||
    (quota.uploadBytesPerDay > 0 && of.bytes + size > quota.uploadBytesPerDay)
  );
}
