import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import type { Text } from '../domain/text.js';
import { combineDecorators, field, say, trimmed, type FieldOptions, type ValueCheck } from './body-field.js';

/** A text people write: trimmed, 1 to `max` characters, line breaks allowed, no other control characters. */
export function FreeText(
  about: string,
  { max = 4000, ...options }: FieldOptions & { max?: number } = {},
): PropertyDecorator {
  return field(about, { type: String, minLength: 1, maxLength: max }, textRule(max), options, trimmed);
}

/** An identifier of the rulebook or of this installation: letters, digits, `.`, `_`, `:` and `-`. */
export function Id(about: string, options: FieldOptions = {}): PropertyDecorator {
  const rule: ValueCheck = (value) =>
    typeof value === 'string' && /^[\w.:-]{1,64}$/.test(value)
      ? undefined
      : say(
          'must be an id: up to 64 letters, digits, ".", "_", ":", "-".',
          '须为标识符：最多 64 个字母、数字或 . _ : -。',
        );
  return field(about, { type: String, maxLength: 64, pattern: '^[\\w.:-]{1,64}$' }, rule, options, trimmed);
}

/** One of a few words. */
export function OneOf(about: string, values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  const rule: ValueCheck = (value) =>
    typeof value === 'string' && values.includes(value)
      ? undefined
      : say(`must be one of: ${values.join(', ')}.`, `须为其中之一：${values.join('、')}。`);
  return field(about, { type: String, enum: [...values] }, rule, options, trimmed);
}

/** Ids as a list without repetition. */
export function Ids(
  about: string,
  max: number,
  { min = 0, ...options }: FieldOptions & { min?: number } = {},
): PropertyDecorator {
  const fits = (value: unknown) =>
    Array.isArray(value) &&
    value.length >= min &&
    value.length <= max &&
    value.every((item) => typeof item === 'string' && /^[\w.:-]{1,64}$/.test(item)) &&
    new Set(value).size === value.length;
  const many: Text = min
    ? { en: `${min} to ${max}`, 'zh-CN': `${min} 至 ${max}` }
    : { en: `at most ${max}`, 'zh-CN': `最多 ${max}` };
  const rule: ValueCheck = (value) =>
    fits(value)
      ? undefined
      : say(`must be a list of ${many.en} different ids.`, `须为${many['zh-CN']} 个不重复标识符的列表。`);
  const schema = {
    type: 'array',
    items: { type: 'string', pattern: '^[\\w.:-]{1,64}$' },
    ...(min ? { minItems: min } : {}),
    maxItems: max,
    uniqueItems: true,
  };
  return field(about, schema as ApiPropertyOptions, rule, options);
}

/** An amount of money in whole cents (分), at most a hundred million yuan. */
export function Cents(about: string, options: FieldOptions = {}): PropertyDecorator {
  const rule: ValueCheck = (value) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 10_000_000_000
      ? undefined
      : say('must be whole cents, 0 or more.', '须为不小于 0 的整数分。');
  return field(about, { type: 'integer', minimum: 0, maximum: 10_000_000_000 }, rule, { example: 5000, ...options });
}

/** Any number within bounds. */
export function Quantity(
  about: string,
  { min, max, ...options }: FieldOptions & { min: number; max: number },
): PropertyDecorator {
  const rule: ValueCheck = (value) =>
    typeof value === 'number' && value >= min && value <= max
      ? undefined
      : say(`must be a number from ${min} to ${max}.`, `须为 ${min} 至 ${max} 之间的数。`);
  return field(about, { type: Number, minimum: min, maximum: max }, rule, options);
}

export function YesNo(about: string, options: FieldOptions = {}): PropertyDecorator {
  const rule: ValueCheck = (value) =>
    typeof value === 'boolean' ? undefined : say('must be true or false.', '须为 true 或 false。');
  return field(about, { type: Boolean }, rule, options);
}

/** Different texts as a list, each trimmed, 1 to `length` characters. */
export function Texts(
  about: string,
  { max, length, ...options }: FieldOptions & { max: number; length: number },
): PropertyDecorator {
  const one = textRule(length);
  const rule: ValueCheck = (value) => {
    if (!Array.isArray(value) || value.length > max || new Set(value).size !== value.length)
      return say(`must be a list of at most ${max} different texts.`, `须为最多 ${max} 项不重复文字的列表。`);
    return value.map(one).find((fault) => fault !== undefined);
  };
  const schema = {
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength: length },
    maxItems: max,
    uniqueItems: true,
  };
  return field(about, schema as ApiPropertyOptions, rule, options, (value) =>
    Array.isArray(value) ? value.map(trimmed) : value,
  );
}

/** Objects of a class of their own, as a list. */
export function Items(
  about: string,
  of: new () => object,
  { min = 1, max, ...options }: FieldOptions & { min?: number; max: number },
): PropertyDecorator {
  const rule: ValueCheck = (value) =>
    Array.isArray(value) && value.length >= min && value.length <= max
      ? undefined
      : say(`must be a list of ${min} to ${max}.`, `须为 ${min} 至 ${max} 项的列表。`);
  return combineDecorators(
    field(about, { type: [of], minItems: min, maxItems: max }, rule, options),
    ValidateNested({ each: true }),
    Type(() => of),
  );
}

/** An object of a class of its own. */
export function Nested(about: string, of: new () => object): PropertyDecorator {
  const rule: ValueCheck = (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? undefined
      : say('must be an object.', '须为对象。');
  return combineDecorators(
    field(about, { type: of } as ApiPropertyOptions, rule, {}),
    ValidateNested(),
    Type(() => of),
  );
}

/** A yes or no of a query: `true` or `false`. */
export function QueryFlag(about: string): PropertyDecorator {
  const rule: ValueCheck = (value) =>
    typeof value === 'boolean' ? undefined : say('must be true or false.', '须为 true 或 false。');
  return field(about, { type: Boolean }, rule, { optional: true }, (value) =>
    value === 'true' ? true : value === 'false' ? false : value,
  );
}

/** A whole number of a query. */
export function QueryNumber(about: string, { min, max }: { min: number; max: number }): PropertyDecorator {
  const rule: ValueCheck = (value) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? undefined
      : say(`must be a whole number from ${min} to ${max}.`, `须为 ${min} 至 ${max} 的整数。`);
  return field(about, { type: 'integer', minimum: min, maximum: max }, rule, { optional: true }, (value) =>
    typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value,
  );
}

/** What is checked elsewhere; here only that it is given. */
export function UncheckedField(about: string, schema: object, options: FieldOptions = {}): PropertyDecorator {
  return field(about, schema as ApiPropertyOptions, () => undefined, options);
}

function textRule(max: number): ValueCheck {
  return (value) => {
    if (typeof value !== 'string') return say('must be a text.', '须为文字。');
    if (value === '') return say('must not be empty.', '不能为空。');
    if (value.length > max) return say(`must be at most ${max} characters.`, `最多 ${max} 个字符。`);
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u.test(value)
      ? say('must not contain control characters.', '不能包含控制字符。')
      : undefined;
  };
}
