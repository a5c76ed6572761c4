import { hashPassword } from '../../ledger/people/passwords.js';
import type { TestApi } from './api-desk.js';

/** A password that the rule takes from everybody. */
export const goodPassword = '三更灯火 five o’clock';

/** Gives somebody `goodPassword`, as if they had chosen it. */
export async function haveGoodPassword(api: TestApi, ...people: string[]): Promise<void> {
  const hash = await hashPassword(goodPassword);
  for (const person of people)
    await api.desk.database.source.query(
      `INSERT INTO passwords (person_id, hash, must_change, valid_until) VALUES ($1, $2, false, 'infinity')
       ON CONFLICT (person_id) DO UPDATE SET hash = $2, must_change = false, valid_until = 'infinity'`,
      [person, hash],
    );
}
