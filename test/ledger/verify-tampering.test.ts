// What was changed behind the desk's back and shows in no entry: each is named, and an untouched desk is whole.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { issueToken } from '../../ledger/people/people-records.js';
import { addPost } from '../../ledger/people/posts.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { driveHeatingRepair } from '../support/scenarios/heating.js';
import { Tamperer } from '../support/tampering.js';
import { TestLedger } from '../support/test-ledger.js';
import { shipped } from '../support/shipped.js';

/** A notice that is the only one of its entry on its matter. */
const oneNotice = `number LIKE 'PC-%' AND id = (
  SELECT min(id) FROM notices one WHERE number LIKE 'PC-%'
    AND (SELECT count(*) FROM notices other WHERE other.number = one.number AND other.seq = one.seq AND other.kind = one.kind AND other.clock IS NOT DISTINCT FROM one.clock) = 1)`;

describe('npm run verify names what was changed behind the desk’s back', () => {
  let desk: TestLedger;
  let tamperer: Tamperer;
  beforeAll(async () => {
    desk = await TestLedger.start();
    await driveComplaint(desk, 'done', { tier: 'important' });
    await driveHeatingRepair(desk, 'finished');
    const change = { organisation: 'property-company', by: 'p13', now: desk.time.iso, rulebooks: shipped };
    await desk.database.source.transaction(async ({ queryRunner }) => {
      await issueToken(queryRunner!, 'p01', { days: 90, reason: 'for a program' }, change);
      const post = { person: 'p01', role: 'cs-supervisor', site: 'sunshine', department: null };
      await addPost(queryRunner!, { ...post, from: desk.time.iso, until: null }, change);
    });
    tamperer = await Tamperer.at(desk.database.ownerUrl);
  });
  afterAll(async () => {
    await tamperer.end();
    await desk.stop();
  });

  const faults = async () =>
    (await verifyLedger(desk.database.source)).faults.map(
      (fault) => `${fault.number} ${fault.seq ?? ''}: ${fault.what}`,
    );

  test('nothing, where nothing was', async () => {
    assert.deepEqual(await faults(), []);
  });

  for (const [what, expected, ...statements] of [
    [
      'when an entry was really entered',
      /^PC-\S+ 2: the entry was altered$/,
      `UPDATE entries SET entered_at = entered_at - interval '1 hour' WHERE number LIKE 'PC-%' AND seq = 2`,
    ],
    [
      'the version of a hash, with when it was entered',
      /^PC-\S+ 2: the entry was altered$/,
      `UPDATE entries SET entered_at = entered_at - interval '1 hour', hash_version = 1 WHERE number LIKE 'PC-%' AND seq = 2`,
    ],
    [
      'the content of a photo',
      /^HR-\S+ \d+: its file photo-1 was replaced: sha256$/,
      `UPDATE files SET sha256 = repeat('1', 64) WHERE id = 'photo-1'`,
    ],
    [
      'when a photo was taken',
      /^HR-\S+ \d+: its file photo-1 was replaced: takenAt$/,
      `UPDATE files SET taken_at = taken_at - interval '1 day' WHERE id = 'photo-1'`,
    ],
    [
      'where a photo was taken',
      /^HR-\S+ \d+: its file photo-1 was replaced: latitude, longitude$/,
      `UPDATE files SET latitude = 31, longitude = 121 WHERE id = 'photo-1'`,
    ],
    [
      'what an entry says of a photo',
      /^HR-\S+ \d+: the entry was altered$/,
      `UPDATE entries SET files = jsonb_set(files, '{0,sha256}', '"x"') WHERE files @> '[{"id": "photo-1"}]'`,
    ],
    [
      'a notice that nobody was to get',
      /^PC-\S+ \d+: its notice \(\w+\) to \S+ is missing$/,
      `DELETE FROM notices WHERE ${oneNotice}`,
    ],
    [
      'the words of a notice',
      /^PC-\S+ \d+: a notice \(\w+\) to \S+ is not what it says\n.* \d+: its notice \(\w+\) to \S+ is missing$/,
      `UPDATE notices SET text = '{"zh-CN": "x", "en": "x"}', word = NULL WHERE ${oneNotice}`,
    ],
    [
      'a notice put in',
      /^PC-\S+ 1: a notice \(inform\) to office-director is not what it says$/,
      `INSERT INTO notices (number, seq, role, kind, clause, text, created_at) SELECT number, 1, 'office-director', 'inform', 'P-9', '{}', now() FROM cases WHERE number LIKE 'PC-%'`,
    ],
    [
      'a token added',
      /^organisation property-company : tokens\/\d+ is there, and no change on record made it$/,
      `INSERT INTO tokens (hash, person_id) VALUES ('x', 'p04')`,
    ],
    [
      'a token given to somebody else',
      /^organisation property-company : tokens\/\d+ is not what its changes made$/,
      `UPDATE tokens SET person_id = 'p04'`,
    ],
    ['a token taken away', /^row tokens\/\d+ : it is gone/, `DELETE FROM tokens`],
    [
      'a post added',
      /^organisation property-company : posts\/\d+ is there, and no change on record made it$/,
      `INSERT INTO posts (person_id, role) VALUES ('p01', 'office-director')`,
    ],
    [
      'a post made longer',
      /^organisation property-company : posts\/\d+ is not what its changes made$/,
      `UPDATE posts SET valid_from = '2020-01-01' WHERE person_id = 'p01' AND role = 'cs-supervisor'`,
    ],
    [
      'a person moved to another organisation',
      /^organisation power-company : people\/p01 is not what its changes made$/m,
      `UPDATE people SET organisation = 'power-company' WHERE id = 'p01'`,
    ],
    [
      'a site under another rulebook',
      /^organisation property-company : sites\/sunshine is not what its changes made$/,
      `UPDATE sites SET rulebooks = '{heating}' WHERE id = 'sunshine'`,
    ],
    [
      'a change of the organisation altered',
      /^organisation property-company 3: the change was altered$/,
      `UPDATE organisation_changes SET by = 'p04' WHERE organisation = 'property-company' AND seq = 3`,
    ],
    [
      'the time of such a change altered by less than a millisecond',
      /^organisation property-company 3: the change was altered$/,
      `UPDATE organisation_changes SET at = at + interval '1 microsecond' WHERE organisation = 'property-company' AND seq = 3`,
    ],
    [
      'one of them taken out',
      /^organisation property-company 3: change 2 of the organisation is missing\norganisation property-company : tokens\/\d+ is there/,
      `DELETE FROM organisation_changes WHERE organisation = 'property-company' AND seq = 2`,
    ],
    [
      'the last of them cut off, with what it made',
      /^organisation property-company : its changes on record do not end with change 3/,
      `DELETE FROM organisation_changes WHERE organisation = 'property-company' AND seq = 3`,
      `DELETE FROM posts WHERE person_id = 'p01' AND role = 'cs-supervisor'`,
    ],
    [
      'all of them emptied',
      /property-company : its changes on record do not end with change 3: .*[^]*organisation property-company : people\/p01 is there, and no change/,
      `DELETE FROM organisation_changes`,
    ],
    [
      'a case gone, and the numbers in hand with it',
      /^organisation property-company : the number 1 was drawn, and no case has it$/,
      ...['entries', 'clocks', 'tasks', 'notices', 'case_search', 'outbox', 'cases'].map(
        (table) => `DELETE FROM ${table} WHERE number LIKE 'PC-%'`,
      ),
      `UPDATE number_blocks SET first = 2 WHERE organisation = 'property-company'`,
    ],
    [
      'a case under a number that was never drawn',
      /^PC-2020-000777 : its number was never drawn$/m,
      `UPDATE cases SET number = 'PC-2020-000777' WHERE number LIKE 'PC-%'`,
    ],
    [
      'a number used twice, under another prefix',
      /^organisation property-company : the number 1 was drawn once, and several cases have it: PC-\S+, PR-2026-000001$/m,
      `INSERT INTO cases SELECT (jsonb_populate_record(cases, '{"number": "PR-2026-000001"}')).* FROM cases WHERE number LIKE 'PC-%'`,
    ],
  ] as [string, RegExp, ...string[]][]) {
    test(`W-34 ${what}`, async () => {
      assert.match((await tamperer.during(statements, faults)).join('\n'), expected);
    });
  }

  test('changes of one organisation at the same time form one chain, whoever makes them', async () => {
    const change = { organisation: 'property-company', by: 'p13', now: desk.time.iso, rulebooks: shipped };
    await Promise.all(
      Array.from({ length: 12 }, () =>
        desk.database.source.transaction(({ queryRunner }) =>
          issueToken(queryRunner!, 'p02', { days: 90, reason: 'for a program' }, change),
        ),
      ),
    );
    const [{ seq }] = await desk.database.source.query(
      `SELECT seq::integer AS seq FROM organisation_records WHERE organisation = 'property-company'`,
    );
    assert.equal(seq, 3 + 12);
    assert.deepEqual(await faults(), []);
  });

  test('everything was put back: nothing is named any more', async () => {
    assert.deepEqual(await faults(), []);
  });
});
