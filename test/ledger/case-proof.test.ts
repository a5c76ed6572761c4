// A case, proved to somebody who has nothing but Python.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../../config.js';
import { proofOfCase, type CaseProof } from '../../ledger/heads/case-proof.js';
import { headFilesIn } from '../../ledger/heads/head-files.js';
import { makeHeadKey, readHeadKey, type HeadKey } from '../../ledger/heads/head-key.js';
import { makeHead } from '../../ledger/heads/heads.js';
import { MerkleTree } from '../../ledger/heads/merkle.js';
import { driveComplaint } from '../support/scenarios/drive.js';
import { TestLedger } from '../support/test-ledger.js';

const withPython = spawnSync('python3', ['--version']).status === 0 ? describe : describe.skip;

withPython('the proof of a case', () => {
  let desk: TestLedger;
  let folder: string;
  let key: HeadKey;
  let proof: CaseProof;
  beforeAll(async () => {
    desk = await TestLedger.start();
    const { number } = await driveComplaint(desk, 'done', { tier: 'important' });
    for (let i = 0; i < 4; i += 1) await desk.complaint();
    folder = await mkdtemp(join(tmpdir(), 'banjie-proof-'));
    await makeHeadKey(join(folder, 'key.pem'));
    key = (await readHeadKey(join(folder, 'key.pem')))!;
    await makeHead(desk.database.source, { key, folder });
    await desk.act(number, 'p01', 'note', { words: '以后的事' });
    proof = (await proofOfCase(desk.database.source, number, (await headFilesIn(folder))[0]!))!;
  });
  afterAll(async () => {
    await desk.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function check(what: object, ...more: string[]): Promise<{ status: number | null; said: string }> {
    const file = join(folder, 'proof.json');
    await writeFile(file, JSON.stringify(what));
    const { status, stdout, stderr } = spawnSync(
      'python3',
      [join(projectRoot, 'docs', 'check-proof.py'), file, ...more],
      { encoding: 'utf8' },
    );
    return { status, said: `${stdout}${stderr}` };
  }

  test('holds for the entries that the head covers, by the key of the desk', async () => {
    const { status, said } = await check(proof, '--key', key.publicKey);
    assert.match(
      said,
      new RegExp(`^The proof holds: case ${proof.number} had these ${proof.entries.length} entries on `),
    );
    assert.equal(status, 0);
    assert.match((await check(proof)).said, /ask the desk by another way/);
  });

  test('the commands write it, and hold the record against the heads that were kept', async () => {
    const env = { ...process.env, DATABASE_URL: desk.database.appUrl, HEADS_DIR: folder };
    const run = (program: string, ...asked: string[]) =>
      spawnSync(process.execPath, [fileURLToPath(new URL(`../../embedded/${program}.js`, import.meta.url)), ...asked], {
        env,
        encoding: 'utf8',
      });
    const file = join(folder, 'written.json');
    const written = run('proof', proof.number, file);
    assert.equal(written.status, 0, written.stderr);
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), proof);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.match(run('proof', 'PC-2026-000999', file).stderr, /has a case PC-2026-000999: a new case is in the next/);

    const whole = run('verify', '--heads', folder, '--key', key.publicKey);
    assert.equal(whole.status, 0, whole.stdout + whole.stderr);
    assert.match(whole.stdout, /the head of \S+ over 5 cases\./);
    const others = run('verify', '--heads', folder, '--key', '0'.repeat(64));
    assert.equal(others.status, 1);
    assert.match(others.stdout, /it is signed, by another key/);
    const both = run('verify', '--heads', folder, '--key', '0'.repeat(64), '--key', key.publicKey);
    assert.equal(both.status, 0, both.stdout + both.stderr);
  });

  test('does not hold where anything in it is another', async () => {
    const [first, ...rest] = proof.entries;
    const other = (text: string) => text.replace('hotline', 'counter');
    const flipped = (hex: string) => (hex.startsWith('0') ? `1${hex.slice(1)}` : `0${hex.slice(1)}`);
    const signature = Buffer.from(proof.signature, 'base64');
    signature[40]! ^= 1;
    for (const [what, expected] of [
      [{ entries: [{ ...first!, text: other(first!.text) }, ...rest] }, /Entry 1 has not the hash of its text/],
      [{ entries: rest }, /does not follow on/],
      [{ entries: proof.entries.slice(0, -1) }, /do not end as the leaf says/],
      [{ path: [flipped(proof.path[0]!), ...proof.path.slice(1)] }, /does not lead to the root/],
      [{ path: proof.path.slice(1) }, /does not lead to the root/],
      [{ path: [...proof.path, proof.path[0]!, proof.path[0]!] }, /too long|does not lead/],
      [{ index: proof.index + 1 }, /does not lead to the root/],
      [{ head: proof.head.replace('"cases":5', '"cases":6') }, /signature of the head is wrong/],
      [{ signature: signature.toString('base64') }, /signature of the head is wrong|no point/],
      [{ signature: 'AAAA' }, /signature of the head is wrong/],
      [{ path: undefined }, /This is no proof/],
    ] as [object, RegExp][]) {
      const { status, said } = await check({ ...proof, ...what });
      assert.equal(status, 1, said);
      assert.match(said, expected);
    }
    assert.match((await check(proof, '--key', '0'.repeat(64))).said, /not signed by the key that you have given/);
  });

  test('every leaf of trees of every size to 40 leads to the root', async () => {
    const cases = [];
    for (let size = 1; size <= 40; size += 1)
      for (const index of new Set([0, 1, size >> 1, size - 2, size - 1])) {
        if (index < 0 || index >= size) continue;
        const tree = new MerkleTree(index);
        for (let i = 0; i < size; i += 1) tree.add(`leaf ${i}`);
        cases.push({ index, leaf: `leaf ${index}`, ...tree.close(), leaves: size });
      }
    const file = join(folder, 'paths.json');
    await writeFile(file, JSON.stringify(cases));
    const script = `import importlib.util, json, sys
spec = importlib.util.spec_from_file_location('check', sys.argv[1]); check = importlib.util.module_from_spec(spec); spec.loader.exec_module(check)
for one in json.load(open(sys.argv[2])): check.check_path(one, one)
print('all')`;
    const { stdout, stderr } = spawnSync('python3', ['-c', script, join(projectRoot, 'docs', 'check-proof.py'), file], {
      encoding: 'utf8',
    });
    assert.equal(stdout.trim(), 'all', stderr);
  });
});
