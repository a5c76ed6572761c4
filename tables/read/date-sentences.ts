import type { Text } from '../../domain/text.js';

/** Why something in a column of dates is none. */
export type DateFault = 'no-date' | 'no-year' | 'no-day' | 'span' | 'two-times';

export function dateFaultText(why: DateFault, shown: string): Text {
  switch (why) {
    case 'no-date':
      return {
        en: `'${shown}' is no date: write it like 2026-01-05 14:30.`,
        'zh-CN': `“${shown}”不是日期，请写成 2026-01-05 14:30 的形式。`,
      };
    case 'no-year':
      return {
        en: `'${shown}' has no year: write it like 2026-01-05 14:30.`,
        'zh-CN': `“${shown}”没有年份，请写成 2026-01-05 14:30 的形式。`,
      };
    case 'no-day':
      return {
        en: `'${shown}' is a time without its day: write it like 2026-01-05 14:30.`,
        'zh-CN': `“${shown}”只有时间没有日期，请写成 2026-01-05 14:30 的形式。`,
      };
    case 'span':
      return {
        en: `'${shown}' is a span of time: write only when it began, like 2026-01-05 14:30.`,
        'zh-CN': `“${shown}”是一段时间，请只写开始时间，如 2026-01-05 14:30。`,
      };
    case 'two-times':
      return {
        en: `'${shown}' has a time already, and the column of times another: keep one.`,
        'zh-CN': `“${shown}”已含时间，时间列又有另一个，请保留一个。`,
      };
  }
}

/** `wall`: the wall time that it was read as. */
export function readAsText(shown: string, wall: string): Text {
  return { en: `'${shown}' was read as ${wall}.`, 'zh-CN': `“${shown}”读作 ${wall}。` };
}
