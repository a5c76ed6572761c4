// How long a statement may take, by what asks.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { createDataSource } from '../../database/data-source.js';
import { migrate } from '../../database/migrate.js';
import { freshDatabase, withClient, type TestDatabase } from '../support/database.js';

describe('statements', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    await withClient(database.ownerUrl, async (client) => {
      const [{ name }] = (await client.query(`SELECT quote_ident(current_database()) AS name`)).rows;
      await client.query(`ALTER DATABASE ${name} SET statement_timeout = '7s'`);
    });
  });
  afterAll(() => database.drop());

  test('end after 30 s where people wait, and never where whole tables are read or rebuilt, whatever the server says', async () => {
    const timeOuts = async (unhurried: boolean) => {
      const source = await createDataSource(database.appUrl, { pool: 1, unhurried }).initialize();
      const [row] = await source.query(
        `SELECT current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('plan_cache_mode') AS plans`,
      );
      await source.destroy();
      return row;
    };
    assert.deepEqual(await timeOuts(false), { statement: '30s', idle: '30s', plans: 'force_generic_plan' });
    assert.deepEqual(await timeOuts(true), { statement: '0', idle: '0', plans: 'force_generic_plan' });
  });

  test('of a migration have no end: a second migrator waits for the first, however long that takes', async () => {
    await withClient(database.ownerUrl, async (owner) => {
      await owner.query(`CREATE FUNCTION say_time_out() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN RAISE 'time-out: %', current_setting('statement_timeout'); END $$;
        CREATE TRIGGER say_time_out BEFORE INSERT OR UPDATE ON schema_version EXECUTE FUNCTION say_time_out()`);
      await assert.rejects(migrate(database.ownerUrl), /time-out: 0$/);
      await owner.query(`DROP TRIGGER say_time_out ON schema_version`);
    });
    assert.deepEqual(await migrate(database.ownerUrl), []);
  });
});
