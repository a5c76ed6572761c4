import type { DataSource, EntityManager } from 'typeorm';
import { RulebookRow } from '../../database/entities/organisation.js';
import { versionWith, withoutHolidays } from '../../domain/rulebook/holidays.js';
import { KeptMessages } from '../standard-answers/kept-messages.js';
import { inForceAt, publicationsOf, type Publication } from '../../domain/rulebook/publication.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { foreignZonesOf, withReadableZones } from '../../domain/rulebook/zones.js';
import { sha256 } from '../canonical-json.js';
import { databaseTime, type TimeSource } from '../time-source.js';
import { addVersionStep, holidayEditions, lockPublishing, insertVersion, versionStepsOf } from './version-steps.js';

/**
 * How long a publication may go unnoticed, in milliseconds of real time. Once noticed it holds from its own instant.
 */
const refreshEveryMs = 2_000;

/**
 * The versions cases are pinned to, and which of them is in force. A version is immutable: the same name and version
 * with other contents is refused at start.
 */
export class RulebookStore {
  private readonly cache = new Map<string, Rulebook>();
  /** By name, in the order in which they come into force: the one in force at the last look, and those to come. */
  private inForceByName = new Map<string, (Publication & { rulebook: Rulebook })[]>();
  private stamp = '';
  private asOf = '';
  private refreshedMs = 0;
  private refreshing: Promise<void> | undefined;

  /** What organisations have customers told in place of the rulebooks' texts. */
  readonly messages: KeptMessages;

  constructor(private readonly source: DataSource) {
    this.messages = new KeptMessages(source);
  }

  /**
   * Puts the rulebooks of this installation on record. They hold from the beginning, the one that came last before the
   * others; where somebody has published a version of a rulebook, what is shipped is a draft until it is published.
   */
  async register(rulebooks: Rulebook[]): Promise<void> {
    await this.source.transaction(async (manager) => {
      await lockPublishing(manager);
      const editions = await holidayEditions(manager);
      for (const rulebook of rulebooks) {
        const { name, version } = rulebook;
        const isOnRecord = (await insertVersion(manager, rulebook, editions)) === sha256(rulebook);
        const recorded = isOnRecord ? rulebook : await bodyOf(manager, name, version);
        // A shipped holiday table may grow: a version keeps the one it was recorded with.
        if (!isOnRecord && sha256(withoutHolidays(recorded)) !== sha256(withoutHolidays(rulebook))) {
          throw new Error(
            `Rulebook ${name} ${version} has changed since cases were started under it: give the changed text a new version.`,
          );
        }
        const steps = await versionStepsOf(manager, name);
        const [{ now }] = await manager.query(`SELECT now()`);
        const publishedByHand = publicationsOf(steps).some(({ shipped }) => !shipped);
        if (!publishedByHand && !steps.some((step) => step.version === version)) {
          await addVersionStep(
            manager,
            { name, version, step: 'shipped', from: null, by: null, at: now.toISOString() },
            null,
          );
        }
        this.cache.set(`${name} ${version}`, withReadableZones(recorded));
      }
    });
    await this.refresh(databaseTime, 0);
  }

  /**
   * The version a new case starts under at `at` (UTC ISO; the time of the last look where none is given), or undefined
   * where this installation has no such rulebook.
   */
  current(name: string, at = this.asOf): Rulebook | undefined {
    const versions = this.inForceByName.get(name) ?? [];
    return (inForceAt(versions, at) as (typeof versions)[number] | undefined)?.rulebook;
  }

  /** What is in force of each rulebook at `at` (UTC ISO; the time of the last look where none is given). */
  all(at = this.asOf): Rulebook[] {
    return [...this.inForceByName.keys()].flatMap((name) => this.current(name, at) ?? []);
  }

  /** Sees what was published meanwhile, at most every two seconds. `time` is the ledger's. */
  refresh(time: TimeSource, minIntervalMs = refreshEveryMs): Promise<void> {
    if (Date.now() - this.refreshedMs < minIntervalMs) return Promise.resolve();
    this.refreshing ??= this.refreshNow(time).finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /** Names what is in force now: another text, another version. */
  async fingerprint(time: TimeSource): Promise<string> {
    await this.refresh(time);
    return this.versionNames();
  }

  /** The version a case is pinned to. A version nobody knows is a fault. */
  async get(name: string, version: string): Promise<Rulebook> {
    const found = this.cache.get(`${name} ${version}`) ?? (await this.load(name, version));
    if (!found) throw new Error(`Rulebook ${name} ${version} is not on record.`);
    return found;
  }

  /** Like `get`, undefined where there is none. */
  async find(name: string, version: string): Promise<Rulebook | undefined> {
    return this.cache.get(`${name} ${version}`) ?? this.load(name, version);
  }

  /**
   * A version with the holiday tables that are published by now: what a case that comes under it is pinned to.
   * Undefined where there is none.
   */
  async newest(name: string, version: string): Promise<Rulebook | undefined> {
    const written = await this.find(name, version);
    return written && this.find(name, versionWith(version, written, await holidayEditions(this.source)));
  }

  /** A sentence for each zone in force that is no name of the tz database: what it is read as, and what to do. */
  async foreignZones(): Promise<string[]> {
    const rows: RulebookRow[] = await this.source.getRepository(RulebookRow).find();
    return this.all().flatMap(({ name, version }) => {
      const body = rows.find((row) => row.name === name && row.version === version)?.body;
      return (body ? foreignZonesOf(body) : []).map(
        ({ zone, readAs }) =>
          `Rulebook ${name} ${version} names the time zone '${zone}', which is no name of the tz database${readAs ? ` and is read as ${readAs}` : ''}: publish a version that names one, spelt exactly, such as Asia/Shanghai.`,
      );
    });
  }

  private async refreshNow(time: TimeSource): Promise<void> {
    const [{ at, stamp }] = await this.source.query(
      `SELECT clock_timestamp() AS at, (SELECT COALESCE(max(id), 0) FROM rulebook_steps) || ':' || (SELECT count(*) FROM holiday_tables WHERE edition IS NOT NULL) AS stamp`,
    );
    const now = (await time.now(at)).toISOString();
    if (stamp !== this.stamp) this.inForceByName = await this.loadInForce(now);
    [this.stamp, this.asOf, this.refreshedMs] = [stamp, now, Date.now()];
  }

  private versionNames(): string {
    return this.all()
      .map(({ name, version }) => `${name} ${version}`)
      .join();
  }

  private async loadInForce(now: string): Promise<typeof this.inForceByName> {
    const steps = await versionStepsOf(this.source, null);
    const holding: typeof this.inForceByName = new Map();
    for (const name of new Set(steps.map((step) => step.name))) {
      const publications = publicationsOf(steps.filter((step) => step.name === name));
      const begun = inForceAt(publications, now);
      const kept = publications.slice(begun ? publications.indexOf(begun) : 0);
      holding.set(
        name,
        await Promise.all(kept.map(async (one) => ({ ...one, rulebook: (await this.newest(name, one.version))! }))),
      );
    }
    return holding;
  }

  private async load(name: string, version: string): Promise<Rulebook | undefined> {
    const row = await this.source.getRepository(RulebookRow).findOneBy({ name, version });
    if (!row) return undefined;
    const rulebook = withReadableZones(row.body);
    this.cache.set(`${name} ${version}`, rulebook);
    return rulebook;
  }
}

async function bodyOf(manager: EntityManager, name: string, version: string): Promise<Rulebook> {
  return (await manager.getRepository(RulebookRow).findOneByOrFail({ name, version })).body;
}
