import { Controller, Delete, Header, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { CustomerLinkJson, CustomerLinkService, RevokedLinksJson } from './customer-links.service.js';

/** The link by which a customer sees their own case without an account. */
@ApiTags('cases')
@Controller('v1/customer-links')
export class CustomerLinksController {
  constructor(@Inject(CustomerLinkService) private readonly links: CustomerLinkService) {}

  @Requires('give-customer-links')
  @Post(':number')
  @Header('cache-control', 'no-store')
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'The link to the page of its customer',
    description:
      'The one of before as long as it holds. Whoever has it sees where the case stands, adds to it, urges and rates; a case is not ended with it. Messages to the customer have a link of their own.',
    operationId: 'customer-link',
  })
  @ApiCreatedResponse({ type: CustomerLinkJson })
  @Refuses(400, 401, 403, 404, 409)
  give(
    @CurrentCaller() who: Caller,
    @Param('number') number: string,
    @Idempotency() _keyed: IdempotencyContext,
  ): Promise<CustomerLinkJson> {
    return this.links.give(who, number);
  }

  @Requires('give-customer-links')
  @Delete(':number')
  @ApiOperation({
    summary: 'Revoke every link to the page of its customer',
    description: 'Those in messages and on paper too. The next message to the customer has a new one.',
    operationId: 'revoke-customer-links',
  })
  @ApiOkResponse({ type: RevokedLinksJson })
  @Refuses(401, 403, 404)
  revoke(@CurrentCaller() who: Caller, @Param('number') number: string): Promise<RevokedLinksJson> {
    return this.links.revoke(who, number);
  }
}
