import type { Pool } from 'pg';
import type { OpponentMessage } from '../lifecycle.js';

export interface RawEntry {
  number: string;
  seq: number;
  act: string;
  status: string;
  message: OpponentMessage;
}

/** One prepared insert; run twice it changes nothing. */
export function createRawActivities(pool: Pool) {
  return {
    async record({ number, seq, act, status, message }: RawEntry): Promise<void> {
      await pool.query({
        name: 'raw-record',
        text: `INSERT INTO raw_entries (number, seq, act, status, actor, at, input) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        values: [number, seq, act, status, message.actor, message.at, JSON.stringify(message.input)],
      });
    },
  };
}

export type RawActivities = ReturnType<typeof createRawActivities>;
