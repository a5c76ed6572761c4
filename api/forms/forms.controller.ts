import { FormDto } from './form.dto.js';
import { Controller, Get, Inject, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Costs } from '../limits/cost.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { Refuses } from '../documentation.js';
import { FormService } from './form.service.js';

const pdf = {
  description: 'The form as PDF (A4), with its fonts.',
  content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
} as const;

/** The printed forms of the rules (P-5): `lists.forms` of a rulebook says which there are. */
@ApiTags('forms')
@Controller('v1')
export class FormsController {
  constructor(@Inject(FormService) private readonly forms: FormService) {}

  @Requires('read-cases')
  @Costs('export')
  @Get('cases/:number/forms/:form')
  @ApiOperation({
    summary: 'Print a form of a case: work order, complaint form, demand and revisit form (P-5)',
    operationId: 'case-form',
  })
  @ApiOkResponse(pdf)
  @Refuses(401, 404, 503)
  ofCase(
    @CurrentCaller() who: Caller,
    @Param('number') number: string,
    @Param('form') form: string,
  ): Promise<StreamableFile> {
    return this.forms.ofCase(who, number, form);
  }

  @Requires('read-cases')
  @Costs('export')
  @Get('forms/:form')
  @ApiOperation({
    summary: 'Print a form of a day or month: duty log, complaint log, demand and revisit form (P-5)',
    operationId: 'form',
  })
  @ApiOkResponse(pdf)
  @Refuses(401, 404, 422, 503)
  ofPeriod(
    @CurrentCaller() who: Caller,
    @Param('form') form: string,
    @Query() asked: FormDto,
  ): Promise<StreamableFile> {
    return this.forms.ofPeriod(who, form, asked);
  }
}
