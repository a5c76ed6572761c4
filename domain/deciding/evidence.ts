import type { ActRow } from './act.js';
import type { Actor } from '../actor.js';
import type { ActFields } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import type { Rulebook } from '../rulebook/rulebook.js';

/** A file that an input names, and in which field: `photos`, or `rooms.photos` for a field of a list's items. */
export interface FileReference {
  field: string;
  id: string;
}

/** Every file that the fields of an input name, each once a field. */
export function filesIn(fields: ActFields, input: Record<string, unknown>, path = ''): FileReference[] {
  const named = Object.entries(fields).flatMap(([name, { type, of }]): FileReference[] => {
    const value = input[name];
    if (!Array.isArray(value)) return [];
    if (type === 'files') return value.map((id) => ({ field: path + name, id: String(id) }));
    return of ? value.flatMap((item) => filesIn(of, item as Record<string, unknown>, `${path}${name}.`)) : [];
  });
  return named.filter(({ field, id }, at) => named.findIndex((item) => item.field === field && item.id === id) === at);
}

/** The field of that path, as `filesIn` names it. */
export function fieldAt(fields: ActFields, path: string): ActFields[string] | undefined {
  const [name = '', ...rest] = path.split('.');
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return rest.length ? fieldAt(field?.of ?? {}, rest.join('.')) : field;
}

interface EvidenceRequest {
  act: string;
  actor: Actor;
  input: Record<string, unknown>;
}

/**
 * The refusal of an act for which this organisation requires evidence that was not handed in, with its clause. Acts
 * of the system need none.
 */
export function evidenceProblem(
  { act, actor, input }: EvidenceRequest,
  row: Pick<ActRow, 'fields'>,
  kind: string,
  rulebook: Rulebook,
): Refusal | undefined {
  if (actor.kind === 'desk') return undefined;
  const missing = rulebook.kinds[kind]?.evidence?.find(
    (rule) => rule.act === act && ![input[rule.field] ?? []].flat().length,
  );
  if (!missing) return undefined;
  const { zh, en } = row.fields?.[missing.field] ?? { zh: missing.field, en: missing.field };
  return refuse(
    'bad-input',
    `This needs evidence: hand in at least one file (POST /v1/files) and name it in '${missing.field}'. ${en}`,
    `此操作须附证据“${zh}”：请先上传文件，再填写其标识。`,
    missing.clause,
  );
}
