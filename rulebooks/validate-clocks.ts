import type { Limit } from '../domain/time/limit.js';
import type { ClockRule } from '../domain/rulebook/clock-rule.js';
import type { KeyPath, ReportFault } from './yaml-source.js';
import type { References } from './references.js';

interface FaultContext {
  path: KeyPath;
  refer: References;
  report: ReportFault;
}

interface ClockFaultContext extends FaultContext {
  kind: string;
}

/** What makes no sense in one clock of a kind. */
export function validateClock(clock: ClockRule, around: ClockFaultContext): void {
  validateClockReferences(clock, around);
  validateLimits(clock, around);
  validateWarning(clock, around);
  validateEscalation(clock, around);
}

function validateClockReferences(clock: ClockRule, { kind, path, refer, report }: ClockFaultContext): void {
  refer.clause(clock.clause, [...path, 'clause']);
  refer.role(clock.who, [...path, 'who']);
  refer.when(clock.when, kind, [...path, 'when']);
  for (const key of ['start', 'until', 'stop'] as const)
    clock[key]?.forEach((name, i) => refer.milestone(name, kind, [...path, key, i]));
  for (const key of ['on', 'until'] as const)
    clock.pause?.[key].forEach((name, i) => refer.milestone(name, kind, [...path, 'pause', key, i]));
  for (const key of ['dueFact', 'dueOverride'] as const) if (clock[key]) refer.fact(clock[key], kind, [...path, key]);
  for (const key of ['limitBy', 'dueCap'] as const)
    if (clock[key]) refer.fact(clock[key].fact, kind, [...path, key, 'fact']);
  if (clock.calendar) refer.calendar(clock.calendar, [...path, 'calendar']);
  if (clock.reminder?.calendar) refer.calendar(clock.reminder.calendar, [...path, 'reminder', 'calendar']);
  if (clock.raisesTierTo) refer.tier(clock.raisesTierTo, [...path, 'raisesTierTo']);
  if (clock.extensionApprover) refer.approver(clock.extensionApprover, [...path, 'extensionApprover']);
  clock.escalation?.forEach((step, i) => refer.role(step.notify, [...path, 'escalation', i, 'notify']));
  const both = clock.until.filter((name) => clock.stop?.includes(name));
  if (both.length)
    report(
      [...path, 'stop'],
      `时限“${clock.id}”：“${both.join('、')}”不能既是完成又是终止，请删除其一。`,
      `Clock '${clock.id}': ${both.join(', ')} cannot both meet it and stop it: remove one.`,
    );
}

function validateLimits(clock: ClockRule, { path, refer, report }: ClockFaultContext): void {
  const { id, limit, limitBy, dueFact } = clock;
  if (!limit && !limitBy && !dueFact)
    report(
      [...path, 'id'],
      `时限“${id}”没有期限：请填写 limit、limitBy 或 dueFact。`,
      `Clock '${id}' has no limit: give limit, limitBy or dueFact.`,
    );
  if (dueFact && (limit || limitBy))
    report(
      [...path, 'dueFact'],
      `时限“${id}”同时有 dueFact 和 limit：请只保留一个（由客户时间代替期限的用 dueOverride）。`,
      `Clock '${id}' has dueFact and a limit: keep one (a time that takes the place of the limit is dueOverride).`,
    );
  for (const [where, limit] of limitsOf(clock)) {
    refer.limit(limit, [...path, ...where]);
    if (isOpenTime(limit) && !clock.calendar)
      report(
        [...path, ...where, 'unit'],
        `时限“${id}”按开放时间计算，但没有日历：请填写 calendar。`,
        `Clock '${id}' counts ${limit.unit} but names no calendar: add calendar.`,
      );
  }
  if (limitBy) validateLimitsByList(clock, limitBy, { path, refer, report });
  if (clock.dueCap) validateDueCap(clock, clock.dueCap, { path, refer, report });
}

/** Each figure is for an id of the list that the fact takes its values from, and no id is left without. */
function validateLimitsByList(
  { id, limit }: ClockRule,
  { fact, list = fact === 'repairType' ? 'repairTypes' : undefined, limits }: NonNullable<ClockRule['limitBy']>,
  { path, refer, report }: FaultContext,
): void {
  const ids = list === undefined ? undefined : refer.list(list, [...path, 'limitBy', 'list']);
  if (!ids) return;
  for (const option of Object.keys(limits)) {
    if (!ids.includes(option))
      report(
        [...path, 'limitBy', 'limits', option],
        `时限“${id}”：${list} 中没有“${option}”，请更正或补充。`,
        `Clock '${id}': there is no '${option}' in ${list}: correct it, or add it there.`,
      );
  }
  const missing = limit ? [] : ids.filter((item) => !limits[item]);
  if (missing.length)
    report(
      [...path, 'limitBy'],
      `时限“${id}”缺少 ${missing.join('、')} 的期限：请补充，或用 limit 给出其余各项的期限。`,
      `Clock '${id}' has no limit for ${missing.join(', ')}: add them, or give the limit of all others with limit.`,
    );
}

function validateDueCap(
  { id }: ClockRule,
  { margin }: NonNullable<ClockRule['dueCap']>,
  { path, refer, report }: FaultContext,
): void {
  refer.limit(margin, [...path, 'dueCap', 'margin']);
  if (['minutes', 'hours', 'days'].includes(margin.unit) && !margin.countsStartDay && !margin.endsAtMidnight) return;
  report(
    [...path, 'dueCap', 'margin', 'unit'],
    `时限“${id}”：提前量只能用 minutes、hours 或 days，请更正。`,
    `Clock '${id}': how long before is counted back in minutes, hours or days: correct it.`,
  );
}

function validateWarning(clock: ClockRule, { path, refer, report }: ClockFaultContext): void {
  if (!clock.warn || !('left' in clock.warn)) return;
  const left = clock.warn.left;
  refer.span(left, [...path, 'warn', 'left']);
  if (isOpenTime(left))
    report(
      [...path, 'warn', 'left', 'unit'],
      `时限“${clock.id}”的预警按自然时间计算：请用 minutes、hours 或 days，或用 percentLeft。`,
      `Clock '${clock.id}': what is left before a warning runs by the clock: use minutes, hours or days, or percentLeft.`,
    );
  for (const [, limit] of limitsOf(clock)) {
    if (!(compare(left, limit) >= 0) || isOpenTime(left)) continue;
    report(
      [...path, 'warn'],
      `时限“${clock.id}”的预警不短于期限本身（${limit.amount} ${limit.unit}）：请缩短。`,
      `Clock '${clock.id}': the warning is as long as the limit or longer (${limit.amount} ${limit.unit}): shorten it.`,
    );
    return;
  }
}

/** No organisation has so many people one above the other. */
const MOST_STEPS = 20;

function validateEscalation(clock: ClockRule, { path, refer, report }: ClockFaultContext): void {
  const steps = clock.escalation ?? [];
  if (steps.length > MOST_STEPS)
    report(
      [...path, 'escalation'],
      `时限“${clock.id}”：上报最多 ${MOST_STEPS} 级，请删减。`,
      `Clock '${clock.id}': the escalation has ${steps.length} steps, at most ${MOST_STEPS} are carried out: shorten it.`,
    );
  steps.forEach((step, i) => {
    const at = [...path, 'escalation', i];
    if (i === 0) {
      if (step.after)
        report(
          [...at, 'after'],
          `时限“${clock.id}”：到期时立即通知第一人，请删除 after。`,
          `Clock '${clock.id}': the first escalation step is notified when the limit runs out: remove after.`,
        );
      return;
    }
    if (!step.after) {
      report(
        [...at, 'notify'],
        `时限“${clock.id}”：第 ${i + 1} 人没有通知时间，请填写 after。`,
        `Clock '${clock.id}': escalation step ${i + 1} has no time: add after.`,
      );
      return;
    }
    refer.interval(step.after, [...at, 'after']);
    openWithoutCalendar(step.after, clock.calendar, [...at, 'after', 'unit']);
    const before = steps[i - 1]?.after;
    if (before && compare(step.after, before) <= 0)
      report(
        [...at, 'after'],
        `时限“${clock.id}”：第 ${i + 1} 人的通知时间须晚于前一人，请更正 after。`,
        `Clock '${clock.id}': escalation step ${i + 1} must come later than the one before it: correct after.`,
      );
    if (steps.findIndex((item) => item.notify === step.notify) < i)
      report(
        [...at, 'notify'],
        `时限“${clock.id}”：“${step.notify}”被通知两次，请换为其他角色。`,
        `Clock '${clock.id}': escalation names '${step.notify}' twice: name another role.`,
      );
  });
  if (!clock.reminder) return;
  refer.interval(clock.reminder.every, [...path, 'reminder', 'every']);
  openWithoutCalendar(clock.reminder.every, clock.reminder.calendar, [...path, 'reminder', 'every', 'unit']);

  function openWithoutCalendar(span: Limit, calendar: string | undefined, at: KeyPath): void {
    if (isOpenTime(span) && !calendar)
      report(
        at,
        `时限“${clock.id}”按 ${span.unit} 计算，但没有日历：请填写 calendar。`,
        `Clock '${clock.id}' counts ${span.unit} here but names no calendar: add calendar.`,
      );
  }
}

function limitsOf({ limit, limitBy }: ClockRule): [KeyPath, Limit][] {
  const byFact = Object.entries(limitBy?.limits ?? {}).map(([value, limit]): [KeyPath, Limit] => [
    ['limitBy', 'limits', value],
    limit,
  ]);
  return [...(limit ? [[['limit'], limit] as [KeyPath, Limit]] : []), ...byFact];
}

function isOpenTime({ unit }: Limit): boolean {
  return unit.startsWith('open-') || unit === 'working-days';
}

const minutesOf: Record<Limit['unit'], number> = {
  minutes: 1,
  hours: 60,
  'open-minutes': 1,
  'open-hours': 60,
  days: 1440,
  'working-days': 1440,
  months: 28 * 1440,
  'same-day': 1440,
  'before-day-of-month': 1440,
};

/** Below 0 where `a` is the shorter; NaN where one runs by the clock and the other in open hours. */
function compare(a: Limit, b: Limit): number {
  if (a.unit.startsWith('open-') !== b.unit.startsWith('open-')) return NaN;
  return a.amount * minutesOf[a.unit] - b.amount * minutesOf[b.unit];
}
