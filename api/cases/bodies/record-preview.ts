import { Id, UncheckedField } from '../../body-fields.js';
import { ApiProblem } from '../../problem.js';
import { isObject, notAnObject } from '../../validation.js';
import { rowsOfAct } from '../act-table.js';
import { recordedKinds } from './acts.js';

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

/** Refuses (422) a kind that people do not record, or an act that such a case does not have. */
export function requireKnownPreview({ record, act }: RecordPreviewDto): void {
  if (!isObject(record)) throw notAnObject();
  const kind = String(record['kind']);
  if (!recordedKinds.includes(kind)) throw notKnown('kind');
  if (act === 'record' || !rowsOfAct(act).some((row) => row.kind === kind)) throw notKnown('act');
}

function notKnown(field: string): ApiProblem {
  return ApiProblem.input([
    { field, text: { en: 'is not one that cases can be recorded with.', 'zh-CN': '不是可登记的种类或操作。' } },
  ]);
}
