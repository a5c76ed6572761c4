import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Post } from '../../domain/actor.js';
import { centreRoles, rolesInGroupOfAny } from '../../domain/rulebook/role-groups.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Ledger } from '../../ledger/ledger.js';
import { personByToken } from '../../ledger/people/people.js';
import { languageOf } from '../language.js';
import { ApiProblem } from '../problem.js';
import { administratorRole, sitesOfPosts, type Caller, type RequestWithCaller } from './caller.js';
import { accessOf } from './route-access.js';

/** How long a revoked token or a changed post may still count. */
const cacheMs = 5_000;
const maxCallers = 10_000;

type CachedCaller = Omit<Caller, 'language'> | undefined;

/**
 * Finds out who is behind every request before its body is read; without a valid token a request ends here with 401.
 * Addresses that lead nowhere stay 404, public routes need no token.
 */
export function authenticateRequests(fastify: FastifyInstance, ledger: Ledger): void {
  const callers = new TokenCallers(ledger);
  fastify.addHook('onRequest', async (request: RequestWithCaller, reply) => {
    if (request.is404 || accessOf(request) === 'public') return;
    await ledger.rulebooks.refresh(ledger.time);
    const token = /^Bearer +([\w.~+/=-]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    const caller = token === undefined ? undefined : await callers.find(token);
    if (!caller) throw refusal(request, reply, token !== undefined);
    request.caller = { ...caller, language: languageOf(request.headers['accept-language']) };
  });
}

/** The one place where a request becomes an actor: bearer token, its SHA-256, the person and their posts. */
class TokenCallers {
  private readonly cache = new LRUCache<string, { at: number; caller: Promise<CachedCaller> }>({
    max: maxCallers,
    ttl: cacheMs,
  });

  constructor(private readonly ledger: Ledger) {}

  /** The person a token belongs to; undefined where it is unknown or revoked. */
  async find(token: string): Promise<CachedCaller> {
    const hash = createHash('sha256').update(token).digest('hex');
    // A delegation begins by the ledger's time, which runs faster in a demo.
    const at = (await this.ledger.time.now(new Date())).getTime();
    const known = this.cache.get(hash);
    if (known && Math.abs(at - known.at) < cacheMs) return known.caller;
    const caller = this.load(hash, new Date(at).toISOString());
    this.cache.set(hash, { at, caller });
    // Neither a fault nor a wrong token is remembered: the next request looks again.
    caller.then(
      (person) => person ?? this.cache.delete(hash),
      () => this.cache.delete(hash),
    );
    return caller;
  }

  private async load(hash: string, at: string): Promise<CachedCaller> {
    const person = await personByToken(this.ledger.source, hash, at);
    if (!person) return undefined;
    const { id, name, organisation, posts, home } = person;
    // An administrator looks after the engine and does not thereby read what customers say.
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

  private sitesWithRoles(
    rolesIn: (rulebooks: Rulebook[]) => string[],
    posts: Post[],
    home: readonly string[],
  ): string[] {
    const roles = rolesIn(this.ledger.rulebooks.all());
    return sitesOfPosts(
      posts.filter((post) => roles.includes(post.role)),
      home,
    );
  }
}

const secretRoles = (rulebooks: Rulebook[]): string[] => rolesInGroupOfAny('secrets', rulebooks);

function refusal({ headers }: FastifyRequest, reply: FastifyReply, tokenGiven: boolean): ApiProblem {
  // Node.js would read a body to its end to keep the connection; a stranger's body is not worth that.
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
    void reply.header('connection', 'close');
  return tokenGiven
    ? ApiProblem.of(
        'not-signed-in',
        'This token is not known or no longer valid: sign in again.',
        '令牌无效或已失效，请重新登录。',
        { headers: { 'www-authenticate': 'Bearer realm="banjie", error="invalid_token"' } },
      )
    : ApiProblem.of(
        'not-signed-in',
        'Send your token: Authorization: Bearer <token>.',
        '请提供令牌：Authorization: Bearer <令牌>。',
        { headers: { 'www-authenticate': 'Bearer realm="banjie"' } },
      );
}
