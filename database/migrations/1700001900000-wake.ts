import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** What was looked for every few seconds is told after the commit (ledger/live/wake.ts). */
export class Wake1700001900000 implements SchemaMigration {
  readonly oldestCode = '0.7.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION wake_processes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('banjie_wake', TG_ARGV[0]);
        RETURN NULL;
      END $$;
      CREATE TRIGGER wake AFTER INSERT ON organisation_changes FOR EACH STATEMENT EXECUTE FUNCTION wake_processes('access');
      CREATE TRIGGER wake AFTER INSERT ON access_notices FOR EACH STATEMENT EXECUTE FUNCTION wake_processes('access-notices');
      CREATE TRIGGER wake AFTER INSERT ON erasures FOR EACH STATEMENT EXECUTE FUNCTION wake_processes('erasures');
      CREATE TRIGGER wake AFTER INSERT OR UPDATE OF ordered_at ON rulebook_orders FOR EACH STATEMENT EXECUTE FUNCTION wake_processes('rulebook-orders');
      CREATE TRIGGER wake AFTER INSERT OR UPDATE ON sites FOR EACH STATEMENT EXECUTE FUNCTION wake_processes('schedules');
      CREATE TRIGGER wake AFTER INSERT ON rulebook_steps FOR EACH STATEMENT EXECUTE FUNCTION wake_processes('schedules');
      CREATE TRIGGER wake AFTER INSERT OR UPDATE ON holiday_tables FOR EACH STATEMENT EXECUTE FUNCTION wake_processes('schedules');
      -- A row each, and only of those that are held now: sending marks many.
      CREATE TRIGGER wake_inserted AFTER INSERT ON deliveries FOR EACH ROW WHEN (NEW.state = 'held') EXECUTE FUNCTION wake_processes('deliveries');
      CREATE TRIGGER wake_updated AFTER UPDATE OF state ON deliveries FOR EACH ROW WHEN (NEW.state = 'held') EXECUTE FUNCTION wake_processes('deliveries');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
