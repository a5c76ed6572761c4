import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { RevisitService, RevisitsJson } from './revisit.service.js';

@ApiTags('tasks')
@Controller('v1/revisits')
export class RevisitsController {
  constructor(@Inject(RevisitService) private readonly revisits: RevisitService) {}

  @Requires('use-own-account')
  @Get()
  @ApiOperation({
    summary: 'The calls back that you have to make today, the most pressing first',
    operationId: 'revisits',
  })
  @ApiOkResponse({ type: RevisitsJson })
  @Refuses(401)
  queue(@CurrentCaller() who: Caller): Promise<RevisitsJson> {
    return this.revisits.queue(who);
  }
}
