// Everything that a desk has anywhere, as text.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withClient } from './database.js';

/**
 * Every row of every table of a database, of all its schemas, by the name of the table; under `pg_stats` what its planner
 * has noted of them.
 */
export function databaseTexts(ownerUrl: string): Promise<Map<string, string>> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    );
    const texts = new Map<string, string>();
    for (const { name } of rows) {
      const found = await client.query<{ text: string }>(`SELECT row_of::text AS text FROM ${name} AS row_of`);
      texts.set(name, found.rows.map(({ text }) => text).join('\n'));
    }
    const stats = await client.query<{ text: string }>(`SELECT row_of::text AS text FROM pg_stats AS row_of`);
    texts.set('pg_stats', stats.rows.map(({ text }) => text).join('\n'));
    return texts;
  });
}

/** The tables in which a text is found. */
export async function tablesWith(ownerUrl: string, text: string): Promise<string[]> {
  return [...(await databaseTexts(ownerUrl))].flatMap(([name, rows]) => (rows.includes(text) ? [name] : []));
}

/** The files under a folder in which a text is found. */
export async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = [...(await readdir(folder, { recursive: true, withFileTypes: true }))].filter((one) => one.isFile());
  const found: string[] = [];
  for (const { parentPath, name } of entries) {
    const path = join(parentPath, name);
    if ((await readFile(path)).includes(text)) found.push(path);
  }
  return found;
}
