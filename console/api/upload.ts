import { api, newKey } from './client.js';

/** Hands a file in; its id, which acts name. */
export async function uploadFile(file: File): Promise<string> {
  const form = new FormData();
  form.append('file', file);
  const { data } = await api.POST('/v1/files', {
    params: { header: { 'Idempotency-Key': newKey() } },
    // The contract describes the form; the browser writes its boundary.
    body: form as never,
    bodySerializer: (body) => body as never,
  });
  return data!.id;
}
