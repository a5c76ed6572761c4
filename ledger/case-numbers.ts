import { performance } from 'node:perf_hooks';
import type { DataSource } from 'typeorm';

/** Of how many digits the serial of a case is at least, and of how many at most. */
export const [fewestDigits, mostDigits] = [6, 7];

/** So many numbers are drawn at once: opening a case seldom costs a statement for its number. */
const blockSize = 32;

/**
 * A block belongs to its process for so long; what it has not used by then is anybody's of the organisation. The process
 * lets go of it much earlier, so that two never hold the same number but where one of them stood still.
 */
const holdSeconds = 600;
const useMs = 300_000;

/** More numbers than this are never taken one after the other: something else is wrong. */
const mostAttempts = 100;

/**
 * A number taken for a case that is not on record yet. `lane`: organisations whose numbers begin alike are told apart by
 * it (0 for the first, whose numbers show none).
 */
export interface ReservedNumber {
  organisation: string;
  prefix: string;
  lane: number;
  serial: number;
}

/** The number was taken by another case meanwhile, or is none for such a case: another one has to be reserved. */
export class NumberTaken extends Error {}

/** For a case that is only previewed: no case on record has the serial 0. */
export const previewNumber: ReservedNumber = { organisation: '', prefix: '*', lane: 0, serial: 0 };

/** The number of a case, such as PC-2026-000007. Throws `NumberTaken` where none was reserved for that prefix. */
export function numberOfCase(reserved: ReservedNumber | undefined, prefix: string, year: string): string {
  if (!reserved || (reserved.prefix !== prefix && reserved !== previewNumber))
    throw new NumberTaken(`No number was reserved for ${prefix}.`);
  const { lane, serial } = reserved;
  const digits =
    lane === 0 ? String(serial).padStart(fewestDigits, '0') : `${lane}${String(serial).padStart(mostDigits, '0')}`;
  return `${prefix}-${year}-${digits}`;
}

/** The SQL of the serial in a number: what the organisation has counted (the index cases_by_serial). */
export const serialSql = (number: string): string =>
  `right(substring(${number} from '[0-9]+$'), ${mostDigits})::integer`;

/** What this process holds of an organisation's numbers: ascending, until `goodUntilMs` of its own clock. */
interface NumberStock {
  serials: number[];
  goodUntilMs: number;
  refill?: Promise<void> | undefined;
}

/**
 * The numbers of cases, counted for each organisation. Blocks are drawn apart from the transaction of any case, so that
 * nobody waits for another's; a number that no case took goes to the next one.
 */
export class CaseNumbers {
  private readonly organisations = new Map<string, string>();
  private readonly lanes = new Map<string, number>();
  private readonly stocks = new Map<string, NumberStock>();

  constructor(
    private readonly source: DataSource,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Does something with a number that nobody else has; with another one where it turns out to be taken. Where `isUsed`
   * does not say so of the answer, the number is given back. Undefined is given where site or prefix are unknown.
   */
  async withNumber<T>(
    site: string,
    prefixOf: () => Promise<string | undefined>,
    work: (reserved: ReservedNumber | undefined) => Promise<T>,
    isUsed: (answer: T) => boolean,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const reserved = await this.reserve(site, await prefixOf());
      let used = false;
      try {
        const answer = await work(reserved);
        used = isUsed(answer);
        return answer;
      } catch (error) {
        // A fault may have come after the commit: the number is left to whoever takes over the block.
        used = true;
        if (!(error instanceof NumberTaken) || attempt >= mostAttempts) throw error;
      } finally {
        if (reserved && !used) this.giveBack(reserved);
      }
    }
  }

  private async reserve(site: string, prefix: string | undefined): Promise<ReservedNumber | undefined> {
    const organisation = prefix === undefined ? undefined : await this.organisationOf(site);
    if (prefix === undefined || organisation === undefined) return undefined;
    const lane = await this.laneOf(prefix, organisation);
    return { organisation, prefix, lane, serial: await this.takeSerial(organisation) };
  }

  private giveBack({ organisation, serial }: ReservedNumber): void {
    const { serials } = this.stockOf(organisation);
    const at = serials.findIndex((other) => other > serial);
    serials.splice(at < 0 ? serials.length : at, 0, serial);
  }

  private async takeSerial(organisation: string): Promise<number> {
    const stock = this.stockOf(organisation);
    for (;;) {
      if (this.now() > stock.goodUntilMs) stock.serials = [];
      const serial = stock.serials.shift();
      if (serial !== undefined) return serial;
      // Whoever comes meanwhile waits for the same block.
      stock.refill ??= this.refill(organisation, stock).finally(() => (stock.refill = undefined));
      await stock.refill;
    }
  }

  private async refill(organisation: string, stock: NumberStock): Promise<void> {
    const goodUntilMs = this.now() + useMs;
    const rows: { serial: number }[] = await this.source.query(`SELECT take_case_numbers($1, $2, $3) AS serial`, [
      organisation,
      blockSize,
      holdSeconds,
    ]);
    stock.serials = rows.map(({ serial }) => serial);
    stock.goodUntilMs = goodUntilMs;
  }

  private stockOf(organisation: string): NumberStock {
    let stock = this.stocks.get(organisation);
    if (!stock) this.stocks.set(organisation, (stock = { serials: [], goodUntilMs: 0 }));
    return stock;
  }

  /** A site belongs to its organisation for good. */
  private async organisationOf(site: string): Promise<string | undefined> {
    const known = this.organisations.get(site);
    if (known !== undefined) return known;
    const [row] = await this.source.query(`SELECT organisation FROM sites WHERE id = $1`, [site]);
    if (row) this.organisations.set(site, row.organisation);
    return row?.organisation;
  }

  private async laneOf(prefix: string, organisation: string): Promise<number> {
    const key = JSON.stringify([prefix, organisation]);
    const known = this.lanes.get(key);
    if (known !== undefined) return known;
    const [{ lane }] = await this.source.query(`SELECT case_number_lane($1, $2) AS lane`, [prefix, organisation]);
    this.lanes.set(key, lane);
    return lane;
  }
}
