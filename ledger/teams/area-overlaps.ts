import type { DataSource } from 'typeorm';

/** An address of one area that lies in an address of another: the longer one, `inner`, decides. */
export interface AreaOverlap {
  inner: string;
  innerTeam: string;
  outer: string;
  outerTeam: string;
  /** How many addresses of the one lie in some of the other, and one of them as it was written. */
  addresses: number;
  example: string;
  exampleOuter: string;
}

/** Areas of the site that lie in areas of another team of the same work, as they stand now; at most 200. */
export async function areaOverlaps(
  source: Pick<DataSource, 'query'>,
  sites: readonly string[],
): Promise<AreaOverlap[]> {
  return source.query(
    // The text that the other must contain is worked out once a rule, not once a pair.
    `WITH rules AS MATERIALIZED (
       SELECT area_id, site_id, role, value, compared, length(compared) AS size, regexp_replace(compared, '[单双]号$', '') AS street
       FROM area_rules WHERE site_id = ANY ($1::text[]) AND kind = 'address' AND ended_at IS NULL
     )
     SELECT inside.name AS inner, own.name AS "innerTeam", around.name AS outer, other.name AS "outerTeam",
       count(DISTINCT small.compared)::integer AS addresses, min(small.value) AS example, min(large.value) AS "exampleOuter"
     FROM rules small JOIN rules large ON large.site_id = small.site_id AND large.role = small.role AND large.area_id <> small.area_id
         AND small.size > large.size AND strpos(small.compared, large.street) > 0
       JOIN areas inside ON inside.id = small.area_id JOIN teams own ON own.id = inside.team_id
       JOIN areas around ON around.id = large.area_id JOIN teams other ON other.id = around.team_id
     WHERE inside.team_id <> around.team_id
     GROUP BY inside.id, inside.name, own.name, around.id, around.name, other.name ORDER BY inside.name, around.name LIMIT 200`,
    [sites],
  );
}

/** The roles that teams of the site play. */
export async function teamRolesOf(source: Pick<DataSource, 'query'>, site: string): Promise<string[]> {
  const rows: { role: string }[] = await source.query(
    `SELECT DISTINCT role FROM teams WHERE site_id = $1 AND ended_at IS NULL ORDER BY role`,
    [site],
  );
  return rows.map(({ role }) => role);
}
