/**
 * Whom notices would reach. Roles become people now (`now`, the ledger's time): people of the case's own organisation and
 * site, by the duty roster, else by post, else one level up (database function who_is_on). It follows `case_row`, which
 * gives the number and site of the case.
 */
export const requestedNoticesSql = `requested AS MATERIALIZED (
  SELECT case_row.number, case_row.site, requested.*, found.person_id, found.held_for, found.level
  FROM case_row, jsonb_to_recordset(:notices::jsonb)
    AS requested (position integer, seq integer, role text, name jsonb, roles text[], "standInRoles" text[], person text, team bigint, kind text, clause text, clock text, word smallint, at timestamptz, now timestamptz, day date)
  LEFT JOIN LATERAL (
    WITH asked AS MATERIALIZED (SELECT * FROM who_is_on(:organisation, case_row.site, requested.roles, :department, requested.now, :subjectKeys::text[], requested.person, requested."standInRoles")),
    meant AS (SELECT * FROM asked WHERE requested.team IS NULL OR level > 1 OR works_in(requested.team, person_id, requested.now))
    SELECT * FROM meant
    -- Nobody of the team is on duty: the roles above.
    UNION ALL SELECT person_id, held_for, way, level + 1 FROM who_is_on(:organisation, case_row.site, requested.roles[2:], :department, requested.now, :subjectKeys::text[], NULL, requested."standInRoles")
    WHERE requested.team IS NOT NULL AND NOT EXISTS (SELECT FROM meant)
  ) AS found ON true
)`;

/**
 * The part of the ledger's statement that makes notices for the people of `requestedNoticesSql`. A role that nobody is on
 * duty for is reported once a day: to the person notified instead, and to the organisation's administrators. Parameters
 * (ledger/write-statement.ts): `:notices` whom to notify of what, `:hasChannels` whether there are channels beside the
 * inbox, `:subjectKeys` whom the case is about, `:department` its department, `:organisation` its organisation.
 */
export const newNoticesSql = `${requestedNoticesSql},
new_notices AS (
  INSERT INTO notices (number, seq, role, person_id, held_for, kind, clause, clock, word, created_at, fanned_out_at)
  SELECT requested.number, requested.seq, requested.role, requested.person_id, requested.held_for, requested.kind, requested.clause, requested.clock, requested.word, requested.at,
    CASE WHEN :hasChannels AND (requested.person_id IS NOT NULL OR requested.kind = 'step') THEN NULL ELSE requested.at END
  FROM requested
  ON CONFLICT DO NOTHING
),
unheld AS (
  INSERT INTO unheld_roles (organisation, site, role, department, day, number, at)
  SELECT DISTINCT ON (requested.role) :organisation, requested.site, requested.role, COALESCE(:department, ''), requested.day, requested.number, requested.now
  FROM requested WHERE requested.kind <> 'step' AND requested.person IS NULL AND requested.team IS NULL AND requested.level IS DISTINCT FROM 1 AND cardinality(:subjectKeys::text[]) = 0 -- passed by is not unheld
  ON CONFLICT DO NOTHING RETURNING role
),
reported AS (
  INSERT INTO notices (number, seq, role, person_id, kind, clause, text, created_at, fanned_out_at)
  SELECT DISTINCT ON (people.id) requested.number, requested.seq, requested.role, people.id, 'unheld', requested.clause,
    jsonb_build_object(
      'zh-CN', '“' || (requested.name->>'zh-CN') || '”目前无人担任或在岗，已转报上一级：请安排人员或代理人。',
      'en', 'Nobody is on for the role ''' || (requested.name->>'en') || ''' now, so it has gone one level up: name somebody, or who stands in.'),
    requested.now, CASE WHEN :hasChannels THEN NULL ELSE requested.now END
  FROM unheld JOIN requested USING (role) JOIN people ON people.organisation = :organisation AND people.ended_at IS NULL AND (
    people.id = requested.person_id OR EXISTS (
      SELECT FROM posts WHERE posts.person_id = people.id AND posts.role = 'administrator' AND posts.valid_from <= requested.now AND requested.now < posts.valid_until
        AND (posts.site_id IS NULL OR posts.site_id = requested.site)
    )
  )
  ON CONFLICT DO NOTHING
)`;
