import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { KnowsDry } from '../dry-requests.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import {
  ComparisonDto,
  ComparisonJson,
  DraftDto,
  DryRunDto,
  DryRunJson,
  PublishDto,
  TextJson,
  UploadDto,
  VersionJson,
  VersionsJson,
  VersionWithdrawalDto,
} from './publishing.dto.js';
import { PublishingService } from './publishing.service.js';

/** Publishing rulebooks: for administrators (`publish-rulebooks`). */
@ApiTags('publishing')
@Controller('v1/rulebooks')
export class PublishingController {
  constructor(@Inject(PublishingService) private readonly publishing: PublishingService) {}

  @Requires('publish-rulebooks')
  @Get('drafts')
  @ApiOperation({
    summary: 'Every version of the rulebooks you publish, with what became of it',
    operationId: 'versions',
  })
  @ApiOkResponse({ type: VersionsJson })
  @Refuses(401, 403)
  versions(@CurrentCaller() who: Caller): Promise<VersionsJson> {
    return this.publishing.versions(who);
  }

  @Requires('publish-rulebooks')
  @KnowsDry()
  @Post('drafts')
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Upload a version of a rulebook: every fault is reported with its line and remedy',
    operationId: 'upload-rulebook',
  })
  @ApiCreatedResponse({ description: 'The draft; nothing holds by it yet.', type: VersionJson })
  @Refuses(400, 401, 403, 409, 413, 415, 422)
  upload(
    @CurrentCaller() who: Caller,
    @Query() { dry = false }: UploadDto,
    @Body() body: DraftDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<VersionJson> {
    return dry ? this.publishing.check(who, body) : this.publishing.upload(who, body, key);
  }

  @Requires('read-rulebooks')
  @Get(':name/:version/comparison')
  @ApiOperation({
    summary: 'What a version says otherwise than another, clause by clause',
    operationId: 'compare-rulebooks',
  })
  @ApiOkResponse({ type: ComparisonJson })
  @Refuses(401, 404, 422)
  compare(
    @CurrentCaller() who: Caller,
    @Param('name') name: string,
    @Param('version') version: string,
    @Query() asked: ComparisonDto,
  ): Promise<ComparisonJson> {
    return this.publishing.compare(who, name, version, asked.with);
  }

  @Requires('publish-rulebooks')
  @Post(':name/:version/dry-run')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary:
      'Run a version dry over past cases: which deadlines would differ, and what would have been late; nothing is written',
    operationId: 'dry-run',
  })
  @ApiOkResponse({ type: DryRunJson })
  @Refuses(400, 401, 403, 404, 422)
  dryRun(
    @CurrentCaller() who: Caller,
    @Param('name') name: string,
    @Param('version') version: string,
    @Body() asked: DryRunDto,
    @Idempotency() _keyed: IdempotencyContext,
  ): Promise<DryRunJson> {
    return this.publishing.dryRun(who, name, version, asked);
  }

  @Requires('publish-rulebooks')
  @Post(':name/:version/publish')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Publish a version from an instant on; running cases keep theirs',
    operationId: 'publish-rulebook',
  })
  @ApiOkResponse({ type: VersionJson })
  @Refuses(400, 401, 403, 404, 409, 422)
  publish(
    @CurrentCaller() who: Caller,
    @Param('name') name: string,
    @Param('version') version: string,
    @Body() asked: PublishDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<VersionJson> {
    return this.publishing.publish(who, name, version, asked, key);
  }

  @Requires('publish-rulebooks')
  @Post(':name/:version/withdraw')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Withdraw a version before it comes into force', operationId: 'withdraw-rulebook' })
  @ApiOkResponse({ type: VersionJson })
  @Refuses(400, 401, 403, 404, 409, 422)
  withdraw(
    @CurrentCaller() who: Caller,
    @Param('name') name: string,
    @Param('version') version: string,
    @Body() asked: VersionWithdrawalDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<VersionJson> {
    return this.publishing.withdraw(who, name, version, asked, key);
  }

  @Requires('read-rulebooks')
  @Get(':name/:version/text')
  @ApiOperation({ summary: 'The text of a version as it was uploaded', operationId: 'rulebook-text' })
  @ApiOkResponse({ type: TextJson })
  @Refuses(401, 404)
  text(
    @CurrentCaller() who: Caller,
    @Param('name') name: string,
    @Param('version') version: string,
  ): Promise<TextJson> {
    return this.publishing.text(who, name, version);
  }
}
