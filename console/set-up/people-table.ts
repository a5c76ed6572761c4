import { api, newKey, type Json } from '../api/client.js';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The table of the people of an organisation, with its headings, saved by the browser. */
export async function downloadPeople(organisation: string): Promise<void> {
  const { data } = await api.GET('/v1/people/table', { params: { query: { organisation } }, parseAs: 'blob' });
  const address = URL.createObjectURL(data as Blob);
  const link = Object.assign(document.createElement('a'), { href: address, download: 'people.xlsx' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What a table would do, or with a key enters it. A wrong row is an error of the problem, as 'rows[7].role'. */
export async function sendPeople(file: File, organisation: string, key?: string): Promise<Json<'TakenJson'>> {
  const { data } = await api.POST('/v1/people/table', {
    params: {
      query: { organisation, dry: key === undefined },
      header: { 'Idempotency-Key': key ?? newKey() },
    },
    headers: { 'content-type': xlsxType },
    // The contract says a string of bytes; the browser sends the file as it is.
    body: file as never,
    bodySerializer: (body) => body as never,
  });
  return data!;
}

/** The row and column that an error of a table is about; undefined where it is about the whole. */
export function placeOf(field: string): { row: number; column: string } | undefined {
  const found = /^rows\[(\d+)\]\.(\w+)$/.exec(field);
  return found ? { row: Number(found[1]), column: found[2]! } : undefined;
}
