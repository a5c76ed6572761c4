import { checkInput } from '../../../domain/case/check-input.js';
import { actEnvelope, openingEnvelope } from '../../../domain/case/envelope-fields.js';
import { oneOf, type ActFields } from '../../../domain/case/fields.js';
import { checkAct } from '../../../domain/deciding/check-request.js';
import { isRefusal } from '../../../domain/refusal.js';
import type { AppendRequest, OpenRequest } from '../../../ledger/request.js';
import { ApiProblem } from '../../problem.js';
import { isObject, notAnObject, type Dto } from '../../validation.js';
import { rowsOfAct } from '../act-table.js';
import type { BodiesByKind } from '../body-in-contract.js';
import { dtoOf, pascal } from './from-fields.js';

/** What every act takes; the whole of it for an act without fields. */
const ActDto = dtoOf('ActDto', actEnvelope);
/** What every new case is recorded with, whatever its kind. */
const RecordDto = dtoOf('RecordDto', openingEnvelope);

/** The body of an act in the contract: one class, or one a kind where the kinds word it differently. */
export function bodyOf(act: string): Dto | BodiesByKind {
  const rows = rowsOfAct(act).map(({ kind, row }) => ({ kind, fields: row.fields ?? {} }));
  const first = rows[0]!.fields;
  if (rows.every(({ fields }) => JSON.stringify(fields) === JSON.stringify(first))) return actDto(pascal(act), first);
  return Object.fromEntries(rows.map(({ kind, fields }) => [kind, actDto(pascal(act) + pascal(kind), fields)]));
}

function actDto(name: string, fields: ActFields): Dto {
  return Object.keys(fields).length === 0 ? ActDto : dtoOf(`${name}Dto`, fields, ActDto);
}

/** What a new case of each kind is recorded with. */
const recordFields: Readonly<Record<string, ActFields>> = Object.fromEntries(
  rowsOfAct('record').map(({ kind, row: { name, fields } }) => [
    kind,
    { kind: oneOf(name['zh-CN'], `${name.en}.`, { [kind]: [kind, kind] }), ...openingEnvelope, ...fields },
  ]),
);

/** The body of a new case in the contract, by its kind. */
export const recordBodies: BodiesByKind = Object.fromEntries(
  rowsOfAct('record').map(({ kind, row }) => {
    const { kind: kindField } = recordFields[kind]!;
    return [kind, dtoOf(`Record${pascal(kind)}Dto`, { ...row.fields, kind: kindField! }, RecordDto)];
  }),
);

/** The kinds of case that people record. */
export const recordedKinds: readonly string[] = Object.keys(recordFields);

/** The act of a body, as the ledger takes it; a problem (422) that names every field that is wrong. */
export function checkedAct(
  fields: ActFields,
  body: unknown = {},
): Pick<AppendRequest, 'input' | 'happenedAt' | 'deviceAt'> {
  if (!isObject(body)) throw notAnObject();
  const { happenedAt, deviceAt, ...input } = body;
  const times = {
    ...(happenedAt === undefined ? {} : { happenedAt }),
    ...(deviceAt === undefined ? {} : { deviceAt }),
  };
  const checked = checkAct({ fields }, { input, ...times } as never, 'person');
  if (isRefusal(checked)) throw ApiProblem.from(checked);
  return checked;
}

/** The new case of a body, likewise. */
export function checkedRecord(body: unknown): OpenRequest {
  if (!isObject(body)) throw notAnObject();
  const { kind } = body;
  const fields = typeof kind === 'string' && Object.hasOwn(recordFields, kind) ? recordFields[kind] : undefined;
  const checked = checkInput(
    fields ?? { kind: oneOf('种类', 'The kind.', kindNames) },
    fields ? body : { kind },
    'person',
  );
  if (isRefusal(checked)) throw ApiProblem.from(checked);
  const { rulebook, site, receivedAt, kind: known, ...rest } = checked.input;
  return {
    kind: known,
    rulebook,
    site,
    ...(receivedAt === undefined ? {} : { receivedAt }),
    input: recordInput(fields!, rest),
  } as OpenRequest;
}

const kindNames = Object.fromEntries(recordedKinds.map((kind) => [kind, [kind, kind] as const]));

/** The input of a new case for the ledger, which wants the words of the body, flat in JSON, as one object. */
export function recordInput(fields: ActFields, body: Record<string, unknown>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const words: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const word = fields[name]?.word;
    if (word) words[word] = value;
    else input[name] = value;
  }
  return { ...input, words };
}
