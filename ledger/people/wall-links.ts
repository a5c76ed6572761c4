import { createHash, randomBytes } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import { utcIso } from '../sql.js';
import { fieldFault, type FieldFault } from './change-once.js';
import { recordChanges, type ChangeContext } from './organisation-changes.js';

/** The most days a link may hold. */
export const maxWallLinkDays = 365;

/** What a link opens: the numbers of these sites, `site` null for all of the organisation. */
export interface WallLink {
  id: string;
  organisation: string;
  site: string | null;
  sites: string[];
  /** SHA-256 of its secret, in hex. */
  hash: string;
}

/** A link as its keepers see it, without its secret; instants in UTC ISO. */
export interface WallLinkRecord {
  id: string;
  organisation: string;
  site: string | null;
  name: string;
  createdBy: string;
  createdByName: string | null;
  createdAt: string;
  endsAt: string;
  endedAt: string | null;
  /** Neither revoked nor ended. */
  holds: boolean;
}

/** The link of a secret, by its SHA-256 in hex; undefined for an unknown one, one that was revoked or has ended. */
export async function wallLinkByHash(source: DataSource, hash: string): Promise<WallLink | undefined> {
  const [link] = await source.query(
    `SELECT id::text, organisation, site_id AS site, hash,
       ARRAY(SELECT sites.id FROM sites WHERE sites.organisation = links.organisation AND (links.site_id IS NULL OR sites.id = links.site_id) ORDER BY sites.id) AS sites
     FROM wall_links links WHERE hash = $1 AND ended_at IS NULL AND ends_at > clock_timestamp()`,
    [hash],
  );
  return link;
}

/** The links of an organisation, or of all of them, the newest first. */
export function wallLinksOf(source: DataSource, organisation: string | 'all'): Promise<WallLinkRecord[]> {
  return source.query(
    `SELECT links.id::text, links.organisation, site_id AS site, links.name, created_by AS "createdBy", people.name AS "createdByName", ${utcIso('created_at')} AS "createdAt", ${utcIso('ends_at')} AS "endsAt", ${utcIso('links.ended_at')} AS "endedAt",
       links.ended_at IS NULL AND ends_at > clock_timestamp() AS holds
     FROM wall_links links LEFT JOIN people ON people.id = created_by WHERE $1::text IS NULL OR links.organisation = $1 ORDER BY links.id DESC LIMIT 500`,
    [organisation === 'all' ? null : organisation],
  );
}

/** Whose link it is and of which site, among those of an organisation or of all; undefined where there is none. */
export async function wallLinkById(
  source: DataSource,
  id: string,
  organisation: string | 'all',
): Promise<Pick<WallLinkRecord, 'organisation' | 'site'> | undefined> {
  const [link] = await source.query(
    `SELECT organisation, site_id AS site FROM wall_links WHERE id = CASE WHEN $1::text ~ '^[0-9]{1,18}$' THEN $1::text::bigint END AND ($2::text IS NULL OR organisation = $2)`,
    [id, organisation === 'all' ? null : organisation],
  );
  return link;
}

/** A new link: its secret is in this answer alone, in the database only its SHA-256. */
export async function issueWallLink(
  runner: QueryRunner,
  { site, name, days }: { site: string | null; name: string; days: number },
  change: ChangeContext,
): Promise<FieldFault[] | { id: string; secret: string; endsAt: string }> {
  const secret = randomBytes(24).toString('base64url');
  const hash = createHash('sha256').update(secret).digest('hex');
  const [made] = await runner.query(
    `INSERT INTO wall_links (hash, organisation, site_id, name, created_by, created_at, ends_at)
     SELECT $1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(days => $7) WHERE $3::text IS NULL OR EXISTS (SELECT FROM sites WHERE id = $3 AND organisation = $2)
     RETURNING id::text, ${utcIso('ends_at')} AS "endsAt"`,
    [hash, change.organisation, site, name, change.by, change.now, days],
  );
  if (!made)
    return [
      fieldFault('site', 'is no site of your organisation: see /v1/sites.', '不是本单位的项目，请查看项目名单。'),
    ];
  await recordChanges(runner, change, [
    {
      what: 'wall-link',
      subject: made.id,
      site,
      change: 'created',
      value: { name, endsAt: made.endsAt },
      holdsFrom: change.now,
    },
  ]);
  return { ...made, secret };
}

/** Revokes a link of the organisation, once; false where there is none. */
export async function revokeWallLink(runner: QueryRunner, id: string, change: ChangeContext): Promise<boolean> {
  const [link] = await runner.query(
    `SELECT site_id AS site, ended_at FROM wall_links WHERE id = $1::bigint AND organisation = $2`,
    [id, change.organisation],
  );
  if (!link || link.ended_at) return link !== undefined;
  await runner.query(`UPDATE wall_links SET ended_by = $2, ended_at = $3 WHERE id = $1::bigint`, [
    id,
    change.by,
    change.now,
  ]);
  await recordChanges(runner, change, [
    { what: 'wall-link', subject: id, site: link.site, change: 'ended', value: {}, holdsFrom: change.now },
  ]);
  return true;
}
