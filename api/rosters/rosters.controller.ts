import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { KnowsDry } from '../dry-requests.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { OpenSwapService } from './open-swap.service.js';
import { RosterPlanDto, RosterPlanJson, RosterPlanService } from './roster-plan.service.js';
import { RosterService } from './roster.service.js';
import {
  DryDutiesDto,
  EnteredJson,
  NewDutiesDto,
  RosterDto,
  RosterJson,
  SwapDto,
  SwapJson,
  SwapsJson,
  UnheldRolesJson,
  WithdrawDutyDto,
} from './rosters.dto.js';

/** The duty roster (值班表; H-1, P-3.4, W-10.2). */
@ApiTags('rosters')
@Controller('v1/rosters')
export class RostersController {
  constructor(
    @Inject(RosterService) private readonly rosters: RosterService,
    @Inject(OpenSwapService) private readonly openSwaps: OpenSwapService,
    @Inject(RosterPlanService) private readonly plans: RosterPlanService,
  ) {}

  @Requires('read-directory')
  @Get()
  @ApiOperation({
    summary: 'Who is on duty at a site, and the holes: times for which the rules ask for somebody and nobody is named',
    operationId: 'roster',
  })
  @ApiOkResponse({ type: RosterJson })
  @Refuses(401, 404, 422)
  read(@CurrentCaller() who: Caller, @Query() asked: RosterDto): Promise<RosterJson> {
    return this.rosters.read(who, asked);
  }

  @Requires('keep-rosters')
  @Get('plan')
  @ApiOperation({
    summary:
      'Who may be on duty at a site for what, who is away, holidays and exchanges; for those who keep the roster',
    operationId: 'roster-plan',
  })
  @ApiOkResponse({ type: RosterPlanJson })
  @Refuses(401, 403, 404, 422)
  plan(@CurrentCaller() who: Caller, @Query() span: RosterPlanDto): Promise<RosterPlanJson> {
    return this.plans.plan(who, span);
  }

  @Requires('keep-rosters')
  @Post()
  @IdempotencyKeyHeader()
  @KnowsDry()
  @ApiOperation({
    summary: 'Enter duties, all of them or none; for those who keep the roster',
    description: 'An entry that stands already is left as it is. Nobody is at two sites at once or twice in one duty.',
    operationId: 'enter-duties',
  })
  @ApiCreatedResponse({ type: EnteredJson })
  @Refuses(400, 401, 403, 404, 422)
  enter(
    @CurrentCaller() who: Caller,
    @Body() body: NewDutiesDto,
    @Query() { dry = false }: DryDutiesDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<EnteredJson> {
    return this.rosters.enter(who, body, key, dry);
  }

  @Requires('keep-rosters')
  @Get('unheld')
  @ApiOperation({
    summary: 'Roles that nobody was on for when somebody had to be notified; for those who keep the roster',
    operationId: 'unheld-roles',
  })
  @ApiOkResponse({ type: UnheldRolesJson })
  @Refuses(401, 403)
  unheld(@CurrentCaller() who: Caller): Promise<UnheldRolesJson> {
    return this.rosters.unheld(who);
  }

  @Requires('swap-duties')
  @Get('swaps')
  @ApiOperation({ summary: 'Exchanges of duties that concern you and wait for an answer', operationId: 'swaps' })
  @ApiOkResponse({ type: SwapsJson })
  @Refuses(401)
  swaps(@CurrentCaller() who: Caller): Promise<SwapsJson> {
    return this.openSwaps.of(who);
  }

  @Requires('keep-rosters')
  @Post(':id/withdraw')
  @HttpCode(204)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Take a duty off the roster; for those who keep it', operationId: 'withdraw-duty' })
  @ApiNoContentResponse({ description: 'It holds no more.' })
  @Refuses(400, 401, 403, 404, 422)
  withdraw(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Body() { reason }: WithdrawDutyDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<void> {
    return this.rosters.withdraw(who, id, reason, key);
  }

  @Requires('swap-duties')
  @Post(':id/swap')
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Ask to exchange your duty for that of somebody else (换班)', operationId: 'ask-swap' })
  @ApiCreatedResponse({ type: SwapJson })
  @Refuses(400, 401, 403, 404, 422)
  ask(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Body() body: SwapDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<SwapJson> {
    return this.rosters.requestSwap(who, id, body.with, key);
  }

  @Requires('swap-duties')
  @Post('swaps/:id/agree')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Agree to an exchange: the two persons swap duties', operationId: 'agree-swap' })
  @ApiOkResponse({ type: SwapJson })
  @Refuses(400, 401, 403, 404, 422)
  agree(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<SwapJson> {
    return this.rosters.answerSwap(who, id, true, key);
  }

  @Requires('swap-duties')
  @Post('swaps/:id/refuse')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Refuse an exchange', operationId: 'refuse-swap' })
  @ApiOkResponse({ type: SwapJson })
  @Refuses(400, 401, 403, 404, 422)
  refuse(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<SwapJson> {
    return this.rosters.answerSwap(who, id, false, key);
  }
}
