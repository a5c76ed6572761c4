/** Where the statement says of which case a notice is: SQL of its organisation, site, department and `subjectKeys`. */
interface CaseOfNotice {
  organisation: string;
  site: string;
  department: string;
  subjectKeys: string;
}

/** Of the one case of the statement. */
const oneCase: CaseOfNotice = {
  organisation: ':organisation',
  site: 'case_row.site',
  department: ':department',
  subjectKeys: ':subjectKeys::text[]',
};

/**
 * The people whom a notice (`asked`: the table that names roles, person and team) reaches now: people of the case's own
 * organisation and site, by the duty roster, else by post, else one level up (database function who_is_on).
 */
const peopleSql = (asked: string, { organisation, site, department, subjectKeys }: CaseOfNotice): string => `LATERAL (
    WITH asked AS MATERIALIZED (SELECT * FROM who_is_on(${organisation}, ${site}, ${asked}.roles, ${department}, ${asked}.now, ${subjectKeys}, ${asked}.person, ${asked}."standInRoles")),
    meant AS (SELECT * FROM asked WHERE ${asked}.team IS NULL OR level > 1 OR works_in(${asked}.team, person_id, ${asked}.now))
    SELECT * FROM meant
    -- Nobody of the team is on duty: the roles above.
    UNION ALL SELECT person_id, held_for, way, level + 1 FROM who_is_on(${organisation}, ${site}, ${asked}.roles[2:], ${department}, ${asked}.now, ${subjectKeys}, NULL, ${asked}."standInRoles")
    WHERE ${asked}.team IS NOT NULL AND NOT EXISTS (SELECT FROM meant)
  )`;

/**
 * Whom notices would reach. Roles become people now (`now`, the ledger's time). It follows `case_row`, which gives the
 * number and site of the case.
 */
export const requestedNoticesSql = `requested AS MATERIALIZED (
  SELECT case_row.number, case_row.site, requested.*, found.person_id, found.held_for, found.level
  FROM case_row, jsonb_to_recordset(:notices::jsonb)
    AS requested (position integer, seq integer, role text, name jsonb, roles text[], "standInRoles" text[], person text, team bigint, kind text, clause text, clock text, word smallint, at timestamptz, now timestamptz, day date)
  LEFT JOIN ${peopleSql('requested', oneCase)} AS found ON true
)`;

/**
 * The same for many cases (ledger/bulk/write-cases.ts): `:notices` name an audience by its place in `:audiences`, which
 * is looked up once for all notices that have it in common.
 */
const requestedOfManySql = `audiences AS MATERIALIZED (
  SELECT audience.*, found.person_id, found.held_for, found.level
  FROM jsonb_to_recordset(:audiences::jsonb)
    AS audience (audience integer, organisation text, site text, department text, "subjectKeys" text[], roles text[], "standInRoles" text[], person text, team bigint, now timestamptz)
  LEFT JOIN ${peopleSql('audience', { organisation: 'audience.organisation', site: 'audience.site', department: 'audience.department', subjectKeys: 'audience."subjectKeys"' })} AS found ON true
),
requested AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(:notices::jsonb)
    AS requested (place integer, number text, seq integer, role text, name jsonb, kind text, clause text, clock text, word smallint, at timestamptz, day date, audience integer)
  JOIN audiences USING (audience) WHERE requested.number IN (SELECT number FROM case_row)
  -- Who is reached by two roles of an entry is notified as the first.
  ORDER BY place
)`;

/**
 * Makes the notices of `requested`. A role that nobody is on duty for is reported once a day: to the person notified
 * instead, and to the organisation's administrators. `:hasChannels`: whether there are channels beside the inbox.
 */
const makeNoticesSql = ({ organisation, department, subjectKeys }: CaseOfNotice): string => `new_notices AS (
  INSERT INTO notices (number, seq, role, person_id, held_for, kind, clause, clock, word, created_at, fanned_out_at)
  SELECT requested.number, requested.seq, requested.role, requested.person_id, requested.held_for, requested.kind, requested.clause, requested.clock, requested.word, requested.at,
    CASE WHEN :hasChannels AND (requested.person_id IS NOT NULL OR requested.kind = 'step') THEN NULL ELSE requested.at END
  FROM requested
  ON CONFLICT DO NOTHING
),
unheld AS (
  INSERT INTO unheld_roles (organisation, site, role, department, day, number, at)
  SELECT DISTINCT ON (1, 2, 3, 4, 5) ${organisation}, requested.site, requested.role, COALESCE(${department}, ''), requested.day, requested.number, requested.now
  FROM requested WHERE requested.kind <> 'step' AND requested.person IS NULL AND requested.team IS NULL AND requested.level IS DISTINCT FROM 1 AND cardinality(${subjectKeys}) = 0 -- passed by is not unheld
  ORDER BY 1, 2, 3, 4, 5, 6
  ON CONFLICT DO NOTHING RETURNING number, role
),
reported AS (
  INSERT INTO notices (number, seq, role, person_id, kind, clause, text, created_at, fanned_out_at)
  SELECT DISTINCT ON (requested.number, people.id) requested.number, requested.seq, requested.role, people.id, 'unheld', requested.clause,
    jsonb_build_object(
      'zh-CN', '“' || (requested.name->>'zh-CN') || '”目前无人担任或在岗，已转报上一级：请安排人员或代理人。',
      'en', 'Nobody is on for the role ''' || (requested.name->>'en') || ''' now, so it has gone one level up: name somebody, or who stands in.'),
    requested.now, CASE WHEN :hasChannels THEN NULL ELSE requested.now END
  FROM unheld JOIN requested USING (number, role) JOIN people ON people.organisation = ${organisation} AND people.ended_at IS NULL AND (
    people.id = requested.person_id OR EXISTS (
      SELECT FROM posts WHERE posts.person_id = people.id AND posts.role = 'administrator' AND posts.valid_from <= requested.now AND requested.now < posts.valid_until
        AND (posts.site_id IS NULL OR posts.site_id = requested.site)
    )
  )
  ORDER BY requested.number, people.id, requested.seq, requested.role
  ON CONFLICT DO NOTHING
)`;

/**
 * The part of the ledger's statement that makes notices for the people of `requestedNoticesSql`. Parameters
 * (ledger/write-statement.ts): `:notices` whom to notify of what, `:hasChannels` whether there are channels beside the
 * inbox, `:subjectKeys` whom the case is about, `:department` its department, `:organisation` its organisation.
 */
export const newNoticesSql = `${requestedNoticesSql},
${makeNoticesSql(oneCase)}`;

/** The same for many cases. Parameters: `:notices`, `:audiences`, `:hasChannels`. */
export const newNoticesOfManySql = `${requestedOfManySql},
${makeNoticesSql({
  organisation: 'requested.organisation',
  site: 'requested.site',
  department: 'requested.department',
  subjectKeys: 'requested."subjectKeys"',
})}`;
