import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Ledger } from '../../ledger/ledger.js';
import { GrowingDelay, sweepAttempts } from '../limits/growing-delay.js';
import { networkOf } from '../limits/network.js';

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
    const keys = keysOf(number, address);
    return (
      (await this.ofBoth.count(keys.both)) ??
      (await this.ofAddress.count(keys.address)) ??
      (await this.ofNumber.count(keys.number))
    );
  }

  /** It was right. The others that were made count on: they may be somebody else's. */
  async succeeded(number: string, address: string): Promise<void> {
    const keys = keysOf(number, address);
    await Promise.all([
      this.ofBoth.forget(keys.both),
      this.ofAddress.takeBack(keys.address),
      this.ofNumber.takeBack(keys.number),
    ]);
  }
}

function keysOf(number: string, address: string): { number: string; address: string; both: string } {
  const network = networkOf(address, leadingGroups);
  const hash = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  return { number: hash(number), address: hash(network), both: hash(number, network) };
}
