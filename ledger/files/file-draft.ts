/** Content that has come in and is not kept yet. `head`: its first bytes, by which its type is known. */
export interface FileDraft {
  path: string;
  sha256: string;
  size: number;
  head: Buffer;
}

/** So many bytes tell the type of a file. */
export const headBytes = 64;

/** The store cannot be written or read now, or lacks what it should have: not the fault of the caller. */
export class FileStoreUnavailable extends Error {
  readonly code: string | undefined;

  constructor(cause: unknown) {
    super('The file store cannot be used.', { cause });
    this.code = (cause as NodeJS.ErrnoException).code;
  }
}

/** A fault of the store, as distinct from one of the source. */
export function asStoreFault<T>(work: Promise<T>): Promise<T> {
  return work.catch((cause: unknown) => Promise.reject(new FileStoreUnavailable(cause)));
}
