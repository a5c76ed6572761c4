import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { DeliveriesDto, DeliveriesJson, ResendDto, ResentJson } from './deliveries.dto.js';
import { FailedDeliveryService } from './failed-delivery.service.js';

/** Mails, chats and SMS that did not reach anybody, for those who operate the desk. */
@ApiTags('operations')
@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(@Inject(FailedDeliveryService) private readonly deliveries: FailedDeliveryService) {}

  @Requires('see-alarms')
  @Get()
  @ApiOperation({ summary: 'Notices that reached nobody by mail, chat or SMS, and why', operationId: 'deliveries' })
  @ApiOkResponse({ type: DeliveriesJson })
  @Refuses(401, 403, 422)
  list(@CurrentCaller() who: Caller, @Query() asked: DeliveriesDto): Promise<DeliveriesJson> {
    return this.deliveries.list(who, asked);
  }

  @Requires('resend-notices')
  @Post('resend')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Resend some of them, or all that failed for one reason',
    description: 'At most 500 at once. What went out meanwhile, or was read in the inbox, is left as it is.',
    operationId: 'resend-notices',
  })
  @ApiOkResponse({ type: ResentJson })
  @Refuses(400, 401, 403, 422)
  resend(
    @CurrentCaller() who: Caller,
    @Body() asked: ResendDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<ResentJson> {
    return this.deliveries.resend(who, asked, key);
  }
}
