import type { FastifyRequest } from 'fastify';
import { FileStoreUnavailable, type FileDraft } from '../../ledger/files/file-draft.js';
import type { FileStore } from '../../ledger/files/file-store.js';

/** A form of the customer's page: its fields, and the photos as drafts. */
export interface CustomerForm {
  fields: Record<string, string>;
  drafts: FileDraft[];
}

/** Why a form was not read: a code of `refusalWords`. */
export class FormRefused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export const photosAtOnce = 3;
/** A field may be 2,000 letters long; a browser counts some of them twice. */
const limits = { files: photosAtOnce + 1, fields: 8, parts: 12, fieldNameSize: 40, fieldSize: 16_000, headerPairs: 30 };

/** Reads a form. Where that fails nothing is left behind; throws `FormRefused` where it is the form's fault. */
export async function readCustomerForm(request: FastifyRequest, store: FileStore): Promise<CustomerForm> {
  const drafts: FileDraft[] = [];
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  try {
    for await (const part of request.parts({ limits: { ...limits, fileSize: store.limitBytes } })) {
      if (part.type === 'file') {
        const draft = await store.receive(part.file);
        // A control in which nothing was chosen is sent as a file without content.
        if (draft.size > 0) drafts.push(draft);
        else await store.discard(draft);
      } else if (part.valueTruncated || part.fieldnameTruncated) throw new FormRefused('too-long');
      else fields[part.fieldname] = String(part.value).replace(/\r\n?/g, '\n').trim();
    }
    if (drafts.length > photosAtOnce) throw new FormRefused('too-many-files');
  } catch (error) {
    await Promise.all(drafts.map((draft) => store.discard(draft)));
    request.raw.unpipe();
    request.raw.resume();
    throw refusalOf(error);
  }
  return { fields, drafts };
}

function refusalOf(error: unknown): unknown {
  if (error instanceof FormRefused || error instanceof FileStoreUnavailable) return error;
  switch ((error as { code?: string }).code) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return new FormRefused('too-large');
    case 'FST_FILES_LIMIT':
      return new FormRefused('too-many-files');
    default:
      return new FormRefused('other');
  }
}
