import type { DataSource, QueryRunner } from 'typeorm';
import { fieldFault, type ChangeOutcome } from './change-once.js';
import type { ChangeStamp } from '../teams/team-records.js';

/** Somebody is able to do something: `skill` is an id of the rulebook's list `skills`. */
export async function enterSkill(
  runner: QueryRunner,
  { person, skill }: { person: string; skill: string },
  { by, at }: ChangeStamp,
): Promise<ChangeOutcome<{ id: string }>> {
  const [row] = await runner.query(
    `INSERT INTO skills (person_id, skill, created_by, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (person_id, skill) WHERE ended_at IS NULL DO NOTHING RETURNING id::text`,
    [person, skill, by, at],
  );
  return row
    ? { done: row }
    : {
        faults: [
          fieldFault(
            'skill',
            `'${person}' has the skill '${skill}' on record already.`,
            `“${person}”已登记技能“${skill}”。`,
          ),
        ],
      };
}

/** They are not any more, such as when a certificate has run out. */
export async function endSkill(
  runner: QueryRunner,
  id: string,
  { by, at }: ChangeStamp,
): Promise<ChangeOutcome<{ id: string }>> {
  await runner.query(`UPDATE skills SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL`, [id, at, by]);
  return { done: { id } };
}

/** Where somebody says they are. Only the last place is kept; one that is older than what is known changes nothing. */
export async function enterPosition(
  source: DataSource,
  person: string,
  { latitude, longitude }: { latitude: number; longitude: number },
  at: string,
): Promise<void> {
  await source.query(
    `INSERT INTO positions (person_id, latitude, longitude, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person_id) DO UPDATE SET latitude = EXCLUDED.latitude, longitude = EXCLUDED.longitude, at = EXCLUDED.at WHERE positions.at <= EXCLUDED.at`,
    [person, latitude, longitude, at],
  );
}
