import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { IdempotencyKeyHeader, Refuses } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { OpenBeforePasswordChange, Requires } from '../permission/route-access.js';
import {
  AccessNoticeReadJson,
  AccessNoticesDto,
  AccessNoticeService,
  AccessNoticesJson,
} from './access-notice.service.js';
import { ChangePasswordDto, TokensJson } from './password.dto.js';
import { PasswordService } from './password.service.js';
import { SessionsJson } from './session.dto.js';
import { SessionService } from './session.service.js';

/** What somebody comes in with: their password, sessions and tokens. */
@ApiTags('me')
@Controller('v1/me')
export class OwnAccessController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(PasswordService) private readonly passwords: PasswordService,
    @Inject(AccessNoticeService) private readonly notices: AccessNoticeService,
  ) {}

  @Requires('use-own-account')
  @OpenBeforePasswordChange()
  @Post('password')
  @HttpCode(204)
  @IdempotencyKeyHeader()
  @ApiOperation({
    summary: 'Change your password; your other sessions end',
    description: 'Guesses at the current one are delayed like those at signing in (429 with Retry-After).',
    operationId: 'change-password',
  })
  @ApiNoContentResponse({ description: 'It is changed.' })
  @Refuses(400, 401, 403, 422, 429)
  changePassword(
    @CurrentCaller() who: Caller,
    @Body() body: ChangePasswordDto,
    @Idempotency() { key }: IdempotencyContext,
    @Req() { ip }: FastifyRequest,
  ): Promise<void> {
    return this.passwords.change(who, body, key, ip);
  }

  @Requires('use-own-account')
  @Get('sessions')
  @ApiOperation({ summary: 'Where you are signed in', operationId: 'own-sessions' })
  @ApiOkResponse({ type: SessionsJson })
  @Refuses(401, 403)
  ownSessions(@CurrentCaller() who: Caller): Promise<SessionsJson> {
    return this.sessions.own(who);
  }

  @Requires('use-own-account')
  @Delete('sessions/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out on another device', operationId: 'end-own-session' })
  @ApiNoContentResponse({ description: 'The session has ended.' })
  @Refuses(401, 403, 404)
  endSession(@CurrentCaller() who: Caller, @Param('id') id: string): Promise<void> {
    return this.sessions.endOwn(who, id);
  }

  @Requires('use-own-account')
  @Get('access-notices')
  @ApiOperation({
    summary: 'What others have made or given of your access, and of those below you: tokens, posts, one-time passwords',
    operationId: 'access-notices',
  })
  @ApiOkResponse({ type: AccessNoticesJson })
  @Refuses(401, 403, 422)
  accessNotices(@CurrentCaller() who: Caller, @Query() asked: AccessNoticesDto): Promise<AccessNoticesJson> {
    return this.notices.list(who, asked);
  }

  @Requires('use-own-account')
  @Post('access-notices/:id/read')
  @HttpCode(200)
  @IdempotencyKeyHeader()
  @ApiOperation({ summary: 'Mark an access notice as read', operationId: 'read-access-notice' })
  @ApiOkResponse({ type: AccessNoticeReadJson })
  @Refuses(400, 401, 403, 404)
  readAccessNotice(
    @CurrentCaller() who: Caller,
    @Param('id') id: string,
    @Idempotency() _keyed: IdempotencyContext,
  ): Promise<AccessNoticeReadJson> {
    return this.notices.read(who, id);
  }

  @Requires('use-own-account')
  @Get('tokens')
  @ApiOperation({ summary: 'Your tokens that hold, without what they are', operationId: 'own-tokens' })
  @ApiOkResponse({ type: TokensJson })
  @Refuses(401, 403)
  ownTokens(@CurrentCaller() who: Caller): Promise<TokensJson> {
    return this.passwords.ownTokens(who);
  }

  @Requires('use-own-account')
  @Delete('tokens/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a token of yours', operationId: 'revoke-own-token' })
  @ApiNoContentResponse({ description: 'It is revoked.' })
  @Refuses(401, 403, 404)
  revokeToken(@CurrentCaller() who: Caller, @Param('id') id: string): Promise<void> {
    return this.passwords.revokeOwnToken(who, id);
  }
}
