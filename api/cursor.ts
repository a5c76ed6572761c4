import { parseInstant } from '../domain/time/zone.js';
import { ApiProblem } from './problem.js';

/** A place in a list as an opaque text. */
export function encodeCursor(place: Record<string, string>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * The place a cursor stands for: a text for every key, those among `instants` being instants. Refuses (422) what
 * `encodeCursor` did not make.
 */
export function decodeCursor<K extends string>(
  cursor: string | undefined,
  keys: readonly K[],
  instants: readonly K[] = [],
): Record<K, string> | undefined {
  if (cursor === undefined) return undefined;
  const place = parsed(cursor);
  const fits = (key: K) => {
    const value = place?.[key];
    return (
      typeof value === 'string' &&
      /^[\x20-\x7e]{1,100}$/.test(value) &&
      (!instants.includes(key) || value === 'infinity' || parseInstant(value) !== undefined)
    );
  };
  if (place && keys.every(fits)) return place as Record<K, string>;
  throw notACursor();
}

/** The id a cursor stands for, in lists whose place is the number of their last row. */
export function decodeIdCursor(cursor: string | undefined): string | undefined {
  const place = decodeCursor(cursor, ['id']);
  if (place && !/^\d{1,18}$/.test(place.id)) throw notACursor();
  return place?.id;
}

function notACursor(): ApiProblem {
  return ApiProblem.input([
    {
      field: 'cursor',
      text: {
        en: "is not a cursor of this list: take 'next' of the page before.",
        'zh-CN': '不是此列表的游标，请使用上一页的 next。',
      },
    },
  ]);
}

function parsed(cursor: string): Record<string, unknown> | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return typeof place === 'object' && place !== null ? (place as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
