import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { validateHolidayTable, type HolidayTable } from '../../domain/rulebook/holidays.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import type { Text } from '../../domain/text.js';
import {
  awaitedHolidays,
  holidayTables,
  publishHolidays,
  previewHolidays,
  uploadHolidays,
  type HolidayTableRecord,
} from '../../ledger/versions/holidays.js';
import { Ledger } from '../../ledger/ledger.js';
import { namesOfPeople } from '../../ledger/people/people.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { ApiProblem } from '../problem.js';
import { requireMayPublishHolidays } from '../permission/publish-rights.js';
import { HolidaysDryRunJson, HolidaysDto, HolidaysJson, HolidayTablesJson } from './holidays.dto.js';

/**
 * Holiday notices: uploaded, shown dry, published; what is published stays but for the days they name. They hold for all organisations: for the administrator of
 * the installation.
 */
@ApiTags('publishing')
@Controller('v1/holidays')
export class HolidaysController {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  @Requires('publish-rulebooks')
  @Get()
  @ApiOperation({ summary: 'The holiday tables that were uploaded, newest first', operationId: 'holidays' })
  @ApiOkResponse({ type: HolidayTablesJson })
  @Refuses(401, 403)
  async all(@CurrentCaller() who: Caller): Promise<HolidayTablesJson> {
    requireMayPublishHolidays(who, this.ledger.rulebooks.all());
    return { awaited: await awaitedHolidays(this.ledger), tables: await this.json(await holidayTables(this.ledger)) };
  }

  @Requires('publish-rulebooks')
  @Post()
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Upload a holiday notice: its days off and make-up workdays; every wrong row is reported',
    operationId: 'upload-holidays',
  })
  @ApiCreatedResponse({ description: 'The draft; nothing is counted by it yet.', type: HolidaysJson })
  @Refuses(400, 401, 403, 422)
  async upload(
    @CurrentCaller() who: Caller,
    @Body() { country, year, days, replaces = 'named-days' }: HolidaysDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<HolidaysJson> {
    requireMayPublishHolidays(who, this.ledger.rulebooks.all());
    const table: HolidayTable = {
      country,
      year,
      replaces,
      days: days.map(({ date, kind, name, nameEn }) => ({
        date,
        kind,
        name: { 'zh-CN': name, en: nameEn ?? name },
      })) as HolidayTable['days'],
    };
    const problems = validateHolidayTable(table);
    if (problems.length) throw ApiProblem.input(problems.map(({ path, text }) => ({ field: path, text })));
    return this.one(must(await uploadHolidays(this.ledger, who.actor.id, table, key)));
  }

  @Requires('publish-rulebooks')
  @Get(':id/dry-run')
  @ApiOperation({
    summary: 'The days that publishing the table would change, and what it would do to the deadlines of running cases',
    operationId: 'show-holidays',
  })
  @ApiOkResponse({ type: HolidaysDryRunJson })
  @Refuses(401, 403, 404)
  async show(@CurrentCaller() who: Caller, @Param('id') id: string): Promise<HolidaysDryRunJson> {
    requireMayPublishHolidays(who, this.ledger.rulebooks.all());
    const { days, publishesYear, rulebooks } = must(await previewHolidays(this.ledger, idOf(id)));
    const named = (name: Text | null) => name && name[who.language];
    return {
      days: days.map((day) => ({ ...day, wasName: named(day.wasName), name: named(day.name) })),
      publishesYear,
      rulebooks,
    };
  }

  @Requires('publish-rulebooks')
  @Post(':id/publish')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Publish the table: new cases count with it, and running deadlines are recounted by recorded entries',
    operationId: 'publish-holidays',
  })
  @ApiOkResponse({ type: HolidaysJson })
  @Refuses(400, 401, 403, 404, 409)
  async publish(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() _keyed: IdempotencyContext,
  ): Promise<HolidaysJson> {
    requireMayPublishHolidays(who, this.ledger.rulebooks.all());
    return this.one(must(await publishHolidays(this.ledger, who.actor.id, idOf(id))));
  }

  private async one(table: HolidayTableRecord): Promise<HolidaysJson> {
    return (await this.json([table]))[0]!;
  }

  private async json(tables: HolidayTableRecord[]): Promise<HolidaysJson[]> {
    const people = await namesOfPeople(
      this.ledger.source,
      tables.flatMap(({ uploadedBy, publishedBy }) => [uploadedBy, ...(publishedBy ? [publishedBy] : [])]),
    );
    return tables.map((table) => json(table, people));
  }
}

function json({ days: _days, ...table }: HolidayTableRecord, people: ReadonlyMap<string, string>): HolidaysJson {
  const days = _days.map(({ date, kind, name }) => ({ date, kind, name: name['zh-CN'], nameEn: name.en }));
  const nameOf = (id: string) => people.get(id) ?? id;
  return {
    ...table,
    uploadedByName: nameOf(table.uploadedBy),
    publishedByName: table.publishedBy && nameOf(table.publishedBy),
    state: table.edition === null ? 'draft' : 'published',
    days,
  };
}

function must<T extends object>(answer: T | Refusal | null): T {
  if (answer === null)
    throw ApiProblem.of(
      'unknown-holidays',
      'There is no such holiday table: see /v1/holidays.',
      '没有此节假日表，请查看节假日表目录。',
    );
  if (isRefusal(answer)) throw ApiProblem.from(answer);
  return answer;
}

function idOf(id: string): string {
  return /^\d{1,18}$/.test(id) ? id : '0';
}
