import type { Json } from '../api/client.js';
import type { operations } from '../words/zh/operations.js';

type Part = Json<'HealthPartJson'>;

/** What a part of the desk is like, as a sentence. `size`: of the database, where it is known. */
export function saidOfPart(
  { part, state, count, failed }: Part,
  { headAt, headExportedAt }: Pick<Json<'DeskHealthJson'>, 'headAt' | 'headExportedAt'>,
  { says }: typeof operations,
  size: string | null,
): string {
  const isFine = state === 'fine';
  switch (part) {
    case 'engine':
      return says.engine[state];
    case 'worker':
      return isFine ? says.worker.fine(count ?? 0) : says.worker.down;
    case 'outbox':
      return isFine ? says.outbox.fine(count ?? 0) : says.outbox.other(count ?? 0);
    case 'moments':
      return isFine ? says.moments.fine : says.moments.other(count ?? 0);
    case 'deliveries':
      return isFine ? says.deliveries.fine : says.deliveries.other(count ?? 0, failed ?? 0);
    case 'heads':
      if (isFine) return says.heads.fine;
      if (headAt === null) return says.heads.none;
      return headExportedAt === null ? says.heads.inside : says.heads.old;
    case 'files':
      return isFine ? says.files.fine : says.files.down;
    case 'database':
      return size === null ? says.database.fine : says.database.size(size);
  }
}

const units = ['kB', 'MB', 'GB', 'TB'];

/** A size such as '12 MB'; null where it is not known. */
export function bytesText(bytes: number | null): string | null {
  if (bytes === null) return null;
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}
