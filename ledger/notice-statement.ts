/**
 * The part of the ledger's statement that makes notices. Roles become people now (`now`, the ledger's time): people of
 * the case's own organisation and site, by the duty roster, else by post, else one level up (database function
 * who_is_on). A role that nobody is on duty for is reported once a day: to the person notified instead, and to the
 * organisation's administrators. Parameters (ledger/write-statement.ts): `:notices` whom to notify of what,
 * `:hasChannels` whether there are channels beside the inbox, `:subjectKeys` whom the case is about, `:department` its
 * department, `:organisation` its organisation.
 */
export const newNoticesSql = `told AS MATERIALIZED (
  SELECT case_row.number, case_row.site, told.*, found.person_id, found.held_for, found.level
  FROM case_row, jsonb_to_recordset(:notices::jsonb)
    AS told (seq integer, role text, name jsonb, roles text[], standing text[], person text, team bigint, kind text, clause text, clock text, text jsonb, at timestamptz, now timestamptz, day date)
  LEFT JOIN LATERAL (
    WITH asked AS MATERIALIZED (SELECT * FROM who_is_on(:organisation, case_row.site, told.roles, :department, told.now, :subjectKeys::text[], told.person, told.standing)),
    meant AS (SELECT * FROM asked WHERE told.team IS NULL OR level > 1 OR works_in(told.team, person_id, told.now))
    SELECT * FROM meant
    -- Nobody of the team is on: the roles above.
    UNION ALL SELECT person_id, held_for, way, level + 1 FROM who_is_on(:organisation, case_row.site, told.roles[2:], :department, told.now, :subjectKeys::text[], NULL, told.standing)
    WHERE told.team IS NOT NULL AND NOT EXISTS (SELECT FROM meant)
  ) AS found ON true
),
new_notices AS (
  INSERT INTO notices (number, seq, role, person_id, held_for, kind, clause, clock, text, created_at, fanned_out_at)
  SELECT told.number, told.seq, told.role, told.person_id, told.held_for, told.kind, told.clause, told.clock, told.text, told.at,
    CASE WHEN :hasChannels AND (told.person_id IS NOT NULL OR told.kind = 'step') THEN NULL ELSE told.at END
  FROM told
  ON CONFLICT DO NOTHING
),
unheld AS (
  INSERT INTO unheld_roles (organisation, site, role, department, day, number, at)
  SELECT DISTINCT ON (told.role) :organisation, told.site, told.role, COALESCE(:department, ''), told.day, told.number, told.now
  FROM told WHERE told.kind <> 'step' AND told.person IS NULL AND told.team IS NULL AND told.level IS DISTINCT FROM 1 AND cardinality(:subjectKeys::text[]) = 0 -- passed by is not unheld
  ON CONFLICT DO NOTHING RETURNING role
),
reported AS (
  INSERT INTO notices (number, seq, role, person_id, kind, clause, text, created_at, fanned_out_at)
  SELECT DISTINCT ON (people.id) told.number, told.seq, told.role, people.id, 'unheld', told.clause,
    jsonb_build_object(
      'zh-CN', '“' || (told.name->>'zh-CN') || '”目前无人担任或在岗，已转报上一级：请安排人员或代理人。',
      'en', 'Nobody is on for the role ''' || (told.name->>'en') || ''' now, so it has gone one level up: name somebody, or who stands in.'),
    told.now, CASE WHEN :hasChannels THEN NULL ELSE told.now END
  FROM unheld JOIN told USING (role) JOIN people ON people.organisation = :organisation AND people.ended_at IS NULL AND (
    people.id = told.person_id OR EXISTS (
      SELECT FROM posts WHERE posts.person_id = people.id AND posts.role = 'administrator' AND posts.valid_from <= told.now AND told.now < posts.valid_until
        AND (posts.site_id IS NULL OR posts.site_id = told.site)
    )
  )
  ON CONFLICT DO NOTHING
)`;
