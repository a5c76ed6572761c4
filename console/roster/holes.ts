import { addDays, instantOf, type Day } from './days.js';

interface Times {
  from: string;
  until: string;
}

/** A time of a day with nobody on: local times of day, `24:00` for its end. */
export interface HoleOfDay {
  from: string;
  until: string;
}

/** What is left of the holes once these duties are taken out of them; all as instants. */
export function holesWithout(holes: readonly Times[], duties: readonly Times[]): Times[] {
  return duties.reduce<Times[]>(
    (left, duty) =>
      left.flatMap((hole) => {
        const [from, until] = [Date.parse(duty.from), Date.parse(duty.until)];
        if (until <= Date.parse(hole.from) || from >= Date.parse(hole.until)) return [hole];
        return [
          ...(from > Date.parse(hole.from) ? [{ from: hole.from, until: duty.from }] : []),
          ...(until < Date.parse(hole.until) ? [{ from: duty.until, until: hole.until }] : []),
        ];
      }),
    [...holes],
  );
}

/** The holes of one day, in the local time of the site. */
export function holesOfDay(holes: readonly Times[], day: Day, timeZone: string): HoleOfDay[] {
  const [start, end] = [instantOf(day, '00:00', timeZone), instantOf(addDays(day, 1), '00:00', timeZone)].map((at) =>
    Date.parse(at),
  ) as [number, number];
  const local = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return holes.flatMap(({ from, until }) => {
    const [first, last] = [Math.max(start, Date.parse(from)), Math.min(end, Date.parse(until))];
    return first < last ? [{ from: local.format(first), until: last === end ? '24:00' : local.format(last) }] : [];
  });
}
