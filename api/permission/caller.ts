import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor, Post } from '../../domain/actor.js';
import type { Language } from '../../domain/text.js';
import type { OpenSession } from '../../ledger/people/sessions.js';
import type { WallLink } from '../../ledger/people/wall-links.js';

/** What a request comes with: a program's token or the cookie of a session, as its SHA-256 in hex. */
export interface Credential {
  kind: 'token' | 'session';
  hash: string;
}

/**
 * The person behind a request: the actor, what they are called, which sites they may read, the sites of their
 * organisation (a post without a site counts at all of them), and the language they are answered in.
 */
export interface Caller {
  actor: Actor & { kind: 'person' };
  name: string;
  sites: ReadonlySet<string>;
  organisationSites: readonly string[];
  /** The sites where they belong to the customer-service centre. */
  centreSites: string[];
  /** The sites where they may read secret (保密) cases in their own name. */
  secretSites: string[];
  /** The sites where they may do so as a stand-in, with the keys of the person they stand in for: not what is about that person. */
  secretsAsSubstitute: { site: string; keys: readonly string[] }[];
  language: Language;
  credential: Credential;
  /** The session of a browser; undefined for a program with a token. */
  session?: OpenSession | undefined;
}

/** The role that looks after people, rulebooks and the engine. Held as a post like any other; no rulebook names it. */
export const administratorRole = 'administrator';

/**
 * A request, once authentication has said who is behind it; `caller` is missing on public routes, and on those of wall
 * screens, which have a `wallLink` instead.
 */
export type RequestWithCaller = FastifyRequest & { caller?: Caller; wallLink?: WallLink };

/** The link that a wall screen came with, as a parameter of a controller's method. */
export const CurrentWallLink = createParamDecorator((_: unknown, context: ExecutionContext): WallLink => {
  const { wallLink } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (!wallLink) throw new Error('Only routes for wall screens have a link: put @OpenToWallLinks() on the method.');
  return wallLink;
});

/** The caller of this request, as a parameter of a controller's method. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (!caller) throw new Error('A public route has no caller: give it a right instead of @PublicRoute().');
  return caller;
});

/** The sites where these posts count: all of the organisation's (`home`) for a post without a site, else its own. */
export function sitesOfPosts(posts: Post[], home: readonly string[]): string[] {
  return posts.some((post) => post.site === null)
    ? [...home]
    : home.filter((site) => posts.some((post) => post.site === site));
}
