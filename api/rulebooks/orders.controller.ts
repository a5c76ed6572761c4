import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Acting, type Caller } from '../actor.js';
import { KeyHeader, Refuses } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { MovingOrders } from './orders.js';
import { MoveOrderDto, MoveOrderJson, MoveOrdersJson } from './publishing.dto.js';

/** Running cases keep their version unless an order moves them. */
@ApiTags('publishing')
@Controller('v1')
export class OrdersController {
  constructor(@Inject(MovingOrders) private readonly orders: MovingOrders) {}

  @Post('rulebooks/:name/:version/orders')
  @KeyHeader()
  @ApiOperation({ summary: 'Order running cases to be moved to the version in force: shown dry, nothing moves yet', operationId: 'order-move' })
  @ApiCreatedResponse({ description: 'The order with what it would do.', type: MoveOrderJson })
  @Refuses(400, 401, 403, 404, 409, 422)
  make(@Acting() who: Caller, @Param('name') name: string, @Param('version') version: string, @Body() order: MoveOrderDto, @WithKey() { key }: Keyed): Promise<MoveOrderJson> {
    return this.orders.make(who, name, version, order, key);
  }

  @Get('rulebook-orders')
  @ApiOperation({ summary: 'The orders that move running cases, with how far they are', operationId: 'move-orders' })
  @ApiOkResponse({ type: MoveOrdersJson })
  @Refuses(401, 403)
  all(@Acting() who: Caller): Promise<MoveOrdersJson> {
    return this.orders.all(who);
  }

  @Get('rulebook-orders/:id')
  @ApiOperation({ summary: 'An order, with how far it is', operationId: 'move-order' })
  @ApiOkResponse({ type: MoveOrderJson })
  @Refuses(401, 404)
  one(@Acting() who: Caller, @Param('id') id: string): Promise<MoveOrderJson> {
    return this.orders.one(who, id);
  }

  @Post('rulebook-orders/:id/carry-out')
  @HttpCode(200)
  @KeyHeader()
  @ApiOperation({ summary: 'Have an order carried out: the engine moves case by case', operationId: 'carry-out-order' })
  @ApiOkResponse({ type: MoveOrderJson })
  @Refuses(400, 401, 404, 409)
  carryOut(@Acting() who: Caller, @Param('id') id: string, @WithKey() _keyed: Keyed): Promise<MoveOrderJson> {
    return this.orders.carryOut(who, id);
  }
}
