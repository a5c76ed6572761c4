import type { Connection } from './transaction.js';

/** How far the database's clock is ahead of this process's, in milliseconds, as each connection has told. */
const offsetsMs = new WeakMap<object, number>();

/** So much a tardy answer takes off what a swifter one has told before, in milliseconds. */
const sinksMs = 1;

/**
 * An answer has told the database's time. It was on its way since: the clock is at least so far ahead, and an answer that
 * took long says less than a swift one.
 */
export async function learnDatabaseTime(connection: Connection, databaseNow: Date): Promise<void> {
  const client = (await connection.connect()) as object;
  const told = databaseNow.getTime() - Date.now();
  offsetsMs.set(client, Math.max(told, (offsetsMs.get(client) ?? told) - sinksMs));
}

/** One of the clocks was set: the next answer tells anew. */
export async function forgetDatabaseTime(connection: Connection): Promise<void> {
  offsetsMs.delete((await connection.connect()) as object);
}

/** The database's time now, or a little before; undefined where the connection has not told yet. */
export async function databaseTimeAt(connection: Connection): Promise<Date | undefined> {
  const offsetMs = offsetsMs.get((await connection.connect()) as object);
  return offsetMs === undefined ? undefined : new Date(Date.now() + offsetMs);
}
