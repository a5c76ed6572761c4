import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** Passwords, the sessions of browsers, and how often somebody tried to sign in. All by the database's own clock. */
export class Sessions1700001000000 implements SchemaMigration {
  readonly oldestCode = '0.3.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passwords (
        person_id text PRIMARY KEY REFERENCES people,
        hash text NOT NULL, -- argon2id, as a PHC string
        must_change boolean NOT NULL, -- a one-time password: good for choosing one's own
        valid_until timestamptz NOT NULL, -- 'infinity' for one's own
        set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CHECK (must_change = isfinite(valid_until))
      );

      -- Of the random id in the cookie only its SHA-256 is here.
      CREATE TABLE sessions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        hash text NOT NULL UNIQUE,
        person_id text NOT NULL REFERENCES people,
        device text NOT NULL,
        started_at timestamptz NOT NULL,
        last_used_at timestamptz NOT NULL,
        idle_until timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CHECK (idle_until <= expires_at)
      );
      CREATE INDEX sessions_of_person ON sessions (person_id);
      CREATE INDEX sessions_by_end ON sessions (idle_until);

      -- As rate-limiter-flexible wants it; keys are hashes, expire is in milliseconds since 1970.
      CREATE TABLE sign_in_attempts (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint);
      CREATE INDEX sign_in_attempts_by_end ON sign_in_attempts (expire);

      ALTER TABLE organisation_changes DROP CONSTRAINT organisation_changes_what_check;
      ALTER TABLE organisation_changes ADD CONSTRAINT organisation_changes_what_check
        CHECK (what IN ('person', 'post', 'token', 'password', 'site', 'roster-entry', 'swap', 'absence', 'delegation', 'attendance', 'contact'));

      GRANT SELECT, INSERT, UPDATE ON passwords TO banjie_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, sign_in_attempts TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
