import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { validateCalendar } from '../domain/time/validate-calendar.js';
import { holidayFile, type WrittenCalendar } from './load.js';
import type { KeyPath, ReportFault } from './yaml-source.js';

/** What makes no sense in one calendar of a rulebook: its hours, its holiday table, its make-up workdays. */
export function validateWrittenCalendar(name: string, calendar: WrittenCalendar, report: ReportFault): void {
  const { holidays, makeUpDayAs, ...rest } = calendar;
  const path = ['calendars', name];
  for (const { path: inside, text } of validateCalendar({ timeZone: 'UTC', ...rest })) {
    // the rulebook's own zone is checked once
    report(
      [...path, ...keyPathOf(inside)],
      `日历“${name}”：${text['zh-CN']}请更正。`,
      `Calendar '${name}': ${text.en} Correct it.`,
    );
  }
  if (!holidays) {
    if (makeUpDayAs)
      report(
        [...path, 'makeUpDayAs'],
        `日历“${name}”没有节假日表，请填写 holidays 或删除 makeUpDayAs。`,
        `Calendar '${name}' has no holidays to make up for: add holidays or remove makeUpDayAs.`,
      );
    return;
  }
  if (!existsSync(holidayFile(holidays)))
    report(
      [...path, 'holidays'],
      `没有节假日表 ${basename(holidayFile(holidays))}，请添加或更正名称。`,
      `There is no holiday table ${basename(holidayFile(holidays))}: add it or correct the name.`,
    );
  const day = makeUpDayAs ?? 'mon';
  if (!calendar.week[day]?.length)
    report(
      [...path, makeUpDayAs ? 'makeUpDayAs' : 'holidays'],
      `补班日按 ${day} 开放，但 ${day} 不开放：请用 makeUpDayAs 指定一个开放的星期。`,
      `Make-up workdays keep the hours of ${day}, which is closed: name an open weekday with makeUpDayAs.`,
    );
}

/** 'week.mon[0]' as the steps week, mon, 0. */
function keyPathOf(path: string): KeyPath {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
