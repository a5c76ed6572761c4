import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { FileStore } from '../../ledger/files/file-store.js';
import { removeUnnamedFiles } from '../../ledger/files/unnamed-files.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { eventually } from '../support/eventually.js';
import { withClient } from '../support/database.js';
import { must, TestApi } from '../support/api-desk.js';
import { plainJpeg } from '../support/photos.js';

const photo = (size = 200) => plainJpeg(randomUUID(), size);

describe('limits: what one person hands in within a day', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({ limits: { uploadsPerDay: 5, uploadBytesPerDay: 100_000 } });
    await api.hire('fitter', 'maintenance', 'sunshine', 'engineering');
  });
  afterAll(() => api.stop());

  it('so many files, also many at once; then 429 until the oldest is a day old, in words; the same key is answered again', async () => {
    const key = randomUUID();
    const first = photo();
    must(await api.upload('p09', first, { key }), 201);
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.upload('p09', photo())));
    assert.equal(answers.filter(({ status }) => status === 201).length, 4);
    const { body, headers } = answers.find(({ status }) => status !== 201)!;
    assert.deepEqual([body.status, body.code], [429, 'upload-quota']);
    const seconds = Number(headers.get('retry-after'));
    assert.ok(seconds > 86_000 && seconds <= 86_400, String(seconds));
    assert.equal((await api.upload('p09', first, { key })).status, 201);
    assert.equal((await api.upload('p01', photo())).status, 201, 'nobody else waits');
    await withClient(api.desk.database.ownerUrl, (client) =>
      client.query(`UPDATE files SET created_at = created_at - interval '25 hours' WHERE uploaded_by = 'p09'`),
    );
    assert.equal((await api.upload('p09', photo())).status, 201);
  });

  it('so many bytes', async () => {
    assert.equal((await api.upload('fitter', photo(60_000))).status, 201);
    assert.equal((await api.upload('fitter', photo(60_000))).body.code, 'upload-quota');
    assert.equal((await api.upload('fitter', photo(20_000))).status, 201);
  });
});

describe('limits: files that come in at a time', () => {
  it('five of a person; the next waits by Retry-After, somebody else does not; one that breaks off makes room', async () => {
    const api = await TestApi.start({ limits: { uploadsAtOnce: 5 } });
    try {
      const sockets = Array.from({ length: 5 }, () => halfSent(api.url));
      let refused = await api.upload('p09', photo());
      await eventually(async () => (refused = await api.upload('p09', photo())).status === 429);
      assert.deepEqual([refused.body.code, refused.headers.get('retry-after')], ['too-many-requests', '5']);
      assert.equal((await api.upload('p01', photo())).status, 201);
      sockets[0]!.destroy();
      await eventually(async () => (await api.upload('p09', photo())).status === 201);
      for (const socket of sockets) socket.destroy();
    } finally {
      await api.stop();
    }
  });

  /** An upload of p09 whose photo does not come to an end. */
  const halfSent = (url: string): Socket => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      [
        'POST /v1/files HTTP/1.1',
        'host: x',
        'authorization: Bearer token-p09',
        `idempotency-key: ${randomUUID()}`,
        'content-type: multipart/form-data; boundary=b',
        'content-length: 10000',
        '',
        '--b',
        'content-disposition: form-data; name="file"; filename="a.jpg"',
        '',
        'begun',
      ].join('\r\n'),
    );
    return socket;
  };
});

describe('files that nothing names', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  afterAll(() => api.stop());

  const upload = async (content = photo()) =>
    must(await api.upload('p09', content), 201) as { id: string; sha256: string };
  const kept = async () =>
    [...(await readdir(api.folder, { recursive: true, withFileTypes: true }))]
      .filter((one) => one.isFile())
      .map(({ name }) => name);
  const age = (sql: string, ids: string[]) =>
    withClient(api.desk.database.ownerUrl, (client) => client.query(sql, [ids]));
  const anHourPasses = (ids: string[]) =>
    age(`UPDATE files SET unnamed_since = unnamed_since - interval '2 hours' WHERE id = ANY ($1)`, ids);
  const aDayPasses = async (ids: string[]) => {
    await age(`UPDATE files SET created_at = created_at - interval '25 hours' WHERE id = ANY ($1)`, ids);
    await age(`UPDATE file_clean_up SET examined_until = '-infinity' WHERE cardinality($1::text[]) >= 0`, ids);
  };
  const clean = () => removeUnnamedFiles(api.desk.database.source, new FileStore(api.folder));
  const onItsWay = async () => {
    const { number } = await api.repair();
    await api.acted('p01', number, 'notify');
    return number as string;
  };
  const names = (number: string, id: string) => api.act('p09', number, 'arrive', { photos: [id] });

  it('go after a day; those named by then, newer ones, and contents that another file has stay', async () => {
    const [named, unnamed, fresh] = [await upload(), await upload(), await upload()];
    const shared = photo();
    const [one, other] = [await upload(shared), await upload(shared)];
    must(await names(await onItsWay(), named.id), 200);
    must(await names(await onItsWay(), other.id), 200);
    const old = [named.id, unnamed.id, one.id, other.id];
    await aDayPasses(old);
    assert.equal(await clean(), 0, 'first they are not to be named any more');
    const { status, body } = await names(await onItsWay(), unnamed.id);
    assert.deepEqual([status, body.code, /POST it to/.test(body.detail)], [422, 'bad-input', true]);
    await anHourPasses(old);
    assert.equal(await clean(), 2);
    const left = await kept();
    for (const file of [named, fresh, other]) assert.ok(left.includes(file.sha256));
    assert.ok(!left.includes(unnamed.sha256));
    assert.equal((await api.get('p09', `/v1/files/${unnamed.id}`)).status, 404);
    assert.deepEqual((await verifyLedger(api.desk.database.source, undefined, new FileStore(api.folder))).faults, []);
  });

  it('a file that an act named after the day, which had been told that it is there, stays', async () => {
    const number = await onItsWay();
    const { id } = await upload();
    must(await names(number, id), 200);
    await age(`UPDATE files SET unnamed_since = now() - interval '2 hours' WHERE id = ANY ($1)`, [id]);
    assert.equal(await clean(), 0);
    const [row] = await api.desk.database.source.query(`SELECT unnamed_since FROM files WHERE id = $1`, [id]);
    assert.deepEqual(row, { unnamed_since: null });
  });

  it('an act that names a file just as it goes is refused in words, and nothing of it is entered', async () => {
    const number = await onItsWay();
    const { id } = await upload();
    const { seq } = (await api.get('p09', `/v1/cases/${number}`)).body;
    const answered = await withClient(api.desk.database.ownerUrl, async (client) => {
      await client.query('BEGIN');
      await client.query('DELETE FROM files WHERE id = $1', [id]);
      const acting = names(number, id);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await client.query('COMMIT');
      return acting;
    });
    assert.deepEqual([answered.status, answered.body.code], [422, 'bad-input']);
    assert.match(answered.body.detail, /hand it in again/);
    assert.equal((await api.get('p09', `/v1/cases/${number}`)).body.seq, seq);
  });

  it('the same content handed in while its last file goes is there afterwards', async () => {
    const content = photo();
    for (let round = 0; round < 5; round += 1) {
      const { id } = await upload(content);
      await aDayPasses([id]);
      await clean();
      await anHourPasses([id]);
      const [, again] = await Promise.all([clean(), upload(content)]);
      const response = await fetch(`${api.url}/v1/files/${again.id}`, {
        headers: { authorization: 'Bearer token-p09' },
      });
      assert.ok(Buffer.from(await response.arrayBuffer()).equals(content));
    }
  });
});
