import { isZone, readableZone } from '../time/zone.js';
import type { Rulebook } from './rulebook.js';

type Zoned = Pick<Rulebook, 'timeZone' | 'calendars'>;

/**
 * The rulebook with names of the tz database for the zones that only the checks of before 0.5.0 let pass
 * (`readableZone`); itself where all are such, or nothing can be made of one.
 */
export function withReadableZones<T extends Zoned>(rulebook: T): T {
  const readable = (name: string) => (isZone(name) ? name : (readableZone(name) ?? name));
  const calendars = Object.entries(rulebook.calendars ?? {});
  const { timeZone } = rulebook;
  if (readable(timeZone) === timeZone && calendars.every(([, of]) => readable(of.timeZone) === of.timeZone))
    return rulebook;
  return {
    ...rulebook,
    timeZone: readable(timeZone),
    calendars: Object.fromEntries(
      calendars.map(([name, calendar]) => [name, { ...calendar, timeZone: readable(calendar.timeZone) }]),
    ),
  };
}

/** The zones a rulebook names that are no names of the tz database, and as what each is read; undefined: as nothing. */
export function foreignZonesOf({ timeZone, calendars }: Zoned): { zone: string; readAs: string | undefined }[] {
  const named = new Set([timeZone, ...Object.values(calendars ?? {}).map((calendar) => calendar.timeZone)]);
  return [...named].filter((zone) => !isZone(zone)).map((zone) => ({ zone, readAs: readableZone(zone) }));
}
