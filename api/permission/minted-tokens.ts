import type { FastifyRequest } from 'fastify';
import { AddRouteConfig } from '../route-config.js';
import { ApiProblem } from '../problem.js';
import { accessOf } from './route-access.js';
import type { Right } from './rights.js';

/**
 * What a token may do that somebody else made for its person: read, act on cases, and what is named here, of
 * which each change on record says whose making the token is. All else is refused, so that nobody hides behind a token
 * they made: people, posts, tokens, passwords, stand-ins, teams, rulebooks, holidays, orders, preferences, and whatever is
 * added later.
 */
const rightsOfMintedTokens: readonly Right[] = [
  'upload-files',
  'keep-rosters',
  'keep-contacts',
  'swap-duties',
  'read-rulebooks',
];

const open = 'openToMintedTokens';
const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** A route also for tokens that somebody else made, whose right is not among those above: it changes nobody's access. */
export function OpenToMintedTokens(): MethodDecorator {
  return AddRouteConfig({ [open]: true });
}

/** The refusal (403) of what a token that somebody else made may not do; undefined where it may. */
export function mintedTokenProblem(request: FastifyRequest): ApiProblem | undefined {
  const access = accessOf(request);
  const isOpen = (request.routeOptions.config as { [open]?: boolean })[open] === true;
  if (safeMethods.includes(request.method) || isOpen || access === 'act-tables') return undefined;
  if (typeof access === 'object' && rightsOfMintedTokens.includes(access.right)) return undefined;
  return ApiProblem.of(
    'not-by-this-token',
    'Somebody else made this token: with it no people, posts, tokens, passwords, stand-ins, rulebooks or settings are changed. Sign in yourself, or use a token that you made.',
    '该令牌由他人生成，不得用于变更人员、岗位、令牌、密码、代理、规程或设置：请本人登录，或使用本人生成的令牌。',
  );
}
