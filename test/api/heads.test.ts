import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Webhook } from '../../activities/webhook.js';
import { isSignedBy, makeHeadKey } from '../../ledger/heads/head-key.js';
import { HeadKeeper } from '../../worker/head-keeper.js';
import { TestApi } from '../support/api-desk.js';
import { Tamperer } from '../support/tampering.js';
import { secret, WebhookReceiver } from '../support/receivers.js';

describe('GET /v1/heads', () => {
  let api: TestApi;
  let folder: string;
  let gateway: WebhookReceiver;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.hire('admin', 'administrator');
    await api.desk.complaint();
    folder = await mkdtemp(join(tmpdir(), 'banjie-heads-'));
    gateway = await WebhookReceiver.start();
  });
  afterAll(async () => {
    await gateway.stop();
    await rm(folder, { recursive: true, force: true });
    await api.stop();
  });

  it('W-34 the worker signs a head where the last one is a day old, and sends the gateway what it has not got', async () => {
    const logged: string[] = [];
    const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
    const keeper = new HeadKeeper(
      api.desk.database.source,
      { keyFile: join(folder, 'key.pem'), folder, webhook: new Webhook(gateway.url, secret) },
      log,
    );
    await keeper.runOnce();
    await keeper.runOnce();
    assert.equal(logged.length, 1, 'that there is no key is said once');
    assert.deepEqual((await api.get('p13', '/v1/heads')).body, { heads: [] });

    await makeHeadKey(join(folder, 'key.pem'));
    gateway.status = 500;
    await assert.rejects(keeper.runOnce());
    assert.deepEqual(
      (await api.get('p13', '/v1/heads')).body.heads[0].exports.map(({ to }: { to: string }) => to),
      ['folder'],
    );
    gateway.status = 200;
    // Two heads of one month long ago: the leaves of the second are not kept.
    const earlier = ['2026-01-01T000000.000Z', '2026-01-02T000000.000Z'];
    for (const name of earlier)
      for (const ending of ['head.json', 'leaves.gz']) await writeFile(join(folder, `${name}.${ending}`), '');
    await keeper.runOnce();
    await keeper.runOnce();
    assert.equal((await readdir(folder)).length, 1 + 2 + 4, 'thinned out only with a new head');
    assert.equal(gateway.received.length, 1);
    const { head, signature, publicKey } = gateway.received[0]!.data as unknown as Record<string, string>;
    assert.ok(isSignedBy(publicKey!, head!, signature!));
    const { status, body } = await api.get('p13', '/v1/heads');
    assert.equal(status, 200);
    assert.equal(body.heads.length, 1);
    const [{ root, cases, exported, exports }] = body.heads;
    assert.deepEqual([root, cases, exported], [JSON.parse(head!).root, 1, true]);
    assert.deepEqual(
      exports.map(({ to }: { to: string }) => to),
      ['folder', 'webhook'],
    );
  });

  it('with a new head the leaves that are no longer kept go, and the heads stay', async () => {
    const owner = await Tamperer.at(api.desk.database.ownerUrl);
    const keeper = new HeadKeeper(
      api.desk.database.source,
      { keyFile: join(folder, 'key.pem'), folder },
      pino({ enabled: false }),
    );
    await owner.during([`UPDATE heads SET at = at - interval '25 hours'`], () => keeper.runOnce());
    await owner.end();
    const names = [...(await readdir(folder))].filter((name) => name.startsWith('2026-01'));
    assert.deepEqual(names.sort(), [
      '2026-01-01T000000.000Z.head.json',
      '2026-01-01T000000.000Z.leaves.gz',
      '2026-01-02T000000.000Z.head.json',
    ]);
  });

  it('is for administrators; how many cases all organisations have is for those of the installation', async () => {
    assert.equal((await api.get('p04', '/v1/heads')).status, 403);
    const { status, body } = await api.get('admin', '/v1/heads');
    const { cases, hash, signature, root } = body.heads[0];
    assert.deepEqual([status, cases, hash, signature], [200, null, null, null], 'a count is guessed from its hash');
    assert.match(root, /^[0-9a-f]{64}$/);
    assert.ok(!JSON.stringify(body).includes('"leaves"'));
  });
});
