import { nameKey } from '../../domain/words/person-name.js';
import type { DataSource } from 'typeorm';
import { systemRoles } from '../../domain/rulebook/role-groups.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Text } from '../../domain/text.js';

interface ResolvableSite {
  id: string;
  name: Text;
  rulebooks: string[];
}

/** What tables call sites, roles, departments and people: by id, or by name in either language. */
export class NameResolver {
  private constructor(
    private readonly sites: ResolvableSite[],
    private readonly people: { id: string; name: string }[],
    private readonly rulebooks: Rulebook[],
  ) {}

  static async of(source: DataSource, rulebooks: Rulebook[], organisation: string): Promise<NameResolver> {
    const sites = await source.query(
      `SELECT id, name, rulebooks FROM sites WHERE organisation = $1 AND ended_at IS NULL ORDER BY id`,
      [organisation],
    );
    const people = await source.query(
      `SELECT id, name FROM people WHERE organisation = $1 AND ended_at IS NULL ORDER BY id`,
      [organisation],
    );
    return new NameResolver(sites, people, rulebooks);
  }

  /** An unknown name stays as it is: the check of the row reports it. */
  site(said: string): string {
    return this.sites.find(({ id, name }) => id === said || name.en === said || name['zh-CN'] === said)?.id ?? said;
  }

  /** By id, or by a name that only one person has. */
  person(said: string): string {
    if (this.people.some(({ id }) => id === said)) return said;
    const exact = this.people.filter(({ name }) => name === said);
    const named = exact.length > 0 ? exact : this.people.filter(({ name }) => nameKey(name) === nameKey(said));
    return named.length === 1 ? named[0]!.id : said;
  }

  role(said: string, site: string | null): string {
    const roles = this.rulebooksAt(site).flatMap(({ roles: all }) => Object.entries(all));
    if (roles.some(([id]) => id === said)) return said;
    return (
      roles.find(
        ([id, { name, party }]) => !party && !systemRoles.includes(id) && (name.en === said || name['zh-CN'] === said),
      )?.[0] ?? said
    );
  }

  department(said: string, site: string | null): string {
    return (
      this.rulebooksAt(site)
        .flatMap(({ departments }) => Object.entries(departments))
        .find(([id, name]) => id === said || name.en === said || name['zh-CN'] === said)?.[0] ?? said
    );
  }

  /** The zone in which a table of a site writes its times. */
  zone(site: string | null): string {
    return this.rulebooksAt(site)[0]?.timeZone ?? this.rulebooks[0]?.timeZone ?? 'UTC';
  }

  private rulebooksAt(site: string | null): Rulebook[] {
    const names = this.sites.filter(({ id }) => site === null || id === site).flatMap(({ rulebooks }) => rulebooks);
    return this.rulebooks.filter(({ name }) => names.includes(name));
  }
}
