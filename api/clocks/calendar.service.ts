import { Inject, Injectable } from '@nestjs/common';
import type { Calendar } from '../../domain/time/calendar.js';
import { validateCalendar } from '../../domain/time/validate-calendar.js';
import { validateLimit, validatePauses } from '../../domain/time/validate-limit.js';
import { NoOpenTime } from '../../domain/time/timetable.js';
import { computeDue } from '../../domain/time/limits.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../permission/caller.js';
import type { FieldProblem } from '../../domain/refusal.js';
import { ApiProblem } from '../problem.js';
import { ApiField, ApiFieldInstant, ApiFieldMap } from '../api-field.js';
import { calendarShape } from './validate-calendar.js';
import type { PreviewDto } from './preview.dto.js';
import { StepJson, stepJson } from './steps.js';

/** A calendar of a rulebook, with its holidays. */
export class CalendarJson {
  @ApiField('name with its rulebook', { example: 'property/office-hours' }) id!: string;
  @ApiField('name') name!: string;
  @ApiField('its rulebook') rulebook!: string;
  @ApiField("the rulebook's version") version!: string;
  @ApiField('time zone') timeZone!: string;
  @ApiFieldMap('open hours by weekday') week!: object;
  @ApiField('dates that differ', { type: [Object] }) exceptions!: object[];
  @ApiField('parts of the year with a week of their own', { type: [Object] }) seasons!: object[];
  @ApiField('years whose official holidays are known; null where none are needed', { nullable: true, type: [Number] })
  publishedYears!: number[] | null;
}

export class CalendarsJson {
  @ApiField('the calendars', { type: [CalendarJson] }) calendars!: CalendarJson[];
}

export class PreviewJson {
  @ApiFieldInstant('the last second that is in time') due!: string;
  @ApiField('true where days were counted that a notice of holidays not published yet may change')
  provisional!: boolean;
  @ApiField('the years of the notices that are awaited', { type: [Number], example: [2028] }) awaitedYears!: number[];
  @ApiField('the calendar that was counted in; null for an inline one', { nullable: true }) calendar!: string | null;
  @ApiField('the way from start to due', { type: [StepJson] }) steps!: StepJson[];
}

/** A name that several rulebooks give to different calendars means this one's. */
const firstRulebook = 'property';

/** Calendars by name, and limits counted in them without a case. */
@Injectable()
export class CalendarService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  all(): CalendarsJson {
    return {
      calendars: this.named().map(({ id, name, rulebook, version, calendar }) => ({
        id,
        name,
        rulebook,
        version,
        timeZone: calendar.timeZone,
        week: calendar.week,
        exceptions: calendar.exceptions ?? [],
        seasons: calendar.seasons ?? [],
        publishedYears: calendar.publishedYears ?? null,
      })),
    };
  }

  /** Counts a limit. Every fault of the limit, the pauses or an inline calendar is named by its field. */
  preview(who: Caller, { start, limit, calendar: asked, pauses = [] }: PreviewDto): PreviewJson {
    const { id, calendar } =
      typeof asked === 'string' ? this.find(asked.trim()) : { id: null, calendar: inlineCalendar(asked) };
    const problems = [
      ...prefixed('limit.', validateLimit(limit)),
      ...prefixed('', validatePauses(pauses)),
      ...timesOutOfRange(start, pauses),
    ];
    if (problems.length) throw ApiProblem.input(problems);
    try {
      const { due, provisional, awaitedYears, steps } = computeDue({ start, limit, calendar, pauses });
      return { due, provisional, awaitedYears, calendar: id, steps: steps.map((step) => stepJson(step, who.language)) };
    } catch (error) {
      if (error instanceof NoOpenTime)
        throw ApiProblem.of(
          'no-open-time',
          'The calendar never offers so much open time: check its week, exceptions and the limit.',
          '日历没有足够的开放时间，请检查日历和时限。',
        );
      if (error instanceof RangeError)
        throw ApiProblem.input([
          {
            field: 'limit',
            text: { en: 'reaches beyond the times that can be counted.', 'zh-CN': '超出可计算的时间范围。' },
          },
        ]);
      throw error;
    }
  }

  private find(name: string): { id: string; calendar: Calendar } {
    const all = this.named();
    const found =
      all.find(({ id }) => id === name) ??
      all.find((calendar) => calendar.name === name && calendar.rulebook === firstRulebook) ??
      all.find((calendar) => calendar.name === name);
    if (found) return found;
    const shown = name.slice(0, 60);
    throw ApiProblem.of(
      'unknown-calendar',
      `There is no calendar '${shown}': see /v1/calendars.`,
      `没有日历“${shown}”，请查看日历目录。`,
      {
        errors: [
          {
            field: 'calendar',
            text: {
              en: `must be one of: ${all.map(({ id }) => id).join(', ')}.`,
              'zh-CN': `须为其中之一：${all.map(({ id }) => id).join('、')}。`,
            },
          },
        ],
      },
    );
  }

  private named(): { id: string; name: string; rulebook: string; version: string; calendar: Calendar }[] {
    return this.ledger.rulebooks.all().flatMap(({ name: rulebook, version, calendars }) =>
      Object.entries(calendars).map(([name, calendar]) => ({
        id: `${rulebook}/${name}`,
        name,
        rulebook,
        version,
        calendar,
      })),
    );
  }
}

/** Deadlines are counted between 1900 and 2200: what lies further away is a slip, and changes of clocks unknown. */
function timesOutOfRange(start: string, pauses: PreviewDto['pauses'] & object): FieldProblem[] {
  const times: [field: string, at: string][] = [
    ['start', start],
    ...pauses.flatMap(({ from, to }, i): [string, string][] => [
      [`pauses[${i}].from`, from],
      [`pauses[${i}].to`, to],
    ]),
  ];
  const text = { en: 'must lie between 1900 and 2200.', 'zh-CN': '须在 1900 年至 2200 年之间。' };
  const isFar = (at: string) => at.slice(0, 4) < '1900' || at.slice(0, 4) >= '2200';
  return times.flatMap(([field, at]) => (isFar(at) ? [{ field, text }] : [])).slice(0, 50);
}

function inlineCalendar(asked: unknown): Calendar {
  const shape = calendarShape(asked);
  const problems = shape.length ? shape : validateCalendar(asked as Calendar);
  if (problems.length) throw ApiProblem.input(prefixed('calendar.', problems));
  return asked as Calendar;
}

function prefixed(prefix: string, problems: { path: string; text: FieldProblem['text'] }[]): FieldProblem[] {
  return problems.slice(0, 50).map(({ path, text }) => ({ field: (prefix + path).replace(/\.$/, ''), text }));
}
