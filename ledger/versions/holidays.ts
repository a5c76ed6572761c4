import {
  countriesOf,
  holidayChanges,
  versionWith,
  withHolidays,
  writtenVersion,
  type HolidayChange,
  type HolidayDay,
  type HolidayEdition,
  type HolidayReplacement,
  type HolidayTable,
} from '../../domain/rulebook/holidays.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { refuse, type Refusal } from '../../domain/refusal.js';
import { sha256 } from '../canonical-json.js';
import type { Ledger } from '../ledger.js';
import { previewVersionMigration, type VersionMigrationPreview } from './migration-preview.js';
import { insertVersionMigration } from './migrations.js';
import { withPublishLock, keyReused, ledgerTime } from './publishing.js';
import { holidayEditions, insertVersion } from './version-steps.js';
import { withIsoTimes } from '../sql.js';

/** A table as it is on record. Instants in UTC ISO. */
export interface HolidayTableRecord extends HolidayTable {
  id: string;
  uploadedBy: string;
  uploadedAt: string;
  replaces: HolidayReplacement;
  edition: number | null;
  publishedBy: string | null;
  publishedAt: string | null;
}

const columns = `id::text, country, year, days, replaces, uploaded_by AS "uploadedBy", uploaded_at AS "uploadedAt", edition, published_by AS "publishedBy", published_at AS "publishedAt"`;

/** The uploaded tables, newest first. */
export async function holidayTables({ source }: Ledger): Promise<HolidayTableRecord[]> {
  return (await source.query(`SELECT ${columns} FROM holiday_tables ORDER BY id DESC LIMIT 200`)).map(
    withIsoTimes<HolidayTableRecord>,
  );
}

export async function holidayTable(
  { source }: Pick<Ledger, 'source'>,
  id: string,
): Promise<HolidayTableRecord | undefined> {
  return (await source.query(`SELECT ${columns} FROM holiday_tables WHERE id = $1`, [id])).map(
    withIsoTimes<HolidayTableRecord>,
  )[0];
}

/**
 * The years whose notice is awaited, by country that a rulebook in force keeps the holidays of: this year where it is not
 * published, from November on the next.
 */
export async function awaitedHolidays(ledger: Ledger): Promise<{ country: string; year: number }[]> {
  const [year, month] = (await ledgerTime(ledger)).split('-').map(Number) as [number, number];
  const calendars = ledger.rulebooks.all().flatMap((rulebook) => Object.values(rulebook.calendars));
  return [...new Set(calendars.flatMap(({ holidays }) => holidays ?? []))].flatMap((country) =>
    [year, ...(month >= 11 ? [year + 1] : [])]
      .filter((of) => calendars.some((one) => one.holidays === country && !one.publishedYears?.includes(of)))
      .map((of) => ({ country, year: of })),
  );
}

/** Keeps a checked table as a draft. */
export async function uploadHolidays(
  ledger: Ledger,
  person: string,
  { country, year, days, replaces = 'named-days' }: HolidayTable,
  key: string,
): Promise<HolidayTableRecord | Refusal> {
  const at = await ledgerTime(ledger);
  await ledger.source.query(
    `INSERT INTO holiday_tables (country, year, days, replaces, uploaded_by, uploaded_at, key) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (uploaded_by, key) DO NOTHING`,
    [country, year, JSON.stringify(days), replaces, person, at, key],
  );
  const [row] = (
    await ledger.source.query(`SELECT ${columns} FROM holiday_tables WHERE uploaded_by = $1 AND key = $2`, [
      person,
      key,
    ])
  ).map(withIsoTimes<HolidayTableRecord>);
  const said = (table: HolidayTable) =>
    sha256({ country: table.country, year: table.year, days: table.days, replaces: table.replaces });
  return said(row) === said({ country, year, days, replaces }) ? row : keyReused();
}

/** What publishing a table would change. */
export interface HolidaysPreview {
  /** Day by day, what becomes of what was published. */
  days: HolidayChange[];
  /** Whether its year counts as published only from then on. */
  publishesYear: boolean;
  /** The deadlines of running cases, by rulebook. */
  rulebooks: Record<string, VersionMigrationPreview>;
}

/** What publishing a table would do to the calendars and to running cases; null where there is no such table. */
export async function previewHolidays(ledger: Ledger, id: string): Promise<HolidaysPreview | null> {
  const table = await holidayTable(ledger, id);
  if (!table) return null;
  const published = await holidayEditions(ledger.source);
  const notice = asEdition(table, Number.MAX_SAFE_INTEGER);
  const editions = [...published, notice];
  const now = await ledgerTime(ledger);
  const targets = new Map<Rulebook, Rulebook>();
  const shown: Record<string, VersionMigrationPreview> = {};
  for (const { name } of ledger.rulebooks.all().filter((rulebook) => countriesOf(rulebook).includes(table.country))) {
    const targetOf = (own: Rulebook) => {
      if (!targets.has(own)) targets.set(own, withHolidays({ ...own, version: writtenVersion(own.version) }, editions));
      return targets.get(own);
    };
    shown[name] = await previewVersionMigration(ledger, name, { sites: null }, targetOf, now);
  }
  return { ...holidayChanges(ledger.rulebooks.all(), published, notice), rulebooks: shown };
}

/**
 * Publishes a table: what it says of its days goes before what was published (of its whole year, where it says so). From
 * now on new cases are counted with it, and every running case of a rulebook that keeps these
 * holidays is moved to the edition of its own version by an order that the engine carries out. Again: the table as it
 * stands. Null where there is none.
 */
export async function publishHolidays(
  ledger: Ledger,
  person: string,
  id: string,
): Promise<HolidayTableRecord | Refusal | null> {
  const preview = await previewHolidays(ledger, id);
  if (!preview) return null;
  const refusal = await withPublishLock(ledger, async (manager, now): Promise<Refusal | undefined> => {
    const [table] = await manager.query(`SELECT ${columns} FROM holiday_tables WHERE id = $1`, [id]);
    if (table.edition !== null) return undefined;
    const editions = await holidayEditions(manager);
    const notice = asEdition(table, Number.MAX_SAFE_INTEGER);
    const { days, publishesYear } = holidayChanges(ledger.rulebooks.all(), editions, notice);
    if (days.length === 0 && !publishesYear)
      return refuse(
        'already-done',
        `All that the table of ${table.year} says is published already.`,
        `${table.year} 年节假日表的内容均已公布。`,
      );
    const edition =
      1 + Math.max(0, ...editions.filter(({ country }) => country === table.country).map(({ edition }) => edition));
    await manager.query(`UPDATE holiday_tables SET edition = $2, published_by = $3, published_at = $4 WHERE id = $1`, [
      id,
      edition,
      person,
      now,
    ]);
    const all = [...editions, asEdition(table, edition)];
    const written: { body: Rulebook }[] = await manager.query(
      `SELECT body FROM rulebooks WHERE position('+' IN version) = 0`,
    );
    for (const { body } of written)
      if (versionWith(body.version, body, all) !== versionWith(body.version, body, editions))
        await insertVersion(manager, body, all);
    const pinned: { name: string; written: string }[] = await manager.query(
      `SELECT DISTINCT rulebook AS name, split_part(version, '+', 1) AS written FROM cases WHERE closed_at IS NULL ORDER BY 1, 2`,
    );
    for (const { name, written: version } of pinned) {
      if (
        !written.some(
          ({ body }) => body.name === name && body.version === version && countriesOf(body).includes(table.country),
        )
      )
        continue;
      const order = {
        name,
        version,
        filter: { sites: null, written: version },
        reason: `holidays ${table.country} ${table.year}`,
        shown: preview.rulebooks[name] ?? emptyPreview,
        madeBy: person,
        madeAt: now,
        holidaysId: id,
      };
      await insertVersionMigration(manager, order, `holidays:${id}:${name}:${version}`);
    }
    return undefined;
  });
  if (refusal) return refusal;
  await ledger.rulebooks.refresh(ledger.time, 0); // whoever published counts with it at once
  return (await holidayTable(ledger, id))!;
}

const emptyPreview: VersionMigrationPreview = {
  cases: 0,
  refused: 0,
  moved: 0,
  earlier: 0,
  later: 0,
  stopped: 0,
  started: 0,
  examples: [],
};

function asEdition({ country, year, days, replaces }: HolidayTableRecord, edition: number): HolidayEdition {
  return { country, year, days: days as HolidayDay[], replaces, edition };
}
