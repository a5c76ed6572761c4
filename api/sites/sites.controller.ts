import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader, Refuses } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { ChangesPageDto, historyPage } from '../people/histories.js';
import { Office } from '../people/office.js';
import { ChangesPageJson } from '../people/shapes.js';
import { ChangeSiteDto, SiteDto, SiteRecordJson, Sites, SitesJson } from './sites.js';

@ApiTags('sites')
@Controller('v1/sites')
export class SitesController {
  constructor(
    @Inject(Sites) private readonly sites: Sites,
    @Inject(Office) private readonly office: Office,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The sites of your organisation, with the roles and departments there', operationId: 'sites' })
  @ApiOkResponse({ type: SitesJson })
  @Refuses(401)
  all(@Acting() who: Caller): Promise<SitesJson> {
    return this.sites.all(who);
  }

  @Post()
  @KeyHeader()
  @ApiOperation({ summary: 'Enter a site; for administrators', operationId: 'add-site' })
  @ApiCreatedResponse({ type: SiteRecordJson })
  @Refuses(400, 401, 403, 422)
  add(@Acting() who: Caller, @Body() site: SiteDto, @WithKey() { key }: Keyed): Promise<SiteRecordJson> {
    return this.sites.add(who, site, key);
  }

  @Post(':id/change')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'Change a site; for administrators', operationId: 'change-site' })
  @ApiOkResponse({ type: SiteRecordJson })
  @Refuses(400, 401, 403, 404, 422)
  change(@Acting() who: Caller, @Param('id') id: string, @Body() body: ChangeSiteDto, @WithKey() { key }: Keyed): Promise<SiteRecordJson> {
    return this.sites.change(who, id, body, key);
  }

  @Post(':id/end')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'Close a site: no new case is taken there; for administrators', operationId: 'end-site' })
  @ApiOkResponse({ type: SiteRecordJson })
  @Refuses(400, 401, 403, 404, 422)
  end(@Acting() who: Caller, @Param('id') id: string, @WithKey() { key }: Keyed): Promise<SiteRecordJson> {
    return this.sites.end(who, id, key);
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'What was changed of a site and its roster, by whom, from when; for administrators', operationId: 'site-history' })
  @ApiOkResponse({ type: ChangesPageJson })
  @Refuses(401, 403, 404, 422)
  async history(@Acting() who: Caller, @Param('id') id: string, @Query() asked: ChangesPageDto): Promise<ChangesPageJson> {
    await this.office.organisationOfSite(who, id);
    this.office.mustHaveAt('manage-people', who, id);
    return historyPage(this.office.ledger, { site: id }, asked);
  }
}
