/**
 * zh-CN and English for each reason; `n` is the holiday, make-up workday or season, `p` the pause, `d` the local date, or
 * the years that are awaited.
 */
export const reasonTexts = {
  clock: () => ['按钟点连续计时', 'runs by the clock, day and night'],
  open: () => ['办公时间，计入', 'open hours, counted'],
  season: (n) => [`${n.zh}办公时间，计入`, `open hours of the season ${n.en}, counted`],
  'half-day': (n) => [`半日办公${n.zh && `（${n.zh}）`}，计入`, `half day${n.en && ` (${n.en})`}, counted`],
  'make-up-workday': (n) => [
    `调休上班${n.zh && `（${n.zh}）`}，计入`,
    `make-up workday${n.en && ` (${n.en})`}, counted`,
  ],
  'special-opening': (n) => [
    `特别开放${n.zh && `（${n.zh}）`}，计入`,
    `special opening${n.en && ` (${n.en})`}, counted`,
  ],
  closed: () => ['非办公时间，不计入', 'closed, not counted'],
  weekend: () => ['周末，不计入', 'weekend, not counted'],
  'day-off': () => ['当日不办公，不计入', 'closed all day, not counted'],
  holiday: (n) => [`放假${n.zh && `（${n.zh}）`}，不计入`, `holiday${n.en && ` (${n.en})`}, not counted`],
  'working-day': () => ['工作日，计入', 'working days, counted'],
  run: () => [
    '常规日程，合并列出：只计办公时间或工作日',
    'ordinary days told together: only open hours or working days counted',
  ],
  day: () => ['自然日，至同一钟点', 'calendar days, to the same clock time'],
  'start-day': () => ['起始日计为第一日', 'the day of the start is day 1'],
  month: () => ['日历月，至对应日的同一钟点', 'calendar months, to the same day and clock time'],
  'month-end': () => [
    '日历月，当月无对应日，至月末',
    'calendar months; that month has no such day, so to its last day',
  ],
  'same-day': () => ['当日 24:00 止', 'the same day, until 24:00'],
  'before-day': (_, __, d) => [`规定日期之前，至 ${d} 24:00 止`, `before the day named: until 24:00 of ${d}`],
  'day-passed': () => ['规定日期在起算时已过，即时到期', 'the day named had passed at the start: due at once'],
  'next-opening': () => [
    '非办公时间收到，自下次办公时间开始起算',
    'came in outside opening hours: counted from the next opening',
  ],
  'to-midnight': () => ['至最后一日 24:00 止', 'until 24:00 of the last day'],
  pause: (_, p) => [`暂停计时${p.reason && `：${p.reason}`}`, `paused${p.reason && `: ${p.reason}`}`],
  extension: (_, p) => [`因暂停（${p.text}）顺延`, `moved on for the pause ${p.text}`],
  'extension-nothing': (_, p) => [
    `暂停（${p.text}）不在工作日内，不顺延`,
    `nothing moved on for the pause ${p.text}: it held no working day`,
  ],
  'clock-change': (_, __, d) => [
    `当地钟点于 ${d} 调整（夏令时），已计及`,
    `the local clocks changed on ${d}, which is allowed for`,
  ],
  awaited: (_, __, d) => [
    `${d} 年节假日安排尚未公布，期限暂定`,
    `provisional: the official holidays of ${d} are not published yet and may change it`,
  ],
  'at-start': () => ['时限为零，即时到期', 'no time is given: due at the start'],
} satisfies Record<
  string,
  (n: { zh: string; en: string }, p: { reason: string; text: string }, d: string) => [string, string]
>;
