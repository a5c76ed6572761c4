import type { Json } from '../api/client.js';
import { lengthText } from '../clock/left.js';
import type { Language } from '../words/words.js';

/** A value of a figure in its unit, as people say it; a dash where there was nothing to count. */
export function valueText(value: number | null, unit: string, language: Language): string {
  if (value === null) return '–';
  switch (unit) {
    case 'share':
      return new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 }).format(value);
    case 'seconds':
      return lengthText(value * 1_000, language);
    default:
      return new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'zh-CN', { maximumFractionDigits: 1 }).format(value);
  }
}

export type Figure = Json<'FigureJson'>;
export type FigureGroup = Json<'FigureGroupJson'>;

/** Points are those of persons: who may not see them all gets their own. */
export const whose = (measure: string, rights: readonly string[]): { person?: 'me' } =>
  measure === 'points' && !rights.includes('see-figures-of-persons') ? { person: 'me' } : {};

/** What a figure says of a month, or of whatever it was taken apart by; undefined where nothing was counted. */
export const groupOf = (figure: Figure | undefined, key: string): FigureGroup | undefined =>
  figure?.groups?.find((group) => group.key === key);

/** How many of what was counted made the figure worse, where it is a share of what went well. */
export const missedOf = ({ of, part }: { of: number; part: number | null }): number => of - (part ?? of);

/** '12月' or 'Dec 2026': a month, with its year where it is not that of today. */
export function monthLabel(month: string, language: Language, today: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: 'UTC',
    month: 'short',
    ...(month.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
  }).format(new Date(`${month}-01T00:00:00Z`));
}
