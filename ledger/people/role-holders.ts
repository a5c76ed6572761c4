import type { DataSource, QueryRunner } from 'typeorm';

/**
 * Somebody who is on for a role: by the duty roster, by a post, in another's place (`for`), or because nobody below is
 * (`above`).
 */
export interface RoleHolder {
  person: string;
  /** Whom they stand in for by a delegation (委托代理). */
  for: string | null;
  by: 'roster' | 'post' | 'delegation' | 'above';
}

/** Whom is asked for. `at`: the ledger's time (UTC ISO). */
export interface RoleHolderQuery {
  organisation: string;
  site: string;
  role: string;
  /**
   * The roles above it, the nearest first (`rolesAbove`): asked one after the other where nobody is on. Without them
   * nobody is asked instead.
   */
  above?: readonly string[];
  department: string | null;
  at: string;
  /** Whom the case is about (`aboutKeys`): passed by, as are those who stand in for them. */
  subjectKeys?: readonly string[];
  /** Roles whose duty counts for this one now (`standInRoles`, P-3.4). */
  standInRoles?: readonly string[];
}

/**
 * Who is on for a role at a site at an instant: those of the duty roster, else the holders of the post; without those
 * who are away, with those who stand in for them. The same question as notices ask (database function who_is_on). Empty
 * where nobody is left.
 */
export async function whoIsOn(
  source: Pick<DataSource | QueryRunner, 'query'>,
  { organisation, site, role, above = [], department, at, subjectKeys: about = [], standInRoles = [] }: RoleHolderQuery,
): Promise<RoleHolder[]> {
  return source.query(
    `SELECT person_id AS person, held_for AS "for", CASE WHEN level > 1 THEN 'above' ELSE way END AS by
     FROM who_is_on($1, $2, $3::text[], $4, $5::timestamptz, $6::text[], NULL, $7::text[]) ORDER BY person_id`,
    [organisation, site, [role, ...above], department, at, about, standInRoles],
  );
}
