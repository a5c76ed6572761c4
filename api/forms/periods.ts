import type { Language } from '../../domain/text.js';
import { DAY_MS, zoneOf } from '../../domain/time/zone.js';

/**
 * A day (`2026-11-23`) or a month (`2026-11`) in a zone: from its first instant until before the next one's, in UTC
 * ISO.
 */
export function instantsOf(period: string, timeZone: string): { from: string; before: string } {
  const [year, month, day] = period.split('-').map(Number) as [number, number, number?];
  const first = Date.UTC(year, month - 1, day ?? 1) / DAY_MS;
  const next = (day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1)) / DAY_MS;
  const zone = zoneOf(timeZone);
  return {
    from: new Date(zone.firstInstantOf(first)).toISOString(),
    before: new Date(zone.firstInstantOf(next)).toISOString(),
  };
}

/** How a day or month is written above a form, with its weekday. */
export function periodName(period: string, language: Language): string {
  const [year, month, day] = period.split('-').map(Number) as [number, number, number?];
  const at = new Date(Date.UTC(year, month - 1, day ?? 1));
  if (language === 'en')
    return at.toLocaleDateString('en-GB', {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'long',
      ...(day === undefined ? {} : { day: 'numeric', weekday: 'long' }),
    });
  return day === undefined
    ? `${year}年${month}月`
    : `${year}年${month}月${day}日　星期${'日一二三四五六'[at.getUTCDay()]}`;
}
