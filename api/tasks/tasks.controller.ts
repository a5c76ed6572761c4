import { Controller, Get, Inject, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { Refuses } from '../documentation.js';
import { PageOrTable, TableService } from '../tables/table.service.js';
import { taskTable } from './task-table.js';
import { OrderService, OrdersJson } from './order.service.js';
import { TaskPageJson, TaskService, TasksDto } from './task.service.js';

@ApiTags('tasks')
@Controller('v1/tasks')
export class TasksController {
  constructor(
    @Inject(TaskService) private readonly tasks: TaskService,
    @Inject(TableService) private readonly tables: TableService,
  ) {}

  @Requires('use-own-account')
  @Get()
  @ApiOperation({ summary: 'What you have to do now, by your posts, the most pressing first', operationId: 'tasks' })
  @PageOrTable(TaskPageJson)
  @Refuses(401, 422)
  page(@CurrentCaller() who: Caller, @Query() asked: TasksDto): Promise<TaskPageJson | StreamableFile> {
    return this.tables.listOrTable(who, asked, taskTable, (query) => this.tasks.page(who, query));
  }
}

@ApiTags('tasks')
@Controller('v1/me/orders')
export class OrdersController {
  constructor(@Inject(OrderService) private readonly orderService: OrderService) {}

  @Requires('use-own-account')
  @Get()
  @ApiOperation({ summary: "The work you do at the customer's, each case once", operationId: 'orders' })
  @ApiOkResponse({ type: OrdersJson })
  @Refuses(401)
  orders(@CurrentCaller() who: Caller): Promise<OrdersJson> {
    return this.orderService.orders(who);
  }
}
