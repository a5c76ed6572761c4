import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import {
  BuildingCasesDto,
  BuildingCasesJson,
  BuildingsDto,
  BuildingService,
  BuildingsJson,
} from './building.service.js';
import { WorkCasesDto, WorkCasesJson, WorkCountsDto, WorkCountsJson, WorkService } from './work.service.js';

/** What is in hand now, and where: counts, each with the cases behind it. */
@ApiTags('figures')
@Controller('v1/figures')
export class WorkController {
  constructor(
    @Inject(WorkService) private readonly work: WorkService,
    @Inject(BuildingService) private readonly buildings: BuildingService,
  ) {}

  @Requires('read-figures')
  @Get('work')
  @ApiOperation({
    summary: 'Open work in hand, by person, team, department, role, kind or site',
    operationId: 'work-in-hand',
  })
  @ApiOkResponse({ type: WorkCountsJson })
  @Refuses(401, 403, 422)
  workCounts(@CurrentCaller() who: Caller, @Query() asked: WorkCountsDto): Promise<WorkCountsJson> {
    return this.work.counts(who, asked);
  }

  @Requires('read-figures')
  @Get('work/cases')
  @ApiOperation({ summary: 'The open cases that somebody has in hand', operationId: 'work-cases' })
  @ApiOkResponse({ type: WorkCasesJson })
  @Refuses(401, 403, 422)
  workCases(@CurrentCaller() who: Caller, @Query() asked: WorkCasesDto): Promise<WorkCasesJson> {
    return this.work.cases(who, asked);
  }

  @Requires('read-figures')
  @Get('buildings')
  @ApiOperation({ summary: 'Open and recent cases of a site, by building', operationId: 'buildings' })
  @ApiOkResponse({ type: BuildingsJson })
  @Refuses(401, 422)
  buildingCounts(@CurrentCaller() who: Caller, @Query() asked: BuildingsDto): Promise<BuildingsJson> {
    return this.buildings.counts(who, asked);
  }

  @Requires('read-figures')
  @Get('buildings/cases')
  @ApiOperation({ summary: 'The open or recent cases of a building', operationId: 'building-cases' })
  @ApiOkResponse({ type: BuildingCasesJson })
  @Refuses(401, 422)
  buildingCases(@CurrentCaller() who: Caller, @Query() asked: BuildingCasesDto): Promise<BuildingCasesJson> {
    return this.buildings.cases(who, asked);
  }
}
