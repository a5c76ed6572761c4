import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { StandardAnswerService } from './standard-answer.service.js';
import {
  AnswerUsesDto,
  AnswerUsesJson,
  ChangedStandardAnswerDto,
  FittingAnswersDto,
  NewStandardAnswerDto,
  OccasionsJson,
  StandardAnswerJson,
  StandardAnswersDto,
  StandardAnswersJson,
} from './standard-answers.dto.js';

/** Standard answers (知识库), and the texts of messages to customers. */
@ApiTags('standard-answers')
@Controller('v1/standard-answers')
export class StandardAnswersController {
  constructor(@Inject(StandardAnswerService) private readonly answers: StandardAnswerService) {}

  @Requires('read-standard-answers')
  @Get()
  @ApiOperation({ summary: 'The standard answers as they stand, by title', operationId: 'standard-answers' })
  @ApiOkResponse({ type: StandardAnswersJson })
  @Refuses(401, 422)
  all(@CurrentCaller() who: Caller, @Query() asked: StandardAnswersDto): Promise<StandardAnswersJson> {
    return this.answers.all(who, asked);
  }

  @Requires('read-standard-answers')
  @Get('fitting')
  @ApiOperation({
    summary: 'The valid answers that fit a case and what was typed, the best first, at most eight',
    operationId: 'fitting-answers',
  })
  @ApiOkResponse({ type: StandardAnswersJson })
  @Refuses(401, 404, 422)
  fitting(@CurrentCaller() who: Caller, @Query() asked: FittingAnswersDto): Promise<StandardAnswersJson> {
    return this.answers.fitting(who, asked);
  }

  @Requires('read-standard-answers')
  @Get('uses')
  @ApiOperation({ summary: 'How often each answer was used', operationId: 'uses-of-answers' })
  @ApiOkResponse({ type: AnswerUsesJson })
  @Refuses(401, 422)
  uses(@CurrentCaller() who: Caller, @Query() asked: AnswerUsesDto): Promise<AnswerUsesJson> {
    return this.answers.uses(who, asked);
  }

  @Requires('read-standard-answers')
  @Get('occasions')
  @ApiOperation({
    summary: 'The steps at which customers are told something by message, and what the rulebooks have them told',
    operationId: 'message-occasions',
  })
  @ApiOkResponse({ type: OccasionsJson })
  @Refuses(401)
  occasions(): OccasionsJson {
    return this.answers.occasions();
  }

  @Requires('keep-standard-answers')
  @Post()
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Enter a standard answer; for administrators', operationId: 'enter-answer' })
  @ApiCreatedResponse({ type: StandardAnswerJson })
  @Refuses(400, 401, 403, 422)
  enter(
    @CurrentCaller() who: Caller,
    @Body() body: NewStandardAnswerDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<StandardAnswerJson> {
    return this.answers.enter(who, body, key);
  }

  @Requires('read-standard-answers')
  @Get(':answer/versions')
  @ApiOperation({ summary: 'Every version of an answer, the newest first', operationId: 'versions-of-answer' })
  @ApiOkResponse({ type: StandardAnswersJson })
  @Refuses(401, 404)
  versions(@CurrentCaller() who: Caller, @Param('answer') answer: string): Promise<StandardAnswersJson> {
    return this.answers.versions(who, answer);
  }

  @Requires('keep-standard-answers')
  @Post(':answer/change')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Change an answer: a new version; those given before stay as they were; for administrators',
    operationId: 'change-answer',
  })
  @ApiOkResponse({ type: StandardAnswerJson })
  @Refuses(400, 401, 403, 404, 422)
  change(
    @CurrentCaller() who: Caller,
    @Param('answer') answer: string,
    @Body() body: ChangedStandardAnswerDto,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<StandardAnswerJson> {
    return this.answers.change(who, answer, body, key);
  }

  @Requires('keep-standard-answers')
  @Post(':answer/end')
  @HttpCode(204)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'End an answer: it is offered no more; for administrators', operationId: 'end-answer' })
  @ApiNoContentResponse({ description: 'It is offered no more.' })
  @Refuses(400, 401, 403, 404)
  end(
    @CurrentCaller() who: Caller,
    @Param('answer') answer: string,
    @Idempotency() { key }: IdempotencyContext,
  ): Promise<void> {
    return this.answers.end(who, answer, key);
  }
}
