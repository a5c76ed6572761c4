import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** How long a turn is held without being renewed. */
export const turnSeconds = 60;

/**
 * Takes one of a person's `atOnce` turns to have a file made, for `turnSeconds`: its id, or undefined where all of them
 * are taken, in any process.
 */
export async function takeExportTurn(source: DataSource, person: string, atOnce: number): Promise<string | undefined> {
  const rows: { id: string }[] = await source.query(
    `INSERT INTO export_turns (id, person_id, place, until)
     SELECT $1, $2, place, clock_timestamp() + make_interval(secs => $4) FROM generate_series(1, $3) AS places (place)
     WHERE NOT EXISTS (SELECT FROM export_turns AS taken WHERE taken.person_id = $2 AND taken.place = places.place AND taken.until > clock_timestamp())
     ORDER BY place LIMIT 1
     ON CONFLICT (person_id, place) DO UPDATE SET id = EXCLUDED.id, until = EXCLUDED.until WHERE export_turns.until <= clock_timestamp()
     RETURNING id`,
    [randomUUID(), person, atOnce, turnSeconds],
  );
  return rows[0]?.id;
}

/** The file is still being made. */
export async function keepExportTurn(source: DataSource, id: string): Promise<void> {
  await source.query(`UPDATE export_turns SET until = clock_timestamp() + make_interval(secs => $2) WHERE id = $1`, [
    id,
    turnSeconds,
  ]);
}

/** The file has been made, or nobody waits for it any more. */
export async function endExportTurn(source: DataSource, id: string): Promise<void> {
  await source.query(`DELETE FROM export_turns WHERE id = $1`, [id]);
}
