import type { DetailedError } from 'tus-js-client';
import { api, Problem } from '../api/client.js';
import { keepFile, type LocalFile } from './store.js';
import { isUploadGone, uploadAnswer } from './upload-answer.js';

/** The desk removes after a day what no act has named: what was handed in longer ago is handed in anew. */
const staysThereMs = 20 * 3_600_000;
/** So much goes at a time; where the line breaks, no more than this is sent again. */
const partBytes = 64 * 1024;
/** A line over which nothing has gone for so long is as good as broken. */
const stuckMs = 20_000;

/**
 * Hands a file in that is on this phone, and remembers under which id: a later try does not send it again. `named`: its
 * act went out with that id, and may have arrived; under its key the act says the same again.
 */
export async function handIn(kept: LocalFile, named: boolean): Promise<string> {
  const { handed } = kept;
  if (handed && (named || handed.at > Date.now() - staysThereMs)) return handed.id;
  const { upload: _, handed: __, ...rest } = kept;
  const file: LocalFile = handed ? { ...rest, key: crypto.randomUUID() } : kept;
  const address = await uploaded(file).catch((error: unknown) => {
    // Too old to go on: it begins anew.
    if (error instanceof Problem && isUploadGone(error)) return uploaded({ ...rest, key: file.key });
    throw error;
  });
  const { data } = await api.POST('/v1/uploads/{id}/file', {
    params: { path: { id: address.split('/').at(-1)! }, header: { 'Idempotency-Key': file.key } },
    headers: { 'Acting-Person': file.person },
    body: { takenAt: new Date(file.takenAt).toISOString(), ...file.place },
  });
  await keepFile({ ...file, handed: { id: data!.id, at: Date.now() } });
  return data!.id;
}

/** Brings the bytes to the desk, from where it stands; the address of the upload. */
async function uploaded(file: LocalFile): Promise<string> {
  const { Upload } = await import('tus-js-client');
  return new Promise((resolve, reject) => {
    const upload = new Upload(new Blob([file.bytes], { type: file.type }), {
      endpoint: '/v1/uploads',
      uploadUrl: file.upload ?? null,
      chunkSize: partBytes,
      // Whoever sends the act tries again, in its order.
      retryDelays: null,
      storeFingerprintForResuming: false,
      headers: {
        'Idempotency-Key': file.key,
        'Accept-Language': document.documentElement.lang,
        'Acting-Person': file.person,
      },
      onUploadUrlAvailable: () => void keepFile({ ...file, upload: upload.url! }).catch(() => undefined),
      onProgress: () => watch(),
      onSuccess: () => {
        clearTimeout(timer);
        resolve(upload.url!);
      },
      onError: (error) => {
        clearTimeout(timer);
        reject(problemOf(error));
      },
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        void upload.abort();
        reject(new Problem(0, 'no-answer', '', ''));
      }, stuckMs);
    };
    watch();
    upload.start();
  });
}

/** What the desk said; that there was no answer where there was none. */
function problemOf(error: Error): Problem {
  const response = 'originalResponse' in error ? (error as DetailedError).originalResponse : null;
  const { status, code, title, detail, clause, wait } = uploadAnswer(response);
  return new Problem(status, code, title, detail, clause, [], wait);
}
