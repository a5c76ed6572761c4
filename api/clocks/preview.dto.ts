import {
  limitBeginnings,
  limitUnits,
  type LimitBeginning,
  type LimitUnit,
  type Pause,
} from '../../domain/time/limit.js';
import { UncheckedField, Items, Nested, OneOf, Quantity, FreeText, YesNo } from '../body-fields.js';
import { Instant } from '../time-fields.js';

export class LimitDto {
  @Quantity(
    'How many; fractions for minutes and hours only. For before-day-of-month the day: 30 for before the 30th.',
    { min: 0, max: 1e9, example: 2 },
  )
  amount!: number;

  @OneOf('Of what.', limitUnits)
  unit!: LimitUnit;

  @YesNo('For days and working-days: the day of the start is day 1.', { optional: true })
  countsStartDay?: boolean;

  @YesNo('For days, working-days and months: due at 24:00 of the last day, as the civil code counts.', {
    optional: true,
  })
  endsAtMidnight?: boolean;

  @OneOf(
    'For open-minutes, open-hours and working-days that start outside opening hours: count from then (at-once, as where left out) or from the next opening. Other units are not touched by it.',
    limitBeginnings,
    { optional: true },
  )
  begins?: LimitBeginning;
}

export class PauseDto implements Pause {
  @Instant('From when.')
  from!: string;

  @Instant('Until when.')
  to!: string;

  @FreeText('Why.', { max: 200, optional: true })
  reason?: string;
}

const interval = {
  type: 'array',
  items: { type: 'string', pattern: '^\\d\\d:\\d\\d(:\\d\\d)?$' },
  minItems: 2,
  maxItems: 2,
  example: ['08:30', '12:00'],
};
const day = { type: 'array', items: interval };
const week = {
  type: 'object',
  properties: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((name) => [name, day])),
  additionalProperties: false,
};
const inline = {
  type: 'object',
  required: ['timeZone', 'week'],
  additionalProperties: false,
  properties: {
    timeZone: { type: 'string', example: 'Asia/Shanghai' },
    week,
    exceptions: {
      type: 'array',
      items: {
        type: 'object',
        required: ['date', 'open'],
        properties: {
          date: { type: 'string', format: 'date' },
          open: day,
          kind: { enum: ['holiday', 'half-day', 'make-up-workday', 'special-opening'] },
          name: { type: 'object', properties: { 'zh-CN': { type: 'string' }, en: { type: 'string' } } },
        },
      },
    },
    seasons: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'from', 'to', 'week'],
        properties: {
          name: { type: 'string' },
          from: { type: 'string', example: '11-15' },
          to: { type: 'string', example: '03-15' },
          week,
        },
      },
    },
    publishedYears: { type: 'array', items: { type: 'integer' } },
  },
};

/** A limit to be counted without a case. */
export class PreviewDto {
  @Instant('When it begins.')
  start!: string;

  @Nested('The limit.', LimitDto)
  limit!: LimitDto;

  @UncheckedField(
    "Name of a calendar (`office-hours`, or with its rulebook `property/office-hours`), or a calendar of one's own.",
    { oneOf: [{ type: 'string' }, inline] },
    { example: 'office-hours' },
  )
  calendar!: unknown;

  @Items('Times that do not count.', PauseDto, { min: 0, max: 500, optional: true })
  pauses?: PauseDto[];
}
