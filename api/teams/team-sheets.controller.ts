import { Controller, Get, Inject, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { areaLines, skillLines } from '../../ledger/teams/teams-listed.js';
import { xlsxOf, xlsxType } from '../../tables/xlsx.js';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { Office } from '../people/office.js';
import { sitesFor } from '../reading.js';
import { mustHave } from '../rights.js';
import { Known } from '../sheets/known.js';
import { DryDto, GivesTable, TakenJson, TakesTable } from '../sheets/shapes.js';
import { linesOf, sheetOf } from '../sheets/sheet.js';
import { areaColumns, areaHeadings, takeAreas } from './area-sheet.js';
import { AsOfDto } from './shapes.js';
import { skillColumns, skillHeadings, takeSkills } from './skill-sheet.js';

/** Areas and skills as spreadsheets: what is given is taken back without a change. */
@ApiTags('teams')
@Controller('v1')
export class TeamSheetsController {
  constructor(@Inject(Office) private readonly office: Office) {}

  @Get('areas/table')
  @GivesTable('Which addresses belong to which team, as a spreadsheet', 'areas-table')
  async areas(@Acting() who: Caller, @Query() { site, at }: AsOfDto): Promise<StreamableFile> {
    const areas = await areaLines(this.office.ledger.source, sitesFor(who, site), at ?? (await this.office.now()));
    return new StreamableFile(xlsxOf(who.language === 'en' ? 'Areas' : '区域', areaColumns(), areas, who.language), { type: xlsxType, disposition: 'attachment; filename="areas.xlsx"' });
  }

  @Post('areas/table')
  @KeyHeader()
  @TakesTable('Enter areas from a spreadsheet, all of them or none; for whoever keeps areas', 'take-areas')
  async takeAreas(@Acting() who: Caller, @Req() request: FastifyRequest, @Query() { dry = false }: DryDto, @WithKey() { key }: Keyed): Promise<TakenJson> {
    const sites = this.kept(who);
    const content = sheetOf(request);
    const lines = await linesOf(content, areaHeadings);
    const known = await this.known(who);
    return this.office.take(who, who.actor.organisation, { key, content, dry }, (runner, change) => takeAreas(runner, lines, known, sites, change));
  }

  @Get('skills/table')
  @GivesTable('Who is able to do what, as a spreadsheet', 'skills-table')
  async skills(@Acting() who: Caller, @Query() { site, at }: AsOfDto): Promise<StreamableFile> {
    const skills = await skillLines(this.office.ledger.source, sitesFor(who, site), at ?? (await this.office.now()));
    return new StreamableFile(xlsxOf(who.language === 'en' ? 'Skills' : '技能', skillColumns(), skills, who.language), { type: xlsxType, disposition: 'attachment; filename="skills.xlsx"' });
  }

  @Post('skills/table')
  @KeyHeader()
  @TakesTable('Enter skills from a spreadsheet, all of them or none; for whoever keeps areas', 'take-skills')
  async takeSkills(@Acting() who: Caller, @Req() request: FastifyRequest, @Query() { dry = false }: DryDto, @WithKey() { key }: Keyed): Promise<TakenJson> {
    const sites = this.kept(who);
    const content = sheetOf(request);
    const lines = await linesOf(content, skillHeadings);
    const known = await this.known(who);
    return this.office.take(who, who.actor.organisation, { key, content, dry }, (runner, change) => takeSkills(runner, lines, known, this.office.ledger.rulebooks.all(), sites, change));
  }

  private kept(who: Caller): readonly string[] {
    const sites = mustHave('keep-areas', who, this.office.ledger.rulebooks.all());
    return sites === 'all' ? who.home : sites;
  }

  private known({ actor }: Caller): Promise<Known> {
    return Known.of(this.office.ledger.source, this.office.ledger.rulebooks.all(), actor.organisation);
  }
}
