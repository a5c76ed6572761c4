import { DataStore, ERRORS, Upload } from '@tus/server';
import type { Readable } from 'node:stream';
import { uploadKeptMs, type ResumableUploads } from '../../ledger/files/resumable-uploads.js';

/** The uploads of the desk as the tus server asks for them. Whose an upload is stands in its metadata. */
export class TusStore extends DataStore {
  constructor(private readonly uploads: ResumableUploads) {
    super();
    this.extensions = ['creation', 'termination', 'expiration'];
  }

  override async create(upload: Upload): Promise<Upload> {
    await this.uploads.begin(upload.id, String(upload.metadata?.['person']), upload.size!);
    upload.creation_date = new Date().toISOString();
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const found = await this.uploads.find(id);
    if (!found) throw ERRORS.FILE_NOT_FOUND;
    const { size, offset, startedAt } = found;
    return new Upload({ id, size, offset, creation_date: new Date(startedAt).toISOString() });
  }

  override write(source: Readable, id: string, offset: number): Promise<number> {
    return this.uploads.write(id, offset, source);
  }

  override remove(id: string): Promise<void> {
    return this.uploads.remove(id);
  }

  override getExpiration(): number {
    return uploadKeptMs;
  }
}
