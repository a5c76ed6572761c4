import type { Text } from '../text.js';
import { parseInstant } from '../time/zone.js';
import { plainText } from '../words/plain-text.js';

/**
 * What single values of an input must be, for acts and for every other body alike: each function gives the fault of a
 * value in both languages, or undefined. None of them throws, whatever it is called with.
 */

const say = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const missingFault: Text = say('is missing.', '未填写。');
export const unknownFieldFault: Text = say(
  'is not a field of this request: leave it out.',
  '不是此请求的字段，请删去。',
);
export const notAnObjectFault: Text = say('must be an object.', '须为对象。');

const idPattern = /^[\w.:-]{1,64}$/;
const earliestMs = Date.UTC(1970, 0, 1);
const latestMs = Date.UTC(2200, 0, 1);

/** Anything that can be seen; the blank of Braille is the one picture without ink. */
const visibleCharacter = /[^\p{White_Space}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** Line breaks and tabs are allowed; PostgreSQL refuses U+0000 and halves of a surrogate pair for good. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;

/** A text as it is kept: plain (`plainText`), and without white space around it. Anything else as it is. */
export function keptText(value: unknown): unknown {
  return typeof value === 'string' ? plainText(value).trim() : value;
}

/** An id, a word or a day without what nobody sees, and without white space around it; anything else as it is. */
export function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? plainText(value).trim() : value;
}

/** An instant in UTC ISO, where it is one; anything else as it is. */
export function keptInstant(value: unknown): unknown {
  const atMs = typeof value === 'string' ? parseInstant(value.trim()) : undefined;
  return atMs === undefined ? value : new Date(atMs).toISOString();
}

/** What people write: 1 to `max` characters, of which one can be seen. */
export function textFault(value: unknown, max: number): Text | undefined {
  if (typeof value !== 'string') return say('must be a text.', '须为文字。');
  if (value === '') return say('must not be empty.', '不能为空。');
  // A text has at most as many characters as code units: only a long one is counted.
  if (value.length > max && (value.length > 2 * max || characterCount(value) > max))
    return say(`must be at most ${max} characters.`, `最多 ${max} 个字符。`);
  if (controlCharacter.test(value)) return say('must not contain control characters.', '不能包含控制字符。');
  return visibleCharacter.test(value)
    ? undefined
    : say('must contain something that can be seen.', '须包含可见的文字。');
}

function characterCount(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Whether a value is an identifier of the rulebook or of this installation. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && idPattern.test(value);
}

export function idFault(value: unknown): Text | undefined {
  return isId(value)
    ? undefined
    : say(
        'must be an id: up to 64 letters, digits, ".", "_", ":", "-".',
        '须为标识符：最多 64 个字母、数字或 . _ : -。',
      );
}

/** Ids as a list without repetition. */
export function idsFault(value: unknown, min: number, max: number): Text | undefined {
  if (
    Array.isArray(value) &&
    value.length >= min &&
    value.length <= max &&
    value.every(isId) &&
    new Set(value).size === value.length
  )
    return undefined;
  const [en, zh] = min ? [`${min} to ${max}`, `${min} 至 ${max}`] : [`at most ${max}`, `最多 ${max}`];
  return say(`must be a list of ${en} different ids.`, `须为${zh} 个不重复标识符的列表。`);
}

export function oneOfFault(value: unknown, values: readonly string[]): Text | undefined {
  return typeof value === 'string' && values.includes(value)
    ? undefined
    : say(`must be one of: ${values.join(', ')}.`, `须为其中之一：${values.join('、')}。`);
}

/** An instant, as `keptInstant` leaves it. */
export function instantFault(value: unknown): Text | undefined {
  const atMs = typeof value === 'string' ? parseInstant(value) : undefined;
  return atMs === undefined
    ? say(
        'must be a time with its offset, like 2026-11-23T10:30:00+08:00.',
        '须为带时区偏移的时间，如 2026-11-23T10:30:00+08:00。',
      )
    : yearFault(atMs);
}

export function dayFault(value: unknown): Text | undefined {
  const atMs =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? parseInstant(`${value}T00:00:00Z`) : undefined;
  return atMs === undefined ? say('must be a date, like 2026-11-23.', '须为日期，如 2026-11-23。') : yearFault(atMs);
}

function yearFault(atMs: number): Text | undefined {
  return atMs >= earliestMs && atMs < latestMs
    ? undefined
    : say('must lie between 1970 and 2200.', '须在 1970 年至 2200 年之间。');
}

/** The most that an amount of money may be, in cents: a hundred million yuan. */
export const maxCents = 10_000_000_000;

export function centsFault(value: unknown): Text | undefined {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= maxCents
    ? undefined
    : say('must be whole cents, 0 or more.', '须为不小于 0 的整数分。');
}

export function numberFault(value: unknown, min: number, max: number): Text | undefined {
  return typeof value === 'number' && value >= min && value <= max
    ? undefined
    : say(`must be a number from ${min} to ${max}.`, `须为 ${min} 至 ${max} 之间的数。`);
}

export function yesNoFault(value: unknown): Text | undefined {
  return typeof value === 'boolean' ? undefined : say('must be true or false.', '须为 true 或 false。');
}

/** A list of so many; its items are looked at one by one. */
export function listFault(value: unknown, min: number, max: number): Text | undefined {
  return Array.isArray(value) && value.length >= min && value.length <= max
    ? undefined
    : say(`must be a list of ${min} to ${max}.`, `须为 ${min} 至 ${max} 项的列表。`);
}
