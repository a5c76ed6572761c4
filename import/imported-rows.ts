import type { DataSource } from 'typeorm';
import { sha256 } from '../ledger/canonical-json.js';
import { attachWords, type SaidWords } from '../ledger/words/entry-words.js';
import { saidInEntrySql } from '../ledger/words/read-state.js';
import { repeatKeyOf, type ImportInput, type ImportRow } from './rows.js';

/** A row that was taken before, as its case now stands. */
export interface ImportedRow {
  number: string;
  status: string;
  /** What it said when it was taken. */
  said: string;
}

/** What the ledger has of one person: the first case, and for each different matter the first case that says it. */
export interface KnownCustomer {
  first: string;
  matters: Map<string, string>;
}

/** The rows of this batch that have a case already, by `from`. */
export async function findImportedRows(source: DataSource, batch: ImportRow[]): Promise<Map<string, ImportedRow>> {
  const rows: {
    imported_from: string;
    number: string;
    status: string;
    input: ImportInput;
    said: SaidWords;
  }[] = await source.query(
    `SELECT cases.imported_from, cases.number, cases.status, entries.input, ${saidInEntrySql} AS said FROM cases JOIN entries ON entries.number = cases.number AND entries.seq = 1
     WHERE cases.imported_from = ANY ($1)`,
    [batch.map((item) => item.sourceKey)],
  );
  return new Map(
    rows.map((row) => [
      row.imported_from,
      { number: row.number, status: row.status, said: contentHashOf(attachWords(row.input, row.said)) },
    ]),
  );
}

/**
 * The people of this batch whom the ledger knows in the organisation of the site, by the key of their row, also where it
 * knows them by one of before; their cases in the order in which they were entered.
 */
export async function findKnownCustomers(
  source: DataSource,
  site: string,
  batch: ImportRow[],
): Promise<Map<string, KnownCustomer>> {
  const keyOf = new Map(
    batch.flatMap(({ customerKey, customerKeys }) => customerKeys.map((known) => [known, customerKey!] as const)),
  );
  const rows: { customer_key: string; number: string; subject: string | null; description: string | null }[] =
    await source.query(
      `SELECT cases.customer_key, cases.number, said_of(cases.number, entries.input->'words'->'subject') AS subject, said_of(cases.number, entries.input->'words'->'description') AS description
     FROM cases JOIN entries ON entries.number = cases.number AND entries.seq = 1
     WHERE cases.customer_key = ANY ($1) AND cases.state->'organisation' = (SELECT to_jsonb(organisation) FROM sites WHERE id = $2) ORDER BY substring(cases.number FROM '[0-9]+$')::bigint`,
      [[...keyOf.keys()], site],
    );
  const people = new Map<string, KnownCustomer>();
  for (const row of rows)
    rememberCase(
      people,
      keyOf.get(row.customer_key)!,
      row.number,
      repeatKeyOf(row.subject ?? '', row.description ?? ''),
    );
  return people;
}

/** Adds a case of a person who may be new. */
export function rememberCase(people: Map<string, KnownCustomer>, key: string, number: string, matter: string): void {
  const person = people.get(key) ?? { first: number, matters: new Map<string, string>() };
  if (!person.matters.has(matter)) person.matters.set(matter, number);
  people.set(key, person);
}

/** What a row says, to see whether it has changed since it was taken. */
export function contentHashOf({ words, importedAt }: ImportInput): string {
  return sha256({ words, importedAt: importedAt ?? null });
}
