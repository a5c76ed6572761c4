import type { DataSource, QueryRunner } from 'typeorm';
import { recordChanges, type ChangeContext } from './organisation-changes.js';
import type { FieldFault } from './change-once.js';
import { rosterEntryFaults, type NewRosterEntry } from './roster-checks.js';
import { utcIso } from '../sql.js';

/** A line of the duty roster (值班表). */
export interface RosterEntry extends NewRosterEntry {
  id: string;
  name: string;
}

const columns = `entries.id, entries.person_id AS person, people.name, entries.role, entries.site_id AS site, entries.department,
  ${utcIso('entries.starts_at')} AS "from", ${utcIso('entries.ends_at')} AS until`;

/** The entries of a site that touch the time from `from` up to `until` (UTC ISO), by time. */
export async function rosterEntriesOf(
  source: Pick<DataSource | QueryRunner, 'query'>,
  site: string,
  from: string,
  until: string,
  role?: string,
): Promise<RosterEntry[]> {
  return source.query(
    `SELECT ${columns} FROM roster_entries entries JOIN people ON people.id = entries.person_id
     WHERE site_id = $1 AND ends_at > $2 AND starts_at < $3 AND withdrawn_at IS NULL AND ($4::text IS NULL OR role = $4) ORDER BY starts_at, role, entries.id LIMIT 5000`,
    [site, from, until, role ?? null],
  );
}

/** The entry of that id that still stands at one of the sites; undefined where there is none. */
export async function rosterEntryOf(
  source: Pick<DataSource | QueryRunner, 'query'>,
  id: string,
): Promise<RosterEntry | undefined> {
  const [entry] = await source.query(
    `SELECT ${columns} FROM roster_entries entries JOIN people ON people.id = entries.person_id WHERE entries.id = $1::bigint AND withdrawn_at IS NULL`,
    [id],
  );
  return entry;
}

/** Those of the entries that still stand, by their id. */
export async function standingEntries(
  source: Pick<DataSource, 'query'>,
  ids: readonly string[],
): Promise<Map<string, RosterEntry>> {
  const entries: RosterEntry[] = await source.query(
    `SELECT ${columns} FROM roster_entries entries JOIN people ON people.id = entries.person_id WHERE entries.id = ANY ($1::bigint[]) AND withdrawn_at IS NULL`,
    [ids],
  );
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** A duty with the number of whoever has it: that on record, else the one they gave for text messages. */
export type ReachableDuty = RosterEntry & { phone: string | null };

/** The duties of these sites that touch the time from `from` up to `until` (UTC ISO), by time. */
export async function reachableDuties(
  source: Pick<DataSource, 'query'>,
  sites: string[],
  from: string,
  until: string,
): Promise<ReachableDuty[]> {
  return source.query(
    `SELECT ${columns}, COALESCE(people.phone, notice_preferences.sms) AS phone
     FROM roster_entries entries JOIN people ON people.id = entries.person_id LEFT JOIN notice_preferences ON notice_preferences.person_id = people.id
     WHERE site_id = ANY ($1::text[]) AND ends_at > $2 AND starts_at < $3 AND withdrawn_at IS NULL ORDER BY starts_at, site_id, role, entries.id LIMIT 1000`,
    [sites, from, until],
  );
}

/** A duty that somebody has at the moment, in their own name. */
export async function dutiesNow(source: Pick<DataSource, 'query'>, person: string, at: string): Promise<RosterEntry[]> {
  return source.query(
    `SELECT ${columns} FROM roster_entries entries JOIN people ON people.id = entries.person_id
     WHERE person_id = $1 AND starts_at <= $2 AND $2 < ends_at AND (withdrawn_at IS NULL OR withdrawn_at > $2) ORDER BY entries.id`,
    [person, at],
  );
}

/**
 * Enters duties, all of them or none: every fault by its entry (`at(i, field)`). An entry that stands already, word by
 * word, is left as it is.
 */
export async function addRosterEntries(
  runner: QueryRunner,
  entries: NewRosterEntry[],
  change: ChangeContext,
  at: (i: number, field: string) => string,
): Promise<FieldFault[] | { ids: string[]; added: number }> {
  const faults: FieldFault[] = [];
  const ids: string[] = [];
  const added: (NewRosterEntry & { id: string })[] = [];
  for (const [i, entry] of entries.entries()) {
    const same = await sameEntry(runner, entry);
    const wrong = same ? [] : await rosterEntryFaults(runner, entry, change, (field) => at(i, field));
    faults.push(...wrong);
    if (wrong.length > 0) continue;
    // Written at once, within the transaction: the next entry is checked against it.
    const id = same ?? (await insert(runner, entry));
    ids.push(id);
    if (!same) added.push({ ...entry, id });
  }
  if (faults.length > 0) return faults;
  await recordChanges(
    runner,
    change,
    added.map((entry) => ({
      what: 'roster-entry',
      subject: entry.id,
      person: entry.person,
      site: entry.site,
      change: 'created',
      value: entry,
      holdsFrom: entry.from,
    })),
  );
  return { ids, added: added.length };
}

/** Takes an entry out of the roster; what has begun ends now. It stays on record. */
export async function withdrawRosterEntry(
  runner: QueryRunner,
  entry: RosterEntry,
  reason: string,
  change: ChangeContext,
): Promise<void> {
  await runner.query(`UPDATE roster_entries SET withdrawn_at = $2 WHERE id = $1::bigint`, [entry.id, change.now]);
  await recordChanges(runner, change, [
    {
      what: 'roster-entry',
      subject: entry.id,
      person: entry.person,
      site: entry.site,
      change: 'ended',
      before: entry,
      value: { reason },
      holdsFrom: change.now,
    },
  ]);
}

async function insert(
  runner: QueryRunner,
  { person, role, site, department, from, until }: NewRosterEntry,
): Promise<string> {
  const [{ id }] = await runner.query(
    `INSERT INTO roster_entries (person_id, role, site_id, department, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [person, role, site, department, from, until],
  );
  return id;
}

async function sameEntry(
  runner: QueryRunner,
  { person, role, site, department, from, until }: NewRosterEntry,
): Promise<string | undefined> {
  const [row] = await runner.query(
    `SELECT id FROM roster_entries WHERE person_id = $1 AND role = $2 AND site_id = $3 AND department IS NOT DISTINCT FROM $4 AND starts_at = $5 AND ends_at = $6 AND withdrawn_at IS NULL`,
    [person, role, site, department, from, until],
  );
  return row?.id;
}
