import type { FastifyRequest } from 'fastify';
import { plainText } from '../../domain/words/plain-text.js';
import { FileStoreUnavailable, type FileDraft } from '../../ledger/files/file-draft.js';
import type { FileStore } from '../../ledger/files/file-store.js';
import { withoutMetadata } from '../files/without-metadata.js';
import { ApiProblem } from '../problem.js';

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

/** What a form may hold: `files`, empty ones too, and `fields` of at most `fieldSize` bytes. */
interface FormLimits {
  files: number;
  fields: number;
  fieldSize: number;
}
/** Anybody may send it: two short fields and nothing to keep. */
export const lookUpForm: FormLimits = { files: 0, fields: 3, fieldSize: 200 };
/** A field may be 2,000 letters long; a browser counts some of them twice. */
export const wordsForm: FormLimits = { files: 0, fields: 8, fieldSize: 16_000 };
export const photosForm: FormLimits = { ...wordsForm, files: photosAtOnce + 1 };

/**
 * Reads a form as far as it holds what it may. Where that fails nothing is left behind; throws `FormRefused` where it is
 * the form's fault.
 */
export async function readCustomerForm(
  request: FastifyRequest,
  store: FileStore,
  { files, fields: count, fieldSize }: FormLimits,
): Promise<CustomerForm> {
  const limits = { files, fields: count, parts: files + count, fieldSize, fieldNameSize: 40, headerPairs: 30 };
  const drafts: FileDraft[] = [];
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  try {
    for await (const part of request.parts({ limits: { ...limits, fileSize: store.limitBytes } })) {
      if (part.type === 'file') {
        const received = await store.receive(part.file);
        // What was cut off is refused with the next part, as too large.
        const draft = part.file.truncated ? received : await withoutMetadata(store, received);
        // A control in which nothing was chosen is sent as a file without content.
        if (draft.size > 0) drafts.push(draft);
        else await store.discard(draft);
      } else if (part.valueTruncated || part.fieldnameTruncated) throw new FormRefused('too-long');
      else fields[part.fieldname] = asWritten(String(part.value));
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

/** What was written: lines as ours, without what nobody can see or types (zero-width marks, control characters). */
function asWritten(value: string): string {
  return plainText(value.replace(/\r\n?/g, '\n'))
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .trim();
}

function refusalOf(error: unknown): unknown {
  if (error instanceof FormRefused || error instanceof FileStoreUnavailable) return error;
  if (error instanceof ApiProblem) return new FormRefused(error.code);
  switch ((error as { code?: string }).code) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return new FormRefused('too-large');
    case 'FST_FILES_LIMIT':
      return new FormRefused('too-many-files');
    default:
      return new FormRefused('other');
  }
}
