import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { holidayProblems, type HolidayTable } from '../../domain/rulebook/holidays.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { holidayTables, publishHolidays, showHolidays, uploadHolidays, type RecordedTable } from '../../ledger/versions/holidays.js';
import { Ledger } from '../../ledger/ledger.js';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader, Refuses } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { Problem } from '../problem.js';
import { mustHave } from '../rights.js';
import { HolidaysDryRunJson, HolidaysDto, HolidaysJson, HolidayTablesJson } from './holidays.dto.js';

/** Holiday tables of a year: uploaded, shown dry, published. They hold for all organisations: for the administrator of the installation. */
@ApiTags('publishing')
@Controller('v1/holidays')
export class HolidaysController {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  @Get()
  @ApiOperation({ summary: 'The holiday tables that were uploaded, newest first', operationId: 'holidays' })
  @ApiOkResponse({ type: HolidayTablesJson })
  @Refuses(401, 403)
  async all(@Acting() who: Caller): Promise<HolidayTablesJson> {
    this.mustServeAll(who);
    return { tables: (await holidayTables(this.ledger)).map(json) };
  }

  @Post()
  @KeyHeader()
  @ApiOperation({ summary: "Upload a year's holidays and make-up workdays; every wrong row is told", operationId: 'upload-holidays' })
  @ApiCreatedResponse({ description: 'The draft; nothing is counted by it yet.', type: HolidaysJson })
  @Refuses(400, 401, 403, 422)
  async upload(@Acting() who: Caller, @Body() { country, year, days }: HolidaysDto, @WithKey() { key }: Keyed): Promise<HolidaysJson> {
    this.mustServeAll(who);
    const table: HolidayTable = { country, year, days: days.map(({ date, kind, name, nameEn }) => ({ date, kind, name: { 'zh-CN': name, en: nameEn ?? name } })) as HolidayTable['days'] };
    const problems = holidayProblems(table);
    if (problems.length) throw Problem.input(problems.map(({ path, text }) => ({ field: path, text })));
    return json(must(await uploadHolidays(this.ledger, who.actor.id, table, key)));
  }

  @Get(':id/dry-run')
  @ApiOperation({ summary: 'What publishing the table would do to the deadlines of running cases', operationId: 'show-holidays' })
  @ApiOkResponse({ type: HolidaysDryRunJson })
  @Refuses(401, 403, 404)
  async show(@Acting() who: Caller, @Param('id') id: string): Promise<HolidaysDryRunJson> {
    this.mustServeAll(who);
    return { rulebooks: must(await showHolidays(this.ledger, idOf(id))) };
  }

  @Post(':id/publish')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'Publish the table: new cases count with it, and running deadlines are counted anew by recorded entries', operationId: 'publish-holidays' })
  @ApiOkResponse({ type: HolidaysJson })
  @Refuses(400, 401, 403, 404, 409)
  async publish(@Acting() who: Caller, @Param('id') id: string, @WithKey() _keyed: Keyed): Promise<HolidaysJson> {
    this.mustServeAll(who);
    return json(must(await publishHolidays(this.ledger, who.actor.id, idOf(id))));
  }

  private mustServeAll(who: Caller): void {
    if (mustHave('publish-rulebooks', who, this.ledger.rulebooks.all(), 'X-1') === 'all') return;
    throw Problem.of('role-may-not', 'Holiday tables hold for every organisation: ask the administrator of the installation.', '节假日表适用于所有单位，请联系系统管理员。');
  }
}

function json({ days: _days, ...table }: RecordedTable): HolidaysJson {
  const days = _days.map(({ date, kind, name }) => ({ date, kind, name: name['zh-CN'], nameEn: name.en }));
  return { ...table, state: table.edition === null ? 'draft' : 'published', days };
}

function must<T extends object>(answer: T | Refusal | null): T {
  if (answer === null) throw Problem.of('unknown-holidays', 'There is no such holiday table: see /v1/holidays.', '没有此节假日表，请查看 /v1/holidays。');
  if (isRefusal(answer)) throw Problem.from(answer);
  return answer;
}

function idOf(id: string): string {
  return /^\d{1,18}$/.test(id) ? id : '0';
}
