import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import { Pool } from 'pg';
import { readConfig } from '../../config.js';
import { transitions, type OpponentMessage, type OpponentAnswer } from '../lifecycle.js';

// The limit: nothing but a row, its entries and one transaction an act, over HTTP. No engine, no deadlines, no
// permissions, no chain.
const config = readConfig(['DATABASE_URL']);
const pool = new Pool({ connectionString: config.databaseUrl, max: config.databasePool });
const app = fastify();

const write = `WITH moved AS (UPDATE plain_cases SET status = $2, seq = $3 WHERE number = $1)
  INSERT INTO plain_entries (number, seq, act, status, actor, at, input) VALUES ($1, $3, $4, $2, $5, $6, $7)`;
const insert = `WITH opened AS (INSERT INTO plain_cases (number, status, seq) VALUES ($1, $2, $3))
  INSERT INTO plain_entries (number, seq, act, status, actor, at, input) VALUES ($1, $3, $4, $2, $5, $6, $7)`;

app.post<{ Body: OpponentMessage }>('/cases', async ({ body }): Promise<OpponentAnswer> => {
  const number = randomUUID();
  await pool.query({
    name: 'open',
    text: insert,
    values: [number, 'recorded', 1, 'open', body.actor, body.at, JSON.stringify(body.input)],
  });
  return { number, status: 'recorded', seq: 1 };
});

app.post<{ Params: { number: string; act: string }; Body: OpponentMessage }>(
  '/cases/:number/:act',
  async ({ params, body }, reply) => {
    const { number, act } = params;
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query({
        name: 'lock',
        text: 'SELECT status, seq FROM plain_cases WHERE number = $1 FOR UPDATE',
        values: [number],
      });
      const rule = transitions[act];
      const now = rows[0] as { status: string; seq: number } | undefined;
      if (!now || !rule?.from.includes(now.status)) {
        await client.query('ROLLBACK');
        return await reply.code(409).send({ code: 'not-in-this-status' });
      }
      const answer: OpponentAnswer = { number, status: rule.to ?? now.status, seq: now.seq + 1 };
      await client.query({
        name: 'write',
        text: write,
        values: [number, answer.status, answer.seq, act, body.actor, body.at, JSON.stringify(body.input)],
      });
      await client.query('COMMIT');
      return answer;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  },
);

app.get('/healthz', async () => ({ alive: true }));
await app.listen({ host: '127.0.0.1', port: config.port });
process.once('SIGTERM', () => void app.close().then(() => pool.end()));
