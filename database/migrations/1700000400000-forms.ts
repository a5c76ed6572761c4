import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What came in at a site on a day, for the logs and registers that are printed. */
export class Forms1700000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX cases_by_reception ON cases (site, received_at)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
