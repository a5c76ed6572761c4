import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { validateHolidayTable, type HolidayTable } from '../../domain/rulebook/holidays.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import {
  holidayTables,
  publishHolidays,
  previewHolidays,
  uploadHolidays,
  type HolidayTableRecord,
} from '../../ledger/versions/holidays.js';
import { Ledger } from '../../ledger/ledger.js';
import { CurrentCaller, type Caller } from '../auth.guard.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { ApiProblem } from '../problem.js';
import { requireRight } from '../rights.js';
import { HolidaysDryRunJson, HolidaysDto, HolidaysJson, HolidayTablesJson } from './holidays.dto.js';

/**
 * Holiday tables of a year: uploaded, shown dry, published. They hold for all organisations: for the administrator of
 * the installation.
 */
@ApiTags('publishing')
@Controller('v1/holidays')
export class HolidaysController {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  @Get()
  @ApiOperation({ summary: 'The holiday tables that were uploaded, newest first', operationId: 'holidays' })
  @ApiOkResponse({ type: HolidayTablesJson })
  @Refuses(401, 403)
  async all(@CurrentCaller() who: Caller): Promise<HolidayTablesJson> {
    this.mustServeAll(who);
    return { tables: (await holidayTables(this.ledger)).map(json) };
  }

  @Post()
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: "Upload a year's holidays and make-up workdays; every wrong row is told",
    operationId: 'upload-holidays',
  })
  @ApiCreatedResponse({ description: 'The draft; nothing is counted by it yet.', type: HolidaysJson })
  @Refuses(400, 401, 403, 422)
  async upload(
    @CurrentCaller() who: Caller,
    @Body() { country, year, days }: HolidaysDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<HolidaysJson> {
    this.mustServeAll(who);
    const table: HolidayTable = {
      country,
      year,
      days: days.map(({ date, kind, name, nameEn }) => ({
        date,
        kind,
        name: { 'zh-CN': name, en: nameEn ?? name },
      })) as HolidayTable['days'],
    };
    const problems = validateHolidayTable(table);
    if (problems.length) throw ApiProblem.input(problems.map(({ path, text }) => ({ field: path, text })));
    return json(must(await uploadHolidays(this.ledger, who.actor.id, table, key)));
  }

  @Get(':id/dry-run')
  @ApiOperation({
    summary: 'What publishing the table would do to the deadlines of running cases',
    operationId: 'show-holidays',
  })
  @ApiOkResponse({ type: HolidaysDryRunJson })
  @Refuses(401, 403, 404)
  async show(@CurrentCaller() who: Caller, @Param('id') id: string): Promise<HolidaysDryRunJson> {
    this.mustServeAll(who);
    return { rulebooks: must(await previewHolidays(this.ledger, idOf(id))) };
  }

  @Post(':id/publish')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Publish the table: new cases count with it, and running deadlines are counted anew by recorded entries',
    operationId: 'publish-holidays',
  })
  @ApiOkResponse({ type: HolidaysJson })
  @Refuses(400, 401, 403, 404, 409)
  async publish(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() _keyed: IdempotencyContext,
  ): Promise<HolidaysJson> {
    this.mustServeAll(who);
    return json(must(await publishHolidays(this.ledger, who.actor.id, idOf(id))));
  }

  private mustServeAll(who: Caller): void {
    if (requireRight('publish-rulebooks', who, this.ledger.rulebooks.all(), 'X-1') === 'all') return;
    throw ApiProblem.of(
      'role-may-not',
      'Holiday tables hold for every organisation: ask the administrator of the installation.',
      '节假日表适用于所有单位，请联系系统管理员。',
    );
  }
}

function json({ days: _days, ...table }: HolidayTableRecord): HolidaysJson {
  const days = _days.map(({ date, kind, name }) => ({ date, kind, name: name['zh-CN'], nameEn: name.en }));
  return { ...table, state: table.edition === null ? 'draft' : 'published', days };
}

function must<T extends object>(answer: T | Refusal | null): T {
  if (answer === null)
    throw ApiProblem.of(
      'unknown-holidays',
      'There is no such holiday table: see /v1/holidays.',
      '没有此节假日表，请查看 /v1/holidays。',
    );
  if (isRefusal(answer)) throw ApiProblem.from(answer);
  return answer;
}

function idOf(id: string): string {
  return /^\d{1,18}$/.test(id) ? id : '0';
}
