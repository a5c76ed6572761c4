import type { Readable } from 'node:stream';
import { Controller, Get, Inject, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { installation } from '../../domain/actor.js';
import { entriesOf } from '../../ledger/people/roster.js';
import { xlsxOf, xlsxType } from '../../tables/xlsx.js';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { mustHave } from '../rights.js';
import { Office } from '../people/office.js';
import { Rosters } from '../rosters/rosters.js';
import { Known } from './known.js';
import { peopleColumns, peopleHeadings, peopleLines, takePeople } from './people-sheet.js';
import { entriesOfLines, rosterColumns, rosterHeadings, takeRoster } from './roster-sheet.js';
import { GivesTable, PeopleTableDto, RosterTableDto, TakeDto, TakenJson, TakesTable } from './shapes.js';
import { linesOf, sheetOf } from './sheet.js';

/** People and rosters as spreadsheets: what is given is taken back without a change. */
@ApiTags('people', 'rosters')
@Controller('v1')
export class SheetsController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(Rosters) private readonly rosters: Rosters,
  ) {}

  @Get('people/table')
  @GivesTable('The people and their posts as a spreadsheet; for administrators', 'people-table')
  async people(@Acting() who: Caller, @Query() { organisation }: PeopleTableDto): Promise<StreamableFile> {
    this.office.mustHaveEverywhere('manage-people', who);
    const whose = organisationFor(who, organisation);
    const { source } = this.office.ledger;
    const known = await this.known(whose);
    return spreadsheet(xlsxOf(who.language === 'en' ? 'People' : '人员', peopleColumns(known.zone(null)), await peopleLines(source, whose, await this.office.now()), who.language), 'people');
  }

  @Post('people/table')
  @KeyHeader()
  @TakesTable('Take people and posts in from a spreadsheet, all of it or nothing; for administrators', 'take-people')
  async takePeople(@Acting() who: Caller, @Req() request: FastifyRequest, @Query() { dry = false, organisation }: TakeDto, @WithKey() { key }: Keyed): Promise<TakenJson> {
    this.office.mustHaveEverywhere('manage-people', who);
    const content = sheetOf(request);
    const lines = await linesOf(content, peopleHeadings);
    const whose = organisationFor(who, organisation);
    const known = await this.known(whose);
    return this.office.take(who, whose, { key, content, dry }, (runner, change) => takePeople(runner, lines, known, change));
  }

  @Get('rosters/table')
  @GivesTable('The duty roster of a site as a spreadsheet', 'roster-table')
  async roster(@Acting() who: Caller, @Query() { site, from, until }: RosterTableDto): Promise<StreamableFile> {
    const [rulebook] = await this.rosters.rulebooksAt(who, site);
    const entries = await entriesOf(this.office.ledger.source, site, from, until);
    return spreadsheet(xlsxOf(who.language === 'en' ? 'Duty roster' : '值班表', rosterColumns(rulebook!.timeZone), entries, who.language), 'roster');
  }

  @Post('rosters/table')
  @KeyHeader()
  @TakesTable('Enter duties from a spreadsheet, all of them or none; for whoever keeps the roster', 'take-roster')
  async takeRoster(@Acting() who: Caller, @Req() request: FastifyRequest, @Query() { dry = false, organisation }: TakeDto, @WithKey() { key }: Keyed): Promise<TakenJson> {
    const kept = mustHave('keep-rosters', who, this.office.ledger.rulebooks.all());
    const content = sheetOf(request);
    const lines = await linesOf(content, rosterHeadings);
    const whose = organisationFor(who, organisation);
    const read = entriesOfLines(lines, await this.known(whose), kept);
    return this.office.take(who, whose, { key, content, dry }, (runner, change) => takeRoster(runner, read, lines.length, change));
  }

  private known(organisation: string): Promise<Known> {
    const { source, rulebooks } = this.office.ledger;
    return Known.of(source, rulebooks.all(), organisation);
  }
}

function organisationFor({ actor }: Caller, wished: string | undefined): string {
  return actor.organisation === installation ? (wished ?? actor.organisation) : actor.organisation;
}

function spreadsheet(content: Readable, name: string): StreamableFile {
  return new StreamableFile(content, { type: xlsxType, disposition: `attachment; filename="${name}.xlsx"` });
}
