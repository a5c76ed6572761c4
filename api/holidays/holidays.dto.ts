import { Day, Items, OneOf, Quantity, Words } from '../fields.js';
import { Shown, ShownInstant, ShownMap } from '../shown.js';

class HolidayDayDto {
  @Day('The date, within the year.')
  date!: string;

  @OneOf('A day off, or a Saturday or Sunday that is worked (调休).', ['holiday', 'make-up-workday'])
  kind!: string;

  @Words('What it is called.', { max: 100, example: '春节' })
  name!: string;

  @Words('The same in English.', { max: 100, optional: true, example: 'Spring Festival' })
  nameEn?: string;
}

export class HolidaysDto {
  @OneOf('The country, as calendars of rulebooks name it.', ['cn'])
  country!: string;

  @Quantity('The year.', { min: 2000, max: 2199 })
  year!: number;

  @Items('Every holiday and make-up workday of the year.', HolidayDayDto, { max: 366 })
  days!: HolidayDayDto[];
}

class HolidayDayJson {
  @Shown('date') date!: string;
  @Shown('what it is', { enum: ['holiday', 'make-up-workday'] }) kind!: string;
  @Shown('name') name!: string;
  @Shown('name in English') nameEn!: string;
}

export class HolidaysJson {
  @Shown('id of the table') id!: string;
  @Shown('country') country!: string;
  @Shown('year', { type: 'integer' }) year!: number;
  @Shown('where it stands', { enum: ['draft', 'published'] }) state!: string;
  @Shown('number of its edition, as in the version of cases: `003.1+cn.2`', { type: 'integer', nullable: true }) edition!: number | null;
  @Shown('who uploaded it') uploadedBy!: string;
  @ShownInstant('when') uploadedAt!: string;
  @Shown('who published it', { nullable: true }) publishedBy!: string | null;
  @ShownInstant('when', { nullable: true }) publishedAt!: string | null;
  @Shown('its days', { type: [HolidayDayJson] }) days!: HolidayDayJson[];
}

export class HolidayTablesJson {
  @Shown('the tables', { type: [HolidaysJson] }) tables!: HolidaysJson[];
}

export class HolidaysDryRunJson {
  @ShownMap('by rulebook: running cases, clocks that would be due earlier or later, examples') rulebooks!: object;
}
