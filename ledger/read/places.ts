import type { DataSource } from 'typeorm';
import { normalizedAddress } from '../../domain/words/address.js';
import { comparedPlace } from '../similarity-key.js';
import { sqlBinder } from '../sql.js';
import { visibleToSql } from './visible.js';

/** Whose beginning of an address is completed. */
export interface PlaceQuery {
  text: string;
  sites: string[];
  reader: string;
  readerKeys: string[];
}

/** A place that completes it: of an area, or as an earlier case has it. */
export interface FoundPlace {
  site: string;
  place: string;
  area: string | null;
}

/** So many different places of a site are looked at, and so many cases for one whose words may be told. */
const maxPlacesOfSite = 25;
const maxCasesOfPlace = 20;

/** At most `limit` places of each sort, areas first; none where nothing is given that could begin one. */
export async function placesLike(source: DataSource, query: PlaceQuery, limit: number): Promise<FoundPlace[]> {
  const [ofAreas, ofCases] = [areaPlacesStatement(query, limit), casePlacesStatement(query, limit)];
  return [
    ...(await source.query(ofAreas.text, ofAreas.values)),
    ...(comparedPlace(query.text) === null ? [] : await source.query(ofCases.text, ofCases.values)),
  ];
}

function areaPlacesStatement({ text, sites }: PlaceQuery, limit: number): { text: string; values: unknown[] } {
  const like = normalizedAddress(text).replace(/[\\%_]/g, '\\$&');
  return {
    text: `SELECT area_rules.site_id AS site, value AS place, areas.name AS area FROM area_rules JOIN areas ON areas.id = area_rules.area_id
      WHERE area_rules.kind = 'address' AND area_rules.ended_at IS NULL AND area_rules.site_id = ANY ($1::text[]) AND compared LIKE '%' || $2 || '%'
      ORDER BY strpos(compared, $3), length(compared), compared LIMIT $4`,
    values: [sites, like, normalizedAddress(text), like === '' ? 0 : limit],
  };
}

/**
 * From one different place to the next along the index: a place with a thousand cases costs as much as one with a single
 * case. Of anonymous and of secret cases no place is told, of informers none is there.
 */
export function casePlacesStatement(
  { text, sites, reader, readerKeys }: PlaceQuery,
  limit: number,
): { text: string; values: unknown[] } {
  const { values, bind } = sqlBinder();
  const prefix = comparedPlace(text) ?? '';
  // The highest letter there is: everything that begins with the prefix lies before it.
  const [from, before] = [bind(prefix), bind(`${prefix}\u{10ffff}`)];
  const next = (after: string) =>
    `SELECT case_search.place FROM case_search WHERE case_search.site = sites.id AND case_search.place ${after} AND case_search.place ~<~ ${before} ORDER BY case_search.place USING ~<~ LIMIT 1`;
  return {
    text: `SELECT sites.id AS site, told.place, NULL AS area
      FROM unnest(${bind(sites)}::text[]) AS sites (id) CROSS JOIN LATERAL (
        WITH RECURSIVE step (place, n) AS (
          SELECT (${next(`~>=~ ${from}`)}), 1
          UNION ALL SELECT (${next('~>~ step.place')}), n + 1 FROM step WHERE step.place IS NOT NULL AND n < ${maxPlacesOfSite}
        ) SELECT place, n FROM step WHERE place IS NOT NULL
      ) AS known CROSS JOIN LATERAL (
        SELECT matching.place AS place
        FROM (SELECT number, said->>'place' AS place FROM case_search WHERE case_search.site = sites.id AND case_search.place = known.place LIMIT ${maxCasesOfPlace}) AS matching JOIN cases USING (number)
        WHERE ${visibleToSql(bind(readerKeys))} AND cases.state->'facts'->>'aboutPerson' IS DISTINCT FROM ${bind(reader)}
          AND cases.state->'facts'->'anonymous' IS DISTINCT FROM 'true' AND cases.state->'facts'->'secret' IS DISTINCT FROM 'true'
        LIMIT 1
      ) AS told ORDER BY known.n, sites.id LIMIT ${bind(limit)}`,
    values,
  };
}
