import { api, newKey, type Json } from '../api/client.js';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The tables that are given out and taken back, and the file each is saved as. */
const files = { people: 'people.xlsx', areas: 'areas.xlsx', skills: 'skills.xlsx' };
export type TableKind = keyof typeof files;

/** Narrows a table to an organisation (people) or a site (areas, skills). */
interface OfTable {
  organisation?: string;
  site?: string;
}

/** A table with its headings, as it stands, saved by the browser. */
export async function downloadTable(kind: TableKind, { organisation, site }: OfTable): Promise<void> {
  const init = { parseAs: 'blob' } as const;
  const { data } =
    kind === 'people'
      ? await api.GET('/v1/people/table', { params: { query: organisation ? { organisation } : {} }, ...init })
      : await api.GET(`/v1/${kind}/table`, { params: { query: site ? { site } : {} }, ...init });
  const address = URL.createObjectURL(data as unknown as Blob);
  const link = Object.assign(document.createElement('a'), { href: address, download: files[kind] });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What a table would do, or with a key enters it. A wrong row is an error of the problem, as 'rows[7].role'. */
export async function sendTable(
  kind: TableKind,
  file: File,
  { organisation }: OfTable,
  key?: string,
): Promise<Json<'TakenJson'>> {
  const dry = key === undefined;
  const rest = {
    headers: { 'content-type': xlsxType },
    // The contract says a string of bytes; the browser sends the file as it is.
    body: file as never,
    bodySerializer: (body: unknown) => body as never,
  };
  const header = { 'Idempotency-Key': key ?? newKey() };
  const { data } =
    kind === 'people'
      ? await api.POST('/v1/people/table', {
          params: { query: { ...(organisation ? { organisation } : {}), dry }, header },
          ...rest,
        })
      : await api.POST(`/v1/${kind}/table`, { params: { query: { dry }, header }, ...rest });
  return data!;
}

/** The row and column that an error of a table is about; undefined where it is about the whole. */
export function placeOf(field: string): { row: number; column: string } | undefined {
  const found = /^rows\[(\d+)\]\.(\w+)$/.exec(field);
  return found ? { row: Number(found[1]), column: found[2]! } : undefined;
}
