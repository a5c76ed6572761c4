import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { repairFigures } from '../../ledger/figures.js';
import { Ledger } from '../../ledger/ledger.js';
import { Acting, type Caller } from '../actor.js';
import { Refuses } from '../documentation.js';
import { Id, Instant } from '../fields.js';
import { sitesFor } from '../reading.js';
import { Shown } from '../shown.js';

class FiguresDto {
  @Instant('Filed from here on.')
  from!: string;

  @Instant('Filed before here.')
  until!: string;

  @Id('Only of this site.', { optional: true })
  site?: string;
}

class RepairFiguresJson {
  @Shown('repairs filed', { type: 'integer' }) filed!: number;
  @Shown('of them with a clock that ran out', { type: 'integer' }) late!: number;
  @Shown('of them done again', { type: 'integer' }) reworked!: number;
  @Shown('major repairs', { type: 'integer' }) major!: number;
  @Shown('of them revisited', { type: 'integer' }) majorRevisited!: number;
  @Shown('share in time; asked for: 1', { type: Number, nullable: true }) onTimeRate!: number | null;
  @Shown('share done again; asked for: at most 0.01', { type: Number, nullable: true }) reworkRate!: number | null;
  @Shown('share of major repairs revisited; asked for: 1', { type: Number, nullable: true }) majorRevisitRate!: number | null;
}

@ApiTags('figures')
@Controller('v1/figures')
export class FiguresController {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  @Get('repairs')
  @ApiOperation({ summary: 'On-time, rework and revisit rate of repairs (P-4.2.9.2)', operationId: 'repair-figures' })
  @ApiOkResponse({ type: RepairFiguresJson })
  @Refuses(401, 422)
  repairs(@Acting() who: Caller, @Query() { from, until, site }: FiguresDto): Promise<RepairFiguresJson> {
    return repairFigures(this.ledger.source, sitesFor(who, site), from, until);
  }
}
