import type { DataSource } from 'typeorm';
import { RulebookRow } from '../database/entities/organisation.js';
import type { Rulebook } from '../domain/rulebook.js';
import { sha256 } from './chain.js';

/** The versions cases are pinned to. A version is immutable: the same name and version with other contents is refused at start. */
export class RulebookStore {
  private readonly known = new Map<string, Rulebook>();
  private readonly newest = new Map<string, Rulebook>();

  constructor(private readonly source: DataSource) {}

  /** Puts the rulebooks of this installation on record and makes them the ones new cases start under. */
  async register(rulebooks: Rulebook[]): Promise<void> {
    for (const rulebook of rulebooks) {
      const { name, version } = rulebook;
      const hash = sha256(rulebook);
      await this.source.createQueryBuilder().insert().into(RulebookRow).values({ name, version, sha256: hash, body: rulebook as never }).orIgnore().execute();
      const row = await this.source.getRepository(RulebookRow).findOneByOrFail({ name, version });
      if (row.sha256 !== hash) {
        throw new Error(`Rulebook ${name} ${version} has changed since cases were started under it: give the changed text a new version.`);
      }
      this.known.set(`${name} ${version}`, rulebook);
      this.newest.set(name, rulebook);
    }
  }

  /** The version a new case starts under, or undefined where this installation has no such rulebook. */
  current(name: string): Rulebook | undefined {
    return this.newest.get(name);
  }

  all(): Rulebook[] {
    return [...this.newest.values()];
  }

  /** The version a case is pinned to. A version nobody knows is a fault. */
  async get(name: string, version: string): Promise<Rulebook> {
    const found = this.known.get(`${name} ${version}`) ?? (await this.load(name, version));
    if (!found) throw new Error(`Rulebook ${name} ${version} is not on record.`);
    return found;
  }

  /** Like `get`, undefined where there is none. */
  async find(name: string, version: string): Promise<Rulebook | undefined> {
    return this.known.get(`${name} ${version}`) ?? this.load(name, version);
  }

  private async load(name: string, version: string): Promise<Rulebook | undefined> {
    const row = await this.source.getRepository(RulebookRow).findOneBy({ name, version });
    if (row) this.known.set(`${name} ${version}`, row.body);
    return row?.body;
  }
}
