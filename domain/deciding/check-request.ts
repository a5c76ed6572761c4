import type { Actor } from '../actor.js';
import { checkInput, checkOpeningInput, type InputSource } from '../case/check-input.js';
import { actEnvelope } from '../case/envelope-fields.js';
import type { ActFields } from '../case/fields.js';
import { isRefusal, refuseInput, type FieldProblem, type Refusal } from '../refusal.js';
import type { ActRow } from './act.js';
import type { ActRequest } from './enter-act.js';
import { withImportFields } from './import-origin.js';

type Asked = Pick<ActRequest, 'input' | 'happenedAt' | 'deviceAt'>;
type FieldsOfRow = Pick<ActRow, 'fields' | 'systemFields'>;

/** Where the input of an actor comes from; `imported`: that of a new case, read from a table. */
export function inputSourceOf(actor: Actor, imported = false): InputSource {
  if (imported) return 'import';
  return actor.kind === 'desk' ? 'desk' : 'person';
}

/** What an input from there may hold: people give the fields alone, an import what it says of every row, too. */
export function fieldsFrom({ fields = {}, systemFields }: FieldsOfRow, source: InputSource): ActFields {
  if (source === 'import') return withImportFields(systemFields ?? fields);
  return source === 'person' ? fields : (systemFields ?? fields);
}

/**
 * What an act is asked with, as it is kept: its input by the fields of the row, its times in UTC ISO. A refusal names
 * every field that is wrong.
 */
export function checkAct(row: FieldsOfRow, { input, ...times }: Asked, source: InputSource): Asked | Refusal {
  const checked = checkInput(fieldsFrom(row, source), input, source);
  const { happenedAt, deviceAt } = times;
  if (happenedAt === undefined && deviceAt === undefined) return checked;
  const when = checkInput(actEnvelope, { happenedAt, deviceAt }, source);
  return isRefusal(when) ? refuseInput([...when.errors!, ...errorsOf(checked)]) : { ...checked, ...when.input };
}

/** The same for a new case, whose words stand together in its input. */
export function checkRecord(row: FieldsOfRow, input: unknown, source: InputSource): Pick<Asked, 'input'> | Refusal {
  return checkOpeningInput(fieldsFrom(row, source), input, source);
}

export function errorsOf(checked: object): FieldProblem[] {
  return isRefusal(checked) ? (checked.errors ?? []) : [];
}
