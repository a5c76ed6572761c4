/** That the case is not about the person of that column: neither them nor a department they belong to is among its keys ($10, see domain/about.ts). */
const notAbout = (person: string): string =>
  `(cardinality($10::text[]) = 0 OR NOT (${person} = ANY ($10) OR EXISTS (SELECT FROM posts own WHERE own.person_id = ${person} AND '@' || own.department = ANY ($10))))`;

/**
 * The part of the ledger's statement that makes notices: roles become people at the moment of telling, people of the case's own organisation and site. Parameters of the
 * statement (ledger/write.ts): $1 the case's row, $6 who is to be told, $9 whether there are channels besides the inbox, $10 whom the case is about, $11 its department, $16 its organisation.
 */
export const newNotices = `new_notices AS (
  INSERT INTO notices (number, seq, role, person_id, kind, clause, clock, text, created_at, fanned_out_at)
  SELECT case_row.number, told.seq, told.role, people.id, told.kind, told.clause, told.clock, told.text, told.at,
    CASE WHEN $9 AND (people.id IS NOT NULL OR told.kind = 'step') THEN NULL ELSE told.at END
  FROM case_row, jsonb_to_recordset($6::jsonb)
    AS told (seq integer, role text, roles text[], person text, kind text, clause text, clock text, text jsonb, at timestamptz)
  LEFT JOIN LATERAL (
    SELECT DISTINCT holder.person_id FROM posts holder JOIN people staff ON staff.id = holder.person_id
    WHERE told.person IS NULL AND staff.organisation = $16 AND ${notAbout('holder.person_id')} AND holder.role = (
        SELECT rung.role FROM unnest(told.roles) WITH ORDINALITY AS rung (role, place)
        WHERE EXISTS (
          SELECT FROM posts JOIN people ON people.id = posts.person_id WHERE posts.role = rung.role AND ${notAbout('posts.person_id')}
            AND people.organisation = $16 AND (posts.site_id IS NULL OR posts.site_id = $1::jsonb->>'site') AND (posts.department IS NULL OR posts.department = $11)
        )
        ORDER BY rung.place LIMIT 1
      )
      AND (holder.site_id IS NULL OR holder.site_id = $1::jsonb->>'site') AND (holder.department IS NULL OR holder.department = $11)
  ) AS found ON true
  LEFT JOIN people ON people.id = COALESCE(told.person, found.person_id) AND people.organisation = $16 AND ${notAbout('people.id')}
  ON CONFLICT DO NOTHING
)`;
