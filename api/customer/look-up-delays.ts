import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Ledger } from '../../ledger/ledger.js';
import { attemptKeys } from '../limits/attempt-keys.js';
import { GrowingDelay, sweepAttempts } from '../limits/growing-delay.js';

const hour = 60 * 60;
const day = 24 * hour;
/** A customer of a provider may have a /48 of IPv6, and with it 65,536 networks of 64 bits. */
const leadingGroups = 3;

/**
 * Against guessing how a phone ends: attempts at one number from one address, from one address, and at one number from
 * anywhere, which waits for a week in the end: there are only 10,000 endings. Patience is no way round: the wrong ones of
 * a day, of a number those of a week, count together. It counts whether there is such a case or not.
 */
@Injectable()
export class LookUpDelays {
  private readonly source: DataSource;
  private readonly ofBoth: GrowingDelay;
  private readonly ofAddress: GrowingDelay;
  private readonly ofNumber: GrowingDelay;

  constructor(@Inject(Ledger) { source }: Ledger) {
    this.source = source;
    this.ofBoth = new GrowingDelay(source, 'look-up-both', 5, { counted: day });
    this.ofAddress = new GrowingDelay(source, 'look-up-address', 30, { counted: day, longest: hour });
    this.ofNumber = new GrowingDelay(source, 'look-up-number', 10, {
      counted: 7 * day,
      longest: 7 * day,
      remembered: 90 * day,
    });
  }

  /** Counts an attempt that begins; the seconds to wait where it comes too soon. */
  async begin(number: string, address: string): Promise<number | undefined> {
    await sweepAttempts(this.source);
    const keys = attemptKeys(number, address, leadingGroups);
    return (
      (await this.ofBoth.count(keys.both)) ??
      (await this.ofAddress.count(keys.network)) ??
      (await this.ofNumber.count(keys.target))
    );
  }

  /** It was right. The others that were made count on: they may be somebody else's. */
  async succeeded(number: string, address: string): Promise<void> {
    const keys = attemptKeys(number, address, leadingGroups);
    await Promise.all([
      this.ofBoth.forget(keys.both),
      this.ofAddress.takeBack(keys.network),
      this.ofNumber.takeBack(keys.target),
    ]);
  }
}
