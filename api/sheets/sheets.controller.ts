import type { Readable } from 'node:stream';
import { Controller, Get, Inject, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { installationOrganisation } from '../../domain/actor.js';
import { fieldFault } from '../../ledger/people/change-once.js';
import { rosterEntriesOf } from '../../ledger/people/roster.js';
import { xlsxOf, xlsxType } from '../../tables/xlsx.js';
import { ApiProblem } from '../problem.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { requireRightEverywhere } from '../permission/organisation-rights.js';
import { IdempotencyKeyHeader } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { requireRight } from '../permission/rights.js';
import { OrganisationService } from '../people/organisation.service.js';
import { ReadingService } from '../reading/reading.service.js';
import { RosterService } from '../rosters/roster.service.js';
import { NameResolver } from './name-resolver.js';
import { peopleColumns, peopleHeadings, peopleSheetRows, importPeople } from './people-sheet.js';
import { rosterEntriesOfRows, rosterColumns, rosterHeadings, importRoster } from './roster-sheet.js';
import {
  ExportTableRoute,
  PeopleTableDto,
  RosterTableDto,
  TakeDto,
  TakenJson,
  ImportTableRoute,
} from './sheets.dto.js';
import { readSheetRows, spreadsheetBody, type SpreadsheetRow } from './read-spreadsheet.js';

/** People and rosters as spreadsheets: what is given is taken back without a change. */
@ApiTags('people', 'rosters')
@Controller('v1')
export class SheetsController {
  constructor(
    @Inject(OrganisationService) private readonly organisationService: OrganisationService,
    @Inject(RosterService) private readonly rosters: RosterService,
    @Inject(ReadingService) private readonly reading: ReadingService,
  ) {}

  @Requires('manage-people')
  @Get('people/table')
  @ExportTableRoute('The people and their posts as a spreadsheet; for administrators', 'people-table')
  async people(@CurrentCaller() who: Caller, @Query() { organisation }: PeopleTableDto): Promise<StreamableFile> {
    requireRightEverywhere('manage-people', who, this.organisationService.ledger.rulebooks.all());
    const whose = organisationFor(who, organisation);
    const { source } = this.organisationService.ledger;
    const known = await this.known(whose);
    return spreadsheet(
      xlsxOf(
        who.language === 'en' ? 'People' : '人员',
        peopleColumns(known.zone(null)),
        await peopleSheetRows(source, whose, await this.organisationService.now()),
        who.language,
      ),
      'people',
    );
  }

  @Requires('manage-people')
  @Post('people/table')
  @IdempotencyKeyHeader()
  @ImportTableRoute(
    'Take people and posts in from a spreadsheet, all of it or nothing; for administrators',
    'take-people',
  )
  async takePeople(
    @CurrentCaller() who: Caller,
    @Req() request: FastifyRequest,
    @Query() { dry = false, organisation }: TakeDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<TakenJson> {
    requireRightEverywhere('manage-people', who, this.organisationService.ledger.rulebooks.all());
    const content = spreadsheetBody(request);
    const { lines, notes } = await readSheetRows(this.reading, content, peopleHeadings);
    const whose = await this.organisationOfTable(who, organisation, lines);
    const known = await this.known(whose);
    return this.organisationService.importTable(who, whose, { key, content, dry, notes }, (runner, change) =>
      importPeople(runner, lines, known, change),
    );
  }

  @Requires('read-directory')
  @Get('rosters/table')
  @ExportTableRoute('The duty roster of a site as a spreadsheet', 'roster-table')
  async roster(@CurrentCaller() who: Caller, @Query() { site, from, until }: RosterTableDto): Promise<StreamableFile> {
    const [rulebook] = await this.rosters.rulebooksAt(who, site);
    const entries = await rosterEntriesOf(this.organisationService.ledger.source, site, from, until);
    return spreadsheet(
      xlsxOf(
        who.language === 'en' ? 'Duty roster' : '值班表',
        rosterColumns(rulebook!.timeZone),
        entries,
        who.language,
      ),
      'roster',
    );
  }

  @Requires('keep-rosters')
  @Post('rosters/table')
  @IdempotencyKeyHeader()
  @ImportTableRoute(
    'Enter duties from a spreadsheet, all of them or none; for those who keep the roster',
    'take-roster',
  )
  async takeRoster(
    @CurrentCaller() who: Caller,
    @Req() request: FastifyRequest,
    @Query() { dry = false, organisation }: TakeDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<TakenJson> {
    const kept = requireRight('keep-rosters', who, this.organisationService.ledger.rulebooks.all());
    const content = spreadsheetBody(request);
    const { lines, notes } = await readSheetRows(this.reading, content, rosterHeadings);
    const whose = organisationFor(who, organisation);
    const read = rosterEntriesOfRows(lines, await this.known(whose), kept);
    return this.organisationService.importTable(who, whose, { key, content, dry, notes }, (runner, change) =>
      importRoster(runner, read, lines.length, change),
    );
  }

  /** For an administrator of the installation who names none: that of the sites in the table, where it is one. */
  private async organisationOfTable(
    who: Caller,
    wished: string | undefined,
    lines: readonly SpreadsheetRow<'site'>[],
  ): Promise<string> {
    if (wished !== undefined || who.actor.organisation !== installationOrganisation)
      return organisationFor(who, wished);
    const sites = [...new Set(lines.map((line) => line.text('site')).filter((site) => site !== null))];
    const found: { organisation: string }[] = await this.organisationService.ledger.source.query(
      `SELECT DISTINCT organisation FROM sites WHERE ended_at IS NULL AND (id = ANY ($1::text[]) OR name->>'zh-CN' = ANY ($1::text[]) OR name->>'en' = ANY ($1::text[]))`,
      [sites],
    );
    if (found.length === 1) return found[0]!.organisation;
    throw ApiProblem.input([
      fieldFault(
        'organisation',
        'The sites of the table do not say whose people they are: say ?organisation=.',
        '表格中的项目不能确定所属组织，请用 ?organisation= 指明。',
      ),
    ]);
  }

  private known(organisation: string): Promise<NameResolver> {
    const { source, rulebooks } = this.organisationService.ledger;
    return NameResolver.of(source, rulebooks.all(), organisation);
  }
}

function organisationFor({ actor }: Caller, wished: string | undefined): string {
  return actor.organisation === installationOrganisation ? (wished ?? actor.organisation) : actor.organisation;
}

function spreadsheet(content: Readable, name: string): StreamableFile {
  return new StreamableFile(content, { type: xlsxType, disposition: `attachment; filename="${name}.xlsx"` });
}
