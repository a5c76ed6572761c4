import type { DayPlan } from './day-plan.js';
import type { reasonTexts } from './due-reasons.js';
import type { PauseGap } from './limit.js';
import type { Timetable } from './timetable.js';

/** Why a stretch counts or does not. */
export interface StepReason {
  code: keyof typeof reasonTexts;
  /** The holiday, make-up workday or season. */
  name?: { 'zh-CN': string; en: string };
  /** The season whose week this is; runs do not go across. */
  season?: string | undefined;
  gap?: PauseGap;
  /** The instant the clocks changed, or the last before the day named. */
  atMs?: number;
  /** The years whose holidays are not published yet. */
  years?: readonly number[];
}

/** A stretch of the way from the start to the due time. */
export interface TrailPart extends StepReason {
  fromMs: number;
  toMs: number;
  /** In milliseconds for minutes and hours, else in units of the limit. */
  counted: number;
}

const MAX_SINGLE_PARTS = 14;
const UNEVENTFUL: ReadonlySet<string> = new Set([
  'open',
  'season',
  'closed',
  'weekend',
  'day-off',
  'working-day',
  'run',
]);
const WORKED: ReadonlySet<string> = new Set(['open', 'season', 'working-day']);
const DAYS_OFF: ReadonlySet<string> = new Set(['weekend', 'day-off', 'holiday']);

/** The way from the start to the due time as it is gone: ordinary days are merged, the rest stays apart. */
export class Trail {
  readonly parts: TrailPart[] = [];
  constructor(
    public atMs: number,
    readonly dueMs: number,
    readonly lastDay: number,
  ) {}

  go(endMs: number, reason: StepReason, counted = 0, day?: number): void {
    const fromMs = this.atMs;
    const toMs = Math.max(fromMs, Math.min(endMs, this.dueMs));
    this.atMs = toMs;
    const last = this.parts.at(-1);
    if (last && this.#joins(last, reason, day)) {
      last.toMs = toMs;
      last.counted += counted;
    } else this.parts.push({ ...reason, fromMs, toMs, counted });
  }

  /**
   * Lengthens the last part. Only where every stretch until then would be merged into it: ordinary days are not gone
   * through one by one, however many they are.
   */
  lengthen(endMs: number, counted: number): void {
    const last = this.parts.at(-1)!;
    this.atMs = last.toMs = Math.min(endMs, this.dueMs);
    last.counted += counted;
  }

  /**
   * The day before which all is told with the last part, if that is later than `day`. `uniform`: every day of the week
   * is like the other.
   */
  sameUntil(day: number, timetable: Timetable, uniform: (plan: DayPlan) => boolean): number {
    const last = this.parts.at(-1);
    const { exception, season } = timetable.planOf(day);
    if (!last || exception || last.season !== season?.name) return day;
    if (last.code === 'run' || (WORKED.has(last.code) && timetable.isWholeWeek(day, uniform)))
      return Math.min(timetable.nextChangeAfter(day), this.lastDay);
    return day;
  }

  /**
   * True where the next stretch can be merged into the last part. Sets the reason of the last part to one that fits
   * both.
   */
  #joins(last: TrailPart, next: StepReason, day: number | undefined): boolean {
    if (last.code === next.code && last.name?.en === next.name?.en) return !next.gap && next.atMs === undefined;
    if (DAYS_OFF.has(last.code) && next.code === 'closed') return true; // the nights around a day off belong to it
    if (last.code === 'closed' && DAYS_OFF.has(next.code)) {
      Object.assign(last, { code: next.code, name: next.name, season: next.season });
      return true;
    }
    const uneventful = UNEVENTFUL.has(last.code) && UNEVENTFUL.has(next.code) && last.season === next.season;
    if (this.parts.length < MAX_SINGLE_PARTS || !uneventful || day === this.lastDay) return false;
    last.code = 'run';
    last.name = undefined;
    return true;
  }
}
