import { reasonTexts } from './due-reasons.js';
import { Trail, type StepReason, type TrailPart } from './due-trail.js';
import type { Limit, DueCalculation, DueStep } from './limit.js';
import { weekdayOf } from './dates.js';
import type { Timetable } from './timetable.js';
import { DAY_MS, UNIT_MS, inZone } from './zone.js';

/**
 * The steps from the start to the due time, in order. After the first steps ordinary days are merged into one step.
 * Holidays, make-up workdays, half days, seasons and pauses always have a step of their own; so have, at the end, the
 * years whose holidays are awaited.
 */
export function explainDue(reckoning: DueCalculation, awaitedYears: readonly number[]): DueStep[] {
  const { limit, receivedMs, startMs, baseMs, dueMs, extensions } = reckoning;
  const trail = new Trail(receivedMs, dueMs, reckoning.lastDay);
  if (startMs > receivedMs) trail.go(startMs, { code: 'next-opening' });
  if (limit.amount > 0) counting[limit.unit](trail, reckoning);
  if (baseMs > trail.atMs) trail.go(baseMs, { code: 'to-midnight' });
  for (const { gap, toMs } of extensions) {
    trail.go(toMs, { code: toMs > trail.atMs ? 'extension' : 'extension-nothing', gap });
  }
  const changeMs = clockChange(reckoning);
  if (changeMs !== undefined) trail.go(dueMs, { code: 'clock-change', atMs: changeMs });
  if (!trail.parts.length) trail.go(dueMs, { code: 'at-start' });
  if (awaitedYears.length) trail.go(dueMs, { code: 'awaited', years: awaitedYears });
  return writtenSteps(trail.parts, reckoning);
}

const counting: Record<Limit['unit'], (trail: Trail, reckoning: DueCalculation) => void> = {
  minutes: byTheClock,
  hours: byTheClock,
  'open-minutes': openTime,
  'open-hours': openTime,
  days: (trail, { limit, clockMs }) => trail.go(clockMs, { code: 'day' }, startDay(trail, limit)),
  'working-days': workingDays,
  months: (trail, { limit, clockMs, startMs, timetable: { zone } }) => {
    const [from, to] = [zone.wallAt(startMs), zone.wallAt(clockMs)].map((wallMs) => new Date(wallMs).getUTCDate());
    trail.go(clockMs, { code: to! < from! ? 'month-end' : 'month' }, limit.amount);
  },
  'same-day': (trail, { limit, baseMs }) => trail.go(baseMs, { code: 'same-day' }, limit.amount),
  'before-day-of-month': (trail, { limit, baseMs, startMs }) => {
    trail.go(
      baseMs,
      baseMs > startMs ? { code: 'before-day', atMs: baseMs - 1 } : { code: 'day-passed' },
      limit.amount,
    );
  },
};

function byTheClock(trail: Trail, { gaps, dueMs }: DueCalculation): void {
  for (const gap of gaps) {
    if (gap.fromMs >= dueMs) break;
    if (gap.fromMs > trail.atMs) trail.go(gap.fromMs, { code: 'clock' }, gap.fromMs - trail.atMs);
    trail.go(gap.toMs, { code: 'pause', gap });
  }
  if (dueMs > trail.atMs) trail.go(dueMs, { code: 'clock' }, dueMs - trail.atMs);
}

function openTime(trail: Trail, { gaps, dueMs, timetable }: DueCalculation): void {
  let next = 0;
  while (trail.atMs < dueMs) {
    const gap = gaps[next];
    if (gap && gap.fromMs <= trail.atMs) {
      trail.go(gap.toMs, { code: 'pause', gap });
      next++;
      continue;
    }
    const { offsetMs, toMs } = timetable.zone.offsetPeriodAt(trail.atMs);
    const wallMs = trail.atMs + offsetMs;
    const day = Math.floor(wallMs / DAY_MS);
    const sameUntil = trail.sameUntil(day, timetable, ({ openMs }) => openMs === DAY_MS);
    if (sameUntil > day) {
      const endMs = Math.min(timetable.zone.firstInstantOf(sameUntil, trail.atMs), gap?.fromMs ?? Infinity, dueMs);
      trail.lengthen(endMs, timetable.between(trail.atMs, endMs));
      continue;
    }
    const time = wallMs - day * DAY_MS;
    const interval = timetable.planOf(day).open.find((open) => time < open[1]);
    const open = interval !== undefined && interval[0] <= time;
    const changes = open ? interval[1] : (interval?.[0] ?? DAY_MS);
    const endMs = Math.min(trail.atMs + changes - time, toMs, gap?.fromMs ?? Infinity, dueMs);
    trail.go(endMs, reasonOf(timetable, day, open), open ? endMs - trail.atMs : 0, day);
  }
}

/** From date to date at the start's clock time, each with what it counts. */
function workingDays(trail: Trail, { limit, startMs, timetable }: DueCalculation): void {
  const { zone } = timetable;
  const wallMs = zone.wallAt(startMs);
  const first = Math.floor(wallMs / DAY_MS);
  let left = timetable.isWorkingDay(first) ? startDay(trail, limit) : limit.amount;
  const last = left > 0 ? timetable.workingDayAfter(first, left) : first;
  for (let day = first + 1; left > 0; day++) {
    const sameUntil = Math.min(
      trail.sameUntil(day, timetable, ({ openMs }) => openMs > 0),
      last,
    );
    if (sameUntil > day) {
      const counted = timetable.workingDaysBetween(day, sameUntil);
      trail.lengthen(zone.instantOf(wallMs + (sameUntil - 1 - first) * DAY_MS), counted);
      left -= counted;
      day = sameUntil;
    }
    const works = timetable.isWorkingDay(day);
    const reason = reasonOf(timetable, day, works);
    const ordinary = reason.code === 'open' || reason.code === 'season';
    trail.go(
      zone.instantOf(wallMs + (day - first) * DAY_MS),
      ordinary ? { code: 'working-day', season: reason.season } : reason,
      works ? 1 : 0,
      day,
    );
    if (works) left--;
  }
}

/** Counts the date of the start as day 1 where the limit says so; gives how many days are left. */
function startDay(trail: Trail, { amount, countsStartDay }: Limit): number {
  if (!countsStartDay) return amount;
  trail.go(trail.atMs, { code: 'start-day' }, 1);
  return amount - 1;
}

function reasonOf(timetable: Timetable, day: number, open: boolean): StepReason {
  const { exception, season: { name: season } = {}, openMs } = timetable.planOf(day);
  const name = exception?.name;
  if (!open && openMs) return { code: 'closed', season };
  if (!open && exception) return { code: 'holiday', name };
  if (!open) return { code: weekdayOf(day) < 5 ? 'day-off' : 'weekend', season };
  if (exception)
    return { code: exception.kind && exception.kind !== 'holiday' ? exception.kind : 'special-opening', name };
  return season === undefined ? { code: 'open' } : { code: 'season', name: { 'zh-CN': season, en: season }, season };
}

/** The last change of the clocks on the way, where a reader who compares local times would wonder. */
function clockChange({ startMs, dueMs, limit, timetable }: DueCalculation): number | undefined {
  const { zone } = timetable;
  const open = limit.unit.startsWith('open-');
  let changeMs: number | undefined;
  let stretch = zone.offsetPeriodAt(startMs);
  const { offsetMs } = stretch;
  while (stretch.toMs <= dueMs) {
    const next = zone.offsetPeriodAt(stretch.toMs);
    const inOpenTime = timetable.isOpen(next.fromMs) || timetable.isOpen(next.fromMs - 1);
    if (next.offsetMs !== stretch.offsetMs && (!open || inOpenTime)) changeMs = next.fromMs;
    stretch = next;
  }
  return open || stretch.offsetMs !== offsetMs ? changeMs : undefined;
}

function writtenSteps(parts: TrailPart[], { limit, timetable }: DueCalculation): DueStep[] {
  const { name: zone } = timetable.zone;
  const unitMs = limit.unit in UNIT_MS ? UNIT_MS[limit.unit as keyof typeof UNIT_MS] : 1;
  let total = 0;
  return parts.map((part) => {
    const before = rounded(total / unitMs);
    total += part.counted;
    // differences of rounded totals: nothing is lost in the sum
    const counted = rounded(rounded(total / unitMs) - before);
    const reason = part.gap?.reason ?? '';
    const text = part.gap
      ? `${inZone(part.gap.fromMs, zone)} – ${inZone(part.gap.toMs, zone)}${reason && `, ${reason}`}`
      : '';
    const name = { zh: part.name?.['zh-CN'] ?? '', en: part.name?.en ?? '' };
    const date = part.atMs === undefined ? yearsText(part.years ?? []) : inZone(part.atMs, zone).slice(0, 10);
    const [zh, en] = reasonTexts[part.code](name, { reason, text }, date);
    return {
      from: inZone(part.fromMs, zone),
      to: inZone(part.toMs, zone),
      counted: counted === 0 ? '0' : amountWithUnit(counted, limit.unit),
      why: { code: part.code, 'zh-CN': zh, en },
    };
  });
}

/** Years that follow on each other as a span. */
function yearsText(years: readonly number[]): string {
  const [first, last] = [years[0]!, years.at(-1)!];
  return years.length > 2 && last - first === years.length - 1 ? `${first}–${last}` : years.join(', ');
}

/** An amount with its unit in English: '1 day', '2 open-hours'. */
export function amountWithUnit(amount: number, unit: string): string {
  return `${amount} ${amount === 1 ? unit.replace(/s$/, '') : unit}`;
}

function rounded(n: number): number {
  return Math.round(n * 1e6) / 1e6;
}
