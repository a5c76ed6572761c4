import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hashOfSession } from '../../ledger/people/sessions.js';
import { languageOf } from '../language.js';
import { closeUnread } from '../limits/request-limits.js';
import { ApiProblem } from '../problem.js';
import type { Credential, RequestWithCaller } from './caller.js';
import type { Callers } from './callers.js';
import { isLookedAnew } from './fresh-look.js';
import { mintedTokenProblem } from './minted-tokens.js';
import { accessOf, isOpenBeforePasswordChange } from './route-access.js';
import { requireItsPerson, requireOwnPage } from './same-origin.js';
import { sessionCookieOf } from './session-cookie.js';

/** What changes nothing, whoever asks. */
const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Finds out who is behind every request before its body is read; without a valid token or session a request ends here
 * with 401. Addresses that lead nowhere stay 404, public routes need neither.
 */
export function authenticateRequests(fastify: FastifyInstance, callers: Callers): void {
  fastify.addHook('onRequest', async (request: RequestWithCaller, reply) => {
    if (request.is404 || accessOf(request) === 'public') return;
    if (accessOf(request) === 'wall-link') return requireWallLink(request, reply);
    const credential = credentialOf(request);
    if (!credential) throw refusal(request, reply, undefined);
    const caller = await knownOrClosed(request, reply, credential);
    if (!caller) throw refusal(request, reply, credential.kind);
    if (caller.session) {
      // The browser sends the cookie by itself, whichever page makes it.
      if (!safeMethods.includes(request.method)) {
        requireOwnPage(request);
        requireItsPerson(request, caller.actor.id);
      }
      if (caller.session.mustChangePassword && !isOpenBeforePasswordChange(request)) throw passwordFirst();
    }
    const problem = caller.actor.tokenBy === undefined ? undefined : mintedTokenProblem(request);
    if (problem) {
      closeUnread(request.headers, reply);
      throw problem;
    }
    request.caller = { ...caller, language: languageOf(request.headers['accept-language']) };
  });

  /** A screen has the secret of its link, as a bearer; it is nobody, and no cookie counts. */
  async function requireWallLink(request: RequestWithCaller, reply: FastifyReply): Promise<void> {
    const credential = credentialOf(request);
    const link = credential?.kind === 'token' ? await callers.findWallLink(request.ip, credential.hash) : undefined;
    if (!link) throw refusal(request, reply, 'wall-link');
    request.wallLink = link;
  }

  /** The caller; whoever is not looked up, or cannot be, has their body unread. */
  async function knownOrClosed(request: FastifyRequest, reply: FastifyReply, credential: Credential) {
    try {
      return await callers.findFor(request.ip, credential, isLookedAnew(request));
    } catch (error) {
      closeUnread(request.headers, reply);
      throw error;
    }
  }
}

/** The token, or else the session; a request that shows a token is not taken for its browser's session. */
function credentialOf(request: FastifyRequest): Credential | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = /^Bearer +([\w.~+/=-]{1,200})$/i.exec(authorization)?.[1];
    return token === undefined ? undefined : { kind: 'token', hash: createHash('sha256').update(token).digest('hex') };
  }
  const secret = sessionCookieOf(request);
  return secret === undefined ? undefined : { kind: 'session', hash: hashOfSession(secret) };
}

function refusal(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  given: Credential['kind'] | 'wall-link' | undefined,
): ApiProblem {
  closeUnread(headers, reply);
  const challenge = 'Bearer realm="banjie"';
  const of = (en: string, zh: string, more = '') =>
    ApiProblem.of('not-signed-in', en, zh, { headers: { 'www-authenticate': challenge + more } });
  switch (given) {
    case 'token':
      return of(
        'This token is not known or no longer valid: sign in again.',
        '令牌无效或已失效，请重新登录。',
        ', error="invalid_token"',
      );
    case 'wall-link':
      return of(
        'This link of a wall screen is not known, was revoked or has ended: ask an administrator for a new one.',
        '该大屏链接无效、已撤销或已到期，请向管理员索取新链接。',
        ', error="invalid_token"',
      );
    case 'session':
      return of('Your session has ended: sign in again.', '登录已结束，请重新登录。');
    case undefined:
      return of(
        'Sign in, or send your token: Authorization: Bearer <token>.',
        '请登录，或提供令牌：Authorization: Bearer <令牌>。',
      );
  }
}

function passwordFirst(): ApiProblem {
  return ApiProblem.of(
    'password-must-change',
    'You came in with a one-time password: choose a password of your own first.',
    '您使用一次性密码登录，请先设置自己的密码。',
  );
}
