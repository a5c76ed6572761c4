import type { DataSource, EntityManager } from 'typeorm';
import { type HolidayEdition, withHolidays } from '../../domain/rulebook/holidays.js';
import type { VersionStep } from '../../domain/rulebook/publication.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { sha256 } from '../canonical-json.js';
import { chainStart } from '../chain.js';

type Database = Pick<DataSource | EntityManager, 'query'>;

interface StepRow extends Omit<VersionStep, 'from' | 'at' | 'id' | 'withoutClocks' | 'reason'> {
  id: string;
  from_at: Date | null;
  at: Date;
  key: string | null;
  without_clocks: string[] | null;
  reason: string | null;
  previous_hash: string;
  hash: string;
}

const columns = `id, name, version, step, from_at, by_person AS by, at, key, without_clocks, reason, previous_hash, hash`;

/** What became of the versions of a rulebook, or of all; oldest first. */
export async function versionStepsOf(database: Database, name: string | null): Promise<VersionStep[]> {
  const rows: StepRow[] = await database.query(
    `SELECT ${columns} FROM rulebook_steps WHERE $1::text IS NULL OR name = $1 ORDER BY id`,
    [name],
  );
  return rows.map(versionStepOf);
}

/** The step that a person has taken under a key, if any. */
export async function versionStepByKey(
  database: Database,
  person: string,
  key: string,
): Promise<VersionStep | undefined> {
  const [row]: StepRow[] = await database.query(
    `SELECT ${columns} FROM rulebook_steps WHERE by_person = $1 AND key = $2`,
    [person, key],
  );
  return row && versionStepOf(row);
}

/**
 * One at a time over all processes: what was looked at still holds when it is written. For the rest of the transaction.
 */
export async function lockPublishing(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(1700000500)`);
}

/** Adds a step to the chain; under `publishAlone`. */
export async function addVersionStep(
  manager: EntityManager,
  step: Omit<VersionStep, 'id'>,
  key: string | null,
): Promise<void> {
  const [last] = await manager.query(`SELECT hash FROM rulebook_steps ORDER BY id DESC LIMIT 1`);
  const previous: string = last?.hash ?? chainStart;
  await manager.query(
    `INSERT INTO rulebook_steps (name, version, step, from_at, by_person, at, key, previous_hash, hash, without_clocks, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      step.name,
      step.version,
      step.step,
      step.from,
      step.by,
      step.at,
      key,
      previous,
      hashOf(step, key, previous),
      step.withoutClocks ?? null,
      step.reason ?? null,
    ],
  );
}

/** Steps that do not follow on from the one before: altered, moved or put in. */
export async function versionStepFaults(database: Database): Promise<{ number: string; what: string }[]> {
  const rows: StepRow[] = await database.query(`SELECT ${columns} FROM rulebook_steps ORDER BY id`);
  const fault = rows.find(
    (row, at) =>
      row.previous_hash !== (rows[at - 1]?.hash ?? chainStart) ||
      row.hash !== hashOf(versionStepOf(row), row.key, row.previous_hash),
  );
  return fault
    ? [{ number: `rulebook ${fault.name} ${fault.version}`, what: 'the record of its publication was altered' }]
    : [];
}

/** The published holiday tables, oldest first. */
export async function holidayEditions(database: Database): Promise<HolidayEdition[]> {
  return database.query(
    `SELECT country, year, days, replaces, edition FROM holiday_tables WHERE edition IS NOT NULL ORDER BY id`,
  );
}

/**
 * Puts a version on record where it is not yet, with and without the published holiday tables; gives the hash of what
 * is on record as written.
 */
export async function insertVersion(
  manager: EntityManager,
  rulebook: Rulebook,
  editions: HolidayEdition[],
): Promise<string> {
  for (const body of new Set([rulebook, withHolidays(rulebook, editions)])) {
    await manager.query(
      `INSERT INTO rulebooks (name, version, sha256, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [body.name, body.version, sha256(body), JSON.stringify(body)],
    );
  }
  const [row] = await manager.query(`SELECT sha256 FROM rulebooks WHERE name = $1 AND version = $2`, [
    rulebook.name,
    rulebook.version,
  ]);
  return row.sha256;
}

function hashOf(
  { name, version, step, from, by, at, withoutClocks, reason }: Omit<VersionStep, 'id'>,
  key: string | null,
  previous: string,
): string {
  const said = { ...(withoutClocks ? { withoutClocks } : {}), ...(reason === undefined ? {} : { reason }) };
  return sha256({ previous, name, version, step, from, by, at, key, ...said });
}

function versionStepOf({
  id,
  name,
  version,
  step,
  from_at: from,
  by,
  at,
  without_clocks: without,
  reason,
}: StepRow): VersionStep {
  const lacking = without ? { withoutClocks: without } : {};
  return {
    id: Number(id),
    name,
    version,
    step,
    from: from?.toISOString() ?? null,
    by,
    at: at.toISOString(),
    ...lacking,
    ...(reason === null ? {} : { reason }),
  };
}
