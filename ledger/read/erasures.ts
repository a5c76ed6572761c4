import type { DataSource } from 'typeorm';
import type { LegalGround } from '../../domain/acts/erase.js';
import { phoneKeys } from '../../domain/words/phone.js';
import { allOf, anyOf, nameTsquery, placeTsquery, samePhoneTsquery } from './search-query.js';
import { utcIso } from '../sql.js';
import { visibleToSql } from './visible.js';

/** An erasure on record. `at` in UTC ISO; `name`: of who erased, null for the system. */
export interface ErasureRow {
  number: string;
  site: string;
  kind: string;
  upTo: number;
  at: string;
  by: string;
  name: string | null;
  ground: LegalGround;
}

/** The sites of the reader, and the keys of those whom a case may exclude. */
export interface ErasureReader {
  sites: readonly string[];
  keys: string[];
}

/** Erasures, the newest first, from a place on. */
export async function erasures(
  source: DataSource,
  { sites, keys }: ErasureReader,
  { limit, before }: { limit: number; before?: { at: string; number: string } | undefined },
): Promise<ErasureRow[]> {
  return source.query(
    `SELECT erasures.number, cases.site, cases.kind, up_to AS "upTo", ${utcIso('erasures.at')} AS at, by, people.name, ground
     FROM erasures JOIN cases ON cases.number = erasures.number LEFT JOIN people ON people.id = erasures.by
     WHERE cases.site = ANY ($1::text[]) AND ${visibleToSql('$2')} AND ($3::timestamptz IS NULL OR (erasures.at, erasures.number) < ($3, $4))
     ORDER BY erasures.at DESC, erasures.number DESC LIMIT $5`,
    [sites, keys, before?.at ?? null, before?.number ?? null, limit],
  );
}

/** Whose words are to be erased: by phone, by name and place, or the cases themselves. */
export interface PersonAsked {
  numbers?: string[] | undefined;
  phone?: string | undefined;
  customer?: string | undefined;
  place?: string | undefined;
}

/** A case that an erasure is asked for. */
export interface CaseOfPerson {
  number: string;
  site: string;
  kind: string;
  status: string;
}

/**
 * The cases of a person by what was said of them, in whatever spelling, and those that are named; the oldest first. An
 * informer is found by the numbers of their cases alone.
 */
export async function casesOfPerson(
  source: DataSource,
  { sites, keys }: ErasureReader,
  { numbers, phone, customer, place }: PersonAsked,
  limit: number,
): Promise<CaseOfPerson[]> {
  const asked = anyOf([
    samePhoneTsquery(phone ?? ''),
    customer === undefined || place === undefined ? '' : allOf([nameTsquery(customer), placeTsquery(place)]),
  ]);
  return source.query(
    `WITH found AS MATERIALIZED (
       SELECT number FROM cases WHERE number = ANY ($3::text[]) UNION SELECT number FROM case_search WHERE words @@ $4::tsquery
     )
     SELECT cases.number, cases.site, cases.kind, cases.status FROM found JOIN cases USING (number)
     WHERE cases.site = ANY ($1::text[]) AND ${visibleToSql('$2')} ORDER BY cases.opened_at, cases.number LIMIT $5`,
    [sites, keys, numbers ?? [], asked || null, limit],
  );
}

/** Ids of contacts that have this phone or name: they are no cases, and are taken out by hand. */
export async function contactsOfPerson(
  source: DataSource,
  { sites }: ErasureReader,
  { phone, customer }: PersonAsked,
): Promise<{ id: string; site: string }[]> {
  return source.query(
    `SELECT id::text, site_id AS site FROM contacts
     WHERE ended_at IS NULL AND site_id = ANY ($1::text[]) AND (name = $2 OR regexp_replace(phone, '\\D', '', 'g') = ANY ($3::text[])) ORDER BY id LIMIT 100`,
    [sites, customer ?? null, phoneKeys(phone ?? '')],
  );
}
