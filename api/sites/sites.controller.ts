import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { requireRightAt } from '../permission/organisation-rights.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { PageDto } from '../page.js';
import { changeHistoryPage } from '../people/change-history.js';
import { OrganisationService } from '../people/organisation.service.js';
import { ChangesPageJson } from '../people/people.dto.js';
import { ChangeSiteDto, SiteDto, SiteRecordJson, SiteService, SitesJson } from './site.service.js';

@ApiTags('sites')
@Controller('v1/sites')
export class SitesController {
  constructor(
    @Inject(SiteService) private readonly sites: SiteService,
    @Inject(OrganisationService) private readonly organisationService: OrganisationService,
  ) {}

  @Requires('read-directory')
  @Get()
  @ApiOperation({
    summary: 'The sites of your organisation, with the roles and departments there',
    operationId: 'sites',
  })
  @ApiOkResponse({ type: SitesJson })
  @Refuses(401)
  all(@CurrentCaller() who: Caller): Promise<SitesJson> {
    return this.sites.all(who);
  }

  @Requires('manage-people')
  @Post()
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Enter a site; for administrators', operationId: 'add-site' })
  @ApiCreatedResponse({ type: SiteRecordJson })
  @Refuses(400, 401, 403, 422)
  add(
    @CurrentCaller() who: Caller,
    @Body() site: SiteDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<SiteRecordJson> {
    return this.sites.add(who, site, key);
  }

  @Requires('manage-people')
  @Post(':id/change')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Change a site; for administrators', operationId: 'change-site' })
  @ApiOkResponse({ type: SiteRecordJson })
  @Refuses(400, 401, 403, 404, 422)
  change(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Body() body: ChangeSiteDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<SiteRecordJson> {
    return this.sites.change(who, id, body, key);
  }

  @Requires('manage-people')
  @Post(':id/end')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Close a site: no new case is taken there; for administrators', operationId: 'end-site' })
  @ApiOkResponse({ type: SiteRecordJson })
  @Refuses(400, 401, 403, 404, 422)
  end(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<SiteRecordJson> {
    return this.sites.end(who, id, key);
  }

  @Requires('manage-people')
  @Get(':id/history')
  @ApiOperation({
    summary: 'What was changed of a site and its roster, by whom, from when; for administrators',
    operationId: 'site-history',
  })
  @ApiOkResponse({ type: ChangesPageJson })
  @Refuses(401, 403, 404, 422)
  async history(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Query() asked: PageDto,
  ): Promise<ChangesPageJson> {
    await this.organisationService.organisationOfSite(who, id);
    requireRightAt('manage-people', who, id, this.organisationService.ledger.rulebooks.all());
    return changeHistoryPage(this.organisationService.ledger, { site: id }, asked);
  }
}
