import type { Text } from '../text.js';
import type { WordName } from './case.js';

/**
 * One thing an act asks for, as data: the API checks and documents it, and a form can be drawn, from the same line. `V`
 * is the type of the value, `O` whether it may be left out.
 */
export interface ActField<V = unknown, O extends boolean = boolean> {
  type:
    | 'words'
    | 'id'
    | 'ids'
    | 'instant'
    | 'date'
    | 'yes-no'
    | 'one-of'
    | 'number'
    | 'cents'
    | 'items'
    | 'person'
    | 'people'
    | 'case'
    | 'files'
    | 'standard-answers';
  /** What a form calls it in Chinese, and what it is in one English sentence. */
  zh: string;
  en: string;
  optional: O;
  /** Characters of words, figures of a number, items of a list. */
  min?: number;
  max?: number;
  /** What it is called in English, where its name does not say it: see `fieldLabel`. */
  label?: string;
  values?: readonly string[];
  /** What people read for each of the values. */
  valueNames?: Readonly<Record<string, Text>>;
  /**
   * The list of the rulebook an id must stand in: `departments`, `tiers`, `grounds`, `repairTypes`, or one of `lists`.
   */
  list?: string;
  /** Asked only where the rulebook has something in that list. */
  whereListed?: boolean;
  /** Of the list only these. */
  among?: readonly string[];
  /** The field of the act that says which recorded field this is the value of: chosen as when it was recorded. */
  asRecorded?: string;
  /** The field of the act that names a kind: asked where a case of that kind is recorded with it, by name or list. */
  recordOf?: string;
  of?: ActFields;
  /** What each of the people must be at the site of the case. */
  role?: string;
  example?: unknown;
  /**
   * A word of the case itself (`state.words`): redacted for readers without the right, found by full text, never told
   * the engine.
   */
  word?: WordName;
  /** A person who must hold a post at the site of the case. */
  withPost?: boolean;
  /** What the customer is told: a standard answer may be put in. The case's own `answer` always is. */
  toCustomer?: boolean;
  /** May show who the customer is (a signature): kept like their name. */
  identity?: boolean;
  readonly value?: V;
}

export type ActFields = Readonly<Record<string, ActField>>;

type RequiredKeys<F extends ActFields> = { [K in keyof F]: F[K]['optional'] extends true ? never : K }[keyof F];
type ValueOf<F> = F extends ActField<infer V> ? V : never;

/** What an act is asked with, by its fields. */
export type InputOf<F extends ActFields> = { [K in RequiredKeys<F>]: ValueOf<F[K]> } & {
  [K in Exclude<keyof F, RequiredKeys<F>>]?: ValueOf<F[K]>;
};

interface FieldOptions {
  optional?: boolean;
  /** A short English name, where the field's own does not read well: `Passed on to` for `to`. */
  label?: string;
  example?: unknown;
}
type IsOptional<T extends FieldOptions> = T extends { optional: true } ? true : false;

function field<V, T extends FieldOptions>(
  type: ActField['type'],
  zh: string,
  en: string,
  options: T | undefined,
): ActField<V, IsOptional<T>> {
  return { type, zh, en, ...options, optional: (options?.optional ?? false) as IsOptional<T> };
}

type OwnWord<T> = T extends { word: WordName } ? { word: WordName } : unknown;

/** What people write: 1 to `max` characters (4000), line breaks allowed. */
export const words = <
  const T extends FieldOptions & {
    max?: number;
    word?: WordName;
    toCustomer?: boolean;
    asRecorded?: string;
  } = FieldOptions,
>(
  zh: string,
  en: string,
  options?: T,
) => field<string, T>('words', zh, en, options) as ActField<string, IsOptional<T>> & OwnWord<T>;

/** An id of the rulebook (`list`) or of this installation. */
export const id = <
  const T extends FieldOptions & Pick<ActField, 'list' | 'whereListed' | 'among' | 'recordOf'> = FieldOptions,
>(
  zh: string,
  en: string,
  options?: T,
) => field<string, T>('id', zh, en, options);

/** Different ids, at most `max` (20). */
export const ids = <const T extends FieldOptions & { list?: string; max?: number } = FieldOptions>(
  zh: string,
  en: string,
  options?: T,
) => field<string[], T>('ids', zh, en, options);

/** An instant: in JSON with an offset, here UTC ISO 8601. */
export const instant = <const T extends FieldOptions = FieldOptions>(zh: string, en: string, options?: T) =>
  field<string, T>('instant', zh, en, options);

/** A day of the calendar, `2026-11-23`. */
export const date = <const T extends FieldOptions = FieldOptions>(zh: string, en: string, options?: T) =>
  field<string, T>('date', zh, en, options);

export const yesNo = <const T extends FieldOptions & { recordOf?: string } = FieldOptions>(
  zh: string,
  en: string,
  options?: T,
) => field<boolean, T>('yes-no', zh, en, options);

/** What people read for each value of a field: the Chinese term, then the English one. */
export type ValueNames<V extends string = string> = Readonly<Record<V, readonly [zh: string, en: string]>>;

/** One of the values, each with its names; in the order in which they are written. */
export const oneOf = <const V extends string, const T extends FieldOptions = FieldOptions>(
  zh: string,
  en: string,
  names: ValueNames<V>,
  options?: T,
) => ({ ...field<V, T>('one-of', zh, en, options), values: Object.keys(names) as V[], valueNames: valueTexts(names) });

/** The names as texts in both languages. */
export function valueTexts<V extends string>(names: ValueNames<V>): Readonly<Record<V, Text>> {
  const pairs = Object.entries<ValueNames[string]>(names);
  return Object.fromEntries(pairs.map(([value, [zh, en]]) => [value, { 'zh-CN': zh, en }])) as Record<V, Text>;
}

/** A figure from `min` to `max`; say the unit in its name. */
export const number = <const T extends FieldOptions & { min: number; max: number }>(
  zh: string,
  en: string,
  options: T,
) => field<number, T>('number', zh, en, options);

/** Money in whole cents (分), 0 or more. */
export const cents = <const T extends FieldOptions = FieldOptions>(zh: string, en: string, options?: T) =>
  field<number, T>('cents', zh, en, options);

/** A list of `min` (1) to `max` things, each with fields of its own. */
export const items = <const F extends ActFields, const T extends FieldOptions & { min?: number; max: number }>(
  zh: string,
  en: string,
  of: F,
  options: T,
) => ({ ...field<InputOf<F>[], T>('items', zh, en, options), of });

/** Id of somebody on record here. */
export const person = <const T extends FieldOptions & { withPost?: boolean } = FieldOptions>(
  zh: string,
  en: string,
  options?: T,
) => field<string, T>('person', zh, en, options);

/** Ids of different people on record here, `min` (0) to `max` (20), each of whom holds `role` where one is named. */
export const people = <const T extends FieldOptions & { min?: number; max?: number; role?: string } = FieldOptions>(
  zh: string,
  en: string,
  options?: T,
) => field<string[], T>('people', zh, en, options);

/** Number of a case the caller may read. */
export const caseNumber = <const T extends FieldOptions = FieldOptions>(zh: string, en: string, options?: T) =>
  field<string, T>('case', zh, en, options);

/**
 * Ids of files handed in before (`POST /v1/files`): photos, papers; `identity` for what may show who the customer is,
 * such as a signature.
 */
export const files = <const T extends FieldOptions & { min?: number; max?: number; identity?: boolean } = FieldOptions>(
  zh: string,
  en: string,
  options?: T,
) => field<string[], T>('files', zh, en, options);

/** Whether the customer is told what stands in a field. */
export const isToCustomer = ({ type, word, toCustomer }: ActField): boolean =>
  type === 'words' && (toCustomer === true || word === 'answer');

/** Ids with version (`12.3`) of the standard answers that were put into what the customer is told: which was used. */
export const standardAnswersField: ActField<string[], true> = {
  ...field<string[], { optional: true }>('standard-answers', '采用的标准答复', 'The standard answers that were used.', {
    optional: true,
  }),
  max: 5,
};
