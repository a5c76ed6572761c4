// Changing a desk's database behind its back, and putting everything back.
import assert from 'node:assert/strict';
import { Client } from 'pg';

/** Somebody who owns the server: no trigger, foreign key or right holds them. */
export class Tamperer {
  private constructor(private readonly client: Client) {}

  static async at(ownerUrl: string): Promise<Tamperer> {
    const client = new Client({ connectionString: ownerUrl });
    await client.connect();
    await client.query(`SET session_replication_role = replica`);
    return new Tamperer(client);
  }

  /** Carries the statements out, each of which must change something, looks, and puts the tables back as they were. */
  async during<T>(statements: string[], look: () => Promise<T>): Promise<T> {
    const { rows } = await this.client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE relkind = 'r' AND nspname = 'public'`,
    );
    const tables = rows.map(({ name }) => name).filter((name) => statements.some((text) => text.includes(name)));
    for (const table of tables)
      await this.client.query(`CREATE TEMP TABLE "kept_${table}" AS SELECT * FROM "${table}"`);
    try {
      for (const statement of statements)
        assert.ok((await this.client.query(statement)).rowCount, `nothing was tampered with: ${statement}`);
      return await look();
    } finally {
      for (const table of tables) {
        await this.client.query(`DELETE FROM "${table}"`);
        await this.client.query(`INSERT INTO "${table}" OVERRIDING SYSTEM VALUE SELECT * FROM "kept_${table}"`);
        await this.client.query(`DROP TABLE "kept_${table}"`);
      }
    }
  }

  /** For good: whoever asks puts it back. */
  async query(statement: string): Promise<void> {
    await this.client.query(statement);
  }

  end(): Promise<void> {
    return this.client.end();
  }
}
