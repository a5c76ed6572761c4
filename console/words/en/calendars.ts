import type { calendars as zh } from '../zh/calendars.js';

const many = (n: number, one: string, more = `${one}s`) => `${n} ${n === 1 ? one : more}`;
const monthDay = (day: string) =>
  new Date(`2024-${day}T00:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

export const calendars: typeof zh = {
  colon: ': ',
  comma: ', ',
  until: ' to ',
  duties: 'Duties',
  hours: 'Working hours',
  holidays: 'Holidays',
  monthBefore: 'The month before',
  monthAfter: 'The month after',
  states: { planned: 'to come', open: 'under way', late: 'late', done: 'done', 'done-late': 'done late' },
  noDuties: 'No duty is due this month',
  noDutiesAdvice:
    'Duties come round by the rulebooks and are opened by themselves. Look at other months, or at the rulebooks for what they ask.',
  moreDuties: 'More duties were opened this month than fit here. Choose a site to see all of its own.',
  moreDutiesOfSite:
    'More duties were opened at this site this month than fit here. The others are in the list of cases.',
  nothingDue: 'No duty is due on this day.',
  more: (n) => `${n} more`,
  due: 'due',
  opens: 'opened',
  openCase: 'Open the case of the day',
  hoursAbout: 'Deadlines are counted in these hours. Other hours are another version of the rulebook.',
  noCalendars: 'No rulebook is in force',
  noCalendarsAdvice: 'Enter a site and the rulebooks that hold there: then its hours stand here.',
  calendarNames: {
    always: 'Day and night',
    'office-hours': 'Office hours',
    'revisit-hours': 'Hours for calling back',
    'duty-hours': 'Duty hours',
    'counter-hours': 'Counter hours',
  },
  calendarNamed: (id) => `Calendar '${id}'`,
  seasonNames: { heating: 'Heating season' },
  season: (name, from, to) => `${name} (${monthDay(from)} to ${monthDay(to)})`,
  week: 'Hours of the week',
  closed: 'closed',
  allDay: 'all day',
  noHolidays: 'Holidays are like other days.',
  withHolidays: (year) =>
    `Closed on official holidays, open on make-up workdays; holidays are published up to ${year}.`,
  coming: (n) => `${many(n, 'day')} to come that differ`,
  dayKinds: {
    holiday: 'day off',
    'make-up-workday': 'make-up workday',
    ordinary: 'as ever',
    'half-day': 'half day',
    'special-opening': 'open for once',
  },
  dayShort: { holiday: 'off', 'make-up-workday': 'work', ordinary: 'as ever' },
  holidaysAbout:
    "Enter the notice of a year's holidays, see which days and deadlines change, then publish it. It holds for every organisation.",
  awaited: (year) =>
    `The holidays of ${year} are not entered yet: deadlines that reach into it are counted by ordinary weeks meanwhile.`,
  tables: 'Notices',
  enterTable: 'Enter one',
  noTables: 'None was entered',
  noTablesAdvice: 'The holidays that came with the software hold. Enter the next notice here once it is published.',
  tableOf: (year) => String(year),
  tableStates: { draft: 'not published', published: 'published' },
  daysCount: (n) => many(n, 'day'),
  year: 'Year',
  replaces: 'What it takes the place of',
  replacesHelp: 'A notice of changes: the days it names. A new notice for the whole year: the whole year.',
  namedDays: 'The days it names',
  wholeYear: 'The whole year',
  rows: 'Days',
  rowsHelp:
    'A line a day or span of days: date, off or work, name in Chinese, and in English if you like. May be pasted from a sheet. A day that is as ever again: ordinary.',
  rowsExample: (year) =>
    `${year}-01-01 off 元旦 New Year's Day\n${year}-02-05 ~ ${year}-02-11 off 春节 Spring Festival\n${year}-02-14 work 春节 Spring Festival`,
  rowsRead: (n) => `${many(n, 'day')} read`,
  noRows: 'Enter the days.',
  fromFile: 'From a file of text (.csv, .txt)',
  line: (n) => `Line ${n}: `,
  rowFaults: {
    date: 'this is no date: write 2027-01-01, and a span with ~ between.',
    kind: 'say after the date whether it is off, work or ordinary.',
    name: 'say what it is called.',
  },
  showTable: 'Keep it and see what changes',
  running: 'Running it dry…',
  changes: (n) => `${many(n, 'day')} would change.`,
  noChanges: 'No day would change.',
  publishesYear: (year) => `${year} counts as published from then on: its deadlines are provisional no more.`,
  daysOf: 'Days it names',
  was: (kind) => `was ${kind}`,
  change: (was, is, name) => `${was}, becomes ${is} ${name}`,
  movedDeadlines: 'Deadlines of running cases',
  noneMoves: (cases) => `${many(cases, 'running case')}, no deadline moves.`,
  moves: (cases, moved, earlier, later) =>
    `of ${many(cases, 'running case')} ${moved} would have other deadlines, ${earlier} earlier, ${later} later.`,
  publish: 'Publish',
  publishSure:
    'New cases are counted by it, and deadlines of running cases move, on record. It cannot be taken back: another notice corrects it.',
};
