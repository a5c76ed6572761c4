import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { VersionMigrationService } from './version-migration.service.js';
import { VersionMigrationDto, VersionMigrationJson, VersionMigrationsJson } from './publishing.dto.js';

/** Running cases keep their version unless an order moves them. */
@ApiTags('publishing')
@Controller('v1')
export class VersionMigrationsController {
  constructor(@Inject(VersionMigrationService) private readonly migrations: VersionMigrationService) {}

  @Requires('publish-rulebooks')
  @Post('rulebooks/:name/:version/orders')
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Order running cases to be moved to the version in force: shown dry, nothing moves yet',
    operationId: 'order-move',
  })
  @ApiCreatedResponse({ description: 'The order with what it would do.', type: VersionMigrationJson })
  @Refuses(400, 401, 403, 404, 409, 422)
  make(
    @CurrentCaller() who: Caller,
    @Param('name') name: string,
    @Param('version') version: string,
    @Body() order: VersionMigrationDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<VersionMigrationJson> {
    return this.migrations.create(who, name, version, order, key);
  }

  @Requires('publish-rulebooks')
  @Get('rulebook-orders')
  @ApiOperation({ summary: 'The orders that move running cases, with how far they are', operationId: 'move-orders' })
  @ApiOkResponse({ type: VersionMigrationsJson })
  @Refuses(401, 403)
  all(@CurrentCaller() who: Caller): Promise<VersionMigrationsJson> {
    return this.migrations.all(who);
  }

  @Requires('see-version-migrations')
  @Get('rulebook-orders/:id')
  @ApiOperation({ summary: 'An order, with how far it is', operationId: 'move-order' })
  @ApiOkResponse({ type: VersionMigrationJson })
  @Refuses(401, 404)
  one(@CurrentCaller() who: Caller, @Param('id') id: string): Promise<VersionMigrationJson> {
    return this.migrations.one(who, id);
  }

  @Requires('see-version-migrations')
  @Post('rulebook-orders/:id/carry-out')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Have an order carried out: the engine moves case by case', operationId: 'carry-out-order' })
  @ApiOkResponse({ type: VersionMigrationJson })
  @Refuses(400, 401, 404, 409)
  carryOut(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() _keyed: IdempotencyContext,
  ): Promise<VersionMigrationJson> {
    return this.migrations.start(who, id);
  }
}
