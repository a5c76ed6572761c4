import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';
import { missingFault } from '../domain/case/input-values.js';
import type { Text } from '../domain/text.js';

/** A field is required unless `optional`; null never counts as "not given". */
export interface FieldOptions {
  optional?: boolean;
  example?: unknown;
}

/** What is wrong with a value, or undefined. */
export type ValueCheck = (value: unknown) => Text | undefined;

/** A sentence in both languages. */
export const say = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/**
 * A field of a body or a query with a rule of its own: the one place that says what it is to the validator, to the
 * OpenAPI, and to the person who filled it in wrongly.
 */
export function field(
  about: string,
  schema: ApiPropertyOptions,
  rule: ValueCheck,
  { optional = false, example }: FieldOptions,
  normalise?: (value: unknown) => unknown,
): PropertyDecorator {
  const checked: ValueCheck = (value) => (value === undefined ? missingFault : rule(value));
  return combineDecorators(
    ApiProperty({
      ...schema,
      description: about,
      required: !optional,
      ...(example === undefined ? {} : { example }),
    } as ApiPropertyOptions),
    ...(optional ? [ValidateIf((_, value) => value !== undefined)] : []),
    ...(normalise ? [Transform(({ value }) => normalise(value))] : []),
    // Both languages travel in the message; `fieldProblems` takes them apart.
    ValidateBy({
      name: 'field',
      validator: {
        validate: (value) => checked(value) === undefined,
        defaultMessage: (seen) => JSON.stringify(checked(seen?.value)),
      },
    }),
  );
}

/** Several decorators of a field as one. */
export function combineDecorators(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}
