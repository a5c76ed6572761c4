import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { open, readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { must, TestApi } from '../support/api-desk.js';
import { photoOfCamera, plainJpeg } from '../support/photos.js';

const east = { latitude: 27.836, longitude: 113.138 };

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start({ fileLimitBytes: 10_000, limits: { uploadsPerDay: 5 } })));
afterAll(() => api.stop());

describe("the technician's orders", () => {
  beforeAll(async () => {
    for (const person of ['e1', 'e2', 'w1']) await api.hire(person, 'maintenance', 'sunshine');
    const teams = { 东区: ['e1', 'e2'], 西区: ['w1'] };
    for (const [name, people] of Object.entries(teams)) {
      const team = must(await api.post('p03', '/v1/teams', { site: 'sunshine', role: 'maintenance', name }), 201);
      for (const person of people) must(await api.post('p03', `/v1/teams/${team.id}/members`, { person }), 201);
      const area = { team: team.id, name, addresses: [`${name}7-9号楼`], ...(name === '东区' ? east : {}) };
      must(await api.post('p03', '/v1/areas', area), 201);
    }
  });
  const orders = async (who: string) =>
    must(await api.get(who, '/v1/me/orders'), 200).orders as Record<string, unknown>[];
  const numbers = async (who: string) => (await orders(who)).map(({ number }) => number);

  it('each case once, from the team that may take it to the one who has it, while it waits for others too', async () => {
    const { number } = await api.repair({ place: '东区8号楼2单元', emergency: true });
    const [seen] = await orders('e1');
    assert.deepEqual(
      [seen!['number'], seen!['yours'], seen!['accepted'], seen!['point'], seen!['phone'], seen!['acts']],
      [number, false, false, east, '13900000000', ['accept', 'arrive']],
    );
    assert.equal(seen!['urgent'], true);
    assert.deepEqual(await numbers('w1'), [], 'work of another team is not theirs');
    await api.acted('e1', number, 'accept');
    assert.deepEqual(await numbers('e2'), [], 'what somebody has taken waits for nobody else');
    await api.acted('e1', number, 'arrive');
    const { factNames } = must(await api.get('p01', `/v1/cases/${number}`), 200);
    assert.deepEqual([factNames.team, factNames.assignee], ['东区', 'e1'], 'whoever is asked can say who comes');
    await api.acted('e1', number, 'cannot-do', { reason: '缺少配件' });
    const [waiting] = await orders('e1');
    assert.deepEqual([waiting!['number'], waiting!['yours'], waiting!['status']], [number, true, 'deferred']);
    await api.acted('p01', number, 'withdraw', { reason: '不再需要' });
    assert.deepEqual(await numbers('e1'), []);
  });

  it('X-5 what the device showed stands beside the time of the ledger, and nothing counts by it', async () => {
    const { number } = await api.repair({ place: '东区9号楼' });
    const { time } = must(await api.get('e1', '/v1/me'), 200);
    // An hour ahead of the desk.
    const deviceAt = new Date(Date.parse(time.now) + 3_600_000).toISOString();
    await api.acted('e1', number, 'accept');
    const after = await api.acted('e1', number, 'arrive', { deviceAt });
    const { entries } = must(await api.get('p01', `/v1/cases/${number}/timeline`), 200);
    const arrival = entries.find(({ act }: { act: string }) => act === 'arrive');
    assert.equal(Date.parse(arrival.deviceAt), Date.parse(deviceAt));
    assert.equal(arrival.happenedAt, arrival.at);
    assert.ok(Date.parse(arrival.at) < Date.parse(deviceAt) - 3_000_000, arrival.at);
    const clock = after.clocks?.find(({ id }: { id: string }) => id.startsWith('arrive'));
    assert.ok(!clock || Date.parse(clock.metAt) === Date.parse(arrival.at));
    const wrong = await api.act('e1', number, 'quote', { deviceAt: 'gestern' });
    assert.deepEqual(
      wrong.body.errors.filter(({ field }: { field: string }) => field === 'deviceAt').length,
      1,
      JSON.stringify(wrong.body),
    );
    assert.deepEqual((await verifyLedger(api.desk.database.source)).faults, []);
  });
});

const jpeg = () => plainJpeg(randomUUID(), 5_000);
const tus = { 'tus-resumable': '1.0.0' };

describe('uploads that break off and go on', () => {
  const call = (as: string, method: string, path: string, headers: Record<string, string> = {}, body?: Buffer) =>
    fetch(api.url + path, {
      method,
      headers: { authorization: `Bearer token-${as}`, ...tus, ...headers },
      ...(body ? { body: new Uint8Array(body) } : {}),
    });
  const begin = (as: string, size: number, key = randomUUID()) =>
    call(as, 'POST', '/v1/uploads', { 'upload-length': String(size), 'idempotency-key': key });
  const part = (as: string, path: string, offset: number, body: Buffer) =>
    call(
      as,
      'PATCH',
      path,
      { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      body,
    );
  const left = async () => [...(await readdir(join(api.folder, 'uploads')).catch(() => []))];

  it('goes on from what has arrived, and is a file once, however often the end is asked for', async () => {
    const [photo, key] = [jpeg(), randomUUID()];
    const begun = await begin('p09', photo.length, key);
    assert.equal(begun.status, 201, await begun.text());
    assert.equal(begun.headers.get('access-control-allow-origin'), null);
    const path = begun.headers.get('location')!;
    assert.equal((await part('p09', path, 0, photo.subarray(0, 2_000))).status, 204);

    // Begun once more, as the answer was lost: what has arrived stays.
    assert.equal((await begin('p09', photo.length, key)).headers.get('location'), path);
    assert.equal((await call('p09', 'HEAD', path)).headers.get('upload-offset'), '2000');

    // A part that breaks off in the middle: what came before the break stays.
    await new Promise<void>((broken) => {
      const sent = httpRequest(api.url + path, {
        method: 'PATCH',
        headers: {
          authorization: 'Bearer token-p09',
          ...tus,
          'upload-offset': '2000',
          'content-type': 'application/offset+octet-stream',
          'content-length': String(photo.length - 2_000),
        },
      });
      sent.on('error', () => broken());
      sent.write(photo.subarray(2_000, 3_000), () => setTimeout(() => sent.destroy(new Error('the tunnel')), 300));
    });
    const reached = await call('p09', 'HEAD', path);
    const offset = Number(reached.headers.get('upload-offset'));
    assert.ok(reached.status === 200 && offset >= 2_000 && offset <= 3_000, `${reached.status} ${offset}`);
    assert.equal(reached.headers.get('upload-length'), String(photo.length));

    const early = await api.post('p09', `${path}/file`, {}, { 'idempotency-key': key });
    assert.deepEqual([early.status, early.body.code], [409, 'upload-not-whole']);
    assert.equal((await part('p09', path, 0, photo)).status, 409);
    assert.equal((await part('p09', path, offset, photo.subarray(offset))).status, 204);
    const said = { takenAt: '2026-11-23T09:00:00+08:00', latitude: 27.8, longitude: 113.1 };
    // Another process that still writes the upload does not change what is on record.
    const late = await open(join(api.folder, 'uploads', path.split('/').at(-1)!), 'r+');
    const file = must(await api.post('p09', `${path}/file`, said, { 'idempotency-key': key }), 201);
    await late.write(Buffer.from('other bytes'), 0, 11, 100);
    await late.close();
    assert.deepEqual(
      [file.type, file.size, file.place],
      ['image/jpeg', photo.length, { latitude: 27.8, longitude: 113.1 }],
    );
    // Who heard no answer begins anew; nothing of that stays, and what is said of another photo is not taken for this one.
    assert.equal((await begin('p09', photo.length, key)).status, 201);
    const other = await api.post('p09', `${path}/file`, { takenAt: said.takenAt }, { 'idempotency-key': key });
    assert.deepEqual([other.status, other.body.code], [422, 'key-reused']);
    const again = await api.post('p09', `${path}/file`, said, { 'idempotency-key': key });
    assert.deepEqual([again.status, again.body.id, again.headers.get('idempotency-replayed')], [201, file.id, 'true']);
    const got = await call('p09', 'GET', `/v1/files/${file.id}`);
    assert.ok(Buffer.from(await got.arrayBuffer()).equals(photo));
    assert.deepEqual(await left(), []);
  });

  it('what is hidden in a photo does not come in bit by bit either', async () => {
    const [taken, key] = [await photoOfCamera('jpeg'), randomUUID()];
    const path = (await begin('p08', taken.length, key)).headers.get('location')!;
    assert.equal((await part('p08', path, 0, taken)).status, 204);
    const { id } = must(await api.post('p08', `${path}/file`, {}, { 'idempotency-key': key }), 201);
    const kept = Buffer.from(await (await call('p08', 'GET', `/v1/files/${id}`)).arrayBuffer());
    assert.ok(kept.length > 200 && !kept.includes('SECRET'));
    assert.deepEqual(await left(), []);
  });

  it("is nobody else's, no larger than a file may be, and no way round what one may hand in a day", async () => {
    const photo = jpeg();
    const path = (await begin('p09', photo.length)).headers.get('location')!;
    for (const answer of [
      await call('p08', 'HEAD', path),
      await part('p08', path, 0, photo),
      await call('p08', 'DELETE', path),
      await api.post('p08', `${path}/file`, {}),
      await call('p09', 'HEAD', '/v1/uploads/..%2f..%2fetc'),
    ])
      assert.equal(answer.status, 404);
    // Behind the own one, in the address, stands the other's.
    const own = (await begin('p08', 200)).headers.get('location')!;
    const both = `${own}?of=/${path.split('/').at(-1)}`;
    assert.equal((await call('p08', 'HEAD', both)).headers.get('upload-length'), '200');
    assert.equal((await part('p08', both, 0, Buffer.alloc(50))).status, 204);
    assert.equal((await call('p09', 'HEAD', path)).headers.get('upload-offset'), '0');
    assert.equal((await call('p08', 'DELETE', both)).status, 204);
    assert.equal((await call('p08', 'HEAD', own)).status, 404);
    assert.equal((await fetch(api.url + path, { method: 'HEAD', headers: tus })).status, 401);
    assert.equal((await begin('p09', 10_001)).status, 413);
    const bytes = { 'content-type': 'application/offset+octet-stream', 'idempotency-key': randomUUID() };
    for (const address of ['/v1/cases', `${path}/file`])
      assert.equal((await call('p09', 'POST', address, bytes, photo)).status, 415, address);
    assert.equal((await call('p09', 'DELETE', path)).status, 204);
    assert.deepEqual(await left(), []);
    // One is a file already: four more are begun, the next waits.
    const last = randomUUID();
    for (const key of [randomUUID(), randomUUID(), randomUUID(), last])
      assert.equal((await begin('p09', 100, key)).status, 201);
    assert.equal((await begin('p09', 100, last)).status, 201, 'the same once more is no more than before');
    assert.equal((await begin('p09', 100)).status, 429);
    const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(98)]);
    const other = (await begin('p10', 100)).headers.get('location')!;
    await part('p10', other, 0, program);
    assert.equal((await api.post('p10', `${other}/file`, {})).status, 422);
    assert.equal((await call('p10', 'HEAD', other)).status, 404, 'what can be no file is no longer under way');
    for (let i = 0; i < 5; i++) assert.equal((await begin('p10', 100)).status, 201);
    const full = await begin('p10', 100);
    assert.ok(full.status === 429 && Number(full.headers.get('retry-after')) > 80_000, 'until the oldest is removed');
  });
});
