import {
  caseColumns,
  changingCaseColumns,
  clockColumns,
  entryColumns,
  fileColumns,
  searchColumns,
  taskColumns,
  wordColumns,
  type CaseColumn,
  type SearchColumn,
} from './case-rows.js';
import { checkParameters, withNumberedParameters } from './named-parameters.js';
import { newNoticesSql } from './notice-statement.js';
import { erasureSql } from './words/erase.js';
import { mostBehindMs } from './remembered.js';
import type { PreparedStatement } from './transaction.js';

/** What the parts below need beside the columns of the case's row and of its words, which are named like the columns. */
const otherParameters = [
  'seqBefore',
  'knownHash',
  'decidedAt',
  'accessStamp',
  'firstSeq',
  'tellInMs',
  'entries',
  'newWords',
  'clocks',
  'tasks',
  'goneTasks',
  'files',
  'notices',
  'hasChannels',
  'subjectKeys',
  'organisation',
  'keyActor',
  'key',
  'bodySha256',
  'erasedUpTo',
  'erasedAt',
  'erasedBy',
  'erasureGround',
] as const;

type WriteParameter = CaseColumn | Exclude<SearchColumn, 'number' | 'site'> | (typeof otherParameters)[number];

/** The values of the statement. Rows of other tables than `cases` are JSON texts of lists. */
export type WriteValues = Readonly<Record<WriteParameter, unknown>>;

const list = (columns: readonly string[]): string => columns.join(', ');

/** Rows of a table from the JSON of a parameter, entered only where the case's row was. */
const insertRows = (table: string, columns: readonly string[], parameter: string): string =>
  `INSERT INTO ${table} (${list(columns)}) SELECT ${list(columns)} FROM jsonb_populate_recordset(NULL::${table}, ${parameter}::jsonb) WHERE EXISTS (SELECT FROM case_row)`;

/** SQL: a row of this key that is there already becomes the inserted one. */
export const updateFromInsert = (columns: readonly string[], key: readonly string[]): string =>
  `ON CONFLICT (${list(key)}) DO UPDATE SET ${list(columns.filter((column) => !key.includes(column)).map((column) => `${column} = EXCLUDED.${column}`))}`;

const searchValues: Partial<Record<SearchColumn, string>> = {
  number: 'number',
  site: 'site',
  words: 'array_to_tsvector(:words::text[])',
  opened_at: ':opened_at::timestamptz',
  guarded: ':guarded::boolean',
  said: ':said::jsonb',
};

const writeSections = {
  opened: `case_row AS (
  INSERT INTO cases (${list(caseColumns)}) VALUES (${list(caseColumns.map((column) => `:${column}`))}) ON CONFLICT (number) DO NOTHING RETURNING number, site
)`,
  // Holds only where no other entry has come between.
  moved: `case_row AS (
  UPDATE cases SET ${list(changingCaseColumns.map((column) => `${column} = :${column}`))} WHERE number = :number AND seq = :seqBefore RETURNING number, site
)`,
  // Holds only where everything is as it was remembered (ledger/one-trip.ts). A locked row is not waited for.
  known: `known AS (
  SELECT number FROM cases WHERE number = :number AND last_hash = :knownHash
    AND :decidedAt::timestamptz BETWEEN clock_timestamp() - interval '${mostBehindMs} milliseconds' AND clock_timestamp()
    AND (:accessStamp::bigint IS NULL OR :accessStamp = COALESCE((SELECT seq FROM organisation_records WHERE organisation = :organisation), 0))
    AND NOT EXISTS (SELECT FROM idempotency_keys WHERE actor = :keyActor AND key = :key)
  FOR NO KEY UPDATE SKIP LOCKED
),
case_row AS (
  UPDATE cases SET ${list(changingCaseColumns.map((column) => `${column} = :${column}`))} WHERE number = (SELECT number FROM known) RETURNING number, site
)`,
  entries: `new_entries AS (${insertRows('entries', entryColumns, ':entries')})`,
  removed: erasureSql,
  spoken: `new_words AS (${insertRows('words', wordColumns, ':newWords')})`,
  words: `words AS (
  INSERT INTO case_search (${list(searchColumns)}) SELECT ${list(searchColumns.map((column) => searchValues[column] ?? `:${column}::text`))} FROM case_row
  ${updateFromInsert(searchColumns, ['number'])}
)`,
  clocks: `new_clocks AS (
  ${insertRows('clocks', clockColumns, ':clocks')}
  ${updateFromInsert(clockColumns, ['number', 'id'])}
)`,
  tasks: `new_tasks AS (
  ${insertRows('tasks', taskColumns, ':tasks')}
  ${updateFromInsert(taskColumns, ['number', 'id'])}
)`,
  gone: `gone_tasks AS (DELETE FROM tasks WHERE number IN (SELECT number FROM case_row) AND id = ANY (:goneTasks::text[]))`,
  notices: newNoticesSql,
  // Of files that are not on record nothing is entered: the foreign key would refuse the act.
  files: `new_files AS (${insertRows('case_files', fileColumns, ':files')} AND file_id IN (SELECT id FROM files))`,
  answered: `answered AS (
  INSERT INTO idempotency_keys (actor, key, body_sha256, number, seq) SELECT :keyActor::text, :key::text, :bodySha256::text, number, :seq::integer FROM case_row
)`,
  unsent: `unsent AS (
  INSERT INTO outbox (number, seq, tell_by) SELECT number, generate_series(:firstSeq::integer, :seq::integer), clock_timestamp() + :tellInMs * interval '1 millisecond' FROM case_row
)`,
} as const;

checkParameters(Object.values(writeSections), [
  ...caseColumns,
  ...searchColumns.filter((column) => column !== 'number' && column !== 'site'),
  ...otherParameters,
]);

/** A part of the ledger's statement: left out where it has nothing to write. */
export type WriteSection = keyof typeof writeSections;

/** What the statement answers with: a row where it holds. `untoldFrom`: see `Telling`; it is looked for with `unsent`. */
export interface WrittenCase {
  /** The database's time. */
  at: Date;
  untoldFrom?: number | null;
}

/** The oldest act of the case that the outbox held before. */
export const untoldFrom = `, (SELECT min(outbox.seq) FROM outbox WHERE outbox.number = case_row.number) AS "untoldFrom"`;

type NumberedStatement = PreparedStatement & { names: WriteParameter[] };

/** Few combinations of parts occur: each is put together once and prepared once a connection. */
const statementCache = new Map<string, NumberedStatement>();

/**
 * The statement of the parts that have something to write, and its values in the order of their numbers. What is left
 * out costs neither locks nor work.
 */
export function writeStatement(
  has: Readonly<Record<WriteSection, boolean>>,
  values: WriteValues,
): [PreparedStatement, unknown[]] {
  const chosen = (Object.keys(writeSections) as WriteSection[]).filter((part) => has[part]);
  // By initials: PostgreSQL keeps 63 characters of a name.
  const name = `banjie-write-${chosen.map(([initial]) => initial).join('')}`;
  let statement = statementCache.get(name);
  if (!statement) {
    const { text, names } = withNumberedParameters(
      `WITH ${chosen.map((part) => writeSections[part]).join(',\n')}\nSELECT clock_timestamp() AS at${has.unsent ? untoldFrom : ''} FROM case_row`,
    );
    statement = { name, text, names: names as WriteParameter[] };
    statementCache.set(name, statement);
  }
  return [statement, statement.names.map((parameter) => values[parameter])];
}
