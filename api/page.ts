import { ApiField } from './api-field.js';
import { FreeText, QueryNumber } from './body-fields.js';

const defaultLimit = 50;

/** How a page of a list is asked for. */
export class PageDto {
  @QueryNumber(`How many at most; ${defaultLimit} unless said otherwise.`, { min: 1, max: 200 })
  limit?: number;

  @FreeText('`next` of the page before.', { max: 400, optional: true })
  cursor?: string;
}

/** What every page says of the one after it. */
export class PageJson {
  @ApiField('cursor of the next page; null on the last', { nullable: true }) next!: string | null;
}

/**
 * A page of at most `limit` rows. `read` gets the number of rows to read: one more than the page shows, so that it is
 * known whether another page follows. `next` is then what `nextOf` makes of the last row shown, null on the last page.
 */
export async function pageOf<Row, Next>(
  limit: number = defaultLimit,
  read: (count: number) => Promise<Row[]>,
  nextOf: (last: Row) => Next,
): Promise<{ rows: Row[]; next: Next | null }> {
  const found = await read(limit + 1);
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? nextOf(rows.at(-1)!) : null };
}
