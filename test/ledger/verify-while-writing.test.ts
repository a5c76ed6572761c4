// verify reads while the desk goes on: what is written meanwhile is no fault.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { headFilesIn } from '../../ledger/heads/head-files.js';
import { makeHeadKey, readHeadKey } from '../../ledger/heads/head-key.js';
import { makeHead } from '../../ledger/heads/heads.js';
import { Ledger } from '../../ledger/ledger.js';
import { issueToken } from '../../ledger/people/people-records.js';
import { lockOrganisation } from '../../ledger/people/organisation-record.js';
import { faultsAgainstHead } from '../../ledger/verify/verify-heads.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { actorOf } from '../support/actors.js';
import { shipped } from '../support/shipped.js';
import { accepted, TestLedger } from '../support/test-ledger.js';

const readings = 4;

test('W-34 a desk where cases, acts, tokens and heads are written while it is read is whole', async () => {
  const desk = await TestLedger.start({ pool: 12 });
  const folder = await mkdtemp(join(tmpdir(), 'banjie-writing-'));
  const { source } = desk.database;
  try {
    await makeHeadKey(join(folder, 'key.pem'));
    const key = (await readHeadKey(join(folder, 'key.pem')))!;
    let [reading, written] = [true, 0];
    const other = new Ledger(source, desk.ledger.rulebooks, { time: desk.time });
    const opening = {
      kind: 'complaint',
      rulebook: 'property',
      site: 'sunshine',
      input: { channel: 'phone', words: { subject: '电梯' } },
    };
    const writers = [desk.ledger, desk.ledger, other, other].map(async (ledger, writer) => {
      while (reading) {
        const { number } = accepted(await ledger.open(actorOf('p01'), opening, `w${writer}-${written}`)).state;
        await desk.act(number, 'p01', 'note', { words: '已回电' });
        written += 1;
        await pause(20);
      }
    });
    const change = { organisation: 'property-company', by: 'p13', now: desk.time.iso, rulebooks: shipped };
    const people = (async () => {
      while (reading) {
        await source.transaction(async ({ queryRunner }) => {
          await lockOrganisation(queryRunner!, 'property-company');
          await issueToken(queryRunner!, 'p02', { days: 90, reason: 'for a program' }, change);
        });
        await makeHead(source, { key, folder, always: true });
      }
    })();
    const faults: unknown[] = [];
    const counts: number[] = [];
    try {
      for (let i = 0; i < readings; i += 1) {
        const report = await verifyLedger(source);
        counts.push(report.cases);
        faults.push(...report.faults);
        for (const file of (await headFilesIn(folder)).slice(-2))
          faults.push(...(await faultsAgainstHead(source, file, { publicKeys: [key.publicKey] })).faults);
      }
    } finally {
      reading = false;
      await Promise.all([...writers, people]);
    }
    assert.deepEqual(faults, []);
    assert.ok(counts.at(-1)! > counts[0]!, 'nothing was written meanwhile');
    assert.equal((await verifyLedger(source)).cases, written);
  } finally {
    await desk.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
