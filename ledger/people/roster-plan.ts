import type { DataSource } from 'typeorm';
import { utcIso } from '../sql.js';

/** Somebody who may be put on the roster of a site. Instants in UTC ISO. */
export interface RosterPerson {
  id: string;
  name: string;
  roles: string[];
  departments: string[];
  away: { from: string; until: string }[];
}

/** A duty on the roster that is about to be exchanged, or was; `with`: the name of the other. */
export interface RosterSwapMark {
  entry: string;
  state: 'asked' | 'agreed';
  with: string;
}

interface Span {
  site: string;
  from: string;
  until: string;
}

/** Who holds a post at the site at some time from `from` up to `until` (UTC ISO), with when they are away then. */
export async function rosterPeople(
  source: Pick<DataSource, 'query'>,
  { site, from, until }: Span,
): Promise<RosterPerson[]> {
  return source.query(
    `SELECT people.id, people.name, array_agg(DISTINCT posts.role ORDER BY posts.role) AS roles,
       array_remove(array_agg(DISTINCT posts.department ORDER BY posts.department), NULL) AS departments,
       COALESCE((SELECT jsonb_agg(jsonb_build_object('from', ${utcIso('starts_at')}, 'until', ${utcIso('ends_at')}) ORDER BY starts_at) FROM absences
         WHERE person_id = people.id AND ends_at > $2 AND starts_at < $3 AND withdrawn_at IS NULL), '[]') AS away
     FROM people JOIN posts ON posts.person_id = people.id JOIN sites ON sites.id = $1 AND sites.organisation = people.organisation
     WHERE (posts.site_id IS NULL OR posts.site_id = $1) AND valid_from < $3 AND valid_until > $2 AND role <> 'administrator'
     GROUP BY people.id ORDER BY people.id LIMIT 2000`,
    [site, from, until],
  );
}

/** Duties of the site between the two instants whose exchange is asked for, and those that came about by one. */
export async function rosterSwapMarks(
  source: Pick<DataSource, 'query'>,
  { site, from, until }: Span,
): Promise<RosterSwapMark[]> {
  return source.query(
    `WITH swapped AS (
       SELECT agreed, own, other FROM roster_swaps JOIN roster_entries own ON own.id = entry_id JOIN roster_entries other ON other.id = other_id
       WHERE agreed IS DISTINCT FROM false AND (own.site_id = $1 OR other.site_id = $1)
     ), sides AS (SELECT agreed, own AS duty, other AS against FROM swapped UNION ALL SELECT agreed, other, own FROM swapped)
     SELECT DISTINCT ON (standing.id) standing.id::text AS entry, CASE WHEN agreed THEN 'agreed' ELSE 'asked' END AS state, people.name AS "with"
     FROM sides JOIN roster_entries standing ON standing.site_id = (duty).site_id AND standing.role = (duty).role AND standing.starts_at = (duty).starts_at AND standing.ends_at = (duty).ends_at
         AND standing.person_id = CASE WHEN agreed THEN (against).person_id ELSE (duty).person_id END
       JOIN people ON people.id = CASE WHEN agreed THEN (duty).person_id ELSE (against).person_id END
     WHERE standing.site_id = $1 AND standing.withdrawn_at IS NULL AND standing.ends_at > $2 AND standing.starts_at < $3 ORDER BY standing.id, agreed NULLS FIRST`,
    [site, from, until],
  );
}
