import { refuseInput, type FieldProblem, type Refusal } from '../refusal.js';
import type { Text } from '../text.js';
import type { WordName } from './case.js';
import { fieldLabel } from './field-label.js';
import { words, type ActField, type ActFields } from './fields.js';
import { isPlainObject } from './input-size.js';
import {
  centsFault,
  dayFault,
  idFault,
  idsFault,
  instantFault,
  keptInstant,
  keptText,
  listFault,
  missingFault,
  notAnObjectFault,
  numberFault,
  oneOfFault,
  textFault,
  trimmed,
  unknownFieldFault,
  yesNoFault,
} from './input-values.js';

/**
 * Where an input comes from. An import keeps what was written elsewhere whole, and what the system enters it has from
 * the record, where words may have grown: for both, only the bounds of the whole (`sizeProblem`) and of an import apply.
 */
export type InputSource = 'person' | 'import' | 'desk';

/** The most that words of an import may have; Excel's own most is 32,767. */
export const maxImportedCharacters = 20_000;
/** So many faults are named; one that sends more has other troubles. */
const maxFaults = 100;

type Input = Record<string, unknown>;

/**
 * The input as it is kept: texts, ids and times as `keptText` and its neighbours leave them, and nothing but the fields;
 * or a refusal that names every field that is wrong, by its path. Pure, and never throws, whatever JSON it is given.
 */
export function checkInput(fields: ActFields, input: unknown, source: InputSource): { input: Input } | Refusal {
  const faults: FieldProblem[] = [];
  const kept = keptFields(fields, input, source, '', faults);
  return faults.length ? refuseInput(faults) : { input: kept };
}

/**
 * The same for the input of a new case, in which the words of the case stand together under `words`. The system and an
 * import may give any of them, and the system may lack some: a case opened from another takes along what that one has.
 */
export function checkOpeningInput(fields: ActFields, input: unknown, source: InputSource): { input: Input } | Refusal {
  const { plain, own } = splitFields(fields);
  const faults: FieldProblem[] = [];
  const { words: given, ...rest } = isPlainObject(input) ? input : {};
  if (!isPlainObject(input)) faults.push({ field: 'input', text: notAnObjectFault });
  const kept = keptFields(plain, rest, source, '', faults);
  const ofCase = source === 'person' ? own : source === 'import' ? { ...anyWords, ...own } : anyWords;
  const keptWords = keptFields(ofCase, given ?? {}, source, 'words', faults);
  return faults.length ? refuseInput(faults) : { input: { ...kept, words: keptWords } };
}

/** Every word a case may have, for what nobody typed into a form. */
const anyWords: Readonly<Record<WordName, ActField<string, true>>> = (() => {
  const field = words('案件文字', 'Words of the case.', { optional: true });
  return {
    subject: field,
    description: field,
    demand: field,
    place: field,
    happenedWhen: field,
    complainedOf: field,
    customer: field,
    phone: field,
    done: field,
    result: field,
    answer: field,
    authorityReference: field,
    room: field,
  };
})();

interface SplitFields {
  plain: ActFields;
  own: ActFields;
}
const splits = new WeakMap<ActFields, SplitFields>();

/** The fields that are no words of the case, and those that are, by their word. Remembered for the row. */
function splitFields(fields: ActFields): SplitFields {
  const known = splits.get(fields);
  if (known) return known;
  const entries = Object.entries(fields);
  const split = {
    plain: Object.fromEntries(entries.filter(([, { word }]) => word === undefined)),
    own: Object.fromEntries(entries.flatMap(([, field]) => (field.word === undefined ? [] : [[field.word, field]]))),
  };
  splits.set(fields, split);
  return split;
}

function keptFields(
  fields: ActFields,
  input: unknown,
  source: InputSource,
  path: string,
  faults: FieldProblem[],
): Input {
  const kept: Input = {};
  if (!isPlainObject(input)) {
    fault(faults, path || 'input', notAnObjectFault);
    return kept;
  }
  for (const name in fields) {
    const field = fields[name]!;
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    if (value === undefined) {
      if (!field.optional) fault(faults, path ? `${path}.${name}` : name, missingFault, fieldLabel(name, field));
    } else {
      kept[name] = keptValue(field, value, source, path ? `${path}.${name}` : name, faults, fieldLabel(name, field));
    }
  }
  for (const name in input) {
    if (faults.length >= maxFaults) break;
    if (Object.hasOwn(input, name) && input[name] !== undefined && !Object.hasOwn(fields, name))
      fault(faults, path ? `${path}.${name}` : name, unknownFieldFault);
  }
  return kept;
}

function keptValue(
  field: ActField,
  value: unknown,
  source: InputSource,
  path: string,
  faults: FieldProblem[],
  label: Text,
): unknown {
  if (field.type === 'items') {
    const wrong = listFault(value, field.min ?? 1, field.max!);
    if (!wrong)
      return (value as unknown[]).map((item, at) => keptFields(field.of!, item, source, `${path}[${at}]`, faults));
    fault(faults, path, wrong, label);
    return value;
  }
  const kept = normalized(field, value);
  const wrong = faultOf(field, kept, source);
  if (wrong) fault(faults, path, wrong, label);
  return kept;
}

function normalized({ type }: ActField, value: unknown): unknown {
  switch (type) {
    case 'words':
      return keptText(value);
    case 'instant':
      return keptInstant(value);
    case 'id':
    case 'person':
    case 'case':
    case 'one-of':
    case 'date':
      return trimmed(value);
    default:
      return value;
  }
}

function faultOf(field: ActField, value: unknown, source: InputSource): Text | undefined {
  switch (field.type) {
    case 'words':
      return textFault(value, maxCharacters(field, source));
    case 'id':
    case 'person':
    case 'case':
      return idFault(value);
    case 'ids':
    case 'people':
    case 'files':
    case 'standard-answers':
      return idsFault(value, field.min ?? 0, field.max ?? 20);
    case 'instant':
      return instantFault(value);
    case 'date':
      return dayFault(value);
    case 'yes-no':
      return yesNoFault(value);
    case 'one-of':
      return oneOfFault(value, field.values ?? []);
    case 'number':
      return numberFault(value, field.min!, field.max!);
    case 'cents':
      return centsFault(value);
    case 'items':
      return listFault(value, field.min ?? 1, field.max!);
  }
}

function maxCharacters({ max = 4000 }: ActField, source: InputSource): number {
  if (source === 'person') return max;
  return source === 'import' ? Math.max(max, maxImportedCharacters) : Infinity;
}

/** A path is told to people and kept beside the key: what the database or a line cannot take is left out of it. */
function fault(faults: FieldProblem[], field: string, text: Text, label?: Text): void {
  if (faults.length < maxFaults)
    faults.push({
      field: field.slice(0, 200).replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?') || '""',
      text,
      ...(label ? { label } : {}),
    });
}
