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
    `SELECT inside.name AS inner, own.name AS "innerTeam", around.name AS outer, other.name AS "outerTeam",
       count(DISTINCT small.compared)::integer AS addresses, min(small.value) AS example, min(large.value) AS "exampleOuter"
     FROM area_rules small JOIN area_rules large ON large.site_id = small.site_id AND large.role = small.role AND large.area_id <> small.area_id AND large.kind = 'address' AND large.ended_at IS NULL
         AND length(small.compared) > length(large.compared) AND strpos(small.compared, regexp_replace(large.compared, '[单双]号$', '')) > 0
       JOIN areas inside ON inside.id = small.area_id JOIN teams own ON own.id = inside.team_id
       JOIN areas around ON around.id = large.area_id JOIN teams other ON other.id = around.team_id
     WHERE small.site_id = ANY ($1::text[]) AND small.kind = 'address' AND small.ended_at IS NULL AND inside.team_id <> around.team_id
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
