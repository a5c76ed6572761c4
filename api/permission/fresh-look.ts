import type { FastifyRequest } from 'fastify';
import { accessOf } from './route-access.js';
import type { Right } from './rights.js';

/**
 * What is looked up in the database anew, whatever was remembered of the caller: a token, session or post that was
 * revoked a moment before does none of it any more. Everything else counts within five seconds (callers.ts).
 */

/**
 * Rights whose routes look anew: tokens, posts and passwords of others, stand-ins, rulebooks, holiday tables and orders,
 * defaults of all.
 */
export const rightsLookedAnew: readonly Right[] = [
  'manage-people',
  'name-stand-ins',
  'publish-rulebooks',
  'see-version-migrations',
  'set-notice-defaults',
  'keep-wall-links',
];

/** Acts that look anew: approvals, sign-offs, money and decisions on people, and the unmasking of who informed. */
export const actsLookedAnew: readonly string[] = [
  'grant-extension',
  'refuse-extension',
  'confirm-tier',
  'decline-tier',
  'uphold',
  'dismiss',
  'conduct-finding',
  'unmask',
  'raise-tier',
  'sign-off',
  'excuse',
  'reward',
  'settle',
];

/** Routes that always answer with a file: printed forms and whole tables. Lists do so where a `format` is asked for. */
const exportRoutes = /\/(forms\/:form|table)$/;

/** Whether a request is one of those. */
export function isLookedAnew(request: FastifyRequest): boolean {
  const access = accessOf(request);
  const { url = '' } = request.routeOptions;
  if (access === 'act-tables') return actsLookedAnew.includes(/^\/v1\/cases\/:number\/([\w-]+)$/.exec(url)?.[1] ?? '');
  if (typeof access === 'object' && rightsLookedAnew.includes(access.right)) return true;
  return exportRoutes.test(url) || (request.query as Record<string, unknown>)['format'] !== undefined;
}
