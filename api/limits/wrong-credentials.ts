import { LRUCache } from 'lru-cache';
import type { LimitSettings } from './limit-settings.js';
import { networkOf } from './network.js';
import { RatePerMinute, tooManyRequests } from './rate.js';

/** As long as somebody was there, others behind their address do not hold them up. */
const rememberedMs = 24 * 60 * 60_000;
const maxRemembered = 20_000;

/** A wrong one that comes again so soon is answered from memory, and has been counted. */
const wrongMs = 60_000;

/** So many of an address are looked up at a time: many at once are no way round. */
const maxAtOnce = 100;

/**
 * An address that sends wrong tokens waits, and asks nothing of the database meanwhile; the same one again is no guess and
 * counts once, so that a program with a token that has ended holds up nobody behind its address. Whose token or session was
 * right within a day goes on: others behind the same address may be at fault.
 */
export class WrongCredentials {
  private readonly rate: RatePerMinute;
  private readonly right = new LRUCache<string, true>({ max: maxRemembered, ttl: rememberedMs });
  private readonly wrong = new LRUCache<string, true>({ max: maxRemembered, ttl: wrongMs });
  private readonly underWay = new Map<string, number>();

  constructor({ wrongTokensPerMinute, processes }: LimitSettings) {
    this.rate = new RatePerMinute('wrong-tokens', wrongTokensPerMinute, processes);
  }

  /**
   * What `find` gives for a token or session, by its hash: undefined where there is none. A problem (429), and nothing
   * is looked up, where the address has sent too many of those.
   */
  async look<Found>(address: string, hash: string, find: () => Promise<Found | undefined>): Promise<Found | undefined> {
    const wasRight = this.right.get(hash) === true;
    const network = networkOf(address);
    if (this.wrong.has(hash)) return undefined;
    if (!wasRight) await this.refuseTooMany(network);
    this.underWay.set(network, (this.underWay.get(network) ?? 0) + 1);
    try {
      const found = await find();
      if (found) this.right.set(hash, true);
      // What was right once has ended: nobody guesses.
      else if (wasRight) this.right.delete(hash);
      else await this.countWrong(network, hash);
      return found;
    } finally {
      const left = this.underWay.get(network)! - 1;
      if (left > 0) this.underWay.set(network, left);
      else this.underWay.delete(network);
    }
  }

  /** A session has just begun: its first request is not that of a stranger. */
  expect(hash: string): void {
    this.right.set(hash, true);
    this.wrong.delete(hash);
  }

  private async countWrong(network: string, hash: string): Promise<void> {
    if (this.rate.limit === 0) return;
    this.wrong.set(hash, true);
    await this.rate.count(network);
  }

  private async refuseTooMany(network: string): Promise<void> {
    if (this.rate.limit === 0) return;
    const standing = await this.rate.standing(network);
    if (standing?.over) throw tooManyRequests(standing.resetSeconds, this.rate.headers(standing));
    if ((this.underWay.get(network) ?? 0) >= maxAtOnce) throw tooManyRequests(1);
  }
}
