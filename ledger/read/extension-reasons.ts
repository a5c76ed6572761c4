import type { DataSource } from 'typeorm';
import { utcIso } from '../sql.js';

/** Why more time was asked for (`asked`), granted or refused: of which clock, and when that was said (UTC ISO). */
export interface ExtensionReason {
  asked: boolean;
  clock: string;
  at: string;
  reason: string | null;
}

/** What was said with the extensions of a case, oldest first. Holds words: for those who may read them. */
export async function extensionReasons(source: DataSource, number: string): Promise<ExtensionReason[]> {
  return source.query(
    `SELECT act = 'request-extension' AS asked, input->>'clock' AS clock, ${utcIso('at')} AS at, said_of(number, input->'reason') AS reason FROM entries
     WHERE number = $1 AND act IN ('request-extension', 'grant-extension', 'refuse-extension') ORDER BY seq`,
    [number],
  );
}
