import type { ValidationProblem } from './calendar.js';
import { limitBeginnings, type Limit, type LimitUnit, type Pause } from './limit.js';
import { UNIT_MS, parseInstant } from './zone.js';

const YEAR_MINUTES = 366 * 24 * 60;
/** A hundred years; no written limit comes near, and what is longer is a slip of the keyboard. */
const MOST: Record<LimitUnit, number> = {
  minutes: 100 * YEAR_MINUTES,
  'open-minutes': 100 * YEAR_MINUTES,
  hours: (100 * YEAR_MINUTES) / 60,
  'open-hours': (100 * YEAR_MINUTES) / 60,
  days: 36_600,
  'working-days': 36_600,
  months: 1200,
  'same-day': 1,
  'before-day-of-month': 31,
};

/** What is wrong with a limit, each thing as a sentence; empty when it is sound. */
export function validateLimit({ amount, unit, countsStartDay, endsAtMidnight, begins }: Limit): ValidationProblem[] {
  const problems: ValidationProblem[] = [];
  const report = (path: string, zh: string, en: string) => problems.push({ path, text: { 'zh-CN': zh, en } });
  const most = Object.hasOwn(MOST, unit) ? MOST[unit] : undefined;
  if (most === undefined) {
    report('unit', `“${unit}”不是时限单位。`, `'${unit}' is not a unit of limits.`);
  } else if (typeof amount !== 'number' || !Number.isFinite(amount)) {
    report('amount', '时限须为有限的数。', 'The amount must be a finite number.');
  } else if (amount < 0) {
    report('amount', '时限不得为负数。', 'The amount must not be negative.');
  } else if (amount > most) {
    report('amount', `时限过长：最多 ${most}。`, `The amount is too large: at most ${most} ${unit}.`);
  } else if (unit === 'before-day-of-month' && (amount < 2 || !Number.isInteger(amount))) {
    report('amount', '须为每月的某日，2 至 31。', 'The amount must be a day of the month, 2 to 31.');
  } else if (!Number.isInteger(amount) && !(unit in UNIT_MS)) {
    report('amount', '日、工作日、月须为整数。', `An amount of ${unit} must be a whole number.`);
  }
  if (countsStartDay && unit !== 'days' && unit !== 'working-days') {
    report('countsStartDay', '只有日和工作日可计入起始日。', 'Only days and working-days can count the start day.');
  }
  if (endsAtMidnight && unit in UNIT_MS) {
    report('endsAtMidnight', '分钟和小时不能顺至当日 24:00。', 'Minutes and hours cannot end at midnight.');
  }
  if (begins !== undefined && !limitBeginnings.includes(begins)) {
    report(
      'begins',
      `“${begins}”不是起算方式（${limitBeginnings.join('、')}）。`,
      `'${begins}' is not a beginning: ${limitBeginnings.join(' or ')}.`,
    );
  }
  return problems;
}

/** How many times over a limit may be counted at once: as often as it is a limit still. */
export function mostTimes({ amount, unit }: Limit): number {
  return unit === 'same-day' || unit === 'before-day-of-month' ? MOST.days : Math.floor(MOST[unit] / amount);
}

/** What is wrong with pauses: an end that is no instant with offset, or that comes before the beginning. */
export function validatePauses(pauses: readonly Pause[]): ValidationProblem[] {
  const problems: ValidationProblem[] = [];
  pauses.forEach((pause, i) => {
    const report = (path: string, zh: string, en: string) =>
      problems.push({ path: `pauses[${i}]${path}`, text: { 'zh-CN': zh, en } });
    for (const end of ['from', 'to'] as const) {
      if (parseInstant(pause[end]) === undefined) {
        report(
          `.${end}`,
          `“${pause[end]}”不是带时区偏移的 ISO 8601 时刻。`,
          `'${pause[end]}' is not an ISO 8601 instant with an offset.`,
        );
      }
    }
    if (parseInstant(pause.to)! < parseInstant(pause.from)!)
      report('', '暂停的结束早于开始。', 'The pause ends before it begins.');
  });
  return problems;
}
