import type { ApiPropertyOptions } from '@nestjs/swagger';

/** What the contract says of a value of each type: of acts, whose fields are data, and of bodies that are classes. */

export const textSchema = (max: number): ApiPropertyOptions => ({ type: String, minLength: 1, maxLength: max });
export const idSchema: ApiPropertyOptions = { type: String, maxLength: 64, pattern: '^[\\w.:-]{1,64}$' };
export const oneOfSchema = (values: readonly string[]): ApiPropertyOptions => ({ type: String, enum: [...values] });
export const idsSchema = (min: number, max: number): ApiPropertyOptions => ({
  type: 'array',
  items: { type: 'string', pattern: '^[\\w.:-]{1,64}$' },
  ...(min ? { minItems: min } : {}),
  maxItems: max,
  uniqueItems: true,
});
export const numberSchema = (minimum: number, maximum: number): ApiPropertyOptions => ({
  type: Number,
  minimum,
  maximum,
});
export const yesNoSchema: ApiPropertyOptions = { type: Boolean };
export const instantSchema: ApiPropertyOptions = { type: String, format: 'date-time' };
export const daySchema: ApiPropertyOptions = { type: String, format: 'date' };
export const itemsSchema = (of: new () => object, minItems: number, maxItems: number): ApiPropertyOptions => ({
  type: [of],
  minItems,
  maxItems,
});
export const instantExample = '2026-11-23T10:30:00+08:00';
export const dayExample = '2026-11-23';
