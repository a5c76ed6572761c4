import type { FastifyRequest } from 'fastify';
import type { Text } from '../../domain/text.js';
import { handedInBounds } from '../../tables/read/table-bounds.js';
import { ApiProblem } from '../problem.js';

/** What an import is asked with: the table as bytes, and the other fields as they were written. */
export interface ImportForm {
  table: Buffer;
  fields: Record<string, string>;
}

/** A mapping is a page of text; the other fields are words. */
export const maxMappingBytes = 64 * 1024;
const knownFields = ['mapping', 'site', 'rulebook', 'asHistory'];
const limits = { files: 2, fields: 8, parts: 10, fieldNameSize: 60, fieldSize: maxMappingBytes, headerPairs: 30 };

/** Reads the form of an import: `table` is a file, `mapping` a file or a field. A problem where it is none. */
export async function readImportForm(request: FastifyRequest): Promise<ImportForm> {
  const fields: Record<string, string> = {};
  let table: Buffer | undefined;
  try {
    for await (const part of request.parts({ limits: { ...limits, fileSize: handedInBounds.zippedBytes } })) {
      if (part.type === 'file') {
        const content = await part.toBuffer();
        if (part.fieldname === 'table') table = content;
        else if (part.fieldname === 'mapping' && content.length <= maxMappingBytes)
          fields['mapping'] = content.toString('utf8');
        else throw tooManyParts(part.fieldname);
      } else if (part.valueTruncated || part.fieldnameTruncated || !knownFields.includes(part.fieldname))
        throw tooManyParts(part.fieldname);
      else fields[part.fieldname] = String(part.value);
    }
  } catch (error) {
    // Nothing waits for what still arrives.
    request.raw.unpipe();
    request.raw.resume();
    throw problemOf(error);
  }
  if (!table || table.length === 0) throw missing('table', 'send the file.', '请附上文件。');
  if (!fields['mapping']) throw missing('mapping', 'say which column is what.', '请说明各列的含义。');
  if (!fields['site']) throw missing('site', 'name the site of the cases.', '请指定案件所属项目。');
  if (!['true', 'false', undefined].includes(fields['asHistory']))
    throw ApiProblem.input([
      { field: 'asHistory', text: { en: 'must be true or false.', 'zh-CN': '须为 true 或 false。' } },
    ]);
  return { table, fields };
}

function missing(field: string, en: string, zh: string): ApiProblem {
  const text: Text = { en: `is missing: ${en}`, 'zh-CN': `缺少：${zh}` };
  return ApiProblem.input([{ field, text }]);
}

function problemOf(error: unknown): unknown {
  if (error instanceof ApiProblem) return error;
  const megabytes = handedInBounds.zippedBytes / 1024 / 1024;
  if ((error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE')
    return ApiProblem.of(
      'too-large',
      `The table is larger than ${megabytes} MB: divide its rows among several files.`,
      `表格超过 ${megabytes} MB，请将行拆分到多个文件。`,
    );
  return ApiProblem.of(
    'bad-request',
    'The form cannot be read, or broke off: send it again.',
    '表单无法读取或传输中断，请重新发送。',
  );
}

function tooManyParts(field: string): ApiProblem {
  return ApiProblem.of(
    'bad-request',
    `Send the files table and mapping, and the fields ${knownFields.join(', ')}; not '${field.slice(0, 40)}'.`,
    `请发送文件 table 和 mapping 以及字段 ${knownFields.join('、')}，不支持“${field.slice(0, 40)}”。`,
  );
}
