import { recordNewRows } from '../../../ledger/people/organisation-record.js';
import type { TestLedger } from '../test-ledger.js';

/** Enters a row as the desk would: with the change on record that made it. */
function enterOnRecord({ database }: TestLedger, sql: string, values: string[]): Promise<void> {
  return database.source.transaction((manager) => recordNewRows(manager, () => manager.query(sql, values)));
}

/** Puts somebody on the duty roster, as it stands in the database. */
export async function onDuty(
  desk: TestLedger,
  person: string,
  role: string,
  site: string,
  from: string,
  until: string,
): Promise<void> {
  await enterOnRecord(
    desk,
    `INSERT INTO roster_entries (person_id, role, site_id, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)`,
    [person, role, site, from, until],
  );
}

/** Enters that somebody is away, in 2026. */
export async function away(
  desk: TestLedger,
  person: string,
  from = '2026-01-01T00:00:00Z',
  until = '2027-01-01T00:00:00Z',
): Promise<void> {
  await enterOnRecord(desk, `INSERT INTO absences (person_id, starts_at, ends_at) VALUES ($1, $2, $3)`, [
    person,
    from,
    until,
  ]);
}

/** Has somebody stand in for another in all posts, in 2026. */
export async function standIn(
  desk: TestLedger,
  person: string,
  to: string,
  from = '2026-01-01T00:00:00Z',
  until = '2027-01-01T00:00:00Z',
): Promise<void> {
  await enterOnRecord(
    desk,
    `INSERT INTO delegations (from_person, to_person, starts_at, ends_at, reason) VALUES ($1, $2, $3, $4, '休假')`,
    [person, to, from, until],
  );
}

/** Whom the notices of an entry went to: person, in whose place, kind; by person. */
export async function toldOf(desk: TestLedger, number: string, seq: number): Promise<string[]> {
  const rows: { person: string | null; held_for: string | null; kind: string; role: string }[] =
    await desk.database.source.query(
      `SELECT person_id AS person, held_for, kind, role FROM notices WHERE kind <> 'step' AND number = $1 AND seq = $2 ORDER BY person_id, kind`,
      [number, seq],
    );
  return rows.map(
    ({ person, held_for, kind, role }) => `${person ?? `@${role}`}${held_for ? ` for ${held_for}` : ''} ${kind}`,
  );
}
