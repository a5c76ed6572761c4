import { phoneQuery } from '../../domain/words/phone.js';
import { fewestDigits } from '../case-numbers.js';
import { askedOfPlace, searchTerms, termMarks, termsOfName } from '../search-words.js';

/** One text, or a part of it, as everything it may be. The queries are tsqueries, empty where it is no such thing. */
export interface SearchReading {
  /** The number of a case, or the end of it: no words. */
  number: string;
  /** A phone or a customer: not for readers who may not know who that is. */
  who: string;
  place: string;
  /** Words that all stand there. */
  words: string;
  /** Runs of Chinese whose pairs must also stand together, as patterns. */
  together: string[];
  /** All of its runs, likewise. */
  runs: string[];
}

/** What is looked for: the text as a whole, or each of its parts. */
export interface SearchQuery {
  whole: SearchReading;
  parts: SearchReading[];
}

const nothing: SearchReading = { number: '', who: '', place: '', words: '', together: [], runs: [] };

/**
 * What a text asks for: a case by its number or the end of it, a phone however it is written or its last four digits, a
 * place, a customer, or words. Undefined where it has no word, or no more than single Chinese characters, which the
 * index does not hold.
 */
export function searchQueryOf(asked: string): SearchQuery | undefined {
  const text = asked.replace(/(尾号|尾数|[后末]四位)[是为]?[\s:：]+(?=\d{4}(?!\d))/gu, '$1');
  const parts = text.trim().split(/\s+/u);
  // 王 秀 芝 is a name that is set apart.
  if (parts.length > 1 && parts.every((part) => /^\p{Script=Han}$/u.test(part))) return searchQueryOf(parts.join(''));
  // A name beside a phone is a part of its own.
  const isOne = parts.every((part) => !/\p{L}/u.test(part) || /\p{N}/u.test(part));
  const { who, place } = readingOf(text, isOne);
  const whole = parts.length > 1 ? { ...nothing, who, place } : nothing;
  const query = { whole, parts: parts.map((part) => readingOf(part, true)) };
  return tsqueryOf(query) === '' ? undefined : query;
}

/** A search for a phone or a customer alone, or for a place; undefined where the text is none. */
export function searchFor(what: 'phone' | 'customer' | 'place', text: string): SearchQuery | undefined {
  const tsquery = { phone: phoneTsquery, customer: nameTsquery, place: placeTsquery }[what](text);
  if (tsquery === '') return undefined;
  return { whole: { ...nothing, [what === 'place' ? 'place' : 'who']: tsquery }, parts: [] };
}

/** The tsquery that finds every case the search may be for; empty where there is none. */
export function tsqueryOf({ whole, parts }: SearchQuery): string {
  const all = ({ number, who, place, words }: SearchReading) => anyOf([number, who, place, words]);
  return anyOf([all(whole), allOf(parts.map(all))]);
}

/** Whether next to nothing can be found: one phone, or one number. */
export function isNarrow({ whole, parts }: SearchQuery): boolean {
  return [whole, ...parts].every((one) => one === nothing || /\+~?\d{7}/.test(one.who) || /#[A-Z]/.test(one.number));
}

/** The tsquery of a term as it stands. */
export function termTsquery(term: string): string {
  return `'${term.replace(/[\\']/g, '$&$&')}'`;
}

/** The tsquery that one of these is true; empty ones are none. */
export function anyOf(queries: readonly string[]): string {
  return queries
    .filter((query) => query !== '')
    .map((query) => `(${query})`)
    .join(' | ');
}

/** The tsquery that all of these are true; empty ones are none. */
export function allOf(queries: readonly string[]): string {
  return queries
    .filter((query) => query !== '')
    .map((query) => `(${query})`)
    .join(' & ');
}

/** A phone in any spelling, or its last four digits; empty where the text is none. */
export function phoneTsquery(text: string): string {
  const lastFour = phoneQuery(text)?.lastFour;
  return anyOf([
    samePhoneTsquery(text),
    ...(lastFour === undefined ? [] : [termTsquery(termMarks.lastFour + lastFour)]),
  ]);
}

/** A whole phone in any spelling; empty where the text is none. */
export function samePhoneTsquery(text: string): string {
  return anyOf((phoneQuery(text)?.keys ?? []).map((key) => termTsquery(termMarks.phone + key)));
}

/** A phone as it is compared; null where the text is none. */
export function comparedPhone(text: string): string | null {
  return phoneQuery(text)?.keys[0]?.replace(/^~/, '') ?? null;
}

/** A place in any spelling; empty where nothing is said. */
export function placeTsquery(text: string): string {
  return askedOfPlace(text).map(termTsquery).join(' & ');
}

/** A customer by a name or the beginning of its parts; empty where there is none. */
export function nameTsquery(text: string): string {
  const terms = termsOfName(text);
  const long = terms.filter((term) => [...term].length > 2);
  return (long.length > 0 ? long : terms).map(termTsquery).join(' & ');
}

function readingOf(text: string, mayBePhone: boolean): SearchReading {
  const runs = [
    ...text
      .toLowerCase()
      .normalize('NFKC')
      .matchAll(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu),
  ].map(([run]) => run);
  const terms = searchTerms(text).filter((term) => !isHan(term) || [...term].length > 1);
  const like = (run: string) => `%${run.replace(/[\\%_]/g, '\\$&')}%`;
  const isName = /^[\p{L}\s.·•‧∙⋅・･᛫˙。-]+$/u.test(text.normalize('NFKC')) && terms.length > 0;
  const numbered = /\p{N}/u.test(text) || /[栋棟幢座楼樓号號室]/u.test(text);
  return {
    number: numberTsquery(text),
    who: anyOf([mayBePhone ? phoneTsquery(text) : '', isName ? nameTsquery(text) : '']),
    place: numbered && askedOfPlace(text).some((term) => /\d/.test(term)) ? placeTsquery(text) : '',
    words: terms.map(wordTsquery).join(' & '),
    // Pairs may lie apart and single characters are not indexed: such runs are looked for in the words themselves.
    together: runs.filter((run) => isHan(run) && [...run].length !== 2).map(like),
    runs: runs.map(like),
  };
}

/** The number of a case, whole or without the zeros in it, or what it ends in. */
function numberTsquery(text: string): string {
  const [, register, serial] = /^([a-z]{1,8}-\d{4}-)?(\d{1,12})$/i.exec(text.normalize('NFKC').trim()) ?? [];
  if (serial === undefined) return '';
  return termTsquery(
    register === undefined
      ? `${termMarks.number}${Number(serial)}`
      : termMarks.number + register.toUpperCase() + serial.padStart(fewestDigits, '0'),
  );
}

/** Latin words by their beginning; short numbers as they are, as half of all phones begin like one. */
function wordTsquery(term: string): string {
  return isHan(term) || /^\p{N}{1,4}$/u.test(term) || term.length === 1 ? termTsquery(term) : `${termTsquery(term)}:*`;
}

const isHan = (term: string): boolean => /\p{Script=Han}/u.test(term);
