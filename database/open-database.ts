import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { readSchema, schemaFault } from './schema-version.js';

/** The database for a program that serves. Throws a sentence that says what to do where its schema is not for this code. */
export async function openDatabase(...settings: Parameters<typeof createDataSource>): Promise<DataSource> {
  const source = await createDataSource(...settings).initialize();
  const fault = schemaFault(await readSchema(source));
  if (fault === undefined) return source;
  await source.destroy();
  throw new Error(fault);
}
