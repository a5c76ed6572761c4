import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { actorOf } from '../support/actors.js';
import { handIn } from '../support/hand-in.js';
import { driveHeatingRepair } from '../support/scenarios/heating.js';
import { accepted, TestLedger } from '../support/test-ledger.js';

describe('files that an act names', () => {
  let desk: TestLedger;
  let number: string;
  beforeAll(async () => {
    desk = await TestLedger.start();
    ({ number } = await driveHeatingRepair(desk, 'ordered'));
  });
  afterAll(() => desk.stop());

  const arrive = (key: string, ...photos: string[]) =>
    desk.ledger.append(actorOf('h10'), { number, act: 'arrive', input: { photos, papersShown: true } }, key);

  it('W-34 must be on record for the organisation of the case, whoever asks the ledger', async () => {
    const missing = (await arrive('k1', 'nowhere')) as Refusal;
    assert.ok(isRefusal(missing));
    assert.deepEqual([missing.code, /nowhere/.test(missing.text.en)], ['bad-input', true]);
    await handIn(desk.database.source, 'power-company', 'theirs');
    assert.ok(isRefusal(await arrive('k2', 'theirs')));
    assert.deepEqual(await desk.database.source.query(`SELECT FROM entries WHERE act = 'arrive'`), []);
  });

  it('W-34 stand in the entry with content, time and place, each once; other entries say nothing of files', async () => {
    await handIn(desk.database.source, 'heating-company', 'own-1', 'own-2');
    const { entries } = accepted(await arrive('k3', 'own-2', 'own-1'));
    const file = { sha256: '0'.repeat(64), size: 1, type: 'image/jpeg', latitude: null, longitude: null };
    assert.deepEqual(entries[0]!.recorded.files, [
      { id: 'own-2', ...file, takenAt: '2026-11-23T00:00:00.000Z' },
      { id: 'own-1', ...file, takenAt: '2026-11-23T00:00:00.000Z' },
    ]);
    const rows = await desk.database.source.query(`SELECT act FROM entries WHERE files IS NOT NULL`);
    assert.deepEqual(rows, [{ act: 'arrive' }]);
  });
});
