import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { Client } from 'pg';
import { Connection } from '@temporalio/client';
import { searchAttributes } from '../../embedded/temporal.js';
import { timeSkipping } from '../support/workflow/time-skipping.js';

describe('the servers the tests run on', () => {
  let client: Client;
  beforeAll(async () => {
    client = new Client({ connectionString: process.env['BANJIE_TEST_OWNER_URL'] });
    await client.connect();
  });
  afterAll(() => client.end());

  it('PostgreSQL 18 orders and matches Chinese text, with trigrams', async () => {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    const { rows } = await client.query(
      `SELECT current_setting('server_version_num')::int AS version, '供暖ABC' ILIKE '%暖abc%' AS matches, lower('ÄЖ') AS low,
              cardinality(show_trgm('供暖不热')) AS trigrams`,
    );
    assert.equal(Math.floor(rows[0].version / 10_000), 18);
    assert.equal(rows[0].matches, true);
    assert.equal(rows[0].low, 'äж');
    assert.equal(rows[0].trigrams, 5);
  });

  it('the role of the application can log in and is no superuser', async () => {
    const url = new URL(process.env['BANJIE_TEST_OWNER_URL'] ?? '');
    url.username = 'banjie_app';
    url.password = process.env['BANJIE_TEST_APP_PASSWORD'] ?? '';
    const app = new Client({ connectionString: url.href });
    await app.connect();
    const { rows } = await app.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user');
    await app.end();
    assert.equal(rows[0].rolsuper, false);
  });

  it('the Temporal server knows the search attributes', async () => {
    const connection = await Connection.connect({ address: process.env['BANJIE_TEST_TEMPORAL'] });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
    await connection.close();
    assert.deepEqual(
      searchAttributes.filter(([name]) => customAttributes?.[name] === undefined),
      [],
    );
  });

  it('the test server skips time', async () => {
    const path = process.env['TEMPORAL_TEST_SERVER'] ?? '';
    const { env: environment, end } = await timeSkipping(path);
    const from = await environment.currentTimeMs();
    await environment.sleep('30 days');
    const passed = (await environment.currentTimeMs()) - from;
    await end();
    assert.ok(passed >= 30 * 86_400_000, `only ${passed} ms passed`);
  });
});
