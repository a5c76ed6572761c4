import type { DataSource } from 'typeorm';
import type { LegalGround } from '../../domain/acts/erase.js';
import { nameKey } from '../../domain/words/person-name.js';
import { personPhones } from '../../domain/words/phone.js';
import { termMarks } from '../search-words.js';
import { comparedPlace } from '../similarity-key.js';
import { utcIso } from '../sql.js';
import { nameTsquery, placeTsquery } from './search-query.js';
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
  /** Sites where the reader sees who an anonymous customer is. */
  unredactedSites: readonly string[];
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
  numbers?: readonly string[] | undefined;
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

/** What of a person is asked for and says nothing by which one person is told from others; undefined: all of it does. */
export function namesNobody({ phone, customer, place }: PersonAsked): 'phone' | 'customer' | 'place' | undefined {
  if (phone !== undefined && personPhones(phone).length === 0) return 'phone';
  if (customer !== undefined && nameTsquery(customer) === '') return 'customer';
  return place !== undefined && (comparedPlace(place) === null || placeTsquery(place) === '') ? 'place' : undefined;
}

/** SQL: that a case tells the reader by itself whose it is; any other is found by its number alone (W-33, W-35). */
const openlySql = (keys: string, unredactedSites: string): string =>
  `NOT (cases.state->'facts'->'shielded' IS NOT DISTINCT FROM 'true' OR cases.state->'facts'->'secret' IS NOT DISTINCT FROM 'true' OR COALESCE(cases.state->'facts'->>'aboutPerson' = ANY (${keys}::text[]), false)
     OR (cases.state->'facts'->'anonymous' IS NOT DISTINCT FROM 'true' AND NOT cases.site = ANY (${unredactedSites}::text[])))`;

/**
 * The cases of a person, by the whole phone, or by the whole name and place, in whatever spelling; and those that are
 * named. The oldest first. What names nobody finds nothing (`namesNobody`).
 */
export async function casesOfPerson(
  source: DataSource,
  { sites, keys, unredactedSites }: ErasureReader,
  { numbers = [], phone = '', customer = '', place = '' }: PersonAsked,
  limit: number,
): Promise<CaseOfPerson[]> {
  const phones = personPhones(phone);
  const name = nameKey(customer);
  const rows: (CaseOfPerson & { by: string; phone: string | null; customer: string | null })[] = await source.query(
    `WITH found AS MATERIALIZED (
       SELECT number, 'number' AS by FROM cases WHERE number = ANY ($3::text[])
       UNION ALL SELECT number, 'phone' FROM case_search WHERE words @@ $4::tsquery
       UNION ALL SELECT number, 'place' FROM case_search WHERE place = $5 AND words @@ $6::tsquery
     )
     SELECT cases.number, cases.site, cases.kind, cases.status, by, said->>'phone' AS phone, said->>'customer' AS customer
     FROM found JOIN cases USING (number) JOIN case_search USING (number)
     WHERE cases.site = ANY ($1::text[]) AND ${visibleToSql('$2')} AND (by = 'number' OR ${openlySql('$2', '$7')}) ORDER BY cases.opened_at, cases.number`,
    [
      sites,
      keys,
      numbers,
      phones.map((one) => `'${termMarks.phone}${one}'`).join(' | ') || null,
      comparedPlace(place),
      nameTsquery(customer) || null,
      unredactedSites,
    ],
  );
  const isTheirs = { number: () => true, phone: ofPhone(phones), place: ofName(name) } as const;
  const theirs = rows.filter((row) => isTheirs[row.by as keyof typeof isTheirs](row));
  return [
    ...new Map(theirs.map(({ number, site, kind, status }) => [number, { number, site, kind, status }])).values(),
  ].slice(0, limit);
}

/** Whether the whole phone is the same: a number behind an extension is somebody else's. */
function ofPhone(phones: readonly string[]) {
  return ({ phone }: { phone: string | null }): boolean =>
    personPhones(phone ?? '').some((one) => phones.includes(one));
}

function ofName(key: string) {
  return ({ customer }: { customer: string | null }): boolean => key !== '' && nameKey(customer ?? '') === key;
}

const contactsAtMost = 100;

/** Ids of contacts that have this phone or name: they are no cases, and are taken out by hand. */
export async function contactsOfPerson(
  source: DataSource,
  { sites }: Pick<ErasureReader, 'sites'>,
  { phone = '', customer = '' }: PersonAsked,
): Promise<{ id: string; site: string }[]> {
  const rows: { id: string; site: string; phone: string; customer: string }[] = await source.query(
    `SELECT id::text, site_id AS site, phone, name AS customer FROM contacts WHERE ended_at IS NULL AND site_id = ANY ($1::text[]) ORDER BY id`,
    [sites],
  );
  const [samePhone, sameName] = [ofPhone(personPhones(phone)), ofName(nameKey(customer))];
  return rows
    .filter((row) => samePhone(row) || sameName(row))
    .slice(0, contactsAtMost)
    .map(({ id, site }) => ({ id, site }));
}
