import { createHash } from 'node:crypto';
import {
  createParamDecorator,
  Inject,
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Actor, Post } from '../domain/actor.js';
import { centreRoles, rolesInGroupOfAny } from '../domain/rulebook/role-groups.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { Language } from '../domain/text.js';
import { Ledger } from '../ledger/ledger.js';
import { personByToken } from '../ledger/people/people.js';
import { languageOf } from './language.js';
import { ApiProblem } from './problem.js';

/**
 * Who asks: the actor, what they are called, which sites they may read, the sites of their organisation (`home`: at all
 * of them a post without a site counts), and how they want to be answered.
 */
export interface Caller {
  actor: Actor & { kind: 'person' };
  name: string;
  sites: ReadonlySet<string>;
  organisationSites: readonly string[];
  /** The sites where they belong to the customer-service centre. */
  centreSites: string[];
  /** The sites where they may read what is kept secret (保密). */
  secretSites: string[];
  /** The same in the place of somebody else: but for what is about that person, by their keys. */
  secretsAsSubstitute: { site: string; keys: readonly string[] }[];
  language: Language;
}

/** Sees workflow histories. Held as a post like any other; no rulebook gives it anything else to do. */
export const administratorRole = 'administrator';

/** How long a revoked token or a changed post may still count. */
const cacheMs = 5_000;
const maxEntries = 10_000;

type CachedCaller = Omit<Caller, 'language'> | undefined;

/**
 * The one place where a request becomes an actor: bearer token → SHA-256 → person and posts. Whatever a body says of
 * who acts is not looked at.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  private readonly cache = new Map<string, { until: number; at: number; person: Promise<CachedCaller> }>();

  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.get<boolean>(publicRouteKey, context.getHandler())) return true;
    await this.ledger.rulebooks.refresh(this.ledger.time);
    const request = context.switchToHttp().getRequest<FastifyRequest & { caller?: Caller }>();
    const token = /^Bearer +([\w.~+/=-]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    const person =
      token === undefined ? undefined : await this.personOf(createHash('sha256').update(token).digest('hex'));
    if (!person) throw notSignedInProblem(token !== undefined);
    request.caller = { ...person, language: languageOf(request.headers['accept-language']) };
    return true;
  }

  private async personOf(hash: string): Promise<CachedCaller> {
    const now = Date.now();
    // A delegation begins by the ledger's time, which a demo runs faster.
    const at = (await this.ledger.time.now(new Date(now))).getTime();
    const found = this.cache.get(hash);
    if (found && found.until > now && Math.abs(at - found.at) < cacheMs) return found.person;
    if (this.cache.size >= maxEntries) this.cache.clear();
    const person = this.loadCaller(hash, new Date(at).toISOString());
    this.cache.set(hash, { until: now + cacheMs, at, person });
    // Neither a fault nor a wrong token is remembered: the next request asks anew.
    person.then(
      (one) => one ?? this.cache.delete(hash),
      () => this.cache.delete(hash),
    );
    return person;
  }

  private async loadCaller(hash: string, at: string): Promise<CachedCaller> {
    const person = await personByToken(this.ledger.source, hash, at);
    if (!person) return undefined;
    const { id, name, organisation, posts, home } = person;
    // Who looks after the engine does not thereby read what customers say.
    const reading = posts.filter((post) => post.role !== administratorRole);
    const own = posts.filter((post) => post.for === undefined);
    return {
      actor: { kind: 'person', id, organisation, posts },
      name,
      sites: new Set(sitesOfPosts(reading, home)),
      organisationSites: home,
      centreSites: this.sitesWithRoles(centreRoles, posts, home),
      secretSites: this.sitesWithRoles(secretRoles, own, home),
      secretsAsSubstitute: posts.flatMap((post) =>
        post.forKeys
          ? this.sitesWithRoles(secretRoles, [post], home).map((site) => ({ site, keys: post.forKeys! }))
          : [],
      ),
    };
  }

  private sitesWithRoles(part: (rulebooks: Rulebook[]) => string[], posts: Post[], home: readonly string[]): string[] {
    const roles = part(this.ledger.rulebooks.all());
    return sitesOfPosts(
      posts.filter((post) => roles.includes(post.role)),
      home,
    );
  }
}

const secretRoles = (rulebooks: Rulebook[]): string[] => rolesInGroupOfAny('secrets', rulebooks);

/** Where these posts count: at their own site, or at all of the organisation; nowhere else. */
export function sitesOfPosts(posts: Post[], home: readonly string[]): string[] {
  return posts.some((post) => post.site === null)
    ? [...home]
    : home.filter((site) => posts.some((post) => post.site === site));
}

const publicRouteKey = 'open-to-all';

/** A route without a token. Everything else is denied to whoever has none. */
export const PublicRoute = (): MethodDecorator => SetMetadata(publicRouteKey, true);

/** The caller of this request. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<{ caller?: Caller }>();
  if (!caller) throw new Error('A route that asks who is acting must not be open to all.');
  return caller;
});

function notSignedInProblem(tokenGiven: boolean): ApiProblem {
  const challenge = tokenGiven ? 'Bearer realm="banjie", error="invalid_token"' : 'Bearer realm="banjie"';
  return tokenGiven
    ? ApiProblem.of(
        'not-signed-in',
        'This token is not known or no longer valid: sign in again.',
        '令牌无效或已失效，请重新登录。',
        { headers: { 'www-authenticate': challenge } },
      )
    : ApiProblem.of(
        'not-signed-in',
        'Send your token: Authorization: Bearer <token>.',
        '请提供令牌：Authorization: Bearer <令牌>。',
        { headers: { 'www-authenticate': challenge } },
      );
}
