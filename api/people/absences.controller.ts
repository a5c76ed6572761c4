import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { AbsenceService } from './absence.service.js';
import { AbsenceDto, AbsenceJson, DelegationDto, DelegationJson } from './people.dto.js';

/** Who is away, and who stands in for whom. */
@ApiTags('people')
@Controller('v1/people')
export class AbsencesController {
  constructor(@Inject(AbsenceService) private readonly absences: AbsenceService) {}

  @Requires('keep-rosters', { oneself: 'id' })
  @Post(':id/absences')
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Enter that somebody is away: themself, or those who keep the roster',
    operationId: 'add-absence',
  })
  @ApiCreatedResponse({ type: AbsenceJson })
  @Refuses(400, 401, 403, 404, 422)
  addAbsence(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Body() body: AbsenceDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<AbsenceJson> {
    return this.absences.addAbsence(who, id, body, key);
  }

  @Requires('keep-rosters', { oneself: 'id' })
  @Post(':id/absences/:entry/withdraw')
  @HttpCode(204)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Somebody is back, or will not be away', operationId: 'withdraw-absence' })
  @ApiNoContentResponse({ description: 'It holds no more.' })
  @Refuses(400, 401, 403, 404, 422)
  withdrawAbsence(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Param('entry') entry: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<void> {
    return this.absences.withdraw(who, 'absence', id, entry, key);
  }

  @Requires('name-stand-ins')
  @Post(':id/delegations')
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Name who stands in (委托代理): themself, somebody above them, or an administrator',
    operationId: 'delegate',
    description:
      'The stand-in receives the notices of the other and may do what they may, entered as done for them; never in a case about the other. The stand-in holds, at the same site, the same role, one above it, or one that the rulebook names.',
  })
  @ApiCreatedResponse({ type: DelegationJson })
  @Refuses(400, 401, 403, 404, 422)
  delegate(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Body() body: DelegationDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<DelegationJson> {
    return this.absences.addDelegation(who, id, body, key);
  }

  @Requires('keep-rosters', { oneself: 'id' })
  @Post(':id/delegations/:entry/withdraw')
  @HttpCode(204)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Nobody stands in any more', operationId: 'withdraw-delegation' })
  @ApiNoContentResponse({ description: 'It holds no more.' })
  @Refuses(400, 401, 403, 404, 422)
  withdrawDelegation(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Param('entry') entry: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<void> {
    return this.absences.withdraw(who, 'delegation', id, entry, key);
  }
}
