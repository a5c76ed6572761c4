import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** The links by which customers see their own case without an account (ledger/customer/customer-links.ts). */
export class CustomerLinks1700001800200 implements SchemaMigration {
  readonly oldestCode = '0.6.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE customer_links (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), -- the key of the link is made from it
        number text NOT NULL REFERENCES cases,
        digest text NOT NULL, -- SHA-256 of the key: the key itself is nowhere
        origin text NOT NULL CHECK (origin IN ('message', 'staff', 'paper', 'number')),
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_by text,
        revoked_at timestamptz
      );
      CREATE UNIQUE INDEX customer_links_by_digest ON customer_links (digest);
      CREATE INDEX customer_links_of_case ON customer_links (number, origin) WHERE revoked_at IS NULL;

      GRANT SELECT, INSERT, UPDATE (expires_at, revoked_by, revoked_at) ON customer_links TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
