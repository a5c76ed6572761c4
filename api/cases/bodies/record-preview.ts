import { Id, UncheckedField } from '../../body-fields.js';
import { ApiProblem } from '../../problem.js';
import { InputPipe, isObject, notAnObject, type Dto } from '../../validation.js';
import { personActs } from '../act-table.js';
import { bodyOf, recordBodies, type ActDto, type RecordDto } from './acts.js';

const anyObject = { type: 'object', additionalProperties: true };

/** A case that is being written down, and the act that is to follow at once. */
export class RecordPreviewDto {
  @UncheckedField('The body of `POST /v1/cases`.', anyObject)
  record!: Record<string, unknown>;

  @Id('The act after it, as `sort`.', { example: 'sort' })
  act!: string;

  @UncheckedField('The body of that act.', anyObject)
  body!: Record<string, unknown>;
}

const pipe = new InputPipe();

/** Both bodies, each checked as on its own route; a problem (422) names their fields as there. */
export async function checkedRecordPreview({
  record,
  act,
  body,
}: RecordPreviewDto): Promise<{ record: RecordDto; next: { act: string; body: ActDto } }> {
  if (!isObject(record)) throw notAnObject();
  const kind = String(record['kind']);
  const recordBody = Object.hasOwn(recordBodies, kind) ? recordBodies[kind] : undefined;
  const actBodies = personActs().includes(act) ? bodyOf(act) : undefined;
  const actBody = typeof actBodies === 'function' ? actBodies : actBodies?.[kind];
  if (!recordBody) throw notKnown('kind');
  if (!actBody) throw notKnown('act');
  return {
    record: await checked<RecordDto>(record, recordBody),
    next: { act, body: await checked<ActDto>(body, actBody) },
  };
}

const checked = async <T>(value: unknown, metatype: Dto): Promise<T> =>
  (await pipe.transform(value, { type: 'body', metatype })) as T;

function notKnown(field: string): ApiProblem {
  return ApiProblem.input([
    { field, text: { en: 'is not one that cases can be recorded with.', 'zh-CN': '不是可登记的种类或操作。' } },
  ]);
}
