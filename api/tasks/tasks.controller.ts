import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Acting, type Caller } from '../actor.js';
import { Refuses } from '../documentation.js';
import { TaskPageJson, Tasks, TasksDto } from './tasks.js';

@ApiTags('tasks')
@Controller('v1/tasks')
export class TasksController {
  constructor(@Inject(Tasks) private readonly tasks: Tasks) {}

  @Get()
  @ApiOperation({ summary: 'What you have to do now, by your posts, the most pressing first', operationId: 'tasks' })
  @ApiOkResponse({ type: TaskPageJson })
  @Refuses(401, 422)
  page(@Acting() who: Caller, @Query() asked: TasksDto): Promise<TaskPageJson> {
    return this.tasks.page(who, asked);
  }
}
