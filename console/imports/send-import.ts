import { api, newKey, type Json } from '../api/client.js';

const csv = 'text/csv';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const isTable = (file: File): boolean => /\.(xlsx|csv|txt|tsv)$/i.test(file.name);

/** The headings of a table, and which may be what. */
export async function readHeadings(file: File): Promise<Json<'ImportHeadingsJson'>> {
  const { data } = await api.POST('/v1/imports/table', {
    params: { header: { 'Idempotency-Key': newKey() } },
    headers: { 'content-type': /\.xlsx$/i.test(file.name) ? xlsx : csv },
    // The contract says a string of bytes; the browser sends the file as it is.
    body: file as never,
    bodySerializer: (body) => body as never,
  });
  return data!;
}

export interface AskedImport {
  file: File;
  mapping: object;
  site: string;
  rulebook: string;
  asHistory: boolean;
}

/** Begins an import, or only tries it. */
export async function beginImport(
  { file, mapping, site, rulebook, asHistory }: AskedImport,
  { key, dry }: { key: string; dry: boolean },
): Promise<Json<'ImportJson'>> {
  const form = new FormData();
  form.append('mapping', JSON.stringify(mapping));
  form.append('site', site);
  form.append('rulebook', rulebook);
  form.append('asHistory', String(asHistory));
  form.append('table', file);
  const { data } = await api.POST('/v1/imports', {
    params: { header: { 'Idempotency-Key': key }, query: { dry } },
    // The contract describes the form; the browser writes its boundary.
    body: form as never,
    bodySerializer: (body) => body as never,
  });
  return data!;
}
