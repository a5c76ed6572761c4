import { Controller, Get, Inject, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { listAreas, listSkills } from '../../ledger/teams/team-lists.js';
import { xlsxOf, xlsxType } from '../../tables/xlsx.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { IdempotencyKeyHeader } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { OrganisationService } from '../people/organisation.service.js';
import { ReadingService } from '../reading/reading.service.js';
import { sitesManaged, sitesOfTeams } from '../permission/organisation-rights.js';
import { NameResolver } from '../sheets/name-resolver.js';
import { DryDto, ExportTableRoute, TakenJson, ImportTableRoute } from '../sheets/sheets.dto.js';
import { readSheetRows, spreadsheetBody } from '../sheets/read-spreadsheet.js';
import { areaColumns, areaHeadings, coverageNotes, importAreas } from './area-sheet.js';
import { AsOfDto } from './teams.dto.js';
import { skillColumns, skillHeadings, importSkills } from './skill-sheet.js';

/** Areas and skills as spreadsheets: what is given is taken back without a change. */
@ApiTags('teams')
@Controller('v1')
export class TeamSheetsController {
  constructor(
    @Inject(OrganisationService) private readonly organisationService: OrganisationService,
    @Inject(ReadingService) private readonly reading: ReadingService,
  ) {}

  @Requires('read-teams')
  @Get('areas/table')
  @ExportTableRoute('Which addresses belong to which team, as a spreadsheet', 'areas-table')
  async areas(@CurrentCaller() who: Caller, @Query() { site, at }: AsOfDto): Promise<StreamableFile> {
    const areas = await listAreas(
      this.organisationService.ledger.source,
      sitesOfTeams(who, this.organisationService.ledger.rulebooks.all(), site),
      at ?? (await this.organisationService.now()),
    );
    return new StreamableFile(xlsxOf(who.language === 'en' ? 'Areas' : '区域', areaColumns(), areas, who.language), {
      type: xlsxType,
      disposition: 'attachment; filename="areas.xlsx"',
    });
  }

  @Requires('keep-areas')
  @Post('areas/table')
  @IdempotencyKeyHeader()
  @ImportTableRoute('Enter areas from a spreadsheet, all of them or none; for those who keep areas', 'take-areas')
  async takeAreas(
    @CurrentCaller() who: Caller,
    @Req() request: FastifyRequest,
    @Query() { dry = false }: DryDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<TakenJson> {
    const sites = sitesManaged('keep-areas', who, this.organisationService.ledger.rulebooks.all());
    const content = spreadsheetBody(request);
    const { lines, notes } = await readSheetRows(this.reading, content, areaHeadings);
    const known = await this.known(who);
    return this.organisationService.importTable(
      who,
      who.actor.organisation,
      { key, content, dry, notes: dry ? [...notes, ...coverageNotes(lines)] : notes },
      (runner, change) => importAreas(runner, lines, known, sites, change),
    );
  }

  @Requires('read-teams')
  @Get('skills/table')
  @ExportTableRoute('Who is able to do what, as a spreadsheet', 'skills-table')
  async skills(@CurrentCaller() who: Caller, @Query() { site, at }: AsOfDto): Promise<StreamableFile> {
    const skills = await listSkills(
      this.organisationService.ledger.source,
      sitesOfTeams(who, this.organisationService.ledger.rulebooks.all(), site),
      at ?? (await this.organisationService.now()),
    );
    return new StreamableFile(xlsxOf(who.language === 'en' ? 'Skills' : '技能', skillColumns(), skills, who.language), {
      type: xlsxType,
      disposition: 'attachment; filename="skills.xlsx"',
    });
  }

  @Requires('keep-areas')
  @Post('skills/table')
  @IdempotencyKeyHeader()
  @ImportTableRoute('Enter skills from a spreadsheet, all of them or none; for those who keep areas', 'take-skills')
  async takeSkills(
    @CurrentCaller() who: Caller,
    @Req() request: FastifyRequest,
    @Query() { dry = false }: DryDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<TakenJson> {
    const sites = sitesManaged('keep-areas', who, this.organisationService.ledger.rulebooks.all());
    const content = spreadsheetBody(request);
    const { lines, notes } = await readSheetRows(this.reading, content, skillHeadings);
    const known = await this.known(who);
    return this.organisationService.importTable(
      who,
      who.actor.organisation,
      { key, content, dry, notes },
      (runner, change) =>
        importSkills(runner, lines, known, this.organisationService.ledger.rulebooks.all(), sites, change),
    );
  }

  private known({ actor }: Caller): Promise<NameResolver> {
    return NameResolver.of(
      this.organisationService.ledger.source,
      this.organisationService.ledger.rulebooks.all(),
      actor.organisation,
    );
  }
}
