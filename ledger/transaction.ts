import type { Pool, PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { refuse, type Refusal } from '../domain/refusal.js';

/** A statement that is parsed and planned once a connection: those every act runs through. */
export interface PreparedStatement {
  name: string;
  text: string;
}

/** What the steps of an act need of a connection: a query runner is one, too. */
export type Connection = Pick<QueryRunner, 'connect' | 'isTransactionActive'>;

/** Runs a prepared statement; its rows. */
export async function runPrepared<T>(
  connection: Connection,
  { name, text }: PreparedStatement,
  values: unknown[],
): Promise<T[]> {
  const client = (await connection.connect()) as {
    query(query: PreparedStatement & { values: unknown[] }): Promise<{ rows: T[] }>;
  };
  return (await client.query({ name, text, values })).rows;
}

/** A connection straight from the pool: what a query runner brings beside it costs an act more than it is of use. */
class PooledConnection implements Connection {
  isTransactionActive = false;

  constructor(private readonly client: PoolClient) {}

  static async of(source: DataSource): Promise<PooledConnection> {
    return new PooledConnection(await (source.driver as unknown as { master: Pool }).master.connect());
  }

  connect(): Promise<PoolClient> {
    return Promise.resolve(this.client);
  }

  async begin(): Promise<void> {
    await this.client.query('BEGIN');
    this.isTransactionActive = true;
  }

  async end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    await this.client.query(how);
    this.isTransactionActive = false;
  }

  /** Gives it back to the pool; one in the middle of a transaction is closed. */
  release(): void {
    this.client.release(this.isTransactionActive);
  }
}

/** What happened meanwhile makes an attempt void; it is safe to try again from the start. */
export class ConcurrentChangeError extends Error {}

/** After so many failed attempts the work runs in a transaction with the row locked. */
const attemptsBeforeLocking = 3;

/**
 * Work on one connection, tried again where another act on the case, or another request with the same key, was faster.
 * Each statement is committed on its own unless `inTransaction`. After three failed attempts the work runs in a
 * transaction with the row locked, so that under load every act gets its turn.
 */
export async function withRetries<T>(
  source: DataSource,
  work: (connection: Connection) => Promise<T>,
  inTransaction = false,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const connection = await PooledConnection.of(source);
    try {
      if (inTransaction || attempt > attemptsBeforeLocking) await connection.begin();
      const result = await work(connection);
      if (connection.isTransactionActive) await connection.end('COMMIT');
      return result;
    } catch (error) {
      if (connection.isTransactionActive) await connection.end('ROLLBACK').catch(() => undefined);
      if (!isRetryable(error) || attempt >= 20) throw error;
    } finally {
      connection.release();
    }
  }
}

/** Overtaken, locked crosswise, not serialisable, or a key that another request has just used. */
function isRetryable(error: unknown): boolean {
  if (error instanceof ConcurrentChangeError) return true;
  const { code, constraint } = databaseError(error);
  return code === '40P01' || code === '40001' || (code === '23505' && constraint === 'idempotency_keys_pkey');
}

function databaseError(error: unknown): { code?: string; constraint?: string } {
  return (error as { driverError?: { code?: string; constraint?: string } } | null)?.driverError ?? (error as object);
}

/**
 * What PostgreSQL refuses for good because of a value: no character it keeps (U+0000, halves of a pair), too long for a
 * column or an index, out of range, no such number or time.
 */
const unkeepableValues: readonly string[] = ['22001', '22003', '22007', '22008', '22021', '22P02', '22P05', '54000'];

/** The refusal of what the database refuses for good; undefined for any other error: to try again would not help. */
export function unkeepableRefusal(error: unknown): Refusal | undefined {
  const { code } = databaseError(error);
  return code !== undefined && unkeepableValues.includes(code)
    ? refuse(
        'bad-input',
        `The database cannot keep this as it is written (${code}): look for unusual characters, or very large values.`,
        `数据库无法保存该内容（${code}），请检查特殊字符或过大的数值。`,
      )
    : undefined;
}
