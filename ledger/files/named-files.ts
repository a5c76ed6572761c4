import { filesIn } from '../../domain/deciding/evidence.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { refuse, type Refusal } from '../../domain/refusal.js';
import type { EntryFile } from '../chain.js';
import { utcIso } from '../sql.js';
import { runPrepared, type Connection } from '../transaction.js';

/** What is on record of the files that an act names, by their ids. */
export type NamedFiles = ReadonlyMap<string, EntryFile>;

export const noFiles: NamedFiles = new Map();

/** The act whose files are asked for. */
interface FileNamingAct {
  kind: string;
  act: string;
  input: object;
}

/** What an entry says of a file beside its id, by the columns of `files` (`EntryFile`). */
export const keptOfFileSql = `files.sha256, files.size, files.type, ${utcIso('files.taken_at')} AS "takenAt", files.latitude, files.longitude`;

const statement = {
  name: 'banjie-named-files',
  text: `SELECT files.id, ${keptOfFileSql} FROM files WHERE id = ANY ($1) AND organisation = $2 AND erased_at IS NULL`,
};

/**
 * Looks up the files that an act names, each by what an entry says of it; a refusal where one is not on record for the
 * case's organisation. Costs a statement only where files are named.
 */
export async function findNamedFiles(
  runner: Connection,
  { kind, act, input }: FileNamingAct,
  organisation: string | undefined,
): Promise<NamedFiles | Refusal> {
  const ids = fileIds(kind, act, input);
  if (ids.length === 0) return noFiles;
  const rows = await runPrepared<EntryFile>(runner, statement, [ids, organisation ?? '']);
  const found = new Map(rows.map((row) => [row.id, row]));
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  return refuse(
    'bad-input',
    `There is no file ${missing.join(', ')} on record: hand it in first, and give the id of the answer.`,
    `没有文件 ${missing.join('、')}：请先上传，再填写返回的标识。`,
  );
}

/** What the entry of an act says of the files it names, in the order of the input, each once; null for none. */
export function filesOfEntry(
  kind: string,
  { act, input }: Omit<FileNamingAct, 'kind'>,
  known: NamedFiles,
): EntryFile[] | null {
  const ids = fileIds(kind, act, input);
  const files = ids.map((id) => known.get(id));
  if (files.some((file) => file === undefined)) throw new Error(`'${act}' names a file that was not looked up.`);
  return files.length > 0 ? (files as EntryFile[]) : null;
}

function fileIds(kind: string, act: string, input: object): string[] {
  return [...new Set(filesIn(rowOf(kind, act)?.fields ?? {}, input as Record<string, unknown>).map(({ id }) => id))];
}
