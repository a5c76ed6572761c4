// All that a new kind of case takes: one act table, one rulebook entry and one workflow, here in test/toy.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { pino } from 'pino';
import { TokenRow } from '../../database/entities/organisation.js';
import { hashOfToken } from '../../demo/people.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { checkRulebook } from '../../rulebooks/check.js';
import { readRulebook, rulebookFolder } from '../../rulebooks/load.js';
import { rulebookFiles, rulebookText } from '../../rulebooks/fragments.js';
import { withActs } from '../support/scenarios/extra-acts.js';
import { lostPropertyActs } from '../toy/lost-property.js';
import { quietLogger } from '../support/workflow/quiet.js';
import { eventually } from '../support/eventually.js';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';

const kind = 'lost-property';
withActs(kind, lostPropertyActs);
// The API is made from the registry as it is read: only now.
const { createApi } = await import('../../api/app.js');

const shippedFiles = rulebookFiles(join(rulebookFolder, 'property'));
const toyFiles = rulebookFiles(join(dirname(rulebookFolder), 'test', 'toy', 'rulebook'));
const version = '003.toy';
const files = [
  ...shippedFiles.map((one) => ({ ...one, text: one.text.replace(/^version: .*$/m, `version: '${version}'`) })),
  ...toyFiles,
];

const found = {
  kind,
  rulebook: 'property',
  site: 'sunshine',
  channel: 'visit',
  subject: '拾获手表',
  customer: '张三',
  phone: '13800000000',
  thing: 'valuables',
  shelf: 'A-3',
};

describe('a new kind of case is an act table, a rulebook entry and a workflow', () => {
  let desk: AttendedLedger;
  let api: Awaited<ReturnType<typeof createApi>>;
  let url: string;
  let folder: string;

  beforeAll(async () => {
    const bundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('../toy/workflows.js', import.meta.url)),
      logger: quietLogger,
    });
    desk = await AttendedLedger.start({ bundle });
    await desk.ledger.rulebooks.register([readRulebook(rulebookText(files))]);
    await desk.database.source.getRepository(TokenRow).insert({ personId: 'p01', hash: hashOfToken('token-p01') });
    folder = await mkdtemp(join(tmpdir(), 'banjie-files-'));
    api = await createApi({
      ledger: desk.ledger,
      engine: desk.engine,
      files: new FileStore(folder),
      log: pino({ level: 'silent' }),
    });
    await api.listen(0, '127.0.0.1');
    url = await api.getUrl();
  });
  afterAll(async () => {
    await api?.close();
    await desk?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  // The tests look into answers of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  async function call(method: string, path: string, body?: object): Promise<{ status: number; body: any }> {
    const headers = {
      authorization: 'Bearer token-p01',
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const response = await fetch(url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: response.status, body: await response.json() };
  }
  const post = (path: string, body: object) => call('POST', `/v1/cases${path}`, body);
  const status = async (number: string) => (await desk.engine.handle(number).describe()).status.name;

  it('the rulebook is sound with the entry beside the other files, and says what is missing where the table asks for more', () => {
    assert.deepEqual(checkRulebook(files), []);
    const [fault] = checkRulebook(files.map((one) => ({ ...one, text: one.text.replace('  things:', '  objects:') })));
    assert.match(fault?.message.en ?? '', /Acts of a lost-property take ids of the list 'things': add it under lists/);
    assert.equal(fault?.file, toyFiles[0]!.file);
  });

  it('its acts have addresses, bodies and forms: in the contract, and in what a rulebook tells of its kinds', async () => {
    const { body: contract } = await call('GET', '/openapi.json');
    const { operationId, summary, description } = contract.paths['/v1/cases/{number}/hand-over'].post;
    // Another kind has an act of the same name: one address tells of both.
    assert.equal(operationId, 'hand-over');
    assert.match(summary, /Hand it over and file the case/);
    assert.match(
      description,
      /^- lost-property, T-3: while it is told; by front \(.*property: cs-agent, .*\); then closed$/m,
    );
    const { required, properties } = contract.components.schemas.RecordLostPropertyDto;
    assert.ok(
      ['thing', 'shelf', 'subject', 'channel'].every((name) => required.includes(name)),
      String(required),
    );
    assert.match(properties.shelf.description, /Where it is kept/);
    const { kinds } = (await call('GET', `/v1/rulebooks/property/${version}/kinds`)).body;
    const told = kinds.find((one: { kind: string }) => one.kind === kind);
    assert.deepEqual(
      told.acts
        .find((one: { act: string }) => one.act === 'hand-over')
        .fields.map((one: { name: string; type: string }) => [one.name, one.type]),
      [['proof', 'one-of']],
    );
  });

  it('what does not fit its fields, its lists or its course is refused with a sentence', async () => {
    const { shelf, ...without } = found;
    const unkept = await post('', without);
    assert.deepEqual(
      [shelf, unkept.status, unkept.body.code, unkept.body.errors.map(({ field }: { field: string }) => field)],
      ['A-3', 422, 'bad-input', ['shelf']],
    );
    const unlisted = await post('', { ...found, thing: 'elephant' });
    assert.equal(unlisted.status, 422);
    assert.match(unlisted.body.detail, /elephant|thing/);
    const { body: recorded } = await post('', found);
    const early = await post(`/${recorded.number}/hand-over`, { proof: 'identity-card' });
    assert.deepEqual([early.status, early.body.clause], [409, 'T-3']);
    assert.match(early.body.detail, /^'hand-over' is not possible while the case is 'recorded'\. .*\.$/s);
    await desk.end(recorded.number);
  });

  it('T-2 T-3 recorded over HTTP, it is warned, breached at the second and escalated by its own workflow, then met and filed, and the workflow ends', async () => {
    const recorded = await post('', found);
    assert.equal(recorded.status, 201, JSON.stringify(recorded.body));
    const { number } = recorded.body as { number: string };
    assert.match(number, /^TL-\d{4}-\d{6}$/);
    const clock = async () => (await desk.state(number)).clocks.find(({ rule }) => rule === 'tell-loser')!;
    const { due, warnAt } = await clock();
    const later = (minutes: number, seconds = 0) =>
      new Date(Date.parse(due) + minutes * 60_000 + seconds * 1_000).toISOString();
    assert.equal(warnAt!.slice(0, 19), later(-30).slice(0, 19));
    await desk.sleepUntil(due);
    assert.equal((await clock()).breachedAt, null, 'at the due second it is still in time (X-3)');
    assert.equal((await desk.engine.handle(number).describe()).type, kind);
    await desk.sleepUntil(later(0, 3));
    assert.equal((await clock()).breachedAt, due);
    await desk.sleepUntil(later(60, 3));
    const moments = (await desk.entries(number))
      .filter(({ clock: of }) => of === 'tell-loser')
      .map(({ act, at, told }) => [act, at, ...told]);
    assert.deepEqual(moments, [
      ['warn', warnAt, 'cs-agent'],
      ['breach', due, 'cs-agent', 'cs-supervisor'],
      ['escalate', later(60), 'office-director'],
    ]);

    const told = await post(`/${number}/tell-loser`, { answer: '请持身份证到服务中心领取' });
    assert.deepEqual([told.status, told.body.status], [200, 'told'], JSON.stringify(told.body));
    assert.ok((await clock()).metAt);
    const unproved = await post(`/${number}/hand-over`, { proof: 'description' });
    assert.deepEqual(
      [unproved.status, unproved.body.clause, unproved.body.detail],
      [409, 'T-3', 'Valuables are handed over against an identity card: ask for it.'],
    );
    assert.equal((await post(`/${number}/hand-over`, { proof: 'identity-card' })).body.status, 'closed');
    await desk.settled();
    await eventually(async () => (await status(number)) === 'COMPLETED');
    assert.deepEqual(await desk.engine.handle(number).result(), {
      number,
      outcome: 'handled',
      seq: (await desk.state(number)).seq,
    });
  });
});
