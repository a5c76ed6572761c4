import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { personKeys } from '../../domain/case/subjects.js';
import { MeasurementFeed } from '../../ledger/figures/measurement-feed.js';
import { repairFigures } from '../../ledger/figures/repairs.js';
import { Ledger } from '../../ledger/ledger.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { Refuses } from '../documentation.js';
import { Id } from '../body-fields.js';
import { Instant } from '../time-fields.js';
import { visibleSites } from '../permission/case-visibility.js';
import { ApiField } from '../api-field.js';
import { FigureService } from './figure.service.js';
import { LateCountDto, LateCountsJson, LateDto, LatePageJson, LateClockService } from './late-clock.service.js';
import { FigureCasesDto, FigureCasesJson, FiguresDto, FiguresJson } from './figures.dto.js';

class RepairsDto {
  @Instant('Filed from here on.')
  from!: string;

  @Instant('Filed before here.')
  until!: string;

  @Id('Only of this site.', { optional: true })
  site?: string;
}

class RepairFiguresJson {
  @ApiField('repairs filed', { type: 'integer' }) filed!: number;
  @ApiField('of them with a clock that ran out', { type: 'integer' }) late!: number;
  @ApiField('of them done again', { type: 'integer' }) reworked!: number;
  @ApiField('major repairs', { type: 'integer' }) major!: number;
  @ApiField('of them revisited', { type: 'integer' }) majorRevisited!: number;
  @ApiField('share in time; asked for: 1', { type: Number, nullable: true }) onTimeRate!: number | null;
  @ApiField('share done again; asked for: at most 0.01', { type: Number, nullable: true }) reworkRate!: number | null;
  @ApiField('share of major repairs revisited; asked for: 1', { type: Number, nullable: true }) majorRevisitRate!:
    number | null;
}

/** Figures (指标) counted from the entries of the ledger: what has been counted never changes. */
@ApiTags('figures')
@Controller('v1/figures')
export class FiguresController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(FigureService) private readonly figures: FigureService,
    @Inject(LateClockService) private readonly lateness: LateClockService,
  ) {}

  @Requires('read-figures')
  @Get()
  @ApiOperation({
    summary:
      'The figures of a rulebook over a time, with what is asked for; by tier, kind, department, person, clause, area, month, …',
    operationId: 'figures',
  })
  @ApiOkResponse({ type: FiguresJson })
  @Refuses(401, 403, 404, 422)
  all(@CurrentCaller() who: Caller, @Query() asked: FiguresDto): Promise<FiguresJson> {
    return this.figures.all(who, asked);
  }

  @Requires('read-figures')
  @Get('late')
  @ApiOperation({ summary: 'What is late now: who has custody, under which clause, since when', operationId: 'late' })
  @ApiOkResponse({ type: LatePageJson })
  @Refuses(401, 403, 422)
  late(@CurrentCaller() who: Caller, @Query() asked: LateDto): Promise<LatePageJson> {
    return this.lateness.page(who, asked);
  }

  @Requires('read-figures')
  @Get('late/counts')
  @ApiOperation({
    summary: 'How much is late now, by department, role, person, clause, kind or site',
    operationId: 'late-counts',
  })
  @ApiOkResponse({ type: LateCountsJson })
  @Refuses(401, 403, 422)
  lateCounts(@CurrentCaller() who: Caller, @Query() asked: LateCountDto): Promise<LateCountsJson> {
    return this.lateness.counts(who, asked);
  }

  @Requires('read-figures')
  @Get('repairs')
  @ApiOperation({ summary: 'On-time, rework and revisit rate of repairs (P-4.2.9.2)', operationId: 'repair-figures' })
  @ApiOkResponse({ type: RepairFiguresJson })
  @Refuses(401, 422)
  async repairs(@CurrentCaller() who: Caller, @Query() { from, until, site }: RepairsDto): Promise<RepairFiguresJson> {
    await new MeasurementFeed(this.ledger.source, this.ledger.rulebooks).catchUp(2_000);
    return repairFigures(this.ledger.source, visibleSites(who, site), from, until, personKeys(who.actor));
  }

  @Requires('read-figures')
  @Get(':figure/cases')
  @ApiOperation({ summary: 'What a figure was counted from, case by case', operationId: 'figure-cases' })
  @ApiOkResponse({ type: FigureCasesJson })
  @Refuses(401, 403, 404, 422)
  cases(
    @CurrentCaller() who: Caller,
    @Param('figure') figure: string,
    @Query() asked: FigureCasesDto,
  ): Promise<FigureCasesJson> {
    return this.figures.cases(who, figure, asked);
  }
}
