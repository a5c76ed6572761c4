import type { DataSource, QueryRunner } from 'typeorm';
import {
  appendChanges,
  rowsOfChanges,
  type ChangedRecordKind,
  type OrganisationChange,
} from './organisation-record.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';

/** Who changes something, when (the ledger's time, UTC ISO), in which organisation and under which rulebooks. */
export interface ChangeContext {
  organisation: string;
  by: string;
  /** Who made the token they come in with, where that was somebody else: it is kept with every change. */
  tokenBy?: string | undefined;
  now: string;
  rulebooks: Rulebook[];
}

/**
 * Keeps what was changed, in the transaction that changes it, after the change: the rows are read as they stand then. The
 * ids of the changes.
 */
export async function recordChanges(
  runner: QueryRunner,
  { organisation, by, tokenBy, now }: ChangeContext,
  changes: OrganisationChange[],
): Promise<string[]> {
  if (changes.length === 0) return [];
  const rowsByChange = await rowsOfChanges(runner, changes);
  const kept = changes.map((change, i) => {
    const { what, subject, person = null, site = null, change: kind, before = null, holdsFrom } = change;
    const value = tokenBy === undefined ? change.value : { ...change.value, tokenBy };
    const rows = rowsByChange[i]!;
    return { what, subject, person, site, change: kind, before, value, holdsFrom, by, at: now, rows };
  });
  return appendChanges(runner, organisation, kept);
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

/** Changes of a person or a site, the newest first, before the change `beforeId`; `what` only of these kinds. */
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

/** Changes that say nothing of who may do what. */
const withoutAccess: readonly ChangedRecordKind[] = ['attendance', 'contact', 'site', 'standard-answer', 'wall-link'];
/** One that was begun earlier may be seen later: so many numbers before the newest known are looked at again. */
const lookedAtAgain = 200;

/**
 * The newest change that may bear on who may do what, and how many there are since shortly before `newest`: either is
 * another where there is a new one.
 */
export async function latestAccessChange(
  source: Pick<DataSource, 'query'>,
  newest: string,
): Promise<{ newest: string; count: number }> {
  const [row] = await source.query(
    `SELECT COALESCE(max(id), $1::bigint)::text AS newest, count(*)::integer AS count FROM organisation_changes WHERE id > $1::bigint - $2::integer AND what <> ALL ($3::text[])`,
    [newest, lookedAtAgain, withoutAccess],
  );
  return row;
}
