import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import type { ActField, ActFields } from '../../../domain/case/fields.js';
import { maxCents } from '../../../domain/case/input-values.js';
import {
  dayExample,
  daySchema,
  idSchema,
  idsSchema,
  instantExample,
  instantSchema,
  itemsSchema,
  numberSchema,
  oneOfSchema,
  textSchema,
  yesNoSchema,
} from '../../body-schemas.js';
import type { Dto } from '../../validation.js';

/**
 * A class that says in the contract what these fields are, beside those of `base`; called `name` there. Made once, at
 * start. What is sent is checked by the domain (`checkInput`), not by the class.
 */
export function dtoOf(name: string, fields: ActFields, base: Dto = class {}): Dto {
  const made = { [name]: class extends base {} }[name]!;
  for (const [key, field] of Object.entries(fields)) {
    const { en, optional, example = exampleOf(field) } = field;
    ApiProperty({
      ...schemaOf(field, `${name.replace(/Dto$/, '')}${pascal(key)}Dto`),
      description: en,
      required: !optional,
      ...(example === undefined ? {} : { example }),
    } as ApiPropertyOptions)(made.prototype as object, key);
  }
  return made;
}

/** 'use-materials' → 'UseMaterials'. */
export function pascal(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function schemaOf({ type, min, max, values = [], of = {} }: ActField, itemName: string): ApiPropertyOptions {
  switch (type) {
    case 'words':
      return textSchema(max ?? 4000);
    case 'id':
    case 'person':
    case 'case':
      return idSchema;
    case 'ids':
    case 'people':
    case 'files':
    case 'standard-answers':
      return idsSchema(min ?? 0, max ?? 20);
    case 'instant':
      return instantSchema;
    case 'date':
      return daySchema;
    case 'yes-no':
      return yesNoSchema;
    case 'one-of':
      return oneOfSchema(values);
    case 'number':
      return numberSchema(min!, max!);
    case 'cents':
      return { type: 'integer', minimum: 0, maximum: maxCents };
    case 'items':
      return itemsSchema(dtoOf(itemName, of), min ?? 1, max!);
  }
}

function exampleOf({ type }: ActField): unknown {
  switch (type) {
    case 'instant':
      return instantExample;
    case 'date':
      return dayExample;
    case 'cents':
      return 5000;
    default:
      return undefined;
  }
}
