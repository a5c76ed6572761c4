import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import {
  idFault,
  idsFault,
  keptText,
  listFault,
  notAnObjectFault,
  numberFault,
  oneOfFault,
  textFault,
  trimmed,
  yesNoFault,
} from '../domain/case/input-values.js';
import {
  idSchema,
  idsSchema,
  itemsSchema,
  numberSchema,
  oneOfSchema,
  textSchema,
  yesNoSchema,
} from './body-schemas.js';
import { combineDecorators, field, say, type FieldOptions, type ValueCheck } from './body-field.js';

/** A text people write (`keptText`): 1 to `max` characters, line breaks allowed, no other control characters. */
export function FreeText(
  about: string,
  { max = 4000, ...options }: FieldOptions & { max?: number } = {},
): PropertyDecorator {
  return field(about, textSchema(max), (value) => textFault(value, max), options, keptText);
}

/** An identifier of the rulebook or of this installation: letters, digits, `.`, `_`, `:` and `-`. */
export function Id(about: string, options: FieldOptions = {}): PropertyDecorator {
  return field(about, idSchema, idFault, options, trimmed);
}

/** One of a few words. */
export function OneOf(about: string, values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field(about, oneOfSchema(values), (value) => oneOfFault(value, values), options, trimmed);
}

/** Ids as a list without repetition. */
export function Ids(
  about: string,
  max: number,
  { min = 0, ...options }: FieldOptions & { min?: number } = {},
): PropertyDecorator {
  return field(about, idsSchema(min, max), (value) => idsFault(value, min, max), options);
}

/** Any number within bounds. */
export function Quantity(
  about: string,
  { min, max, ...options }: FieldOptions & { min: number; max: number },
): PropertyDecorator {
  return field(about, numberSchema(min, max), (value) => numberFault(value, min, max), options);
}

export function YesNo(about: string, options: FieldOptions = {}): PropertyDecorator {
  return field(about, yesNoSchema, yesNoFault, options);
}

/** Different texts as a list, each trimmed, 1 to `length` characters. */
export function Texts(
  about: string,
  { max, length, ...options }: FieldOptions & { max: number; length: number },
): PropertyDecorator {
  const one: ValueCheck = (value) => textFault(value, length);
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
    Array.isArray(value) ? value.map(keptText) : value,
  );
}

/** Objects of a class of their own, as a list. */
export function Items(
  about: string,
  of: new () => object,
  { min = 1, max, ...options }: FieldOptions & { min?: number; max: number },
): PropertyDecorator {
  return combineDecorators(
    field(about, itemsSchema(of, min, max), (value) => listFault(value, min, max), options),
    ValidateNested({ each: true }),
    Type(() => of),
  );
}

/** An object of a class of its own. */
export function Nested(about: string, of: new () => object): PropertyDecorator {
  const rule: ValueCheck = (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : notAnObjectFault;
  return combineDecorators(
    field(about, { type: of } as ApiPropertyOptions, rule, {}),
    ValidateNested(),
    Type(() => of),
  );
}

/** A yes or no of a query: `true` or `false`. */
export function QueryFlag(about: string): PropertyDecorator {
  return field(about, yesNoSchema, yesNoFault, { optional: true }, (value) =>
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
