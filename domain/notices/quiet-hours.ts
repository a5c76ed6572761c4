import { timeOfDay } from '../time/day-plan.js';
import { DAY_MS, zoneOf } from '../time/zone.js';

/** When somebody does not wish to be disturbed, by the clock on their wall; `from` after `until` goes over midnight. */
export interface QuietHours {
  from: string;
  until: string;
  timeZone: string;
}

/**
 * When the quiet hours that hold at `at` end, both UTC ISO; undefined where none hold. By the wall's clock: an hour
 * that comes twice is quiet both times, and where the clocks jump over the end it is the moment of the jump.
 */
export function quietUntil(at: string, { from, until, timeZone }: QuietHours): string | undefined {
  const [begins, ends] = [sinceMidnightMs(from), sinceMidnightMs(until)];
  const isQuiet = (wallMs: number) => {
    const time = ((wallMs % DAY_MS) + DAY_MS) % DAY_MS;
    return begins < ends ? begins <= time && time < ends : time >= begins || time < ends;
  };
  let atMs = Date.parse(at);
  if (!isQuiet(zoneOf(timeZone).wallAt(atMs))) return undefined;
  for (;;) {
    const { toMs, offsetMs } = zoneOf(timeZone).offsetPeriodAt(atMs);
    const left = (((ends - (atMs + offsetMs)) % DAY_MS) + DAY_MS) % DAY_MS || DAY_MS;
    // An end at the very moment of a change counts only where it is the end by the new clock too.
    if (atMs + left < toMs) return new Date(atMs + left).toISOString();
    atMs = toMs;
    if (!isQuiet(zoneOf(timeZone).wallAt(atMs))) return new Date(atMs).toISOString();
  }
}

/**
 * The next instant after `at` (UTC ISO) at which the wall's clock shows `time`; moved on where the clocks jump over it.
 */
export function nextTimeOfDay(at: string, time: string, timeZone: string): string {
  const zone = zoneOf(timeZone);
  const atMs = Date.parse(at);
  for (let day = zone.dayAt(atMs); ; day += 1) {
    const foundMs = zone.instantOf(day * DAY_MS + sinceMidnightMs(time));
    if (foundMs > atMs) return new Date(foundMs).toISOString();
  }
}

function sinceMidnightMs(time: string): number {
  const ms = timeOfDay(time);
  if (ms === undefined) throw new RangeError(`'${time}' is not a time of day.`);
  return ms;
}
