import type { ActFields } from '../domain/case/fields.js';
import { refuseInput, unknownCaseRefusal, type FieldProblem, type Refusal } from '../domain/refusal.js';
import type { Text } from '../domain/text.js';
import { runPrepared, type Connection } from './transaction.js';

/** Somebody, another case, or a standard answer that an input names, and in which field. `role`, `post`: what they must hold. */
interface NamedReference {
  field: string;
  id: string;
  what: 'person' | 'post' | 'case' | 'standard-answer';
  role?: string;
}

/**
 * Why an input (as it was checked by its fields) names what is not there: people outside the organisation of the site,
 * or without the post or role that the field asks for at `at` (UTC ISO); cases and standard answers of others, or of
 * nobody. One statement, and none where it names nothing.
 */
export async function namedReferenceProblem(
  runner: Connection,
  { site, at }: { site: string; at: string },
  fields: ActFields,
  input: Record<string, unknown>,
): Promise<Refusal | undefined> {
  const named = referencesIn(fields, input, '');
  if (named.length === 0) return undefined;
  const unknown = await runPrepared<{ position: number }>(runner, unknownReferences, [
    site,
    at,
    JSON.stringify(named.map((reference, position) => ({ ...reference, position }))),
  ]);
  const missing = unknown.map(({ position }) => named[position]!);
  const otherCase = missing.find(({ what }) => what === 'case');
  if (otherCase) return unknownCaseRefusal(otherCase.id);
  const errors = missing
    // Of somebody who is not there it need not be said that they hold no post.
    .filter(({ what, id }) => what !== 'post' || !missing.some((one) => one.what === 'person' && one.id === id))
    .map((reference): FieldProblem => ({ field: reference.field, text: textOf(reference) }));
  return errors.length ? refuseInput(errors) : undefined;
}

function referencesIn(fields: ActFields, input: Record<string, unknown>, path: string): NamedReference[] {
  const found: NamedReference[] = [];
  for (const name in fields) {
    const { type, of, role, withPost } = fields[name]!;
    const value = input[name];
    if (value === undefined) continue;
    const field = path + name;
    if (type === 'person') {
      found.push({ field, id: value as string, what: 'person' });
      if (withPost) found.push({ field, id: value as string, what: 'post' });
    } else if (type === 'people') {
      for (const id of value as string[]) found.push({ field, id, what: 'person', ...(role ? { role } : {}) });
    } else if (type === 'case') {
      found.push({ field, id: value as string, what: 'case' });
    } else if (type === 'standard-answers') {
      for (const id of value as string[]) found.push({ field, id, what: 'standard-answer' });
    } else if (type === 'items') {
      for (const [at, item] of (value as Record<string, unknown>[]).entries())
        found.push(...referencesIn(of!, item, `${field}[${at}].`));
    }
  }
  return found;
}

const unknownReferences = {
  name: 'banjie-named',
  text: `
SELECT asked.position FROM jsonb_to_recordset($3::jsonb) AS asked (position integer, id text, what text, role text)
WHERE NOT CASE asked.what
  WHEN 'standard-answer' THEN EXISTS (SELECT FROM standard_answers answers JOIN sites USING (organisation) WHERE answers.id = asked.id AND answers.occasion IS NULL AND sites.id = $1)
  WHEN 'case' THEN EXISTS (SELECT FROM cases JOIN sites ON sites.id = $1 WHERE cases.number = asked.id AND cases.state->'organisation' = to_jsonb(sites.organisation))
  ELSE EXISTS (SELECT FROM people JOIN sites USING (organisation) WHERE people.id = asked.id AND sites.id = $1)
    AND (asked.what = 'person' AND asked.role IS NULL OR EXISTS (
      SELECT FROM posts WHERE posts.person_id = asked.id AND (asked.role IS NULL OR posts.role = asked.role)
        AND (posts.site_id IS NULL OR posts.site_id = $1) AND posts.valid_from <= $2 AND $2 < posts.valid_until))
  END
ORDER BY asked.position`,
};

function textOf({ id, what, role }: NamedReference): Text {
  if (what === 'standard-answer')
    return {
      en: `There is no version '${id}' of a standard answer: see /v1/standard-answers.`,
      'zh-CN': `没有标准答复版本“${id}”，请查看标准答复。`,
    };
  if (what === 'post')
    return {
      en: `'${id}' holds no post at this site: name a colleague who does, see /v1/people.`,
      'zh-CN': `“${id}”在本项目没有岗位，请在人员名单中选择有岗位的同事。`,
    };
  // A complaint about somebody unknown would exclude nobody.
  return role === undefined
    ? {
        en: `There is nobody of the id '${id}': see /v1/people.`,
        'zh-CN': `没有标识为“${id}”的人员，请查看人员名单。`,
      }
    : {
        en: `'${id}' is not a ${role} here: see /v1/people?role=${role}.`,
        'zh-CN': `“${id}”在本项目不担任此角色，请查看人员名单。`,
      };
}
