import { it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createDataSource } from '../../database/data-source.js';
import { Core1700000000000 } from '../../database/migrations/1700000000000-core.js';
import { Notices1700000600000 } from '../../database/migrations/1700000600000-notices.js';
import { withClient } from '../support/database.js';

it('mails of before become deliveries: what waited still waits, what went out is not sent again', async () => {
  const cluster = process.env['BANJIE_TEST_OWNER_URL']!;
  const name = `banjie_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  await withClient(cluster, (client) => client.query(`CREATE DATABASE ${name}`));
  const source = await createDataSource(url.href).initialize();
  try {
    const runner = source.createQueryRunner();
    await new Core1700000000000().up(runner);
    await runner.query(`
      INSERT INTO sites VALUES ('s', 'estate', '{}', 'o', '{r}');
      INSERT INTO people VALUES ('p', 'p', 'p@x.example', 'en', 'o');
      INSERT INTO rulebooks (name, version, sha256, body) VALUES ('r', '1', '', '{}');
      INSERT INTO cases (number, kind, rulebook, version, site, status, round, received_at, opened_at, seq, last_hash, state) VALUES ('N-1', 'k', 'r', '1', 's', 'recorded', 1, now(), now(), 1, '', '{}');
      INSERT INTO notices (number, seq, role, person_id, kind, clause, text, created_at, mail, mail_sent_at) VALUES
        ('N-1', 1, 'a', 'p', 'inform', 'X-9', '{}', now(), 'waiting', NULL), ('N-1', 2, 'a', 'p', 'inform', 'X-9', '{}', now(), 'sent', now()), ('N-1', 3, 'a', NULL, 'inform', 'X-9', '{}', now(), 'none', NULL);
    `);
    await new Notices1700000600000().up(runner);
    const rows = await runner.query(
      `SELECT seq, channel, state, deliveries.person_id AS person, sent_at IS NOT NULL AS sent FROM notices LEFT JOIN deliveries ON notice_id = notices.id ORDER BY seq`,
    );
    assert.deepEqual(rows, [
      { seq: 1, channel: 'mail', state: 'waiting', person: 'p', sent: false },
      { seq: 2, channel: 'mail', state: 'sent', person: 'p', sent: true },
      { seq: 3, channel: null, state: null, person: null, sent: false },
    ]);
    assert.deepEqual(await runner.query(`SELECT id FROM notices WHERE fanned_out_at IS NULL`), []);
    await runner.release();
  } finally {
    await source.destroy();
    await withClient(cluster, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
});
