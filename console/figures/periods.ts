/** What the figures are asked for: from this day on and before that one, as local dates of the rulebook. */
export interface Period {
  from: string;
  until: string;
}

export const periodNames = ['month', 'last-month', '12-months', 'year', 'days'] as const;
export type PeriodName = (typeof periodNames)[number];

/** The first day of the month that is `by` months from the one of this day. */
export function monthFrom(day: string, by: number): string {
  const [year, month] = day.split('-').map(Number);
  return new Date(Date.UTC(year!, month! - 1 + by, 1)).toISOString().slice(0, 10);
}

/** The day after a day. */
export function followingDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** A period by its name on a day; chosen days `from` to `to`, both included, as far as they are dates in order. */
export function periodOf(name: PeriodName, today: string, chosen: { from?: string; to?: string } = {}): Period {
  switch (name) {
    case 'month':
      return { from: monthFrom(today, 0), until: monthFrom(today, 1) };
    case 'last-month':
      return { from: monthFrom(today, -1), until: monthFrom(today, 0) };
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, until: monthFrom(today, 1) };
    case '12-months':
      return { from: monthFrom(today, -11), until: monthFrom(today, 1) };
    case 'days': {
      const { from = monthFrom(today, 0), to = today } = chosen;
      return isDay(from) && isDay(to) && from <= to
        ? { from, until: followingDay(to) }
        : { from: monthFrom(today, 0), until: followingDay(today) };
    }
  }
}

export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** The months of a period as '2026-12', the earliest first. */
export function monthsOf({ from, until }: Period): string[] {
  const months: string[] = [];
  for (let first = monthFrom(from, 0); first < until; first = monthFrom(first, 1)) months.push(first.slice(0, 7));
  return months;
}

/** A month of a period: no further than the period goes. */
export function monthWithin(month: string, { from, until }: Period): Period {
  const first = `${month}-01`;
  const next = monthFrom(first, 1);
  return { from: first > from ? first : from, until: next < until ? next : until };
}
