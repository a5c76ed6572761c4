import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

/**
 * A field of an answer, for OpenAPI. One that may be null is a text unless its type is given: the compiler does not
 * tell.
 */
export function ApiField(about: string, options: ApiPropertyOptions = {}): PropertyDecorator {
  return ApiProperty({
    description: about,
    ...('nullable' in options ? { type: String } : {}),
    ...options,
  } as ApiPropertyOptions);
}

/** An instant of an answer: ISO 8601 with the offset of the rulebook's zone. */
export function ApiFieldInstant(about: string, options: ApiPropertyOptions = {}): PropertyDecorator {
  return ApiProperty({
    description: about,
    type: String,
    format: 'date-time',
    example: '2026-11-23T10:30:00+08:00',
    ...options,
  } as ApiPropertyOptions);
}

/** A plain object whose keys are data. */
export function ApiFieldMap(about: string, options: object = {}): PropertyDecorator {
  return ApiProperty({
    description: about,
    type: 'object',
    additionalProperties: true,
    ...options,
  } as ApiPropertyOptions);
}
