import { api } from '../api/client.js';
import { keepFile, type LocalFile } from './store.js';

/** The desk removes after a day what no act has named: what was handed in longer ago is handed in anew. */
const staysThereMs = 20 * 3_600_000;

/** Hands a file in that is on this phone, and remembers under which id: a later try does not send it again. */
export async function handIn(kept: LocalFile): Promise<string> {
  const { handed } = kept;
  if (handed && handed.at > Date.now() - staysThereMs) return handed.id;
  const file = handed ? { ...kept, key: crypto.randomUUID() } : kept;
  const form = new FormData();
  form.append('takenAt', new Date(file.takenAt).toISOString());
  if (file.place) {
    form.append('latitude', String(file.place.latitude));
    form.append('longitude', String(file.place.longitude));
  }
  form.append('file', new Blob([file.bytes], { type: file.type }), 'photo');
  const { data } = await api.POST('/v1/files', {
    params: { header: { 'Idempotency-Key': file.key } },
    body: form as never,
    bodySerializer: (body) => body as never,
  });
  await keepFile({ ...file, handed: { id: data!.id, at: Date.now() } });
  return data!.id;
}
