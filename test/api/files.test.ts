import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { FileStore } from '../../ledger/files/file-store.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { complaintBody, must, TestApi } from '../support/api-desk.js';
import { photoOfCamera, plainJpeg, plainPng, plainWebp } from '../support/photos.js';

const jpeg = plainJpeg;
const samples: [string, string, Buffer<ArrayBuffer>][] = [
  ['image/jpeg', 'a.exe', jpeg()],
  ['image/png', 'b', plainPng],
  ['image/webp', 'c.jpg', plainWebp],
  ['application/pdf', 'f.txt', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200, 7)])],
];
const heic = (brands: string) =>
  Buffer.concat([Buffer.from(`\x00\x00\x00\x18ftyp${brands}`, 'latin1'), Buffer.alloc(200, 7)]);
const sha = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe('files: photos, papers and signatures', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({ fileLimitBytes: 1024 * 1024 });
    await api.hire('fitter', 'maintenance', 'sunshine', 'engineering');
    await api.hire('stranger', 'cs-agent', null, null, 'heating-company');
  });
  afterAll(() => api.stop());

  /** Names of all contents kept, and of what lies about. */
  const kept = async () =>
    (await readdir(api.folder, { recursive: true, withFileTypes: true }))
      .filter((one) => one.isFile())
      .map(({ name }) => name);
  const download = async (as: string, id: string) => {
    const response = await fetch(`${api.url}/v1/files/${id}`, { headers: { authorization: `Bearer token-${as}` } });
    return { status: response.status, headers: response.headers, content: Buffer.from(await response.arrayBuffer()) };
  };
  const photo = async (as = 'p09') => must(await api.upload(as, jpeg()), 201) as { id: string; sha256: string };
  const onItsWay = async () => {
    const { number } = await api.repair();
    await api.acted('p01', number, 'notify');
    return number as string;
  };

  it('a file is known by its content, whatever its name, kept as it is, and comes back the same', async () => {
    for (const [type, name, content] of samples) {
      const { id, ...told } = must(await api.upload('p09', content, { name }), 201);
      assert.deepEqual(told, { sha256: sha(content), size: content.length, type });
      const got = await download('p09', id);
      assert.deepEqual(
        [
          got.status,
          got.headers.get('content-type'),
          got.headers.get('x-content-type-options'),
          got.headers.get('cache-control'),
        ],
        [200, type, 'nosniff', 'no-store'],
      );
      assert.match(got.headers.get('content-disposition') ?? '', /^attachment; filename="[\w-]+\.(jpg|png|webp|pdf)"$/);
      assert.equal(Number(got.headers.get('content-length')), content.length);
      assert.ok(got.content.equals(content));
    }
  });

  it('a photo that holds a position is drawn anew without it, upright; hash and size are of what is kept', async () => {
    for (const type of ['jpeg', 'png', 'webp'] as const) {
      const taken = await photoOfCamera(type);
      assert.ok(taken.includes('SECRET'), type);
      const key = randomUUID();
      const told = must(await api.upload('p09', taken, { key }), 201);
      const { content } = await download('p09', told.id);
      assert.deepEqual([told.sha256, told.size, told.type], [sha(content), content.length, `image/${type}`]);
      const { exif, xmp, orientation, width, height } = await sharp(content).metadata();
      assert.deepEqual([exif, xmp, orientation, width, height], [undefined, undefined, undefined, 40, 80], type);
      assert.ok(!content.includes('SECRET') && !content.includes('Exif'), type);
      const { data } = await sharp(content).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      // What the camera wrote at the left is above, as the person saw it.
      assert.ok(data[0]! > 200 && data[2]! < 60 && data.at(-3)! < 60 && data.at(-1)! > 200, type);
      assert.equal((await api.upload('p09', taken, { key })).body.id, told.id);
    }
    const behind = Buffer.concat([jpeg(), Buffer.from('MotionPhoto SECRET')]);
    assert.equal((await api.upload('p09', behind)).body.code, 'photo-unreadable');
    const drawn = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    const { id } = must(await api.upload('p09', Buffer.concat([drawn, Buffer.from('SECRET')])), 201);
    assert.ok(!(await download('p09', id)).content.includes('SECRET'), 'what stands behind the picture is gone');
  });

  it('a photo that cannot be cleaned is refused in words, and leaves nothing behind', async () => {
    const earlier = await kept();
    const taken = await photoOfCamera('jpeg');
    // A PNG that says it is vast: 8,001 × 8,000 pixels.
    const large = await photoOfCamera('png');
    large.writeUInt32BE(8_001, 16);
    large.writeUInt32BE(8_000, 20);
    large.writeUInt32BE(crc32(large.subarray(12, 29)), 29);
    for (const [content, code, word] of [
      [taken.subarray(0, 300), 'photo-unreadable', /damaged/],
      [heic('heic\0\0\0\0'), 'photo-heic', /Most Compatible/],
      [heic('mif1\0\0\0\0mif1heic'), 'photo-heic', /JPEG/],
      [large, 'too-large', /64 million pixels/],
    ] as const) {
      const { body } = await api.upload('p09', Buffer.from(content));
      assert.equal(body.code, code);
      assert.match(body.detail, word);
    }
    assert.deepEqual(await kept(), earlier);
    // What a bad line has cut short is kept as far as it can be seen.
    must(await api.upload('p09', Buffer.from(taken.subarray(0, taken.length - 40))), 201);
  });

  it('time and place are kept as the app says them, both degrees or neither', async () => {
    const fields = { takenAt: '2026-11-23T09:00:00+08:00', latitude: '28.2282', longitude: '112.9388' };
    const { headers, body } = await api.upload('p09', jpeg(), { fields });
    assert.deepEqual(
      [body.takenAt, body.place],
      ['2026-11-23T09:00:00+08:00', { latitude: 28.2282, longitude: 112.9388 }],
    );
    assert.equal(headers.get('location'), `/v1/files/${body.id}`);
    for (const [wrong, field] of [
      [{ latitude: '91', longitude: '0' }, 'latitude'],
      [{ latitude: '1' }, 'longitude'],
      [{ takenAt: 'yesterday' }, 'takenAt'],
      [{ colour: 'red' }, 'colour'],
      [{ latitude: 'x', longitude: '1' }, 'latitude'],
    ] as const) {
      const refused = await api.upload('p09', jpeg(), { fields: wrong });
      assert.deepEqual([refused.status, refused.body.errors?.[0]?.field], [422, field], JSON.stringify(refused.body));
    }
  });

  it('other types, nothing, too much and two at once are refused with a sentence, and leave nothing behind', async () => {
    const earlier = await kept();
    const page = await api.upload('p09', Buffer.from('<script>alert(1)</script> and more'), { name: 'photo.jpg' });
    assert.deepEqual([page.status, page.body.code], [422, 'file-type']);
    assert.match(page.body.detail, /JPEG, PNG, WebP/);
    assert.equal((await api.upload('p09', Buffer.alloc(0))).status, 422);
    for (const size of [1024 * 1024 + 1, 1024 * 1024 * 3]) {
      const large = await api.upload('p09', Buffer.concat([jpeg(), Buffer.alloc(size)]));
      assert.deepEqual([large.status, large.body.code], [413, 'too-large']);
      assert.match(large.body.detail, /1 MB/);
    }
    const headers = { authorization: 'Bearer token-p09', 'idempotency-key': randomUUID() };
    const two = new FormData();
    two.append('file', new Blob([jpeg()]), 'a.jpg');
    two.append('file', new Blob([jpeg()]), 'b.jpg');
    const both = await fetch(`${api.url}/v1/files`, { method: 'POST', headers, body: two });
    assert.deepEqual([both.status, ((await both.json()) as { code: string }).code], [400, 'bad-request']);
    const none = new FormData();
    none.append('takenAt', '2026-11-23T09:00:00+08:00');
    assert.equal((await fetch(`${api.url}/v1/files`, { method: 'POST', headers, body: none })).status, 422);
    assert.deepEqual(await kept(), earlier);
  });

  it('only a form, only there, only with a token and a key', async () => {
    assert.deepEqual(
      [
        (await api.post('p09', '/v1/files', { file: 'x' })).body.code,
        (await api.request('POST', '/v1/files', { as: 'p09' })).status,
      ],
      ['not-a-form', 415],
    );
    const form = new FormData();
    form.append('file', new Blob([jpeg()]), 'a.jpg');
    const at = (path: string, headers: Record<string, string>) =>
      fetch(api.url + path, { method: 'POST', headers, body: form });
    assert.equal((await at('/v1/cases', { authorization: 'Bearer token-p09', 'idempotency-key': 'k' })).status, 415);
    assert.equal((await at('/v1/files', { 'idempotency-key': 'k' })).status, 401);
    assert.equal((await at('/v1/files', { authorization: 'Bearer token-p09' })).status, 400);
    assert.equal((await at('/nowhere', { authorization: 'Bearer token-p09' })).status, 404);
    await api.hire('engine-admin', 'administrator');
    assert.equal((await api.upload('engine-admin', jpeg())).status, 403);
  });

  it('the same key gives the same file; with another it is refused; the same content twice is kept once', async () => {
    const [content, key] = [jpeg(), randomUUID()];
    const first = await api.upload('p09', content, { key });
    const again = await api.upload('p09', content, { key });
    assert.deepEqual([again.status, again.body, again.headers.get('idempotency-replayed')], [201, first.body, 'true']);
    const other = await api.upload('p09', jpeg(), { key });
    assert.deepEqual([other.status, other.body.code], [422, 'key-reused']);
    assert.equal(
      (await api.upload('p09', content, { key, fields: { latitude: '1', longitude: '1' } })).body.code,
      'key-reused',
    );
    const at = await Promise.all([1, 2, 3, 4].map(() => api.upload('p08', content, { key })));
    assert.equal(new Set(at.map(({ body }) => body.id)).size, 1);
    assert.notEqual(at[0]!.body.id, first.body.id);
    assert.equal((await kept()).filter((name) => name === sha(content)).length, 1);
  });

  it('an upload that breaks off leaves nothing behind', async () => {
    const earlier = await kept();
    const { port, hostname } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(
      `POST /v1/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer token-p09\r\nidempotency-key: ${randomUUID()}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 500000\r\n\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n`,
    );
    socket.write(Buffer.concat([jpeg(), Buffer.alloc(100_000)]));
    for (let tries = 0; (await kept()).length === earlier.length; tries += 1) {
      assert.ok(tries < 100, 'nothing has come in');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    socket.destroy();
    for (let tries = 0; (await kept()).length !== earlier.length && tries < 100; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(await kept(), earlier);
  });

  it('an act names files its actor has handed in; others, and unknown ones, are refused by name', async () => {
    const number = await onItsWay();
    const [mine, theirs] = [await photo(), await photo('p01')];
    for (const id of ['nobody-has-this', theirs.id]) {
      const { status, body } = await api.act('p09', number, 'arrive', { photos: [mine.id, id] });
      assert.deepEqual([status, body.errors[0].field], [422, 'photos']);
      assert.ok(body.detail.includes(id) && !body.detail.includes(mine.id));
    }
    await api.acted('p09', number, 'arrive', { photos: [mine.id] });
    const { files } = (await api.get('p04', `/v1/cases/${number}/files`)).body;
    assert.equal(files.length, 1);
    assert.deepEqual(
      [files[0].id, files[0].seq, files[0].act, files[0].field, files[0].sha256, files[0].uploadedBy],
      [mine.id, 3, 'arrive', 'photos', mine.sha256, 'p09'],
    );
    assert.deepEqual((await api.get('p04', `/v1/cases/${number}/timeline`)).body.entries[2].input.photos, [mine.id]);
    // Once on the case it may be named again on it, by anybody who acts.
    await api.acted('p09', number, 'quote', { content: '换垫圈', labourCents: 0, materialCents: 0, serviceCents: 0 });
    await api.acted('p09', number, 'confirm', { words: '同意' });
    await api.acted('p09', number, 'start');
    await api.acted('fitter', number, 'finish', { result: '好了', photos: [mine.id] });
    assert.deepEqual(
      (await api.get('p04', `/v1/cases/${number}/files`)).body.files.map(({ act }: { act: string }) => act),
      ['arrive', 'finish'],
    );
    const elsewhere = await onItsWay();
    assert.equal((await api.act('fitter', elsewhere, 'arrive', { photos: [mine.id] })).status, 422);
  });

  it('before it is used a file is open to its uploader alone, then to whoever may read the case', async () => {
    const { id } = await photo();
    assert.deepEqual(
      [(await download('p09', id)).status, (await download('p04', id)).status, (await download('stranger', id)).status],
      [200, 404, 404],
    );
    const number = await onItsWay();
    await api.acted('p09', number, 'arrive', { photos: [id] });
    assert.deepEqual(
      [(await download('p04', id)).status, (await download('p05', id)).status, (await download('stranger', id)).status],
      [200, 404, 404],
    );
    assert.equal((await api.get('p05', `/v1/cases/${number}/files`)).status, 404);
    const [unseen, missing] = [await api.get('p05', `/v1/files/${id}`), await api.get('p05', '/v1/files/no-such-file')];
    assert.deepEqual({ ...unseen.body, instance: '' }, { ...missing.body, instance: '' });
  });

  it("X-12 a signature is kept like an anonymous customer's name, a photo is read like their words; P-4.3.5.1 whoever the case is about reads neither", async () => {
    const { number: complaint } = await api.complaint({ anonymous: true });
    const { number } = await api.desk.repair({
      by: 'desk',
      parent: { number: complaint, kind: 'complaint', childKey: 'repair-1', shield: { anonymous: true } },
    });
    await api.acted('p01', number, 'notify');
    const [place, signature] = [await photo(), await photo()];
    await api.acted('p09', number, 'arrive', { photos: [place.id] });
    await api.acted('p09', number, 'quote', { content: '换垫圈', labourCents: 0, materialCents: 0, serviceCents: 0 });
    await api.acted('p09', number, 'confirm', { words: '同意' });
    await api.acted('p09', number, 'start');
    await api.acted('p09', number, 'finish', { result: '好了' });
    await api.acted('p09', number, 'sign-off', { accepted: true, signature: [signature.id] });
    const seen = async (as: string) =>
      (await api.get(as, `/v1/cases/${number}/files`)).body.files.map(({ field }: { field: string }) => field);
    assert.deepEqual([await seen('p04'), await seen('p03')], [['photos'], ['photos', 'signature']]);
    assert.deepEqual(
      [
        (await download('p04', place.id)).status,
        (await download('p04', signature.id)).status,
        (await download('p03', signature.id)).status,
      ],
      [200, 404, 200],
    );
    assert.ok(!JSON.stringify((await api.get('p04', `/v1/cases/${number}/timeline`)).body).includes(signature.id));
    await api.desk.database.source.query(
      `UPDATE cases SET state = jsonb_set(state, '{facts,aboutPerson}', '"p09"') WHERE number = $1`,
      [number],
    );
    assert.deepEqual([await seen('p09'), (await download('p09', place.id)).status], [[], 404]);
    await api.desk.database.source.query(`UPDATE cases SET state = state #- '{facts,aboutPerson}' WHERE number = $1`, [
      number,
    ]);
  });

  it('X-12 what a customer hands in with recording and adding is kept like their name; what goes with a remark is read like its words', async () => {
    const [recorded, added, noted] = [await photo('p01'), await photo('p01'), await photo('p01')];
    const { number } = await api.complaint({ anonymous: true, files: [recorded.id] });
    await api.acted('p01', number, 'add', { words: '补充一张照片', files: [added.id] });
    await api.acted('p01', number, 'note', { words: '见附件', files: [noted.id] });
    const seen = async (as: string) =>
      (await api.get(as, `/v1/cases/${number}/files`)).body.files.map(({ id }: { id: string }) => id);
    assert.deepEqual([await seen('p04'), await seen('p03')], [[noted.id], [recorded.id, added.id, noted.id]]);
    assert.deepEqual(
      [(await download('p04', recorded.id)).status, (await download('p03', recorded.id)).status],
      [404, 200],
    );
    const passedOn = await api.act('p04', number, 'note', { words: '附件', files: [recorded.id] });
    assert.deepEqual(
      [passedOn.status, passedOn.body.errors?.[0].field],
      [422, 'files'],
      'nor named by whoever cannot read it',
    );
    await api.acted('p04', number, 'note', { words: '附件', files: [noted.id] });
    const named = (await api.complaint({ files: [(await photo('p01')).id] })).number as string;
    assert.equal(
      (await api.get('p04', `/v1/cases/${named}/files`)).body.files.length,
      1,
      'of a customer who gives a name all read it',
    );
    const strange = await api.post('p01', '/v1/cases', { ...complaintBody, files: [(await photo('p09')).id] });
    assert.deepEqual([strange.status, strange.body.errors[0].field], [422, 'files']);
  });

  it('what is kept outlives the process; a store that cannot be written is named by readyz, and only uploads wait for it', async () => {
    const { id, sha256 } = await photo();
    const restarted = new FileStore(api.folder);
    assert.equal(await restarted.check(sha256), 'whole');
    const chunks: Buffer[] = [];
    for await (const chunk of await restarted.read(sha256)) chunks.push(chunk as Buffer);
    assert.equal(sha(Buffer.concat(chunks)), sha256);
    await rm(join(api.folder, 'incoming'), { recursive: true });
    await writeFile(join(api.folder, 'incoming'), 'in the way');
    assert.ok((await api.request('GET', '/readyz')).body.missing.includes('files'));
    const away = await api.upload('p09', jpeg());
    assert.deepEqual([away.status, away.body.code], [503, 'files-away']);
    assert.equal((await download('p09', id)).status, 200);
    await rm(join(api.folder, 'incoming'));
    assert.ok(!(await api.request('GET', '/readyz')).body.missing.includes('files'));
    const left = join(api.folder, 'incoming', 'left');
    await writeFile(left, 'x');
    await restarted.sweep();
    assert.ok((await kept()).includes('left'), 'an upload under way is left alone');
    await restarted.sweep(Date.now() + 2 * 60 * 60_000);
    assert.ok(!(await kept()).includes('left'));
  });

  it('W-34 verify finds a file that was altered or taken away, by case and entry', async () => {
    const number = await onItsWay();
    const file = await photo();
    await api.acted('p09', number, 'arrive', { photos: [file.id] });
    const faults = async () =>
      (await verifyLedger(api.desk.database.source, undefined, new FileStore(api.folder))).faults;
    assert.deepEqual(await faults(), []);
    const path = join(api.folder, file.sha256.slice(0, 2), file.sha256.slice(2, 4), file.sha256);
    await chmod(path, 0o600);
    await writeFile(path, Buffer.concat([jpeg(), Buffer.from('other')]));
    assert.deepEqual(await faults(), [{ number, seq: 3, what: `the content of its file ${file.id} was altered` }]);
    await rm(path);
    assert.deepEqual(await faults(), [{ number, seq: 3, what: `the content of its file ${file.id} is missing` }]);
    const { status, body } = await api.get('p09', `/v1/files/${file.id}`);
    assert.deepEqual([status, body.code], [503, 'files-away']);
    await assert.rejects(api.desk.database.source.query('DELETE FROM case_files'), /permission denied/);
    await assert.rejects(api.desk.database.source.query(`UPDATE files SET sha256 = 'x'`), /permission denied/);
  });
});
