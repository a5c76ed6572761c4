import type { Text } from '../text.js';
import { comparedText } from './plain-text.js';

/**
 * A phone as somebody wrote it. `key`: what numbers are equal by: 11 digits of a mobile, area code (with its 0) and
 * number of a landline, the digits of a service number, country and number of one abroad. `extension`: what is dialled
 * after it, null where nothing is.
 */
export interface ReadPhone {
  kind: 'mobile' | 'landline' | 'service' | 'unknown';
  key: string;
  extension: string | null;
  written: string;
}

/** What a search asks the index of `phoneKeys` for: any of the keys, or numbers that end so. */
export interface PhoneQuery {
  keys: string[];
  lastFour?: string;
}

/** What may stand between two digits of one number. */
const gap = String.raw`[\s\-.()·]{0,3}`;
const ofChina = String.raw`(?:(?:\(?(?:\+|00)\s*)?86[\s\-)]*(?:\(0\)\s*|0)?)?`;
const extension = String.raw`(?:\s*(?:转接?|轉|分机号?|分機|内线|ext\.?|[x#*])\s*[:：]?\s*(?<extension>\d{1,6})(?!\d))?`;
const digits = (count: number | string) => String.raw`(?:${gap}\d){${count}}`;
const areaCode = String.raw`(?:10|2\d|[3-9]\d{2})`;

/** The surest first: what one of them has read, the next does not see. `zero`: the key begins with the 0 of the area. */
const readings: readonly { kind: ReadPhone['kind']; pattern: RegExp; local?: true; area?: true }[] = [
  // Two mobiles that are run together are two.
  reading(
    'mobile',
    String.raw`${ofChina}0?(?<key>1${gap}[3-9]${digits(9)})${extension}(?:(?!\d)|(?=1[3-9]\d{9}(?!\d)))`,
  ),
  reading(
    'mobile',
    String.raw`(?:\+|00)\s*(?<key>852${gap}[4-9]${digits(7)}|853${gap}6${digits(7)}|886${gap}9${digits(8)})${extension}(?!\d)`,
  ),
  reading('service', String.raw`${ofChina}(?<key>[48]${gap}0${gap}0${digits(7)})${extension}(?!\d)`),
  {
    ...reading(
      'landline',
      // Run together, 010 and 02x have eight digits after them.
      String.raw`(?:${ofChina}\(?0(?<area>${areaCode})|(?:\+|00)?\s*86[\s\-)]*(?<bare>${areaCode}))(?:${gap})(?<key>[2-8]${digits('6,7')})(?:-(?<dashed>\d{1,5})(?!\d)|${extension})(?!\d)`,
    ),
    area: true,
  },
  {
    ...reading('service', String.raw`\(?0(?<area>${areaCode})${gap}(?<key>9[56]\d{3,4}|1[0-2]\d{1,4})(?!\d)`),
    area: true,
  },
  reading('unknown', String.raw`(?:\+|00)\s*(?<key>(?!86)[1-9]${digits('7,14')})${extension}(?!\d)`),
  {
    ...reading(
      'landline',
      String.raw`(?<key>[2-8]\d{2,3}[\s-]?\d{4})(?:-(?<dashed>\d{1,5})(?!\d)|${extension})(?![\d-])`,
    ),
    local: true,
  },
  reading('service', String.raw`(?<key>9[56]\d{3,6}|1[0-2]\d{1,4}|12\d{3}|11[46]\d{3})(?![\d-])`),
  reading('unknown', String.raw`(?<key>\d(?:[\s\-]?\d){6,}|\d{4,})${extension}(?!\d)`),
];

function reading(kind: ReadPhone['kind'], pattern: string): { kind: ReadPhone['kind']; pattern: RegExp } {
  const begins = kind === 'mobile' ? String.raw`(?:(?<![\d+])|(?<=(?<![\d+])1[3-9]\d{9}))` : String.raw`(?<![\d+])`;
  return { kind, pattern: new RegExp(`${begins}${pattern}`, 'giu') };
}

/** The numbers of a field, in the order in which they stand there; none where there is none. Never throws. */
export function readPhones(text: string): ReadPhone[] {
  let left = comparedText(text)
    .replace(/[[【〔]/g, '(')
    .replace(/[\]】〕]/g, ')')
    // 13,900,123,451 as a spreadsheet shows a number.
    .replace(/(?<![\d,])\d{1,2}(?:,\d{3}){2,}(?![\d,])/g, (grouped) => grouped.replaceAll(',', ''));
  const found: (ReadPhone & { at: number })[] = [];
  for (const { kind, pattern } of readings) {
    left = left.replace(pattern, (written: string, ...rest: unknown[]) => {
      const groups = rest.at(-1) as Record<string, string | undefined>;
      const [at, area] = [rest.at(-3) as number, groups['area'] ?? groups['bare']];
      const key = `${area === undefined ? '' : `0${area}`}${groups['key']!.replace(/\D/g, '')}`;
      found.push({
        kind,
        key,
        extension: groups['extension'] ?? groups['dashed'] ?? null,
        written: written.trim(),
        at,
      });
      // Nothing later may read across it.
      return '|'.repeat(written.length);
    });
  }
  return found.toSorted((one, other) => one.at - other.at).map(({ at: _, ...phone }) => phone);
}

/**
 * Everything a field of phones is found by: each number, with its extension and without it, and a landline by the number
 * within its area, marked so that it is not taken for a number that was written without one.
 */
export function phoneKeys(text: string): string[] {
  return [
    ...new Set(
      readPhones(text).flatMap(({ key, extension, kind }) => [
        key,
        ...(extension === null ? [] : [`${key}-${extension}`]),
        ...(kind === 'landline' ? [`${withinArea}${localOf(key)}`] : []),
      ]),
    ),
  ];
}

/** What is asked for by a text that is a phone, or its last four digits; null where it is something else. */
export function phoneQuery(q: string): PhoneQuery | null {
  const compared = comparedText(q).trim();
  if (/^\d{4}$/.test(compared)) return { keys: [compared], lastFour: compared };
  const lastFour = /^(?:(?:手机|电话|号码)?(?:尾号|尾数|[后末]四位)[是为]?\s*:?\s*|(?:1[3-9]\d)?\*+)(\d{4})$/u.exec(
    compared,
  )?.[1];
  if (lastFour !== undefined) return { keys: [], lastFour };
  const phones = readPhones(q).filter(({ kind, key }) => kind !== 'unknown' || key.length >= 5);
  // Numbers that may be something else count where nothing else is said.
  const sure = phones.filter(({ kind, key }) => kind === 'mobile' || /^0|^[48]00\d{7}$/.test(key));
  const asked = sure.length > 0 ? sure : /^[\d\s\-+().转轉分机x#*]+$/.test(compared) ? phones : [];
  if (asked.length === 0) return null;
  return { keys: [...new Set(asked.flatMap(askedKeys))] };
}

/**
 * The numbers of a field that belong to one person or household, whole and with their extension: mobiles, and landlines
 * with their area. Many people share any other number.
 */
export function personPhones(text: string): string[] {
  const own = readPhones(text).filter(
    ({ kind, key }) => kind === 'mobile' || (kind === 'landline' && key.startsWith('0')),
  );
  return [...new Set(own.map(({ key, extension }) => (extension === null ? key : `${key}-${extension}`)))];
}

/** Before a landline's number within its area. */
const withinArea = '~';

function localOf(key: string): string {
  return key.replace(/^0(?:10|2\d|[3-9]\d{2})/, '');
}

function askedKeys({ key, extension, kind }: ReadPhone): string[] {
  if (extension !== null) return [`${key}-${extension}`];
  if (kind !== 'landline') return [key];
  return key.startsWith('0') ? [key, localOf(key)] : [`${withinArea}${key}`];
}

/**
 * Where an SMS to whoever left these numbers goes: to the first that takes one, with its country where it was written with
 * it; null where none does. A landline, a service number and what lies behind an extension are called.
 */
export function smsAddress(text: string): string | null {
  for (const { kind, key, extension, written } of readPhones(text)) {
    const withCountry = /^\(?(?:\+|00)/.test(written);
    if (extension !== null || !(kind === 'mobile' || (kind === 'unknown' && withCountry))) continue;
    return !withCountry ? key : kind === 'mobile' && key.length === 11 && key.startsWith('1') ? `+86${key}` : `+${key}`;
  }
  return null;
}

/** What is odd about a text that should be a phone, for whoever writes it; undefined where nothing is, or it is mail. */
export function phoneHint(text: string): Text | undefined {
  const found = readPhones(text);
  const odd = found.find(({ kind, written }) => kind === 'unknown' && !/^\(?(?:\+|00)/.test(written));
  if (text.includes('@') || (found.length > 0 && !odd)) return undefined;
  const digits = odd?.key.length ?? 0;
  if (odd && /^1[3-9]/.test(odd.key))
    return {
      en: `A mobile number has 11 digits, this one has ${digits}: it is kept as it is.`,
      'zh-CN': `手机号码为 11 位，此号码为 ${digits} 位：已按原样保留。`,
    };
  return odd
    ? {
        en: 'This is neither a mobile nor a landline with or without its area code: it is kept as it is.',
        'zh-CN': '此号码既不是手机号码，也不是带或不带区号的固定电话：已按原样保留。',
      }
    : {
        en: 'This has no number that could be called: it is kept as it is.',
        'zh-CN': '其中没有可拨打的号码：已按原样保留。',
      };
}
