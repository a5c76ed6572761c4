import type { FigureRule } from '../../domain/rulebook/figures.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { nextDay, nextMonth, startOfDay } from './days.js';
import type { FigureQuery } from './figures-query.js';

/**
 * W-9.1: customers of the lines times seconds of the period, as far as it has passed; by the area or the month that is
 * asked for.
 */
export function customerSeconds(
  rulebook: Rulebook,
  { areas }: FigureRule,
  { from, until, area, month, day }: Pick<FigureQuery, 'from' | 'until' | 'area'> & { month?: string; day?: string },
  now: string,
): number {
  const lines = Object.values(rulebook.lists?.['lines'] ?? {}).filter(
    (line) => (!areas || areas.includes(String(line['area']))) && (area === undefined || line['area'] === area),
  );
  const customers = lines.reduce((sum, line) => sum + Number(line['customers'] ?? 0), 0);
  const first = latest(from, day ?? (month && `${month}-01`));
  const last = earliest(until, day ? nextDay(day) : month && nextMonth(month));
  const end = earliest(startOfDay(last, rulebook), now);
  return customers * Math.max(0, Math.floor((Date.parse(end) - Date.parse(startOfDay(first, rulebook))) / 1000));
}

function latest(one: string, other: string | undefined): string {
  return other && other > one ? other : one;
}

function earliest(one: string, other: string | undefined): string {
  return other && other < one ? other : one;
}
