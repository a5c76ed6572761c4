import type { Limit } from '../time/limit.js';
import { amountWithUnit } from '../time/explain-due.js';
import type { Text } from '../text.js';

/** A value as people read it: limits and spans in units, texts and lists in words, anything else as JSON. */
export function valueText(value: unknown, key: string): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'string') return value;
  if (isLimit(value)) return limitText(value);
  if (isText(value)) return `${value['zh-CN']} / ${value.en}`;
  if (Array.isArray(value))
    return value
      .map((item) =>
        isMap(item) && typeof item['notify'] === 'string'
          ? `${item['notify']}${isLimit(item['after']) ? ` after ${valueText(item['after'], '')}` : ''}`
          : valueText(item, key),
      )
      .join(', ');
  if (isMap(value) && 'limit' in value && key === 'limit') return valueText(value['limit'], '');
  if (isMap(value))
    return Object.entries(value)
      .map(([name, item]) => `${name}: ${valueText(item, name)}`)
      .join('; ');
  return String(value);
}

/** '2 working-days', with what else is said of it: '2 working-days (begins: next-opening)'. */
function limitText({ amount, unit, ...rest }: Limit): string {
  const said = Object.entries(rest).flatMap(([key, value]) =>
    value ? [value === true ? key : `${key}: ${value}`] : [],
  );
  return `${amountWithUnit(amount, unit)}${said.length ? ` (${said.join(', ')})` : ''}`;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is Text {
  return isMap(value) && typeof value['zh-CN'] === 'string' && typeof value['en'] === 'string';
}

export function isLimit(value: unknown): value is Limit {
  return isMap(value) && typeof value['amount'] === 'number' && typeof value['unit'] === 'string';
}
