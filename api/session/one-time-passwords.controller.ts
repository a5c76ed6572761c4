import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { OneTimePasswordJson, OneTimePasswordsDto, OneTimePasswordsJson } from './password.dto.js';
import { PasswordService } from './password.service.js';

@ApiTags('people')
@Controller('v1')
export class OneTimePasswordsController {
  constructor(@Inject(PasswordService) private readonly passwords: PasswordService) {}

  @Requires('manage-people')
  @Post('people/:id/one-time-password')
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Give somebody a one-time password in place of theirs; for administrators',
    description:
      'Shown in this answer alone, good for 72 hours and for choosing a password of their own. Their sessions end.',
    operationId: 'issue-one-time-password',
  })
  @ApiCreatedResponse({ type: OneTimePasswordJson })
  @Refuses(400, 401, 403, 404, 422)
  issue(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<OneTimePasswordJson> {
    return this.passwords.issue(who, id, key);
  }

  @Requires('manage-people')
  @Post('one-time-passwords')
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Give each of several people a one-time password, all or none; for administrators',
    operationId: 'issue-one-time-passwords',
  })
  @ApiCreatedResponse({ type: OneTimePasswordsJson })
  @Refuses(400, 401, 403, 404, 422)
  issueAll(
    @CurrentCaller() who: Caller,
    @Body() { people }: OneTimePasswordsDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<OneTimePasswordsJson> {
    return this.passwords.issueAll(who, people, key);
  }
}
