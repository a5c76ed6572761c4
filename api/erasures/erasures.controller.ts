import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { KnowsDry } from '../dry-requests.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { ErasureService } from './erasure.service.js';
import {
  AskedErasureJson,
  DryErasureDto,
  DueErasuresJson,
  ErasureRequestDto,
  ErasuresDto,
  ErasuresJson,
} from './erasures.dto.js';

/** What was said is erased on request or by law; facts stay (PIPL Art. 47). */
@ApiTags('erasures')
@Controller('v1/erasures')
export class ErasuresController {
  constructor(@Inject(ErasureService) private readonly erasureService: ErasureService) {}

  @Requires('erase-words')
  @Get()
  @ApiOperation({ summary: 'What was erased, when, by whom, on which ground', operationId: 'erasures' })
  @ApiOkResponse({ type: ErasuresJson })
  @Refuses(401, 403, 422)
  list(@CurrentCaller() who: Caller, @Query() asked: ErasuresDto): Promise<ErasuresJson> {
    return this.erasureService.list(who, asked);
  }

  @Requires('erase-words')
  @Get('due')
  @ApiOperation({
    summary: 'Filed cases whose time of keeping has ended: the desk erases them by itself',
    operationId: 'due-erasures',
  })
  @ApiOkResponse({ type: DueErasuresJson })
  @Refuses(401, 403, 422)
  due(@CurrentCaller() who: Caller, @Query() asked: ErasuresDto): Promise<DueErasuresJson> {
    return this.erasureService.due(who, asked);
  }

  @Requires('erase-words')
  @Post()
  @HttpCode(200)
  @KnowsDry()
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Erase what was said of a person on every filed case of theirs',
    description: 'With `?dry=true` it says which cases would be erased, and which cannot be and why.',
    operationId: 'erase-person',
  })
  @ApiOkResponse({ type: AskedErasureJson })
  @Refuses(400, 401, 403, 422)
  ask(
    @CurrentCaller() who: Caller,
    @Body() asked: ErasureRequestDto,
    @Query() { dry = false }: DryErasureDto,
    @Idempotency() keyed: IdempotencyContext,
  ): Promise<AskedErasureJson> {
    return this.erasureService.ask(who, asked, dry ? undefined : keyed);
  }
}
