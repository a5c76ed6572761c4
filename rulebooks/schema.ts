import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { rulebookFolder } from './load.js';

let matchesSchema: ValidateFunction | undefined;

/** Where a rulebook is not of the shape that rulebook.schema.json describes; empty where it is. */
export function schemaErrorsOf(value: unknown): ErrorObject[] {
  // Not as the module loads: compiling the schema takes a second, and most programs check nothing.
  matchesSchema ??= new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, verbose: true }).compile(
    JSON.parse(readFileSync(join(rulebookFolder, 'rulebook.schema.json'), 'utf8')) as object,
  );
  return matchesSchema(value) ? [] : (matchesSchema.errors ?? []);
}
