import { LRUCache } from 'lru-cache';
import type { Post } from '../../domain/actor.js';
import { centreRoles, rolesInGroupOfAny } from '../../domain/rulebook/role-groups.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Ledger } from '../../ledger/ledger.js';
import { personByToken, type PersonWithHome } from '../../ledger/people/people.js';
import { personBySession, useSession, type OpenSession, type SessionLimits } from '../../ledger/people/sessions.js';
import { wallLinkByHash, type WallLink } from '../../ledger/people/wall-links.js';
import { noLimits } from '../limits/limit-settings.js';
import { WrongCredentials } from '../limits/wrong-credentials.js';
import { administratorRole, sitesOfPosts, type Caller, type Credential } from './caller.js';

/** How long a revoked token, a session ended by another process or a changed post may still count. */
const cacheMs = 5_000;
const maxCallers = 10_000;

type KnownCaller = Omit<Caller, 'language'>;

/** The one place where a token or a session becomes a person with their posts. */
export class Callers {
  private readonly cache = new LRUCache<string, { at: number; caller: Promise<KnownCaller | undefined> }>({
    max: maxCallers,
    ttl: cacheMs,
  });

  constructor(
    private readonly ledger: Ledger,
    private readonly limits: SessionLimits,
    private readonly wrong = new WrongCredentials(noLimits),
  ) {}

  /**
   * Whose token or session that is; undefined where it is unknown, revoked or ended. A session goes on by it. An address
   * with too many wrong ones is refused (429). `anew`: as of now, whatever is remembered.
   */
  async findFor(address: string, credential: Credential, anew = false): Promise<KnownCaller | undefined> {
    return this.wrong.look(address, credential.hash, async () => {
      await this.ledger.rulebooks.refresh(this.ledger.time);
      return this.find(credential, anew);
    });
  }

  /** The link of a wall screen, never remembered; undefined where it is unknown, revoked or ended. */
  findWallLink(address: string, hash: string): Promise<WallLink | undefined> {
    return this.wrong.look(address, hash, () => wallLinkByHash(this.ledger.source, hash));
  }

  /** A session that has just begun. */
  expect(hash: string): void {
    this.wrong.expect(hash);
  }

  private async find(credential: Credential, anew: boolean): Promise<KnownCaller | undefined> {
    const key = keyOf(credential);
    // A delegation begins by the ledger's time, which runs faster in a demo.
    const at = (await this.ledger.time.now(new Date())).getTime();
    const known = this.cache.get(key);
    if (!anew && known && Math.abs(at - known.at) < cacheMs) return known.caller;
    const caller = this.load(credential, new Date(at).toISOString());
    this.cache.set(key, { at, caller });
    // Neither a fault nor a wrong token is remembered: the next request looks again.
    caller.then(
      (person) => person ?? this.cache.delete(key),
      () => this.cache.delete(key),
    );
    return caller;
  }

  /**
   * A session has ended, a password was reset: everybody is looked up again. `changed`: as what people hold was changed,
   * by any process.
   */
  forget(changed = false): void {
    this.cache.clear();
    this.onForget?.(changed);
  }

  /** Called when everybody is to be looked up again, also those whose request goes on (the live stream). */
  onForget: ((changed: boolean) => void) | undefined;

  /**
   * The caller of a request that goes on, as of now; undefined where their token or session holds no more. No session goes
   * on by it.
   */
  async findAgain({ credential, language }: Pick<Caller, 'credential' | 'language'>): Promise<Caller | undefined> {
    const at = (await this.ledger.time.now(new Date())).toISOString();
    const known = await this.load(credential, at, false);
    // What ended for the one request has ended for the next.
    if (!known) this.cache.delete(keyOf(credential));
    return known && !known.session?.mustChangePassword ? { ...known, language } : undefined;
  }

  private async load(credential: Credential, at: string, goesOn = true): Promise<KnownCaller | undefined> {
    const { source } = this.ledger;
    if (credential.kind === 'token') {
      const person = await personByToken(source, credential.hash, at);
      return person && this.callerOf(person, credential, undefined, person.tokenBy);
    }
    const person = await personBySession(source, credential.hash, at);
    if (!person) return undefined;
    const { session, isStale } = person;
    const idleUntil = isStale && goesOn ? await useSession(source, session.id, this.limits) : undefined;
    return this.callerOf(person, credential, { ...session, idleUntil: idleUntil ?? session.idleUntil });
  }

  private callerOf(
    { id, name, organisation, posts, home, accessStamp }: PersonWithHome,
    credential: Credential,
    session?: OpenSession,
    tokenBy: string | null = null,
  ): KnownCaller {
    // An administrator looks after the engine and does not thereby read what customers say.
    const reading = posts.filter((post) => post.role !== administratorRole);
    const own = posts.filter((post) => post.for === undefined);
    return {
      actor: { kind: 'person', id, organisation, posts, accessStamp, ...(tokenBy === null ? {} : { tokenBy }) },
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
      credential,
      session,
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

const keyOf = ({ kind, hash }: Credential): string => `${kind} ${hash}`;
