import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refuses } from '../documentation.js';
import { languageOf } from '../language.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { OpenBeforePasswordChange, PublicRoute, Requires } from '../permission/route-access.js';
import { SignedInJson, SignInDto, SignInJson, SignOutDto } from './session.dto.js';
import { SessionService } from './session.service.js';

@ApiTags('session')
@Controller('v1')
export class SessionController {
  constructor(@Inject(SessionService) private readonly sessions: SessionService) {}

  @PublicRoute()
  @Get('sign-in')
  @ApiOperation({ summary: 'What the page for signing in shows', operationId: 'sign-in-page', security: [] })
  @ApiOkResponse({ type: SignInJson })
  @Refuses()
  page(@Req() { headers }: FastifyRequest): Promise<SignInJson> {
    return this.sessions.page(languageOf(headers['accept-language']));
  }

  @PublicRoute()
  @Post('session')
  @ApiOperation({
    summary: 'Sign in: the answer sets the cookie of the session',
    description:
      'The one POST without an Idempotency-Key: tried again it starts another session. Only from a page of this desk (Sec-Fetch-Site or Origin); programs use tokens. After some failures the answer is 429 with Retry-After, for longer each time.',
    operationId: 'sign-in',
    security: [],
  })
  @ApiCreatedResponse({ type: SignedInJson })
  @Refuses(400, 401, 403, 413, 415, 422, 429)
  signIn(
    @Body() body: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInJson> {
    return this.sessions.signIn(body, request, reply);
  }

  @Requires('use-own-account')
  @OpenBeforePasswordChange()
  @Delete('session')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out, here or everywhere', operationId: 'sign-out' })
  @ApiNoContentResponse({ description: 'The session has ended, and the cookie is taken away.' })
  @Refuses(401, 403, 422)
  signOut(
    @CurrentCaller() who: Caller,
    @Query() { everywhere = false }: SignOutDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return this.sessions.signOut(who, everywhere, request, reply);
  }
}
