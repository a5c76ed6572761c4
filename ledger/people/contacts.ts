import type { DataSource, QueryRunner } from 'typeorm';
import { recordChanges, type ChangeContext } from './organisation-changes.js';

export const contactKinds = ['owner', 'customer', 'supplier', 'subcontractor'] as const;
export type ContactKind = (typeof contactKinds)[number];

/** Whom to reach in an emergency (P-4.1.2). `createdAt` in UTC ISO. */
export interface EmergencyContact {
  id: string;
  site: string;
  kind: ContactKind;
  name: string;
  phone: string;
  remark: string | null;
}

const columns = `id::text, site_id AS site, kind, name, phone, remark`;

/** The directory of these sites, by kind and name. */
export async function contactsOf(
  source: DataSource,
  sites: string[],
  kind: string | undefined,
): Promise<EmergencyContact[]> {
  return source.query(
    `SELECT ${columns} FROM contacts WHERE ended_at IS NULL AND site_id = ANY ($1::text[]) AND ($2::text IS NULL OR kind = $2) ORDER BY site_id, kind, name, id LIMIT 1000`,
    [sites, kind ?? null],
  );
}

/**
 * Enters a contact; undefined where there is no such site in the organisation. `key` distinguishes it from every other
 * of the same person.
 */
export async function enterContact(
  runner: QueryRunner,
  contact: Omit<EmergencyContact, 'id'>,
  change: ChangeContext,
  key: string,
): Promise<EmergencyContact | undefined> {
  const { site, kind, name, phone, remark } = contact;
  const [entered] = await runner.query(
    `INSERT INTO contacts (site_id, kind, name, phone, remark, created_by, created_at, key) SELECT id, $2, $3, $4, $5, $6, $7, $8 FROM sites WHERE id = $1 AND organisation = $9 RETURNING ${columns}`,
    [site, kind, name, phone, remark, change.by, change.now, key, change.organisation],
  );
  if (entered)
    await recordChanges(runner, change, [
      {
        what: 'contact',
        subject: entered.id,
        site,
        change: 'created',
        value: { kind, name, phone, remark },
        holdsFrom: change.now,
      },
    ]);
  return entered;
}

/** Takes a contact of these sites out of the directory; false where there is none. It stays on record as ended. */
export async function endContact(
  runner: QueryRunner,
  sites: string[],
  id: string,
  change: ChangeContext,
): Promise<boolean> {
  const [before] = await runner.query(
    `SELECT ${columns}, ended_at FROM contacts WHERE id = $1 AND site_id = ANY ($2::text[])`,
    [id, sites],
  );
  if (!before || before.ended_at) return before !== undefined;
  const { ended_at: _ended, id: _id, site, ...value } = before;
  await runner.query(`UPDATE contacts SET ended_at = $2 WHERE id = $1`, [id, change.now]);
  await recordChanges(runner, change, [
    { what: 'contact', subject: id, site, change: 'ended', before: value, value: {}, holdsFrom: change.now },
  ]);
  return true;
}
