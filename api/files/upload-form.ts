import type { FastifyRequest } from 'fastify';
import { FileStoreUnavailable, type FileDraft } from '../../ledger/files/file-draft.js';
import type { FileStore } from '../../ledger/files/file-store.js';
import { ApiProblem } from '../problem.js';
import { withoutMetadata } from './without-metadata.js';

/** An uploaded form: its one file, as a draft that may be kept, and its other fields as they were written. */
export interface UploadForm {
  draft: FileDraft;
  fields: Record<string, string>;
}

/** Bounds of the form: one file and a few short fields. */
const limits = { files: 1, fields: 8, parts: 9, fieldNameSize: 60, fieldSize: 200, headerPairs: 30 };

/** Reads a form with one file. Where that fails, or the caller goes away meanwhile, nothing is left behind. */
export async function readUploadForm(request: FastifyRequest, store: FileStore): Promise<UploadForm> {
  let draft: FileDraft | undefined;
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  try {
    for await (const part of request.parts({ limits: { ...limits, fileSize: store.limitBytes } })) {
      if (part.type === 'file') {
        draft = await store.receive(part.file);
        // What was cut off is refused with the next part, as too large.
        if (!part.file.truncated) draft = await withoutMetadata(store, draft);
      } else if (part.valueTruncated || part.fieldnameTruncated) throw tooManyParts();
      else fields[part.fieldname] = String(part.value);
    }
  } catch (error) {
    if (draft) await store.discard(draft);
    // Nothing waits for what still arrives.
    request.raw.unpipe();
    request.raw.resume();
    throw problemOf(error, store);
  }
  if (!draft)
    throw ApiProblem.input([
      { field: 'file', text: { en: 'is missing: send one file.', 'zh-CN': '未附文件，请上传一个文件。' } },
    ]);
  return { draft, fields };
}

/** An error of the parser as a problem. */
function problemOf(error: unknown, { limitBytes }: FileStore): unknown {
  if (error instanceof ApiProblem || error instanceof FileStoreUnavailable) return error;
  switch ((error as { code?: string }).code) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return tooLarge(limitBytes);
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
    case 'FST_PARTS_LIMIT':
      return tooManyParts();
    default:
      return ApiProblem.of(
        'bad-request',
        'The form cannot be read, or broke off: send it again.',
        '表单无法读取或传输中断，请重新发送。',
      );
  }
}

export function tooLarge(limitBytes: number): ApiProblem {
  const mb = limitBytes / 1024 / 1024;
  return ApiProblem.of(
    'too-large',
    `The file is larger than ${mb} MB: make it smaller, for example by a lower resolution.`,
    `文件超过 ${mb} MB，请压缩（例如降低分辨率）后再上传。`,
  );
}

function tooManyParts(): ApiProblem {
  return ApiProblem.of(
    'bad-request',
    'Send one file a request, with takenAt, latitude and longitude beside it at most.',
    '每次请求上传一个文件，另可附拍摄时间和经纬度。',
  );
}
