import { ApiProperty, getSchemaPath, type ApiPropertyOptions } from '@nestjs/swagger';

/**
 A field of an answer, for OpenAPI. The compiler does not pass on the type of a field that may be null: it counts as a
 * text unless a type is given.
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

class BothLanguagesJson {
  @ApiProperty({ description: 'in Chinese' }) 'zh-CN'!: string;
  @ApiProperty({ description: 'in English' }) en!: string;
}

/** A text in both languages. */
export function ApiFieldText(about: string, options: { required?: boolean } = {}): PropertyDecorator {
  return ApiProperty({ description: about, type: BothLanguagesJson, ...options });
}

/** Texts in both languages under keys that are data. */
export function ApiFieldTextMap(about: string, options: object = {}): PropertyDecorator {
  return ApiFieldMap(about, { additionalProperties: { $ref: getSchemaPath(BothLanguagesJson) }, ...options });
}
