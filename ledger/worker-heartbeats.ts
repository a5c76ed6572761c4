import type { DataSource } from 'typeorm';

/** A worker that has said nothing for so long stands still: three beats, in seconds. */
const silentSeconds = 12;
/** Rows of workers that were killed go after so many days. */
const forgottenDays = 1;

/** A worker says that it lives, and the state of what attends to cases in it (`RUNNING` where it does). */
export async function beatOfWorker(source: Pick<DataSource, 'query'>, id: string, state: string): Promise<void> {
  await source.query(
    `INSERT INTO worker_heartbeats AS known (id, state) VALUES ($1, $2)
     ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, beat_at = clock_timestamp()`,
    [id, state],
  );
}

/** A worker has ended; with it go the rows of those that could not say so. */
export async function endOfWorker(source: Pick<DataSource, 'query'>, id: string): Promise<void> {
  await source.query(
    `DELETE FROM worker_heartbeats WHERE id = $1 OR beat_at < clock_timestamp() - $2 * interval '1 day'`,
    [id, forgottenDays],
  );
}

/** How many workers attend to cases: they run, and have said so within 12 s. */
export async function attendingWorkers(source: Pick<DataSource, 'query'>): Promise<number> {
  const [{ count }] = await source.query(
    `SELECT count(*)::integer AS count FROM worker_heartbeats WHERE state = 'RUNNING' AND beat_at > clock_timestamp() - $1 * interval '1 second'`,
    [silentSeconds],
  );
  return count;
}
