import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { TestApi, must, type Answered } from '../support/api-desk.js';
import { bookParts, makeBook } from '../support/import-file.js';
import { propertyText } from '../support/property-text.js';
import { xlsxType } from '../../tables/xlsx.js';

const heads = ['Id', 'Name', 'Role'];
const rowOf = (number: number, cells: string[]) =>
  `<row r="${number}">${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
const people = (count: number) =>
  [heads, ...Array.from({ length: count }, (_, i) => [`x${i}`, `Person ${i}`, 'administrator'])]
    .map((cells, i) => rowOf(i + 1, cells))
    .join('');
const bytesOf = async (rows: string) => new Uint8Array(await readFile(await makeBook(bookParts(rows))));

describe('what is handed in is read within bounds, in threads', () => {
  const apis: TestApi[] = [];
  const start = async (options: Parameters<typeof TestApi.start>[0]): Promise<TestApi> => {
    const api = await TestApi.start(options);
    apis.push(api);
    if (!options?.beside) await api.hire('boss', 'administrator');
    return api;
  };
  const take = async (api: TestApi, body: Uint8Array, language = 'en', path = '/v1/people/table'): Promise<Answered> =>
    api.request('POST', `${path}?dry=true`, {
      as: 'boss',
      body,
      headers: { 'content-type': xlsxType, 'idempotency-key': crypto.randomUUID(), 'accept-language': language },
    });
  let api: TestApi;
  let hasty: TestApi;
  beforeAll(async () => {
    api = await start({ reading: { bounds: { rows: 20, depth: 10 } } });
  });
  afterAll(async () => {
    for (const one of apis.toReversed()) await one.stop();
  });

  it('a table beyond a bound is refused with the bound, in both languages; one within it is read', async () => {
    const tooMany = await bytesOf(people(21));
    const english = must(await take(api, tooMany), 422);
    assert.equal(english.code, 'too-much-to-read');
    assert.equal(english.detail, 'The table has more than 20 rows: divide its rows among several files.');
    assert.deepEqual(english.errors, [{ field: 'table.rows', detail: english.detail }]);
    assert.equal(must(await take(api, tooMany, 'zh-CN'), 422).detail, '表格超过 20 行，请将行拆分到多个文件。');
    assert.equal(must(await take(api, await bytesOf(people(20))), 200).rows, 20);
  });

  it.each(['people', 'rosters', 'contacts', 'areas', 'skills'])('the table of %s, too', async (what) => {
    const deep = await bytesOf(`<row r="1">${'<x>'.repeat(12)}${'</x>'.repeat(12)}</row>`);
    await api.hire(`keeper-${what}`, 'cs-supervisor', 'sunshine');
    for (const as of ['boss', 'p01', 'p02', 'p03', 'p04', `keeper-${what}`]) {
      const answer = await api.request('POST', `/v1/${what}/table?dry=true`, {
        as,
        body: deep,
        headers: { 'content-type': xlsxType, 'idempotency-key': crypto.randomUUID() },
      });
      if (answer.status === 403) continue;
      assert.equal(must(answer, 422).errors[0].field, 'table.depth');
      return;
    }
    assert.fail('nobody may hand it in');
  });

  it('a thread that uses up its memory or its time is a refusal in words, and the API lives on', async () => {
    const table = await bytesOf('<row><c><v>1</v></c></row>'.repeat(150_000));
    const small = await start({ beside: api, reading: { threads: { memoryMb: 12 }, bounds: { rows: 200_000 } } });
    hasty = await start({ beside: api, reading: { threads: { workMs: 1 } } });
    for (const [desk, usedUp] of [
      [small, 'memory'],
      [hasty, 'time'],
    ] as const) {
      const answer = must(await take(desk, table), 422);
      assert.deepEqual([answer.code, answer.errors[0].field], ['too-much-to-read', `table.${usedUp}`]);
      assert.match(answer.detail, new RegExp(`too much ${usedUp}: divide it`));
      must(await desk.get('boss', '/v1/me'), 200);
    }
    assert.equal(
      must(await take(small, await bytesOf(people(3))), 200).rows,
      3,
      'the next thread reads what is within',
    );
  });

  it('where too many wait the answer is 503, with when to come again', async () => {
    const busy = await start({ beside: api, reading: { threads: { threads: 1, waiting: 0 } } });
    const table = await bytesOf(people(20));
    const answers = await Promise.all(Array.from({ length: 6 }, () => take(busy, table)));
    const refused = answers.filter(({ status }) => status === 503);
    assert.ok(refused.length > 0 && refused.length < 6, `${refused.length} refused`);
    for (const { body, headers } of refused) {
      assert.equal(body.code, 'reading-busy');
      assert.equal(headers.get('retry-after'), '5');
    }
  });

  it('a text of a rulebook that takes too long is refused with its field', async () => {
    const answer = must(await hasty.post('boss', '/v1/rulebooks/drafts', { text: propertyText('003.9') }), 422);
    assert.deepEqual([answer.code, answer.errors[0].field], ['too-much-to-read', 'text.time']);
  });
});
