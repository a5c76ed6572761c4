import { newNoticesSql } from './notice-statement.js';
import type { PreparedStatement } from './transaction.js';

/** Columns of `cases` that stay as the case was opened, and those that entries change. */
const immutableColumns = ['number', 'kind', 'rulebook', 'site', 'opened_at', 'imported_from'] as const;
const mutableColumns = [
  'version',
  'status',
  'tier',
  'department',
  'round',
  'received_at',
  'closed_at',
  'next_moment_at',
  'late_clocks',
  'subject',
  'customer_key',
  'joined_to',
  'line',
  'owner',
  'unseen_by',
  'seq',
  'last_hash',
  'state',
] as const;
type Column = (typeof immutableColumns | typeof mutableColumns)[number];

/** The row of a case, by column. */
export type CaseColumns = Readonly<Record<Column, unknown>>;

/**
 * Values are named by numbers in the parts below (ledger/write-case.ts); the columns of the case's row come after them.
 */
const firstColumn = 21;
const columns: readonly Column[] = [...immutableColumns, ...mutableColumns];
const at = (column: Column): string => `$${firstColumn + columns.indexOf(column)}`;

const writeSections = {
  opened: `case_row AS (
  INSERT INTO cases (${columns.join(', ')}) VALUES (${columns.map(at).join(', ')}) ON CONFLICT (number) DO NOTHING RETURNING number, site
)`,
  // Holds only where no other entry has come between.
  moved: `case_row AS (
  UPDATE cases SET ${mutableColumns.map((column) => `${column} = ${at(column)}`).join(', ')} WHERE number = ${at('number')} AND seq = $15 RETURNING number, site
)`,
  entries: `new_entries AS (
  INSERT INTO entries (number, seq, act, actor, role, at, happened_at, input, facts, changes, notices, previous_hash, hash)
  SELECT number, seq, act, actor, role, at, happened_at, input, facts, changes, notices, previous_hash, hash FROM jsonb_populate_recordset(NULL::entries, $2::jsonb) WHERE EXISTS (SELECT FROM case_row)
)`,
  words: `words AS (
  INSERT INTO case_search SELECT number, array_to_tsvector($7::text[]), $17::text, $18::text, $19::text FROM case_row
  ON CONFLICT (number) DO UPDATE SET words = EXCLUDED.words, matter = EXCLUDED.matter, place = EXCLUDED.place, phone = EXCLUDED.phone
)`,
  clocks: `new_clocks AS (
  INSERT INTO clocks SELECT * FROM jsonb_populate_recordset(NULL::clocks, $3::jsonb) WHERE EXISTS (SELECT FROM case_row)
  ON CONFLICT (number, id) DO UPDATE SET due = EXCLUDED.due, breached_at = EXCLUDED.breached_at, ended_at = EXCLUDED.ended_at
)`,
  tasks: `new_tasks AS (
  INSERT INTO tasks SELECT * FROM jsonb_populate_recordset(NULL::tasks, $4::jsonb) WHERE EXISTS (SELECT FROM case_row)
  ON CONFLICT (number, id) DO UPDATE SET role = EXCLUDED.role, department = EXCLUDED.department, person = EXCLUDED.person, team = EXCLUDED.team, due = EXCLUDED.due
)`,
  gone: `gone_tasks AS (DELETE FROM tasks WHERE number IN (SELECT number FROM case_row) AND id = ANY ($5::text[]))`,
  notices: newNoticesSql,
  files: `new_files AS (
  INSERT INTO case_files (number, seq, field, file_id) SELECT case_row.number, named.seq, named.field, files.id
  FROM case_row, jsonb_to_recordset($20::jsonb) AS named (seq integer, field text, id text) JOIN files ON files.id = named.id
)`,
  answered: `answered AS (
  INSERT INTO idempotency_keys (actor, key, body_sha256, number, seq) SELECT $12::text, $13::text, $14::text, number, ${at('seq')}::integer FROM case_row
)`,
  unsent: `unsent AS (INSERT INTO outbox (number, seq) SELECT number, generate_series($8::integer, ${at('seq')}::integer) FROM case_row)`,
} as const;

/** A part of the ledger's statement: left out where it has nothing to write. */
export type WriteSection = keyof typeof writeSections;

/** Prepared once a connection; `uses` are the numbers of its values, in their order. */
const statementCache = new Map<string, PreparedStatement & { uses: number[] }>();

/**
 * The statement of the parts that have something to write, and its values: `values` by the number under which the parts
 * know them, `row` the case's row. What is left out costs neither locks nor work; few combinations occur.
 */
export function writeStatement(
  has: Readonly<Record<WriteSection, boolean>>,
  values: Readonly<Record<number, unknown>>,
  row: CaseColumns,
): [PreparedStatement, unknown[]] {
  const chosen = (Object.keys(writeSections) as WriteSection[]).filter((part) => has[part]);
  // By initials: PostgreSQL keeps 63 characters of a name.
  const name = `banjie-write-${chosen.map(([initial]) => initial).join('')}`;
  const statement = statementCache.get(name) ?? build(name, chosen);
  return [
    statement,
    statement.uses.map((number) => (number < firstColumn ? values[number] : row[columns[number - firstColumn]!])),
  ];
}

/** PostgreSQL wants its parameters numbered without gaps. */
function build(name: string, chosen: readonly WriteSection[]): PreparedStatement & { uses: number[] } {
  const uses: number[] = [];
  const text = `WITH ${chosen.map((part) => writeSections[part]).join(',\n')}\nSELECT number FROM case_row`.replace(
    /\$(\d+)/g,
    (_, number: string) => {
      if (!uses.includes(Number(number))) uses.push(Number(number));
      return `$${uses.indexOf(Number(number)) + 1}`;
    },
  );
  const statement = { name, text, uses };
  statementCache.set(name, statement);
  return statement;
}
