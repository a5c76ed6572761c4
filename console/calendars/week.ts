export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Week = Partial<Record<(typeof weekdays)[number], [from: string, to: string][]>>;

/** The weekdays (from 0, Monday) that follow on one another with the same open hours; none: closed. */
export function hoursInWords(week: Week): { from: number; to: number; open: [string, string][] }[] {
  const found: { from: number; to: number; open: [string, string][] }[] = [];
  weekdays.forEach((day, at) => {
    const open = week[day] ?? [];
    const last = found.at(-1);
    if (last && JSON.stringify(last.open) === JSON.stringify(open)) last.to = at;
    else found.push({ from: at, to: at, open });
  });
  return found;
}
