import type { DataSource } from 'typeorm';

export const contactKinds = ['owner', 'customer', 'supplier', 'subcontractor'] as const;

/** Whom to reach in an emergency (P-4.1.2). `createdAt` in UTC ISO. */
export interface Contact {
  id: string;
  site: string;
  kind: string;
  name: string;
  phone: string;
  remark: string | null;
}

const columns = `id::text, site_id AS site, kind, name, phone, remark`;

/** The directory of these sites, by kind and name. */
export async function contactsOf(source: DataSource, sites: string[], kind: string | undefined): Promise<Contact[]> {
  return source.query(
    `SELECT ${columns} FROM contacts WHERE ended_at IS NULL AND site_id = ANY ($1::text[]) AND ($2::text IS NULL OR kind = $2) ORDER BY site_id, kind, name, id LIMIT 1000`,
    [sites, kind ?? null],
  );
}

/** Enters a contact; under the same key of the same person the one entered before. Undefined where there is no such site. */
export async function enterContact(source: DataSource, contact: Omit<Contact, 'id'>, person: string, key: string): Promise<Contact | undefined> {
  const values = [contact.site, contact.kind, contact.name, contact.phone, contact.remark, person, key];
  await source.query(
    `INSERT INTO contacts (site_id, kind, name, phone, remark, created_by, key) SELECT id, $2, $3, $4, $5, $6, $7 FROM sites WHERE id = $1 ON CONFLICT (created_by, key) DO NOTHING`,
    values,
  );
  const rows = await source.query(`SELECT ${columns} FROM contacts WHERE created_by = $1 AND key = $2`, [person, key]);
  return rows[0];
}

/** Takes a contact of these sites out of the directory; false where there is none. It stays on record as ended. */
export async function endContact(source: DataSource, sites: string[], id: string): Promise<boolean> {
  const [, count] = await source.query(`UPDATE contacts SET ended_at = COALESCE(ended_at, now()) WHERE id = $1 AND site_id = ANY ($2::text[])`, [id, sites]);
  return count > 0;
}
