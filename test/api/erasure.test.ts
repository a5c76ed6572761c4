// A person asks to be forgotten: over HTTP, with a name planted in every word, and found nowhere afterwards.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { MeasurementFeed } from '../../ledger/figures/measurement-feed.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { must, TestApi } from '../support/api-desk.js';
import { databaseTexts, tablesWith } from '../support/dump.js';

const name = '欧阳忘川';
const phone = '13700001234';
const asked = { ground: 'on-request', reason: '客户来函', requestedOn: '2026-11-20' };

describe('erasures over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('keeper', 'administrator');
  });
  afterAll(() => api.stop());

  const filed = async () => {
    const { number } = await api.desk.complaint({
      words: { customer: name, phone, place: `${name}家`, description: name, demand: name, complainedOf: name },
    });
    await api.desk.act(number, 'p01', 'add', { words: name });
    await api.desk.act(number, 'p01', 'note', { words: name });
    await api.desk.act(number, 'p01', 'correct', { field: 'subject', to: name, reason: name });
    await api.desk.act(number, 'p01', 'withdraw', { reason: name });
    return number;
  };

  it('X-10 a dry run says what would be erased and what cannot be; then every filed case of the person is', async () => {
    const numbers = [await filed(), await filed()];
    const { number: open } = await api.desk.complaint({ words: { customer: name, phone } });
    const figures = async () => {
      await new MeasurementFeed(api.desk.database.source, api.desk.ledger.rulebooks).catchUp(60_000);
      const texts = await databaseTexts(api.desk.database.ownerUrl);
      return ['public.measurements', 'public.measured_days'].map((table) => texts.get(table));
    };
    const before = await figures();
    const dry = must(await api.post('keeper', '/v1/erasures?dry=true', { ...asked, phone: '137-0000-1234' }), 200);
    const results = (body: { cases: { number: string; result: string; code: string | null }[] }) =>
      Object.fromEntries(body.cases.map((one) => [one.number, one.code ?? one.result]));
    const [first, second] = numbers as [string, string];
    assert.deepEqual(results(dry), { [first]: 'would-erase', [second]: 'would-erase', [open]: 'not-in-this-status' });
    assert.equal(JSON.stringify(dry).includes(name), false);
    assert.deepEqual(await figures(), before);
    assert.ok(before.every((text) => text !== undefined));

    const done = must(await api.post('keeper', '/v1/erasures', { ...asked, phone }), 200);
    assert.deepEqual(results(done), { [first]: 'erased', [second]: 'erased', [open]: 'not-in-this-status' });
    assert.deepEqual(await figures(), before);
    await api.desk.act(open, 'p01', 'withdraw', { reason: name });
    assert.deepEqual(
      results(must(await api.post('keeper', '/v1/erasures', { ...asked, customer: name, place: '3号楼' }), 200)),
      { [open]: 'erased' },
    );
    assert.deepEqual(results(must(await api.post('keeper', '/v1/erasures', { ...asked, numbers: [first] }), 200)), {
      [first]: 'already-done',
    });
    const { ownerUrl, source } = api.desk.database;
    assert.deepEqual(await tablesWith(ownerUrl, name), []);
    assert.deepEqual(await tablesWith(ownerUrl, phone), []);
    assert.equal(api.logged.join('').includes(name), false);
    assert.deepEqual((await verifyLedger(source)).faults, []);

    const { erasures } = must(await api.get('keeper', '/v1/erasures?limit=2'), 200);
    assert.deepEqual(
      erasures.map(({ number, by, ground }: Record<string, string>) => [number, by, ground]),
      [
        [open, 'keeper', 'on-request'],
        [second, 'keeper', 'on-request'],
      ],
    );
    assert.equal(JSON.stringify(erasures).includes('客户来函'), false);
    assert.deepEqual(must(await api.get('keeper', '/v1/erasures/due'), 200), { due: [], next: null });

    // The case is still there for its readers, without its words.
    const { entries } = must(await api.get('p03', `/v1/cases/${first}/timeline`), 200);
    assert.deepEqual([entries[0].erased, entries.at(-1).erased, entries.at(-1).act], [true, false, 'erase']);
    for (const path of [`/v1/cases/${first}`, `/v1/cases/${first}/timeline?format=csv`, '/v1/cases', '/v1/notices'])
      assert.equal(JSON.stringify((await api.get('p03', path)).body).includes(name), false, path);
  });

  it('default deny: nobody but those who have the right asks for it, and somebody must be named', async () => {
    for (const who of ['p01', 'p03', 'p06']) {
      assert.equal((await api.post(who, '/v1/erasures', { ...asked, phone })).status, 403);
      assert.equal((await api.get(who, '/v1/erasures')).status, 403);
      assert.equal((await api.get(who, '/v1/erasures/due')).status, 403);
    }
    assert.equal((await api.post('keeper', '/v1/erasures', asked)).status, 422);
    assert.equal((await api.post('keeper', '/v1/erasures', { ...asked, customer: name })).status, 422);
    // Administrators of the installation erase nothing of an organisation.
    const number = await filed();
    assert.deepEqual(must(await api.post('p13', '/v1/erasures', { ...asked, numbers: [number] }), 200).cases, []);
  });
});
