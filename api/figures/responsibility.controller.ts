import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { personKeys } from '../../domain/case/subjects.js';
import { appealsAgainst, custodyHistoryOf } from '../../ledger/figures/custody-history.js';
import { Ledger } from '../../ledger/ledger.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { CaseService } from '../cases/case.service.js';
import { Refuses } from '../documentation.js';
import { sitesWithRight } from '../permission/rights.js';
import { ResponsibilityJson, responsibilityJson } from './responsibility.js';

/** Who had custody of a case (责任认定). */
@ApiTags('figures')
@Controller('v1/cases')
export class ResponsibilityController {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseService) private readonly caseService: CaseService,
  ) {}

  @Requires('read-cases')
  @Get(':number/responsibility')
  @ApiOperation({
    summary:
      'Who had custody of the case, who is responsible for what was late, the points for it and the appeals against it',
    operationId: 'responsibility',
  })
  @ApiOkResponse({ type: ResponsibilityJson })
  @Refuses(401, 404)
  async of(@CurrentCaller() who: Caller, @Param('number') number: string): Promise<ResponsibilityJson> {
    const { site, rulebook: name, version } = await this.caseService.stateFor(who, number);
    const rulebook = await this.ledger.rulebooks.get(name, version);
    const now = (await this.ledger.time.now(new Date())).toISOString();
    const right = sitesWithRight('see-figures-of-persons', who, this.ledger.rulebooks.all());
    const appeals = await appealsAgainst(this.ledger.source, site, number, personKeys(who.actor));
    return responsibilityJson(await custodyHistoryOf(this.ledger.source, number, rulebook), rulebook, now, {
      appeals,
      who,
      ofOthers: right === 'all' || right.includes(site),
    });
  }
}
