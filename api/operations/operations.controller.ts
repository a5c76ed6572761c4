import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { DeskHealthService } from './desk-health.service.js';
import { DeskHealthJson } from './health.dto.js';

@ApiTags('operations')
@Controller('v1/operations')
export class OperationsController {
  constructor(@Inject(DeskHealthService) private readonly desk: DeskHealthService) {}

  @Requires('see-alarms')
  @Get('health')
  @ApiOperation({
    summary: 'How the desk is: engine, worker, outbox, how late, deliveries, heads',
    description: 'Numbers and times alone, of the sites of the caller.',
    operationId: 'desk-health',
  })
  @ApiOkResponse({ type: DeskHealthJson })
  @Refuses(401, 403)
  health(@CurrentCaller() who: Caller): Promise<DeskHealthJson> {
    return this.desk.read(who);
  }
}
