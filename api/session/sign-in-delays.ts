import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Ledger } from '../../ledger/ledger.js';
import { attemptKeys } from '../limits/attempt-keys.js';
import { GrowingDelay, sweepAttempts } from '../limits/growing-delay.js';
import { ApiProblem } from '../problem.js';

/**
 * Delays after failed attempts to sign in: of one person from one address, from one address, and of one person from
 * anywhere. The last has so many attempts that whoever guesses from one address does not hold up the person elsewhere.
 */
@Injectable()
export class SignInDelays {
  private readonly source: DataSource;
  private readonly ofAddress: GrowingDelay;
  private readonly ofBoth: GrowingDelay;
  private readonly ofPerson: GrowingDelay;

  constructor(@Inject(Ledger) { source }: Ledger) {
    this.source = source;
    this.ofAddress = new GrowingDelay(source, 'address', 50);
    this.ofBoth = new GrowingDelay(source, 'both', 5);
    this.ofPerson = new GrowingDelay(source, 'person', 30);
  }

  /** Counts an attempt that begins; a problem (429, with Retry-After) where it comes too soon. */
  async begin(person: string, address: string): Promise<void> {
    await sweepAttempts(this.source);
    const keys = attemptKeys(person, address);
    const wait =
      (await this.ofBoth.count(keys.both)) ??
      (await this.ofAddress.count(keys.network)) ??
      (await this.ofPerson.count(keys.target));
    if (wait === undefined) return;
    throw ApiProblem.of(
      'too-many-attempts',
      `Too many attempts: try again in ${wait} seconds.`,
      `尝试次数过多，请在 ${wait} 秒后重试。`,
      { headers: { 'retry-after': String(wait) } },
    );
  }

  /** The attempt was right. Of the address only this one is taken back: it may guess at others meanwhile. */
  async succeeded(person: string, address: string): Promise<void> {
    const keys = attemptKeys(person, address);
    await Promise.all([
      this.ofBoth.forget(keys.both),
      this.ofPerson.forget(keys.target),
      this.ofAddress.takeBack(keys.network),
    ]);
  }
}
