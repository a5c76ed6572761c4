// Tables as they are handed in over HTTP, and what became of their rows.
import { randomUUID } from 'node:crypto';
import { must, type Answered, type TestApi } from './api-desk.js';
import { eventually } from './eventually.js';
import { workbookOf, type SheetSource } from './workbooks.js';

export const importColumns = {
  id: '工单编号',
  customer: '来电人',
  phone: '联系电话',
  date: '来电时间',
  subject: '标题',
  description: '内容',
  place: '地点',
};
export const importHead = Object.values(importColumns);

export interface AskedImport {
  as?: string;
  key?: string;
  query?: string;
  more?: Record<string, string>;
  mapping?: object;
  language?: string;
}

export type ImportsOverApi = ReturnType<typeof importsOver>;

/** What hands tables in at a desk and reads what came of them. */
export function importsOver(api: TestApi) {
  async function send(table: Uint8Array<ArrayBuffer>, asked: AskedImport): Promise<Answered> {
    const { as = 'p03', key = randomUUID(), query = '', more = {}, mapping = {}, language = 'zh-CN' } = asked;
    const form = new FormData();
    form.set('table', new Blob([table]), 'table.xlsx');
    form.set('mapping', JSON.stringify({ namespace: 'cases', channel: 'phone', columns: importColumns, ...mapping }));
    for (const [name, value] of Object.entries({ site: 'sunshine', ...more })) form.set(name, value);
    const answer = await fetch(`${api.url}/v1/imports${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer token-${as}`, 'idempotency-key': key, 'accept-language': language },
      body: form,
    });
    return { status: answer.status, body: await answer.json(), headers: answer.headers } as Answered;
  }

  /** The import once it has ended. */
  async function imported(asked: AskedImport, ...sheets: SheetSource[]) {
    const { id } = must(await send(await workbookOf(...sheets), asked), 202);
    const as = asked.as ?? 'p03';
    const read = async () =>
      (await api.request('GET', `/v1/imports/${id}`, { as, headers: { 'accept-language': asked.language ?? 'zh-CN' } }))
        .body;
    await eventually(async () => (await read()).status !== 'running');
    return read();
  }
  const stateOf = async (number: string) => must(await api.get('p03', `/v1/cases/${number}`), 200);
  const stored = async (
    namespace: string,
  ): Promise<{ row: string; kind: string; words: Record<string, string>; at: string }[]> => {
    const rows = await api.desk.database.source.query(
      `SELECT number, imported_from, kind, state FROM cases WHERE imported_from LIKE $1 ORDER BY imported_from`,
      [`${namespace}:%`],
    );
    type Row = { number: string; imported_from: string; kind: string; state: { facts: { importedAt: string } } };
    return Promise.all(
      rows.map(async ({ number, imported_from, kind, state }: Row) => ({
        row: imported_from.slice(namespace.length + 1),
        kind,
        // What is said is read as people read it: the state may keep it elsewhere.
        words: (await stateOf(number)).words,
        at: state.facts.importedAt,
      })),
    );
  };
  const refusedRows = (body: { results: { row: number; outcome: string; code: string; detail: string }[] }) =>
    body.results
      .filter(({ outcome }) => outcome === 'refused')
      .map(({ row, code, detail }) => `${row} ${code} ${detail}`);
  return { send, imported, stored, stateOf, refusedRows };
}
