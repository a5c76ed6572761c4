import type { ActField, ActFields } from '../../../domain/case/fields.js';
import { Cents, Id, Ids, Items, OneOf, Quantity, FreeText, YesNo } from '../../body-fields.js';
import { Day, Instant } from '../../time-fields.js';
import type { Dto } from '../../validation.js';

/** A class for bodies with these fields beside those of `base`, called `name` in OpenAPI. Made once, at start. */
export function dtoOf(name: string, fields: ActFields, base: Dto = class {}): Dto {
  const made = { [name]: class extends base {} }[name]!;
  for (const [key, field] of Object.entries(fields))
    decoratorOf(field, `${name.replace(/Dto$/, '')}${pascal(key)}Dto`)(made.prototype as object, key);
  return made;
}

/** 'use-materials' → 'UseMaterials'. */
export function pascal(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function decoratorOf(
  { type, en, optional, example, min, max, values = [], of = {} }: ActField,
  itemName: string,
): PropertyDecorator {
  const options = { optional, ...(example === undefined ? {} : { example }) };
  switch (type) {
    case 'words':
      return FreeText(en, { ...options, ...(max === undefined ? {} : { max }) });
    case 'id':
    case 'person':
    case 'case':
      return Id(en, options);
    case 'ids':
    case 'people':
    case 'files':
      return Ids(en, max ?? 20, { ...options, ...(min === undefined ? {} : { min }) });
    case 'instant':
      return Instant(en, options);
    case 'date':
      return Day(en, options);
    case 'yes-no':
      return YesNo(en, options);
    case 'one-of':
      return OneOf(en, values, options);
    case 'number':
      return Quantity(en, { ...options, min: min!, max: max! });
    case 'cents':
      return Cents(en, options);
    case 'items':
      return Items(en, dtoOf(itemName, of), { ...options, ...(min === undefined ? {} : { min }), max: max! });
  }
}
