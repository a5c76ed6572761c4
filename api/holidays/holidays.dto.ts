import { holidayKinds, holidayReplacements, type HolidayReplacement } from '../../domain/rulebook/holidays.js';
import { Day } from '../time-fields.js';
import { Items, OneOf, Quantity, FreeText } from '../body-fields.js';
import { ApiField, ApiFieldInstant, ApiFieldMap } from '../api-field.js';

class HolidayDayDto {
  @Day('The date, within the year or the December before.')
  date!: string;

  @OneOf(
    'A day off, a Saturday or Sunday that is worked (调休), or as its weekday ever is: what was published of it before is taken back.',
    holidayKinds,
  )
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

  @Items('The days that the notice names.', HolidayDayDto, { max: 400 })
  days!: HolidayDayDto[];

  @OneOf(
    'What it takes the place of: the days it names, as where it is left out, or all that was published of its year.',
    holidayReplacements,
    { optional: true },
  )
  replaces?: HolidayReplacement;
}

class HolidayDayJson {
  @ApiField('date') date!: string;
  @ApiField('what it is', { enum: holidayKinds }) kind!: string;
  @ApiField('name') name!: string;
  @ApiField('name in English') nameEn!: string;
}

export class HolidaysJson {
  @ApiField('id of the table') id!: string;
  @ApiField('country') country!: string;
  @ApiField('year', { type: 'integer' }) year!: number;
  @ApiField('what it takes the place of', { enum: holidayReplacements }) replaces!: string;
  @ApiField('where it stands', { enum: ['draft', 'published'] }) state!: string;
  @ApiField('number of its edition, as in the version of cases: `003.1+cn.2`', { type: 'integer', nullable: true })
  edition!: number | null;
  @ApiField('who uploaded it') uploadedBy!: string;
  @ApiField('their name') uploadedByName!: string;
  @ApiFieldInstant('when') uploadedAt!: string;
  @ApiField('who published it', { nullable: true }) publishedBy!: string | null;
  @ApiField('their name', { nullable: true }) publishedByName!: string | null;
  @ApiFieldInstant('when', { nullable: true }) publishedAt!: string | null;
  @ApiField('its days', { type: [HolidayDayJson] }) days!: HolidayDayJson[];
}

class AwaitedHolidaysJson {
  @ApiField('country') country!: string;
  @ApiField('year', { type: 'integer' }) year!: number;
}

export class HolidayTablesJson {
  @ApiField('notices that are not published here yet: of this year, from November on of the next', {
    type: [AwaitedHolidaysJson],
  })
  awaited!: AwaitedHolidaysJson[];
  @ApiField('the tables', { type: [HolidaysJson] }) tables!: HolidaysJson[];
}

class HolidayChangeJson {
  @ApiField('date') date!: string;
  @ApiField('what it is by what is published now', { enum: holidayKinds }) was!: string;
  @ApiField('its name so far', { nullable: true }) wasName!: string | null;
  @ApiField('the edition that said so; null for the table of the rulebook itself', { type: 'integer', nullable: true })
  wasEdition!: number | null;
  @ApiField('what it becomes', { enum: holidayKinds }) becomes!: string;
  @ApiField('its name from then on', { nullable: true }) name!: string | null;
}

export class HolidaysDryRunJson {
  @ApiField('the days that change, each once, in order', { type: [HolidayChangeJson] }) days!: HolidayChangeJson[];
  @ApiField('whether the year counts as published only from then on') publishesYear!: boolean;
  @ApiFieldMap('by rulebook: running cases, clocks that would be due earlier or later, examples') rulebooks!: object;
}
