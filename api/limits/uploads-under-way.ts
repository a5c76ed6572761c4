import type { FastifyReply, FastifyRequest } from 'fastify';
import { tooManyRequests } from './rate.js';
import { closeUnread } from './request-limits.js';

const againSeconds = 5;

/**
 * So many files of one person come in at a time, in this process: each holds a connection and a place on the disk for
 * minutes, before the quota of a day counts it.
 */
export class UploadsUnderWay {
  private readonly counts = new Map<string, number>();

  /** `atOnce` 0: any number. */
  constructor(private readonly atOnce: number) {}

  /** Lets one more in, and gives what is called when it is through; a problem (429) where so many are coming in. */
  enter(person: string, { headers }: FastifyRequest, reply: FastifyReply): () => void {
    const before = this.counts.get(person) ?? 0;
    if (this.atOnce > 0 && before >= this.atOnce) {
      closeUnread(headers, reply);
      throw tooManyRequests(againSeconds);
    }
    this.counts.set(person, before + 1);
    return () => {
      const left = this.counts.get(person)! - 1;
      if (left > 0) this.counts.set(person, left);
      else this.counts.delete(person);
    };
  }
}
