import type { ActFields } from '../../../domain/case/fields.js';
import { Id, OneOf } from '../../body-fields.js';
import { Instant } from '../../time-fields.js';
import type { Dto } from '../../validation.js';
import type { BodiesByKind } from '../body-of-kind.js';
import { rowsOfAct } from '../act-table.js';
import { dtoOf, pascal } from './from-fields.js';

/** What every act takes; the whole of it for an act without fields. */
export class ActDto {
  @Instant('When it happened, where that was before now (X-5).', { optional: true })
  happenedAt?: string;
}

/** What every new case is recorded with, whatever its kind. */
export class RecordDto {
  declare kind: string;

  @Id('The rulebook it runs under, in its newest version.', { example: 'property' })
  rulebook!: string;

  @Id('The site: see /v1/me.', { example: 'sunshine' })
  site!: string;

  @Instant('When the customer turned to us, where that was before now (X-5).', { optional: true })
  receivedAt?: string;
}

/** The body of an act: one class, or one a kind where the kinds word it differently. */
export function bodyOf(act: string): Dto | BodiesByKind {
  const rows = rowsOfAct(act).map(({ kind, row }) => ({ kind, fields: row.fields ?? {} }));
  const first = rows[0]!.fields;
  if (rows.every(({ fields }) => JSON.stringify(fields) === JSON.stringify(first))) return actDto(pascal(act), first);
  return Object.fromEntries(rows.map(({ kind, fields }) => [kind, actDto(pascal(act) + pascal(kind), fields)]));
}

function actDto(name: string, fields: ActFields): Dto {
  return Object.keys(fields).length === 0 ? ActDto : dtoOf(`${name}Dto`, fields, ActDto);
}

/** The body of a new case, by its kind. */
export const recordBodies: BodiesByKind = Object.fromEntries(
  rowsOfAct('record').map(({ kind, row }) => [kind, recordDto(kind, row.name.en, row.fields ?? {})]),
);

function recordDto(kind: string, about: string, fields: ActFields): Dto {
  const made = dtoOf(`Record${pascal(kind)}Dto`, fields, RecordDto);
  OneOf(`${about}.`, [kind])(made.prototype as object, 'kind');
  return made;
}

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
