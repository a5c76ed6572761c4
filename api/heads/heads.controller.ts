import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Refuses } from '../documentation.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { HeadService, HeadsJson } from './head.service.js';

/** The signed heads over all cases, by which a change behind the desk's back is found. */
@ApiTags('heads')
@Controller('v1/heads')
export class HeadsController {
  constructor(@Inject(HeadService) private readonly heads: HeadService) {}

  @Requires('see-heads')
  @Get()
  @ApiOperation({
    summary: 'The last hundred heads over all cases, the newest first',
    description:
      'One is signed each day by the worker. Counts, hashes and signatures are shown to administrators of the installation alone.',
    operationId: 'heads',
  })
  @ApiOkResponse({ type: HeadsJson })
  @Refuses(401, 403)
  all(@CurrentCaller() who: Caller): Promise<HeadsJson> {
    return this.heads.last(who);
  }
}
