import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { importTable } from '../../import/import.js';
import { municipalMapping } from '../../import/mapping.js';
import { sha256 } from '../../ledger/canonical-json.js';
import { verifyLedger } from '../../ledger/verify/verify.js';
import { rulebookPaths } from '../../rulebooks/load.js';
import { rulebookFiles, rulebookText } from '../../rulebooks/fragments.js';
import { makeTable, messages } from '../support/import-file.js';
import { actorOf } from '../support/actors.js';
import { withClient } from '../support/database.js';
import { must, TestApi } from '../support/api-desk.js';
import { minorOneDay, propertyText } from '../support/property-text.js';

const real = process.env['BANJIE_REAL_DATA'];
const sort = { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' };

describe('X-1 publishing a rulebook', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({ at: '2026-11-23T01:00:00Z' });
    await api.hire('admin', 'administrator');
  });
  afterAll(() => api.stop());

  const upload = (text: string, as = 'admin') => api.post(as, '/v1/rulebooks/drafts', { text });
  const publish = (version: string, from: string, key = randomUUID()) =>
    api.post('admin', `/v1/rulebooks/property/${version}/publish`, { from }, { 'idempotency-key': key });
  const stateOf = async (version: string) =>
    must(await api.get('admin', '/v1/rulebooks/drafts'), 200).versions.find(
      (one: { name: string; version: string }) => one.name === 'property' && one.version === version,
    )?.state;
  const solveMinor = (body: { clocks: { id: string; due: string }[] }) =>
    body.clocks.find(({ id }) => id === 'solve-minor')!.due;

  it('minor: 1 day is uploaded, compared, run dry over an imported mailbox and published; old and new cases stand side by side', async () => {
    const take = await importTable({
      ledger: api.desk.ledger,
      actor: actorOf('p01'),
      importerLabel: 'p01',
      site: 'sunshine',
      rulebook: 'property',
      asHistory: false,
      maxConcurrent: 4,
      file: await makeTable(messages(12)),
      mapping: municipalMapping,
    });
    const past = await importTable({
      ledger: api.desk.ledger,
      actor: actorOf('p01'),
      importerLabel: 'p01',
      site: 'sunshine',
      rulebook: 'property',
      asHistory: true,
      maxConcurrent: 4,
      file: await makeTable(messages(5)),
      mapping: { ...municipalMapping, namespace: 'past' },
    });
    assert.deepEqual([take.counts.taken, past.counts.taken], [12, 5]);
    const numbers = take.results.flatMap(({ number }) => number ?? []);
    for (const [i, number] of numbers.entries()) {
      await api.acted('p01', number, 'sort', { ...sort, department: i % 2 ? 'security' : 'engineering' });
      await api.acted(i % 2 ? 'p10' : 'p09', number, 'sign');
    }
    // Four are done within a day, four within two, four later than that.
    for (const [at, some] of [
      ['2026-11-23T09:00:00Z', numbers.slice(0, 4)],
      ['2026-11-24T09:00:00Z', numbers.slice(4, 8)],
      ['2026-11-25T09:00:00Z', numbers.slice(8)],
    ] as const) {
      api.desk.time.set(at);
      for (const number of some)
        await api.acted(numbers.indexOf(number) % 2 ? 'p10' : 'p08', number, 'finish', { done: '已处理' });
    }
    const draft = must(await upload(propertyText('003.2', minorOneDay)), 201);
    assert.deepEqual(
      [draft.state, draft.from, draft.steps.map((one: { step: string; by: string }) => [one.step, one.by])],
      ['draft', null, [['uploaded', 'admin']]],
    );

    const { with: base, differences } = must(await api.get('admin', '/v1/rulebooks/property/003.2/comparison'), 200);
    assert.equal(base, '003.1');
    assert.deepEqual(
      differences.map((one: Record<string, string>) => [
        one['what'],
        one['part'],
        one['kind'],
        one['id'],
        one['clause'],
        one['key'],
        one['old'],
        one['new'],
      ]),
      [
        ['changed', 'clocks', 'complaint', 'solve-minor', 'P-4.3.10.1', 'limit', '2 days', '1 day'],
        ['changed', 'clocks', 'complaint', 'solve-minor-again', 'P-4.3.10.1', 'limit', '2 days', '1 day'],
      ],
    );
    assert.match(
      differences[0].text,
      /'the minor complaint solved \(solve-minor\)' of complaint cases: the limit was 2 days, is 1 day/,
    );

    assert.deepEqual(
      ['partName', 'kindName', 'itemName', 'keyName', 'oldText', 'newText', 'clauseText'].map(
        (key) => differences[0][key],
      ),
      [
        'Deadline',
        'complaint',
        'the minor complaint solved',
        'limit',
        '2 days',
        '1 day',
        "Minor: done within 2 days or by the customer's time; longer needs the office director's approval.",
      ],
    );
    const whole = async () =>
      sha256(await api.desk.database.source.query(`SELECT number, state FROM cases ORDER BY number`));
    const before = await whole();
    const dry = must(await api.post('admin', '/v1/rulebooks/property/003.2/dry-run', { kind: 'complaint' }), 200);
    assert.equal(await whole(), before, 'nothing is written');
    assert.deepEqual([dry.cases, dry.withoutClocks, dry.notReplayed], [17, 5, []]);
    const { differ, earlier, later, newlyLate, noLongerLate } = dry.byClause['P-4.3.10.1'];
    assert.deepEqual(
      { differ, earlier, later, newlyLate, noLongerLate },
      { differ: 12, earlier: 12, later: 0, newlyLate: 4, noLongerLate: 0 },
    );
    assert.deepEqual(
      ['engineering', 'security'].map((department) => [
        dry.byDepartment[department].cases,
        dry.byDepartment[department].newlyLate,
      ]),
      [
        [6, 2],
        [6, 2],
      ],
    );
    assert.deepEqual(
      dry.examples[0].differences.map((one: { laterMinutes: number }) => one.laterMinutes),
      [-1440],
    );

    const old = await api.complaint();
    const from = new Date(Date.parse(api.desk.time.iso) + 3_600_000).toISOString();
    assert.equal(must(await publish('003.2', from), 200).state, 'published');
    assert.equal((await api.complaint()).version, '003.1', 'before its instant the old one holds');
    api.desk.time.set(from);
    assert.deepEqual([await stateOf('003.2'), await stateOf('003.1')], ['in-force', 'superseded']);
    const fresh = await api.complaint();
    const [a, b] = [
      await api.acted('p01', old.number, 'sort', sort),
      await api.acted('p01', fresh.number, 'sort', sort),
    ];
    assert.deepEqual([a.version, b.version], ['003.1', '003.2']);
    assert.deepEqual(
      [solveMinor(a), solveMinor(b)].map((due, i) => (Date.parse(due) - Date.parse([a, b][i].receivedAt)) / 86_400_000),
      [2, 1],
    );
    assert.equal(
      must(await api.get('p01', '/v1/rulebooks'), 200).rulebooks.find(
        (one: { name: string }) => one.name === 'property',
      ).version,
      '003.2',
    );
    for (const version of ['003.1', '003.2'])
      assert.match(must(await api.get('p01', `/v1/rulebooks/property/${version}/text`), 200).text, /^--- # /);
    const openCases = must(await api.get('admin', '/v1/rulebooks/drafts'), 200).versions.map(
      (one: { version: string; openCases: number }) => [one.version, one.openCases],
    );
    assert.deepEqual(openCases, [
      ['003.1', 14],
      ['003.2', 1],
    ]);
    assert.deepEqual((await verifyLedger(api.desk.database.source)).faults, []);
  });

  it('every fault is told with its line and what to do: a role and a clause that do not exist, a kind no code knows; nothing is kept', async () => {
    const text = propertyText(
      '003.3',
      [/extensionApprover: office-director/, 'extensionApprover: nobody-at-all'],
      [/clause: P-4\.3\.10\.2\n/, 'clause: P-99\n'],
    );
    const { status, body } = await upload(text);
    assert.deepEqual([status, body.code], [422, 'bad-input']);
    const lines = text.split('\n');
    for (const { field, detail } of body.errors)
      assert.ok(lines[Number(field.split(':')[1]) - 1], `${field} ${detail}`);
    const said = (words: RegExp) => body.errors.find(({ detail }: { detail: string }) => words.test(detail));
    assert.match(lines[Number(said(/nobody-at-all/).field.split(':')[1]) - 1]!, /nobody-at-all/);
    assert.ok(said(/Clause P-99 is cited but not among the clauses: correct the id/));
    const unknownKind = await upload(propertyText('003.3', [/^kinds:\n {2}complaint:/gm, 'kinds:\n  lost-property:']));
    assert.match(JSON.stringify(unknownKind.body.errors), /There is no kind of case 'lost-property'/);
    const sound = await api.post('admin', '/v1/rulebooks/drafts?dry=true', { text: propertyText('003.3') });
    assert.deepEqual([sound.status, sound.body.state, sound.body.steps], [201, 'draft', []]);
    const taken = await api.post('admin', '/v1/rulebooks/drafts?dry=true', {
      text: propertyText('003.1', minorOneDay),
    });
    assert.equal(taken.body.code, 'already-done');
    assert.equal(await stateOf('003.3'), undefined);
    for (const bad of ['', 'a: [', '- 1']) assert.equal((await upload(bad)).status, 422);
    assert.equal((await api.post('admin', '/v1/rulebooks/drafts', { text: 'x'.repeat(1_100_000) })).status, 413);
  });

  it('a version on record is never taken again with another text; the same text again is the one that is there', async () => {
    const text = propertyText('003.4');
    const key = { 'idempotency-key': randomUUID() };
    must(await api.post('admin', '/v1/rulebooks/drafts', { text }, key), 201);
    must(await api.post('admin', '/v1/rulebooks/drafts', { text }, key), 201);
    assert.equal(must(await upload(text), 201).steps.length, 1);
    assert.equal(
      (await api.post('admin', '/v1/rulebooks/drafts', { text: propertyText('003.5') }, key)).body.code,
      'key-reused',
    );
    const other = await upload(propertyText('003.4', minorOneDay));
    assert.deepEqual([other.status, other.body.code], [409, 'already-done']);
    await assert.rejects(
      withClient(api.desk.database.ownerUrl, (client) => client.query(`UPDATE rulebook_texts SET text = 'x'`)),
      /never changed or deleted/,
    );
    await assert.rejects(
      withClient(api.desk.database.ownerUrl, (client) => client.query(`DELETE FROM rulebook_steps`)),
      /never changed or deleted/,
    );
  });

  it('publishing into the past, twice, at an instant that is taken, and withdrawing what has started are refused', async () => {
    for (const version of ['004.1', '004.2']) must(await upload(propertyText(version)), 201);
    const now = Date.parse(api.desk.time.iso);
    const [past, soon] = [new Date(now - 1000).toISOString(), new Date(now + 3_600_000).toISOString()];
    assert.deepEqual(
      [(await publish('004.1', past)).status, (await publish('004.1', past)).body.code],
      [422, 'bad-time'],
    );
    assert.deepEqual((await api.post('admin', '/v1/rulebooks/property/004.1/withdraw')).body.code, 'missing-step');
    const key = randomUUID();
    must(await publish('004.1', soon, key), 200);
    assert.equal(must(await publish('004.1', soon, key), 200).steps.length, 2, 'the same key once');
    assert.equal((await publish('004.1', soon)).body.code, 'already-done');
    assert.equal((await publish('004.2', soon)).body.code, 'bad-time');
    const why = { reason: '文本有误' };
    const withdrawn = must(await api.post('admin', '/v1/rulebooks/property/004.1/withdraw', why), 200);
    assert.deepEqual(
      [withdrawn.state, withdrawn.steps.map(({ step, reason }: { step: string; reason: string }) => [step, reason])],
      [
        'withdrawn',
        [
          ['uploaded', null],
          ['published', null],
          ['withdrawn', '文本有误'],
        ],
      ],
    );
    assert.deepEqual((await verifyLedger(api.desk.database.source)).faults, [], 'the reason is part of the chain');
    must(await publish('004.2', soon), 200);
    api.desk.time.set(soon);
    assert.deepEqual(
      [await stateOf('004.1'), await stateOf('004.2'), (await api.complaint()).version],
      ['withdrawn', 'in-force', '004.2'],
    );
    const late = await api.post('admin', '/v1/rulebooks/property/004.2/withdraw');
    assert.deepEqual([late.status, late.body.code], [409, 'not-in-this-status']);
    assert.equal((await publish('999', soon)).status, 404);
  });

  it('only whoever publishes sees drafts and publishes; nobody publishes what holds at the sites of others', async () => {
    must(await upload(propertyText('005.1')), 201);
    for (const path of ['005.1', '005.1/comparison', '005.1/text', '005.1/kinds'])
      assert.equal((await api.get('p01', `/v1/rulebooks/property/${path}`)).status, 404, path);
    assert.equal((await upload(propertyText('005.2'), 'p03')).body.code, 'role-may-not');
    assert.equal((await api.get('p03', '/v1/rulebooks/drafts')).status, 403);
    const heating = rulebookText(rulebookFiles(rulebookPaths().find((path) => path.endsWith('heating'))!)).replace(
      /^version: .*/m,
      "version: '9.9'",
    );
    assert.equal((await upload(heating)).body.code, 'role-may-not');
    assert.equal(
      must(await upload(heating, 'p13'), 201).state,
      'draft',
      'the administrator of the installation serves all',
    );
    assert.equal(
      (await api.post('admin', '/v1/rulebooks/heating/9.9/publish', { from: '2027-06-01T00:00:00Z' })).body.code,
      'role-may-not',
    );
    assert.deepEqual(
      [
        ...new Set(
          must(await api.get('admin', '/v1/rulebooks/drafts'), 200).versions.map((one: { name: string }) => one.name),
        ),
      ],
      ['property'],
    );
  });

  it('who would grant more time must be somebody: a role that nobody holds is refused when published, any other is a warning', async () => {
    const roles: [RegExp, string] = [
      /^ {2}guard: \{/m,
      '  night-owl: { name: { zh-CN: 夜班经理, en: night owl } }\n  guard: {',
    ];
    must(
      await upload(
        propertyText('006.1', roles, [/extensionApprover: office-director/, 'extensionApprover: night-owl']),
      ),
      201,
    );
    const { status, body } = await publish('006.1', '2027-06-01T00:00:00Z');
    assert.deepEqual([status, body.errors[0].field], [422, 'roles.night-owl']);
    const warned = must(
      await upload(propertyText('006.2', roles, [/- notify: cs-supervisor\n/, '- notify: night-owl\n'])),
      201,
    );
    assert.match(warned.warnings.join(), /roles\.night-owl: nobody of property-company is night owl/);
    assert.equal(must(await publish('006.2', '2027-06-01T00:00:00Z'), 200).state, 'published');
  });

  it('X-9 a version without a clock that the workflows look for asks for confirmation, which stays with the version', async () => {
    must(await upload(propertyText('007.1', [/id: call-meeting\b/, 'id: call-the-meeting'])), 201);
    const from = '2027-07-01T00:00:00Z';
    const { status, body } = await publish('007.1', from);
    assert.deepEqual([status, body.code], [409, 'not-confirmed']);
    assert.match(body.detail, /complaint\/call-meeting/);
    const confirmed = await api.post('admin', '/v1/rulebooks/property/007.1/publish', {
      from,
      withoutClocks: ['complaint/call-meeting'],
    });
    const { steps } = must(confirmed, 200);
    assert.deepEqual(steps.at(-1).withoutClocks, ['complaint/call-meeting']);
    assert.deepEqual(steps[0].withoutClocks, []);
  });

  (real ? it : it.skip)(
    'the same over the real mailbox: what would have been late is what took longer than a day',
    async () => {
      const own = await TestApi.start({ at: '2026-11-23T01:00:00Z' });
      try {
        await own.hire('admin', 'administrator');
        const { ledger, time } = own.desk;
        const { results } = await importTable({
          ledger,
          actor: actorOf('p01'),
          importerLabel: 'p01',
          site: 'sunshine',
          rulebook: 'property',
          asHistory: false,
          maxConcurrent: 4,
          file: real!,
          mapping: municipalMapping,
        });
        const numbers = results.flatMap(({ outcome, number }) => (outcome === 'taken' ? [number!] : [])).slice(0, 300);
        for (const number of numbers) {
          await own.desk.act(number, 'p01', 'sort', sort);
          await own.desk.act(number, 'p09', 'sign');
        }
        time.set('2026-11-24T13:00:00Z');
        for (const number of numbers) await own.desk.act(number, 'p08', 'finish', { done: '已处理' });
        must(await own.post('admin', '/v1/rulebooks/drafts', { text: propertyText('003.2', minorOneDay) }), 201);
        const dry = must(await own.post('admin', '/v1/rulebooks/property/003.2/dry-run', { kind: 'complaint' }), 200);
        const { differ, newlyLate } = dry.byClause['P-4.3.10.1'];
        assert.deepEqual(
          [dry.cases, differ, newlyLate, dry.notReplayed],
          [results.filter(({ number, outcome }) => number && outcome !== 'there').length, 300, 300, []],
        );
        must(await own.post('admin', '/v1/rulebooks/property/003.2/publish', { from: time.iso }), 200);
        assert.deepEqual(
          [(await own.complaint()).version, (await own.desk.state(numbers[0]!)).version],
          ['003.2', '003.1'],
        );
      } finally {
        await own.stop();
      }
    },
    900_000,
  );
});
