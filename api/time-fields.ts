import { parseInstant } from '../domain/time/zone.js';
import { field, say, trimmed, type FieldOptions, type ValueCheck } from './body-field.js';

const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/** An instant: ISO 8601 with `Z` or an offset, kept as UTC. */
export function Instant(about: string, options: FieldOptions = {}): PropertyDecorator {
  const rule: ValueCheck = (value) => {
    const atMs = typeof value === 'string' ? parseInstant(value) : undefined;
    if (atMs === undefined)
      return say(
        'must be a time with its offset, like 2026-11-23T10:30:00+08:00.',
        '须为带时区偏移的时间，如 2026-11-23T10:30:00+08:00。',
      );
    return atMs >= earliest && atMs < latest
      ? undefined
      : say('must lie between 1970 and 2200.', '须在 1970 年至 2200 年之间。');
  };
  const normalise = (value: unknown) => {
    const atMs = typeof value === 'string' ? parseInstant(value.trim()) : undefined;
    return atMs === undefined ? value : new Date(atMs).toISOString();
  };
  return field(
    about,
    { type: String, format: 'date-time' },
    rule,
    { example: '2026-11-23T10:30:00+08:00', ...options },
    normalise,
  );
}

/** A day of the calendar, `2026-11-23`. */
export function Day(about: string, options: FieldOptions = {}): PropertyDecorator {
  const rule: ValueCheck = (value) => {
    const atMs =
      typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? parseInstant(`${value}T00:00:00Z`) : undefined;
    if (atMs === undefined) return say('must be a date, like 2026-11-23.', '须为日期，如 2026-11-23。');
    return atMs >= earliest && atMs < latest
      ? undefined
      : say('must lie between 1970 and 2200.', '须在 1970 年至 2200 年之间。');
  };
  return field(about, { type: String, format: 'date' }, rule, { example: '2026-11-23', ...options }, trimmed);
}

/** A month of the calendar, `2026-11`. */
export function Month(about: string, options: FieldOptions = {}): PropertyDecorator {
  const rule: ValueCheck = (value) =>
    typeof value === 'string' && /^(19[7-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])$/.test(value)
      ? undefined
      : say('must be a month, like 2026-11.', '须为月份，如 2026-11。');
  return field(about, { type: String, pattern: '^\\d{4}-\\d{2}$' }, rule, { example: '2026-11', ...options }, trimmed);
}
