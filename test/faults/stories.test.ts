import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoSites, demoTokens } from '../../demo/people.js';
import { ApiClient } from '../../demo/api-client.js';
import { startStack, type Stack } from '../../embedded/stack.js';
import { Engine } from '../../temporal/engine.js';
import { schedulesOf } from '../../temporal/schedules.js';
import { assertWhole } from './real-desk.js';
import { filesWith } from '../support/dump.js';
import { eventually } from '../support/eventually.js';
import { signingKeys } from '../support/engine-keys.js';
import { shipped } from '../support/shipped.js';

const power = { rulebook: 'power', site: 'river-county-power' };
const heating = { rulebook: 'heating', site: 'north-town-heat' };

/** Whole stories on a real desk, in the middle of which the engine is ended with SIGKILL and comes back later. */
describe('a story with the engine away in the middle', () => {
  let folder: string;
  let stack: Stack;
  let desk: ApiClient;
  let engine: Engine;
  const numbers: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banjie-stories-'));
    const now = new Date().toISOString();
    stack = await startStack({
      dataDir: folder,
      env: { TELL_WITHIN: '0', DEMO: 'true', CLOCK: `2@${now}@${now}`, LOG_LEVEL: 'debug' },
    });
    desk = new ApiClient(stack.apiUrl, demoTokens(folder), 60_000);
    engine = new Engine({ address: stack.temporalAddress, namespace: 'default', taskQueue: 'banjie', signingKeys });
  });
  afterAll(async () => {
    await engine?.close();
    await stack?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const completed = (number: string): Promise<void> =>
    eventually(async () => (await engine.handle(number).describe()).status.name === 'COMPLETED', 60_000);
  const acts = async (who: string, number: string): Promise<string[]> =>
    (await desk.timeline(who, number)).map(({ act }) => act);
  const late = async (who: string, number: string): Promise<string[]> =>
    (await desk.read(who, number)).clocks.filter(({ breachedAt }) => breachedAt).map(({ id }) => id);

  it('a fresh desk has the Schedules of all its duties, and a new site has its own within seconds', async () => {
    const has = (sites: { id: string; rulebooks: string[] }[], atMostMs: number): Promise<void> =>
      eventually(async () => {
        const listed: string[] = [];
        for await (const { scheduleId } of engine.schedules.list()) listed.push(scheduleId);
        const wanted = schedulesOf(shipped, sites, 'banjie').map(({ id }) => id);
        return wanted.length > 0 && listed.sort().join() === wanted.sort().join();
      }, atMostMs);
    await has(demoSites, 20_000);
    const site = { id: 'lake-county-power', kind: 'power-county', rulebooks: ['power'] };
    await desk.send('p13', 'POST', '/v1/sites', {
      ...site,
      name: { 'zh-CN': '湖滨供电所', en: 'Lake County Power' },
      organisation: demoSites.find(({ rulebooks }) => rulebooks.includes('power'))!.organisation,
    });
    await has([...demoSites, site], 15_000);
  }, 60_000);

  it('W-9.4 W-14.6 an outage: calls join while the engine is away, each hears of the restoration once when it is back, two are still dark', async () => {
    const outage = (
      await desk.record('w09', {
        ...power,
        kind: 'outage',
        channel: undefined,
        outageType: 'emergency',
        area: 'town',
        line: 'chengdong-1',
        subject: 'line down',
      })
    ).number;
    numbers.push(outage);
    const calls: string[] = [];
    const call = async (): Promise<void> => {
      const house = calls.length + 1;
      const { number } = await desk.record('w01', {
        ...power,
        kind: 'fault-repair',
        area: 'town',
        line: 'chengdong-1',
        side: 'unclear',
        subject: 'no light',
        place: `house ${house}`,
        customer: `欧阳忘川 ${house}`,
        phone: `1390000${1000 + house}`,
      });
      calls.push(number);
    };
    while (calls.length < 5) await call();
    await stack.kill('temporal', 'SIGKILL');
    await desk.act('w09', outage, 'state-reason', { explanation: 'struck by lightning' });
    while (calls.length < 10) await call();
    for (const number of calls) await desk.act('w01', number, 'tell-of-outage', { apology: true });
    await desk.act('w09', outage, 'restore', { result: 'arrester replaced' });
    assert.deepEqual(
      await Promise.all(calls.map(async (number) => (await acts('w01', number)).includes('supply-restored'))),
      calls.map(() => false),
      'nobody is told while the engine is away',
    );
    await stack.restart('temporal');
    for (const number of calls)
      await eventually(async () => (await desk.read('w02', number)).status === 'restored', 60_000);
    for (const [i, number] of calls.entries()) {
      const { status } = await desk.act('w02', number, 'confirm-restored', {
        outcome: i % 5 === 0 ? 'still-dark' : 'restored',
      });
      assert.equal(status, i % 5 === 0 ? 'recorded' : 'closed');
    }
    for (const number of [calls[0]!, calls[5]!]) {
      await desk.act('w01', number, 'dispatch', { crew: 'town-crew' });
      await desk.act('w01', number, 'withdraw', { reason: 'the customer had switched off' });
    }
    await desk.act('w03', outage, 'close');
    for (const number of [outage, ...calls]) {
      await completed(number);
      assert.deepEqual(await late('w01', number), [], `${number} is late in nothing`);
    }
    for (const number of calls) {
      const done = await acts('w01', number);
      assert.equal(
        done.filter((act) => act === 'supply-restored').length,
        1,
        `${number} hears once: ${done.join(' ')}`,
      );
    }
  }, 240_000);

  it('H-proc2 H-9b not warm: accepted while the engine is away, its repair is opened once it is back, and the outcome reported after a second time', async () => {
    const authorityDueAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
    const { number } = await desk.record('h01', {
      ...heating,
      kind: 'heating-complaint',
      channel: 'mayors-line',
      authorityReference: '滨热线15',
      authorityDueAt,
      subject: 'not warm',
      demand: 'heat',
      customer: '欧阳忘川',
      phone: '13600000000',
      place: '12-1-201',
    });
    await stack.kill('temporal', 'SIGKILL');
    await desk.act('h01', number, 'report-up');
    await desk.act('h04', number, 'sort', { category: 'not-warm', finding: 'so, 15 degrees' });
    await desk.act('h06', number, 'instruct', { words: 'today' });
    await desk.act('h01', number, 'pass-on');
    await desk.act('h13', number, 'accept', { responsible: 'h13' });
    const repairs = async () => (await desk.read('h01', number)).links.filter(({ relation }) => relation === 'child');
    assert.deepEqual(
      (await repairs()).map((link) => link.state),
      ['asked'],
    );
    await stack.restart('temporal');
    await eventually(async () => (await repairs())[0]!.state === 'open', 60_000);
    const repair = (await repairs())[0]!.number!;
    await desk.act('h09', repair, 'order', { district: 'east-district' });
    await desk.act('h10', repair, 'arrive', { photos: [await desk.photo('h10')], papersShown: true });
    await desk.act('h10', repair, 'finish', { result: 'vented', photos: [await desk.photo('h10')] });
    await stack.kill('temporal', 'SIGKILL');
    await desk.act('h01', repair, 'lift');
    await desk.act('h02', repair, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('h01', repair, 'close');
    assert.equal((await repairs())[0]!.state, 'open');
    await stack.restart('temporal');
    await eventually(async () => (await repairs())[0]!.state === 'ended', 60_000);
    await desk.act('h13', number, 'finish', { done: 'vented, 20 degrees' });
    await desk.act('h01', number, 'feed-back', { words: 'told' });
    await desk.act('h01', number, 'reply-to-authority', { answer: 'warm again' });
    await desk.act('h02', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('h01', number, 'close');
    for (const one of [number, repair]) {
      await completed(one);
      assert.deepEqual(await late('h01', one), [], `${one} is late in nothing`);
    }
    const entered = await acts('h01', number);
    for (const act of ['child-opened', 'child-outcome'])
      assert.equal(entered.filter((one) => one === act).length, 1, act);
    assert.equal((await repairs()).length, 1);
  }, 240_000);

  it('X-10 neither the engine nor a log has heard a word of what was said', async () => {
    const held = async (what: string): Promise<string[]> =>
      (await filesWith(folder, what)).filter((file) => !file.startsWith(join(folder, 'postgres')));
    assert.match((await held(numbers.at(-1)!)).join(' '), /temporal\.db/, 'the engine knows the number');
    for (const log of ['api.log', 'worker.log'])
      assert.ok((await held('"level":')).includes(join(folder, 'logs', log)), `${log} says something`);
    for (const word of ['欧阳忘川', '13900001001', '13600000000', 'struck by lightning', 'vented', '滨热线'])
      assert.deepEqual(await held(word), [], word);
  });

  it('every case folds to its row and no chain is broken', () => assertWhole(stack.databaseUrl, 13));
});
