// The daily head over all cases: what it shows that nothing in the database does.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '../../ledger/canonical-json.js';
import { chainStart, hashOf } from '../../ledger/chain.js';
import { headFilesIn, leavesFileOf, readHeadFile, readLeaves, writeLeaves } from '../../ledger/heads/head-files.js';
import { isSignedBy, makeHeadKey, readHeadKey, type HeadKey } from '../../ledger/heads/head-key.js';
import { lastHeads, makeHead } from '../../ledger/heads/heads.js';
import { entryOfRow } from '../../ledger/verify/entry-rows.js';
import { faultsAgainstHead } from '../../ledger/verify/verify-heads.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { Tamperer } from '../support/tampering.js';
import { TestLedger } from '../support/test-ledger.js';

describe('a head over all cases', () => {
  let desk: TestLedger;
  let tamperer: Tamperer;
  let folder: string;
  let key: HeadKey;
  let file: string;
  let number: string;
  beforeAll(async () => {
    desk = await TestLedger.start();
    ({ number } = await driveComplaint(desk, 'done', { tier: 'important' }));
    await desk.repair();
    folder = await mkdtemp(join(tmpdir(), 'banjie-heads-'));
    await makeHeadKey(join(folder, 'key.pem'));
    key = (await readHeadKey(join(folder, 'key.pem')))!;
    await makeHead(desk.database.source, { key, folder });
    file = (await headFilesIn(folder))[0]!;
    tamperer = await Tamperer.at(desk.database.ownerUrl);
    // A case that goes on after it is no fault.
    await desk.act(number, 'p01', 'note', { words: '已回电' });
  });
  afterAll(async () => {
    await tamperer.end();
    await desk.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const source = () => desk.database.source;
  const faults = async () =>
    (await faultsAgainstHead(source(), file, { publicKeys: [key.publicKey] })).faults.map(
      (fault) => `${fault.number} ${fault.seq ?? ''}: ${fault.what}`,
    );

  test('an untouched desk that went on since is whole', async () => {
    assert.deepEqual(await faults(), []);
    assert.deepEqual((await verifyLedger(source())).faults, []);
  });

  test('the key is the owner’s alone, is made once, and signs what the head says', async () => {
    assert.equal((await stat(join(folder, 'key.pem'))).mode & 0o777, 0o600);
    assert.equal(await makeHeadKey(join(folder, 'key.pem')), false);
    const { head, signature, said } = await readHeadFile(file);
    assert.ok(isSignedBy(key.publicKey, head, signature));
    assert.equal(isSignedBy(key.publicKey, head.replace('"cases":2', '"cases":3'), signature), false);
    assert.deepEqual([said.cases, said.previous], [2, '']);
  });

  test('the root is that of RFC 6962 over the leaves, which say no word of a case', async () => {
    const leaves: string[] = [];
    for await (const leaf of readLeaves(leavesFileOf(file))) leaves.push(leaf);
    const hash = (...parts: (string | Buffer)[]) =>
      parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest();
    const rootOf = (part: string[]): Buffer => {
      if (part.length === 1) return hash('\x00', part[0]!);
      const half = 2 ** Math.floor(Math.log2(part.length - 1));
      return hash('\x01', rootOf(part.slice(0, half)), rootOf(part.slice(half)));
    };
    const { said } = await readHeadFile(file);
    assert.equal(said.root, rootOf(leaves).toString('hex'));
    assert.equal(said.leaves, leaves.length);
    assert.deepEqual(
      leaves.slice(0, 2).map((leaf) => Object.keys(JSON.parse(leaf) as object)),
      [
        ['case', 'hash', 'seq'],
        ['case', 'hash', 'seq'],
      ],
    );
    assert.ok(leaves.includes(canonicalJson({ counter: 'property-company', next: 33 })));
  });

  test('W-34 a case gone with all its rows is named', async () => {
    const gone = ['entries', 'clocks', 'tasks', 'notices', 'case_search', 'outbox', 'cases'].map(
      (table) => `DELETE FROM ${table} WHERE number = '${number}'`,
    );
    assert.match(
      (await tamperer.during(gone, faults)).join('\n'),
      new RegExp(`^${number} : the case is gone: .* with \\d+ entries$`),
    );
  });

  test('W-34 a chain that was rewritten as a whole, every hash anew, is named, where verify alone finds it whole', async () => {
    const rows = await source().query(`SELECT * FROM entries WHERE number = $1 ORDER BY seq`, [number]);
    let previousHash = chainStart;
    const statements = rows.map(entryOfRow).map((entry: ReturnType<typeof entryOfRow>) => {
      const changed = { ...entry, facts: { ...entry.facts, round: 9 }, previousHash };
      const hash = hashOf(changed);
      const update = `UPDATE entries SET facts = '${JSON.stringify(changed.facts)}', previous_hash = '${previousHash}', hash = '${hash}' WHERE number = '${number}' AND seq = ${entry.seq}`;
      previousHash = hash;
      return update;
    });
    const all = [...statements, `UPDATE cases SET last_hash = '${previousHash}' WHERE number = '${number}'`];
    const [alone, held] = await tamperer.during(
      all,
      async () => [await verifyLedger(source()), await faults()] as const,
    );
    assert.deepEqual(alone.faults, []);
    assert.match(held.join('\n'), new RegExp(`^${number} \\d+: the entries up to here were rewritten after `));
  });

  test('W-34 the last entries of a case cut off are named, where the row was made to fit', async () => {
    const cut = `DELETE FROM entries WHERE number = '${number}' AND seq > 2`;
    assert.match((await tamperer.during([cut], faults)).join('\n'), new RegExp(`^${number} \\d+: the entry is gone`));
  });

  test('W-34 changes of an organisation that were emptied or rewritten are named, and a counter set back', async () => {
    const emptied = [`DELETE FROM organisation_changes`, `DELETE FROM organisation_records`];
    assert.match(
      (await tamperer.during(emptied, faults)).join('\n'),
      /^organisation property-company \d+: its changes up to here were cut off after /m,
    );
    const rewritten = [`UPDATE organisation_changes SET hash = 'x' WHERE organisation = 'property-company'`];
    assert.match(
      (await tamperer.during(rewritten, faults)).join('\n'),
      /property-company \d+: its changes .* rewritten/,
    );
    const back = [`UPDATE number_counters SET next = 2 WHERE organisation = 'property-company'`];
    assert.match((await tamperer.during(back, faults)).join('\n'), /property-company : its numbers were set back/);
  });

  test('a head with another signature, other leaves, or not on record is named', async () => {
    const [signed, leaves] = [await readFile(file, 'utf8'), await readFile(leavesFileOf(file))];
    const other = JSON.parse(signed) as { head: string };
    await writeFile(file, JSON.stringify({ ...other, head: other.head.replace('"cases":2', '"cases":3') }));
    assert.match((await faults()).join('\n'), /its signature is of no key that is known, .*: it was altered$/);
    await writeFile(file, signed);
    await writeLeaves(
      leavesFileOf(file),
      (async function* () {
        yield canonicalJson({ counter: 'x', next: 0 });
      })(),
    );
    assert.match((await faults()).join('\n'), /its leaves are not those that were signed/);
    await writeFile(leavesFileOf(file), 'no gzip');
    assert.match((await faults()).join('\n'), /its leaves cannot be read/);
    await writeFile(leavesFileOf(file), leaves);
    assert.match(
      (await tamperer.during([`DELETE FROM heads`], faults)).join('\n'),
      /^head \S+ : it is not among the heads on record$/,
    );
    assert.deepEqual(await faults(), []);
  });

  test('a head of an earlier key is no tampering: it says which key, and is whole where that is named too', async () => {
    const held = async (...publicKeys: string[]) =>
      (await faultsAgainstHead(source(), file, { publicKeys })).faults.map(({ what }) => what);
    const [earlier, now] = [key.publicKey, 'ab'.repeat(32)];
    assert.match((await held(now)).join('\n'), new RegExp(`^it is signed, by another key \\(${earlier}\\): .* --key`));
    assert.deepEqual(await held(now, earlier), []);
    assert.deepEqual(await held(), []);
  });

  test('a head without its leaves is a fault, but where the rule lets leaves go', async () => {
    await rename(leavesFileOf(file), `${leavesFileOf(file)}.away`);
    assert.match((await faults()).join('\n'), /its leaves cannot be read/);
    const { compared, faults: none } = await faultsAgainstHead(source(), file, { mayBeGone: true });
    assert.deepEqual([compared, none], [false, []]);
    await rename(`${leavesFileOf(file)}.away`, leavesFileOf(file));
  });

  test('a head lies in the folder only where it is on record, and gets there the next time where a process ended', async () => {
    const before = (await headFilesIn(folder)).length;
    const make = (always: boolean) => makeHead(source(), { key, folder, always });
    await tamperer.query(`CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no commit'; END $$;
      CREATE CONSTRAINT TRIGGER no_commit AFTER INSERT ON heads DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_commit()`);
    await assert.rejects(make(true), /no commit/);
    assert.equal((await headFilesIn(folder)).length, before);
    await tamperer.query(`DROP TRIGGER no_commit ON heads`);

    // As where the process ended between commit and file.
    await tamperer.query(`DELETE FROM head_exports`);
    await rm(file);
    assert.equal(await make(false), undefined);
    assert.deepEqual(await faults(), []);
    assert.deepEqual(
      (await lastHeads(source(), 1))[0]!.exports.map(({ to }) => to),
      ['folder'],
    );
  });

  test('one a day, whoever asks: two at once make one, and the next names the one before', async () => {
    const make = (always = false) => makeHead(source(), { key, folder, always });
    assert.equal(await make(), undefined);
    const aged = [`UPDATE heads SET at = at - interval '25 hours'`];
    const made = await tamperer.during([...aged], async () => {
      const both = await Promise.all([make(), make()]);
      return both.filter(Boolean).length;
    });
    assert.equal(made, 1);
    const next = await make(true);
    const [newest] = await lastHeads(source(), 1);
    assert.equal(next!.head, newest!.head);
    assert.deepEqual(
      newest!.exports.map(({ to }) => to),
      ['folder'],
    );
    assert.notEqual((JSON.parse(next!.head) as { previous: string }).previous, '');
    assert.deepEqual((await verifyLedger(source())).faults, []);
    const cut = await tamperer.during(
      [`UPDATE heads SET head = replace(head, '"cases":2', '"cases":1') WHERE id = (SELECT min(id) FROM heads)`],
      async () => (await verifyLedger(source())).faults,
    );
    assert.match(cut[0]!.what, /was altered/);
  });
});
