import { Day } from '../time-fields.js';
import { Items, OneOf, Quantity, FreeText } from '../body-fields.js';
import { ApiField, ApiFieldInstant, ApiFieldMap } from '../api-field.js';

class HolidayDayDto {
  @Day('The date, within the year.')
  date!: string;

  @OneOf('A day off, or a Saturday or Sunday that is worked (调休).', ['holiday', 'make-up-workday'])
  kind!: string;

  @FreeText('What it is called.', { max: 100, example: '春节' })
  name!: string;

  @FreeText('The same in English.', { max: 100, optional: true, example: 'Spring Festival' })
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
  @ApiField('date') date!: string;
  @ApiField('what it is', { enum: ['holiday', 'make-up-workday'] }) kind!: string;
  @ApiField('name') name!: string;
  @ApiField('name in English') nameEn!: string;
}

export class HolidaysJson {
  @ApiField('id of the table') id!: string;
  @ApiField('country') country!: string;
  @ApiField('year', { type: 'integer' }) year!: number;
  @ApiField('where it stands', { enum: ['draft', 'published'] }) state!: string;
  @ApiField('number of its edition, as in the version of cases: `003.1+cn.2`', { type: 'integer', nullable: true })
  edition!: number | null;
  @ApiField('who uploaded it') uploadedBy!: string;
  @ApiFieldInstant('when') uploadedAt!: string;
  @ApiField('who published it', { nullable: true }) publishedBy!: string | null;
  @ApiFieldInstant('when', { nullable: true }) publishedAt!: string | null;
  @ApiField('its days', { type: [HolidayDayJson] }) days!: HolidayDayJson[];
}

export class HolidayTablesJson {
  @ApiField('the tables', { type: [HolidaysJson] }) tables!: HolidaysJson[];
}

export class HolidaysDryRunJson {
  @ApiFieldMap('by rulebook: running cases, clocks that would be due earlier or later, examples') rulebooks!: object;
}
