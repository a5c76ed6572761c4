import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { systemActor } from '../../domain/actor.js';
import { versionStateAt } from '../../domain/rulebook/publication.js';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.js';
import { sha256 } from '../canonical-json.js';
import type { Text } from '../../domain/text.js';
import type { Ledger } from '../ledger.js';
import {
  chosenBy,
  chosenCases,
  pageSize,
  previewVersionMigration,
  type VersionMigrationFilter,
  type VersionMigrationPreview,
} from './migration-preview.js';
import { keyReused, ledgerTime, type RulebookVersionName } from './publishing.js';
import { versionStepsOf } from './version-steps.js';
import { withIsoTimes } from '../sql.js';

export interface VersionMigration extends RulebookVersionName {
  id: string;
  filter: VersionMigrationFilter;
  reason: string;
  shown: VersionMigrationPreview;
  madeBy: string;
  madeAt: string;
  orderedBy: string | null;
  orderedAt: string | null;
  doneAt: string | null;
  /** Of a holiday table: the year it is for. */
  year: number | null;
  moved: number;
  refused: number;
  /** Some of the cases that stay, with the reason; none that is kept from anybody. */
  refusals: { number: string; code: string; text: Text }[];
}

/** Orders that are chosen, with what has become of their cases: each order's are gone through once. */
const withCases = (chosen: string): string =>
  `SELECT orders.id, name, version, filter, reason, shown, made_by AS "madeBy", made_at AS "madeAt", ordered_by AS "orderedBy", ordered_at AS "orderedAt", done_at AS "doneAt",
     (SELECT year FROM holiday_tables WHERE holiday_tables.id = holidays_id) AS year, moved, refused, refusals
   FROM (${chosen}) AS orders CROSS JOIN LATERAL (
     SELECT count(*) FILTER (WHERE refusal IS NULL)::integer AS moved, count(refusal)::integer AS refused,
       to_jsonb(COALESCE((array_agg(jsonb_build_object('number', cases.number) || refusal ORDER BY cases.number) FILTER (WHERE unseen_by IS NULL AND cases.number IS NOT NULL))[1:50], '{}')) AS refusals
     FROM rulebook_order_cases AS its LEFT JOIN cases ON cases.number = its.number AND refusal IS NOT NULL
     WHERE order_id = orders.id) AS of_cases
   ORDER BY made_at DESC, orders.id`;

/** The order, or undefined. */
export async function versionMigrationOf(
  { source }: Pick<Ledger, 'source'>,
  id: string,
): Promise<VersionMigration | undefined> {
  const rows = await source.query(withCases(`SELECT * FROM rulebook_orders WHERE id = $1`), [id]);
  return rows.map(withIsoTimes<VersionMigration>)[0];
}

/** The orders on rulebooks of these names, newest first. */
export async function versionMigrationsOn({ source }: Ledger, names: string[] | 'all'): Promise<VersionMigration[]> {
  const rows = await source.query(
    withCases(
      `SELECT * FROM rulebook_orders WHERE $1::text[] IS NULL OR name = ANY ($1) ORDER BY made_at DESC, id LIMIT 200`,
    ),
    [names === 'all' ? null : names],
  );
  return rows.map(withIsoTimes<VersionMigration>);
}

/** Records an order with what it would do; nothing is moved before it is carried out. Only to the version in force. */
export async function createVersionMigration(
  ledger: Ledger,
  person: string,
  migration: RulebookVersionName & { filter: VersionMigrationFilter; reason: string },
  key: string,
): Promise<VersionMigration | Refusal | null> {
  const { name, version, filter } = migration;
  const [before] = await ledger.source.query(
    `SELECT id, name, version, filter, reason FROM rulebook_orders WHERE made_by = $1 AND key = $2`,
    [person, key],
  );
  if (before)
    return sha256({ name: before.name, version: before.version, filter: before.filter, reason: before.reason }) ===
      sha256(migration)
      ? (await versionMigrationOf(ledger, before.id))!
      : keyReused();
  const refusal = await notInForce(ledger, migration);
  if (refusal !== undefined) return refusal;
  const target = (await ledger.rulebooks.newest(name, version))!;
  const now = await ledgerTime(ledger);
  const shown = await previewVersionMigration(ledger, name, filter, () => target, now);
  return (await versionMigrationOf(
    ledger,
    await insertVersionMigration(ledger.source, { ...migration, shown, madeBy: person, madeAt: now }, key),
  ))!;
}

/**
 * Sets an order going: the engine carries it out case by case. Again: the order as it stands. Null where there is none.
 */
export async function startVersionMigration(
  ledger: Ledger,
  person: string,
  id: string,
): Promise<VersionMigration | Refusal | null> {
  const migration = await versionMigrationOf(ledger, id);
  if (!migration || migration.orderedAt) return migration ?? null;
  const refusal = await notInForce(ledger, migration);
  if (refusal !== undefined) return refusal;
  await ledger.source.query(
    `UPDATE rulebook_orders SET ordered_by = $2, ordered_at = $3 WHERE id = $1 AND ordered_at IS NULL`,
    [id, person, await ledgerTime(ledger)],
  );
  return (await versionMigrationOf(ledger, id))!;
}

export async function insertVersionMigration(
  database: Pick<EntityManager, 'query'>,
  migration: RulebookVersionName & {
    filter: VersionMigrationFilter;
    reason: string;
    shown: VersionMigrationPreview;
    madeBy: string;
    madeAt: string;
    holidaysId?: string;
  },
  key: string,
): Promise<string> {
  const id = randomUUID();
  await database.query(
    `INSERT INTO rulebook_orders (id, name, version, filter, reason, shown, made_by, made_at, key, holidays_id, ordered_by, ordered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CASE WHEN $10::bigint IS NOT NULL THEN $7 END, CASE WHEN $10::bigint IS NOT NULL THEN $8::timestamptz END)`,
    [
      id,
      migration.name,
      migration.version,
      JSON.stringify(migration.filter),
      migration.reason,
      JSON.stringify(migration.shown),
      migration.madeBy,
      migration.madeAt,
      key,
      migration.holidaysId ?? null,
    ],
  );
  return id;
}

/** Orders that are to be carried out and are not done, oldest first. */
export async function openVersionMigrations({ source }: Ledger): Promise<string[]> {
  const rows: { id: string }[] = await source.query(
    `SELECT id FROM rulebook_orders WHERE ordered_at IS NOT NULL AND done_at IS NULL ORDER BY ordered_at, id`,
  );
  return rows.map(({ id }) => id);
}

/** Running cases an order is for and that it has not come to yet, after the given one in order. */
export async function casesToMigrate(
  ledger: Ledger,
  { id, name, version, filter }: VersionMigration,
  after: string,
): Promise<string[]> {
  const target = (await ledger.rulebooks.newest(name, version))!.version;
  const rows: { number: string }[] = await ledger.source.query(
    `SELECT number FROM cases WHERE ${chosenCases} AND version <> $9 AND NOT EXISTS (SELECT FROM rulebook_order_cases WHERE order_id = $10 AND rulebook_order_cases.number = cases.number) ORDER BY number LIMIT $8`,
    [...chosenBy(name, filter, after), pageSize, target, id],
  );
  return rows.map(({ number }) => number);
}

/** Moves one case; what it refuses is kept with the order. Twice is once. */
export async function migrateCase(
  ledger: Ledger,
  { id, name, version, reason, year }: VersionMigration,
  number: string,
): Promise<void> {
  const target = (await ledger.rulebooks.newest(name, version))!.version;
  const answer = await ledger.append(
    systemActor,
    {
      number,
      act: 'move-version',
      input: { version: target, order: id, reason, ...(year === null ? {} : { holidayYear: year }) },
    },
    `move:${id}:${target}:${number}`,
  );
  const refusal = isRefusal(answer) && answer.code !== 'already-done' ? { code: answer.code, text: answer.text } : null;
  await ledger.source.query(
    `INSERT INTO rulebook_order_cases (order_id, number, refusal) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [id, number, refusal && JSON.stringify(refusal)],
  );
}

export async function finishVersionMigration(ledger: Ledger, id: string): Promise<void> {
  await ledger.source.query(
    `UPDATE rulebook_orders SET done_at = $2 WHERE id = $1 AND ordered_at IS NOT NULL AND done_at IS NULL`,
    [id, await ledgerTime(ledger)],
  );
}

async function notInForce(ledger: Ledger, { name, version }: RulebookVersionName): Promise<Refusal | null | undefined> {
  const steps = await versionStepsOf(ledger.source, name);
  if (!steps.some((step) => step.version === version)) return null;
  const state = versionStateAt(version, steps, await ledgerTime(ledger));
  return state === 'in-force'
    ? undefined
    : refuse(
        'not-in-this-status',
        `Running cases are moved to the version in force alone; ${version} is ${state}.`,
        `在办案件只能转用现行版本；${version} 不是现行版本。`,
        'X-1',
      );
}
