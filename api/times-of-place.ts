import type { FastifyInstance } from 'fastify';
import { inZone } from '../domain/time/zone.js';
import type { Ledger } from '../ledger/ledger.js';
import { sitesOf } from '../ledger/people/people.js';
import type { RequestWithCaller } from './permission/caller.js';
import { isDocumentation } from './permission/route-access.js';

/** How the database, the rulebooks and the engine write an instant; the zone it is read in is for the answer to say. */
const utcInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$/;
/** What people said stands as they said it, even where it reads like an instant. */
const asSaid = 'words';
/** How long a change of a site's rulebooks may take to count here. */
const rememberedMs = 10_000;

/** The zone a site keeps its time by; `home` where it is not known. */
type ZoneOfSite = (site: string) => string | undefined;

/**
 * What an answer says with every instant in the time of its place, `2026-11-23T10:30:00+08:00`: of the site that an
 * object names, or that what it stands in names, else `zone`. Makes a copy where something changes.
 */
export function atPlace<T>(value: T, zone: string, zoneOfSite: ZoneOfSite): T {
  return written(value, zone, zoneOfSite) as T;
}

function written(value: unknown, zone: string, zoneOfSite: ZoneOfSite): unknown {
  // Most of an answer are sentences: that one is no instant shows at its end.
  if (typeof value === 'string') return value.endsWith('Z') && utcInstant.test(value) ? inZone(value, zone) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : inZone(value.getTime(), zone);
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let index = 0; index < value.length; index += 1) {
      const item = written(value[index], zone, zoneOfSite);
      if (item !== value[index]) (copy ??= [...(value as unknown[])])[index] = item;
    }
    return copy ?? value;
  }
  const { site } = value as { site?: unknown };
  const here = (typeof site === 'string' ? zoneOfSite(site) : undefined) ?? zone;
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key];
    const text = key === asSaid ? item : written(item, here, zoneOfSite);
    if (text !== item) (copy ??= { ...value })[key] = text;
  }
  return copy ?? value;
}

/**
 * Every JSON answer names instants in the time of their place: of the site, else of the caller's first, else of the
 * first rulebook. What is signed and chained is made elsewhere and stays as it is.
 */
export function writeTimesOfPlace(fastify: FastifyInstance, ledger: Ledger): void {
  const places = new Places(ledger);
  fastify.addHook('preSerialization', async (request, _reply, payload) => {
    if (isDocumentation(request.url)) return payload;
    const home = (request as RequestWithCaller).caller?.organisationSites ?? [];
    const zoneOfSite = await places.zones(home);
    return atPlace(payload, home.map(zoneOfSite).find(Boolean) ?? places.anywhere(), zoneOfSite);
  });
}

/** Which zone each site keeps its time by. */
class Places {
  private rulebooks = new Map<string, string>();
  private readAt = -Infinity;

  constructor(private readonly ledger: Ledger) {}

  /** Reads anew after a while, and where one of `home` is not known yet. */
  async zones(home: readonly string[]): Promise<ZoneOfSite> {
    const { source, rulebooks } = this.ledger;
    const isOld = performance.now() - this.readAt > rememberedMs;
    if (home.length > 0 && (isOld || home.some((site) => !this.rulebooks.has(site)))) {
      const sites = await sitesOf(source, 'all');
      this.rulebooks = new Map(sites.map(({ id, rulebooks: [first = ''] }) => [id, first]));
      this.readAt = performance.now();
    }
    return (site) => rulebooks.current(this.rulebooks.get(site) ?? '')?.timeZone;
  }

  /** For whoever belongs to no place: health, the administrators of the whole installation. */
  anywhere(): string {
    return this.ledger.rulebooks.all()[0]?.timeZone ?? 'UTC';
  }
}
