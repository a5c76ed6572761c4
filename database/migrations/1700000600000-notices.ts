import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/**
 * Deliveries: what a notice sends to whom through which channel; what people wish of their notices. The mails of before
 * become deliveries.
 */
export class Notices1700000600000 implements SchemaMigration {
  readonly oldestCode = '0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a person wishes, and how chat and SMS reach them. The zone is theirs, for quiet hours and the daily mail.
      CREATE TABLE notice_preferences (
        person_id text PRIMARY KEY REFERENCES people,
        kinds jsonb NOT NULL,
        language text CHECK (language IN ('zh-CN', 'en')),
        time_zone text NOT NULL,
        quiet_from text,
        quiet_until text,
        digest_at text NOT NULL,
        chat text,
        sms text,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
      );
      -- What holds for a role where the person has said nothing.
      CREATE TABLE notice_role_preferences (
        organisation text NOT NULL,
        role text NOT NULL,
        kinds jsonb NOT NULL,
        updated_by text NOT NULL REFERENCES people,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (organisation, role)
      );

      -- Null: nobody has yet looked at which channels it goes out through. The ledger's statement decides only that somebody is told.
      ALTER TABLE notices ADD COLUMN fanned_out_at timestamptz;
      CREATE INDEX notices_to_fan_out ON notices (number) WHERE fanned_out_at IS NULL;

      -- One row a recipient and channel. due_at is the ledger's time, claimed_at the database's. The id is what a receiver knows a repetition by.
      CREATE TABLE deliveries (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        number text NOT NULL REFERENCES cases,
        notice_id bigint NOT NULL REFERENCES notices,
        -- Null: the customer, whose address is read from the words of the case at the time of sending.
        person_id text REFERENCES people,
        channel text NOT NULL CHECK (channel IN ('mail', 'chat', 'sms')),
        state text NOT NULL CHECK (state IN ('waiting', 'held', 'sent', 'given-up', 'skipped')),
        digest boolean NOT NULL DEFAULT false,
        due_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        claimed_at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        last_code text,
        sent_at timestamptz,
        -- That the staff were asked to call a customer whom nothing reached.
        reported_at timestamptz,
        UNIQUE (notice_id, channel)
      );
      CREATE INDEX deliveries_waiting ON deliveries (number) WHERE state = 'waiting';
      CREATE INDEX deliveries_due ON deliveries (due_at) WHERE state IN ('waiting', 'held');
      CREATE INDEX deliveries_to_report ON deliveries (number) WHERE state = 'given-up' AND person_id IS NULL AND reported_at IS NULL;

      INSERT INTO deliveries (number, notice_id, person_id, channel, state, due_at, claimed_at, attempts, sent_at)
      SELECT number, id, person_id, 'mail', mail, created_at, mail_claimed_at, (mail_claimed_at IS NOT NULL)::integer, mail_sent_at FROM notices WHERE mail <> 'none';
      UPDATE notices SET fanned_out_at = created_at;
      DROP INDEX notices_waiting;
      ALTER TABLE notices DROP COLUMN mail, DROP COLUMN mail_claimed_at, DROP COLUMN mail_sent_at;

      GRANT SELECT, INSERT, UPDATE ON deliveries, notice_preferences, notice_role_preferences TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
