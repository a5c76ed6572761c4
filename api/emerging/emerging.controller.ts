import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { EmergingDto, EmergingJson, GatherDto, GatheredJson } from './emerging.dto.js';
import { EmergingService } from './emerging.service.js';
import { GatheringService } from './gathering.service.js';

/** Many cases that may be one matter. */
@ApiTags('cases')
@Controller('v1/emerging')
export class EmergingController {
  constructor(
    @Inject(EmergingService) private readonly service: EmergingService,
    @Inject(GatheringService) private readonly gathering: GatheringService,
  ) {}

  @Requires('gather-cases')
  @Get()
  @ApiOperation({
    summary: 'Buildings, stations and lines from which more cases of one kind came in the last hours than is usual',
    operationId: 'emerging',
  })
  @ApiOkResponse({ type: EmergingJson })
  @Refuses(401, 403, 422)
  emerging(@CurrentCaller() who: Caller, @Query() asked: EmergingDto): Promise<EmergingJson> {
    return this.service.emerging(who, asked);
  }

  @Requires('gather-cases')
  @Post()
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Join cases to an outage, to a new one for which a line is given, or to one of them',
    operationId: 'gather',
  })
  @ApiOkResponse({ type: GatheredJson })
  @Refuses(400, 401, 403, 404, 409, 422)
  gather(
    @CurrentCaller() who: Caller,
    @Body() asked: GatherDto,
    @Idempotency() keyed: IdempotencyContext,
  ): Promise<GatheredJson> {
    return this.gathering.gather(who, asked, keyed);
  }
}
