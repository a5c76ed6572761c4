import type { DataSource, QueryRunner } from 'typeorm';

/** What a change is of. */
export type ChangedRecordKind =
  'person' | 'post' | 'token' | 'site' | 'roster-entry' | 'swap' | 'absence' | 'delegation' | 'attendance' | 'contact';

/** One change of people, sites, rosters or contacts: who, when, from when it holds. Instants in UTC ISO. */
export interface OrganisationChange {
  organisation: string;
  what: ChangedRecordKind;
  subject: string;
  person?: string | null;
  site?: string | null;
  change: 'created' | 'changed' | 'ended';
  before?: object | null;
  value: object;
  holdsFrom: string;
  by: string;
  at: string;
}

/** Keeps what was changed, in the transaction that changes it. */
export async function recordChanges(runner: QueryRunner, changes: OrganisationChange[]): Promise<void> {
  if (changes.length === 0) return;
  await runner.query(
    `INSERT INTO organisation_changes (organisation, what, subject, person_id, site_id, change, before, value, holds_from, by, at)
     SELECT organisation, what, subject, person, site, change, before, value, "holdsFrom", by, at
     FROM jsonb_to_recordset($1::jsonb) AS one (organisation text, what text, subject text, person text, site text, change text, before jsonb, value jsonb, "holdsFrom" timestamptz, by text, at timestamptz)`,
    [JSON.stringify(changes)],
  );
}

/** A change as a history shows it; `id` grows with time. */
export interface OrganisationChangeRow {
  id: string;
  what: ChangedRecordKind;
  subject: string;
  change: OrganisationChange['change'];
  before: Record<string, unknown> | null;
  value: Record<string, unknown>;
  holds_from: Date;
  by: string;
  name: string | null;
  at: Date;
}

/**
 * Changes of a person or a site, of some sorts where they are named, the newest first, before the change `beforeId`.
 */
export async function organisationChangesOf(
  source: DataSource,
  of: { person?: string; site?: string; what?: ChangedRecordKind[] },
  beforeId: string | undefined,
  limit: number,
): Promise<OrganisationChangeRow[]> {
  return source.query(
    `SELECT changes.id, what, subject, change, before, value, holds_from, by, people.name, at
     FROM organisation_changes changes LEFT JOIN people ON people.id = changes.by
     WHERE ($1::text IS NULL OR person_id = $1) AND ($2::text IS NULL OR site_id = $2) AND ($3::text[] IS NULL OR what = ANY ($3)) AND ($4::bigint IS NULL OR changes.id < $4)
     ORDER BY changes.id DESC LIMIT $5`,
    [of.person ?? null, of.site ?? null, of.what ?? null, beforeId ?? null, limit],
  );
}
