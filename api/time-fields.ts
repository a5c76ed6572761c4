import { dayFault, instantFault, keptInstant, trimmed } from '../domain/case/input-values.js';
import { dayExample, daySchema, instantExample, instantSchema } from './body-schemas.js';
import { field, say, type FieldOptions, type ValueCheck } from './body-field.js';

/** An instant: ISO 8601 with `Z` or an offset, kept as UTC. */
export function Instant(about: string, options: FieldOptions = {}): PropertyDecorator {
  return field(about, instantSchema, instantFault, { example: instantExample, ...options }, keptInstant);
}

/** A day of the calendar, `2026-11-23`. */
export function Day(about: string, options: FieldOptions = {}): PropertyDecorator {
  return field(about, daySchema, dayFault, { example: dayExample, ...options }, trimmed);
}

/** A month of the calendar, `2026-11`. */
export function Month(about: string, options: FieldOptions = {}): PropertyDecorator {
  const rule: ValueCheck = (value) =>
    typeof value === 'string' && /^(19[7-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])$/.test(value)
      ? undefined
      : say('must be a month, like 2026-11.', '须为月份，如 2026-11。');
  return field(about, { type: String, pattern: '^\\d{4}-\\d{2}$' }, rule, { example: '2026-11', ...options }, trimmed);
}
