import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { personActs } from '../../api/cases/act-table.js';
import { problemCodes } from '../../api/problem.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { TestApi } from '../support/api-desk.js';

interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  security?: object[];
  parameters?: { name: string; in: string; required: boolean; description?: string }[];
  requestBody?: { content: Record<string, { schema: { $ref?: string; oneOf?: { $ref: string }[] } }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}
interface Schema {
  properties: Record<string, { description?: string }>;
  required?: string[];
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: object };
}

describe('the contract: GET /openapi.json', () => {
  let api: TestApi;
  let contract: Document;
  const operations = (): [path: string, method: string, operation: Operation][] =>
    Object.entries(contract.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, string, Operation] => [path, method, operation]),
    );

  beforeAll(async () => {
    api = await TestApi.start();
    contract = (await api.request('GET', '/openapi.json')).body;
  });
  afterAll(() => api.stop());

  it('it is OpenAPI 3.1 without leftovers of 3.0, and every reference leads somewhere', () => {
    assert.equal(contract.openapi, '3.1.0');
    const text = JSON.stringify(contract);
    assert.doesNotMatch(text, /"nullable"/);
    for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
      assert.ok(contract.components.schemas[name!], `${name} is missing`);
    for (const name of Object.keys(contract.components.schemas)) assert.match(name, /^\w+$/);
  });

  it('every operation has a name of its own, a summary, its parameters and its errors', () => {
    const ids = operations().map(([, , { operationId }]) => operationId);
    assert.deepEqual(ids, [...new Set(ids)]);
    for (const [path, method, operation] of operations()) {
      const where = `${method} ${path}`;
      assert.ok(operation.summary, where);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = operation.parameters ?? [];
      assert.deepEqual(
        parameters
          .filter((one) => one.in === 'path')
          .map(({ name }) => name)
          .sort(),
        inPath.sort(),
        where,
      );
      const open = path.endsWith('z') || path === '/v1/sign-in';
      if (!open) {
        assert.ok(operation.responses['401'], where);
        assert.deepEqual(Object.keys(operation.responses['401'].content!), ['application/problem+json']);
      }
      const keyed = method === 'post' && !['/v1/cases/preview', '/v1/clocks/preview', '/v1/session'].includes(path);
      assert.equal(
        parameters.some(({ name, required }) => name === 'Idempotency-Key' && required),
        keyed,
        where,
      );
      const [status, success] = Object.entries(operation.responses).find(([code]) => code.startsWith('2')) ?? [];
      if (path === '/v1/files/{id}') assert.ok(success?.content?.['image/jpeg'], where);
      else if (method === 'get' && path.endsWith('/table'))
        assert.ok(
          Object.keys(success?.content ?? {}).some((type) => type.includes('spreadsheet')),
          where,
        );
      else if (path === '/v1/live') assert.ok(success?.content?.['text/event-stream'], where);
      else if (path.endsWith('/forms/{form}')) assert.ok(success?.content?.['application/pdf'], where);
      else assert.ok(status === '204' || success?.content?.['application/json']?.schema, where);
    }
  });

  it('every act that a person may do has a route, and no other', () => {
    const routes = Object.keys(contract.paths).flatMap((path) =>
      contract.paths[path]!['post'] ? (/^\/v1\/cases\/\{number\}\/([\w-]+)$/.exec(path)?.[1] ?? []) : [],
    );
    assert.deepEqual(routes.sort(), personActs());
    for (const act of [
      'record',
      'propose-tier',
      'child-opened',
      'child-outcome',
      'outcome-told',
      'broadcast-done',
      'receive-duplicate',
      'raise-alarm',
      'refuse-signal',
      'wake',
    ])
      assert.equal(routes.includes(act), false, act);
  });

  it('every route of an act reaches its row: its own body is taken, and the ledger answers', async () => {
    const cases: Record<string, string> = {
      complaint: (await api.complaint()).number,
      repair: (await api.repair()).number,
    };
    for (const [kind, number] of Object.entries(cases)) {
      for (const act of personActs()) {
        const { status, body } = await api.act('p07', number, act, { nonsense: true });
        if (kinds[kind]![act])
          assert.deepEqual(
            [status, body.code, body.errors.some((one: { field: string }) => one.field === 'nonsense')],
            [422, 'bad-input', true],
            `${kind} ${act}`,
          );
        else assert.ok([404, 422].includes(status), `${kind} ${act}`);
      }
    }
  });

  it('an act shows its clause, roles and statuses; an act that kinds word differently shows every body', () => {
    const sort = contract.paths['/v1/cases/{number}/sort']!['post']!;
    assert.match(
      sort.description ?? '',
      /P-4\.3\.2: while it is recorded, sorted; by centre \(property: cs-agent, cs-supervisor\)/,
    );
    const finish = contract.paths['/v1/cases/{number}/finish']!['post']!;
    const bodies = finish.requestBody?.content['application/json']?.schema.oneOf?.map(({ $ref }) =>
      $ref.split('/').at(-1),
    );
    assert.deepEqual(bodies?.slice(0, 2), ['FinishComplaintDto', 'FinishRepairDto']);
    const record = contract.paths['/v1/cases']!['post']!;
    assert.equal(record.requestBody?.content['application/json']?.schema.oneOf?.length, Object.keys(kinds).length);
  });

  it('the body of an act, and of a new case, is what the fields of its row say', async () => {
    const refs = (operation: Operation) => {
      const { $ref, oneOf } = operation.requestBody!.content['application/json']!.schema;
      return ($ref ? [$ref] : oneOf!.map((one) => one.$ref)).map(
        (ref) => contract.components.schemas[ref.split('/').at(-1)!] as Schema,
      );
    };
    for (const [kind, table] of Object.entries(kinds)) {
      for (const [act, row] of Object.entries(table)) {
        if (act !== 'record' && !personActs().includes(act)) continue;
        const operation = contract.paths[act === 'record' ? '/v1/cases' : `/v1/cases/{number}/${act}`]!['post']!;
        if (act === 'record' ? !row.by.includes('staff') : row.by.every((name) => name === 'desk')) continue;
        const fields = Object.entries(row.fields ?? {});
        const names = [
          ...(act === 'record' ? ['kind', 'rulebook', 'site', 'receivedAt'] : ['happenedAt', 'deviceAt']),
          ...fields.map(([name]) => name),
        ].toSorted();
        const alike = refs(operation).filter(
          ({ properties }) => JSON.stringify(Object.keys(properties).toSorted()) === JSON.stringify(names),
        );
        const body =
          alike.find(({ properties }) => fields.every(([name, { en }]) => properties[name]!.description === en)) ??
          alike[0];
        assert.ok(body, `${kind} ${act}`);
        for (const [name, { optional, en }] of fields) {
          assert.equal(body.required?.includes(name) ?? false, !optional, `${kind} ${act} ${name}`);
          assert.equal(body.properties[name]!.description, en);
        }
        assert.ok(operation.summary.includes(row.name.en) || act === 'record', `${kind} ${act}`);
      }
    }
  });

  it('real answers are as the contract says', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    ajv.addSchema({ $id: 'contract', components: contract.components });
    const fits = (path: string, method: string, status: string, body: unknown) => {
      const content = contract.paths[path]?.[method]?.responses[status]?.content;
      const schema = Object.values(content ?? {})[0]?.schema;
      assert.ok(schema, `${method} ${path} ${status}`);
      const check = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"contract#/')));
      // The desk of tests takes the id of the request out of a problem, once it has held it against the header.
      const whole = Number(status) < 400 ? body : { ...(body as object), requestId: 'taken out' };
      assert.ok(check(whole), `${method} ${path}: ${ajv.errorsText(check.errors)}`);
    };
    const { number } = await api.complaint({ harm: true });
    await api.acted('p10', number, 'relieve', { words: '好了' });
    await api.acted('p01', number, 'sort', { valid: true, tier: 'minor', department: 'engineering' });
    fits('/v1/cases/{number}/sign', 'post', '200', await api.acted('p09', number, 'sign'));
    await api.acted('p08', number, 'request-extension', {
      clock: 'solve-minor',
      until: '2026-11-27T12:00:00+08:00',
      reason: '缺材料',
    });
    fits('/v1/cases/{number}/sign', 'post', '409', (await api.act('p09', number, 'sign')).body);
    fits('/v1/cases/{number}/sort', 'post', '422', (await api.act('p01', number, 'sort', {})).body);
    for (const [path, query] of [
      ['/v1/cases', '?limit=5'],
      ['/v1/cases/counts', '?by=tier'],
      ['/v1/cases/{number}', ''],
      ['/v1/cases/{number}/timeline', ''],
      ['/v1/cases/{number}/clocks/{clock}/explanation', ''],
      ['/v1/tasks', ''],
      ['/v1/notices', ''],
      ['/v1/me', ''],
      ['/v1/me/sessions', ''],
      ['/v1/me/tokens', ''],
      ['/v1/sign-in', ''],
      ['/v1/people', ''],
      ['/v1/rulebooks', ''],
      ['/v1/rulebooks/{name}/{version}', ''],
      ['/v1/rulebooks/{name}/{version}/kinds', ''],
      ['/v1/calendars', ''],
      ['/healthz', ''],
    ] as const) {
      const version = (await api.get('p03', '/v1/rulebooks')).body.rulebooks[0];
      const address = path
        .replace('{number}', number)
        .replace('{clock}', 'solve-minor')
        .replace('{name}', version.name)
        .replace('{version}', version.version);
      const { status, body } = await api.get('p03', address + query);
      assert.equal(status, 200, address);
      fits(path, 'get', '200', body);
    }
    const preview = await api.post('p01', '/v1/clocks/preview', {
      start: '2026-11-23T09:00:00+08:00',
      limit: { amount: 1, unit: 'hours' },
      calendar: 'always',
    });
    fits('/v1/clocks/preview', 'post', '200', preview.body);
  });

  it('every code of a problem is in the contract, with a status of its own kind', () => {
    const text = JSON.stringify(contract.components.schemas['ProblemJson']);
    for (const { code, status } of problemCodes) {
      assert.ok(text.includes(`"${code}"`), code);
      assert.ok(status >= 400 && status < 600);
    }
  });

  it('its page is served from here, without the network', async () => {
    const page = await api.request('GET', '/docs');
    assert.equal(page.status, 200);
    const assets = [...(page.body as string).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    assert.ok(assets.length >= 3);
    for (const asset of assets) {
      assert.match(asset, /^\.\//);
      assert.equal((await api.request('GET', asset.slice(1))).status, 200, asset);
    }
  });

  it('a rulebook tells the acts of its kinds: what a form needs, and the roles that play their parts', async () => {
    const { name, version } = (await api.get('p01', '/v1/rulebooks')).body.rulebooks.find(
      (one: { name: string }) => one.name === 'property',
    );
    const { kinds: told } = (await api.get('p01', `/v1/rulebooks/${name}/${version}/kinds`)).body;
    const acts = told.find((one: { kind: string }) => one.kind === 'complaint').acts as { act: string }[];
    assert.deepEqual(
      acts.find(({ act }) => act === 'transfer'),
      {
        act: 'transfer',
        name: { 'zh-CN': '转办', en: 'Transfer to a department' },
        clause: 'P-4.2.8.1',
        from: ['sorted', 'in-hand'],
        to: 'sorted',
        mayLeadTo: [],
        by: ['cs-agent', 'cs-supervisor', 'department-head'],
        fields: [
          {
            name: 'department',
            type: 'id',
            label: { 'zh-CN': '转往部门', en: 'New department' },
            about: { 'zh-CN': '转往部门', en: 'The department it goes to.' },
            optional: false,
            list: 'departments',
          },
          {
            name: 'reason',
            type: 'words',
            label: { 'zh-CN': '原因', en: 'Reason' },
            about: { 'zh-CN': '原因', en: 'Why.' },
            optional: false,
          },
        ],
      },
    );
    assert.ok(acts.some(({ act }) => act === 'record'));
    assert.ok(!acts.some(({ act }) => ['wake', 'propose-tier'].includes(act)));
    const { kinds: power, lists } = (await api.get('w01', '/v1/rulebooks/power/2026.1/kinds')).body;
    const { acts: repair } = power.find((one: { kind: string }) => one.kind === 'fault-repair');
    assert.deepEqual(repair.find((one: { act: string }) => one.act === 'confirm').mayLeadTo, ['agreed']);
    assert.deepEqual(
      lists.priceItems.find(({ id }: { id: string }) => id === 'cable-laying'),
      {
        id: 'cable-laying',
        name: { 'zh-CN': '敷设电缆', en: 'laying of cable' },
        cents: 1225,
        unit: { 'zh-CN': '米', en: 'metre' },
      },
    );
  });

  it('rulebooks: an unknown one or version is 404', async () => {
    assert.equal((await api.get('p01', '/v1/rulebooks/property/0')).body.code, 'unknown-rulebook');
    assert.equal((await api.get('p01', '/v1/rulebooks/%00/1')).status, 404);
    assert.equal((await api.get('p01', '/v1/rulebooks/property/0/kinds')).body.code, 'unknown-rulebook');
    const { body } = await api.get('p01', '/v1/calendars');
    assert.ok(
      body.calendars.some(
        (one: { id: string; exceptions: object[] }) => one.id === 'property/office-hours' && one.exceptions.length > 10,
      ),
    );
  });
});
