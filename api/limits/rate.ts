import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ApiProblem } from '../problem.js';

const windowSeconds = 60;

/** What a count came to: what is left of the minute, and the seconds until it begins anew. */
export interface Counted {
  over: boolean;
  left: number;
  resetSeconds: number;
}

/** So many a minute, counted in the memory of this process: it asks no database. */
export class RatePerMinute {
  private readonly limiter: RateLimiterMemory | undefined;
  readonly limit: number;

  /** `name`: of the policy, in the headers. `perMinute` 0: without a limit. */
  constructor(
    readonly name: string,
    perMinute: number,
    processes: number,
  ) {
    this.limit = Math.ceil(perMinute / processes);
    if (this.limit > 0) this.limiter = new RateLimiterMemory({ points: this.limit, duration: windowSeconds });
  }

  /** Counts one; undefined where there is no limit. */
  async count(key: string): Promise<Counted | undefined> {
    if (!this.limiter) return undefined;
    try {
      return countedOf(await this.limiter.consume(key), false);
    } catch (error) {
      if (error instanceof RateLimiterRes) return countedOf(error, true);
      throw error;
    }
  }

  /** What stands, without counting; undefined where there is no limit or nothing was counted. */
  async standing(key: string): Promise<Counted | undefined> {
    const found = await this.limiter?.get(key);
    return found ? countedOf(found, found.consumedPoints >= this.limit) : undefined;
  }

  /** `RateLimit` and `RateLimit-Policy` by draft-ietf-httpapi-ratelimit-headers-10. */
  headers({ left, resetSeconds }: Counted): Record<string, string> {
    return {
      'ratelimit-policy': `"${this.name}";q=${this.limit};w=${windowSeconds}`,
      ratelimit: `"${this.name}";r=${left};t=${resetSeconds}`,
    };
  }
}

function countedOf({ remainingPoints, msBeforeNext }: RateLimiterRes, over: boolean): Counted {
  return { over, left: remainingPoints, resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)) };
}

/** 429: what was asked for too often, and when to ask again. Nothing was done. */
export function tooManyRequests(seconds: number, headers: Record<string, string> = {}): ApiProblem {
  return ApiProblem.of(
    'too-many-requests',
    `Too much at once: nothing was done. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    `操作过于频繁，本次未处理，请在 ${seconds} 秒后重试。`,
    { headers: { ...headers, 'retry-after': String(seconds) } },
  );
}
