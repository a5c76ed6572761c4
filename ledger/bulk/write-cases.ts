import type { QueryRunner } from 'typeorm';
import { subjectKeys } from '../../domain/case/subjects.js';
import {
  changingCaseColumns,
  clockColumns,
  entryColumns,
  fileColumns,
  searchColumns,
  taskColumns,
  wordColumns,
} from '../case-rows.js';
import { checkParameters, withNumberedParameters } from '../named-parameters.js';
import { newNoticesOfManySql } from '../notice-statement.js';
import { requestDigest } from '../request-digests.js';
import { runPrepared } from '../transaction.js';
import { rowsOf, type CaseRows, type CaseWrite } from '../write-case.js';
import { untoldFrom, updateFromInsert } from '../write-statement.js';

const list = (columns: readonly string[]): string => columns.join(', ');

/** Rows of a table from the JSON of a parameter: those of the cases whose own row was written. */
const insertRows = (table: string, columns: readonly string[], parameter: string, more = ''): string =>
  `INSERT INTO ${table} (${list(columns)}) SELECT ${list(columns)} FROM jsonb_populate_recordset(NULL::${table}, ${parameter}::jsonb)
  WHERE number IN (SELECT number FROM case_row)${more}`;

const changed = changingCaseColumns.map((column) => `${column} = after.${column}`);
const searched = searchColumns.map((column) => (column === 'words' ? 'array_to_tsvector(words)' : column));

/**
 * What ledger/write-statement.ts writes of one case, of many: each parameter is the JSON text of a list. A case that
 * has moved on since it was read, or that somebody else is writing just now, is left out of every part: nobody waits.
 */
const { text, names } = withNumberedParameters(`WITH free AS MATERIALIZED (
  SELECT cases.number FROM jsonb_to_recordset(:before::jsonb) AS before (number text, seq integer) JOIN cases USING (number)
  WHERE cases.seq = before.seq FOR NO KEY UPDATE OF cases SKIP LOCKED
),
case_row AS (
  UPDATE cases SET ${list(changed)} FROM jsonb_populate_recordset(NULL::cases, :cases::jsonb) AS after
  WHERE cases.number = after.number AND cases.number IN (SELECT number FROM free) RETURNING cases.number
),
new_entries AS (${insertRows('entries', entryColumns, ':entries')}),
new_words AS (${insertRows('words', wordColumns, ':words')}),
searched AS (
  INSERT INTO case_search (${list(searchColumns)}) SELECT ${list(searched)}
  FROM jsonb_to_recordset(:search::jsonb) AS found (number text, site text, opened_at timestamptz, words text[], matter text, place text, place_order text, guarded boolean, said jsonb)
  WHERE number IN (SELECT number FROM case_row)
  ${updateFromInsert(searchColumns, ['number'])}
),
new_clocks AS (
  ${insertRows('clocks', clockColumns, ':clocks')}
  ${updateFromInsert(clockColumns, ['number', 'id'])}
),
new_tasks AS (
  ${insertRows('tasks', taskColumns, ':tasks')}
  ${updateFromInsert(taskColumns, ['number', 'id'])}
),
gone_tasks AS (
  DELETE FROM tasks USING jsonb_to_recordset(:goneTasks::jsonb) AS gone (number text, id text)
  WHERE tasks.number = gone.number AND tasks.id = gone.id AND tasks.number IN (SELECT number FROM case_row)
),
new_files AS (${insertRows('case_files', fileColumns, ':files', ' AND file_id IN (SELECT id FROM files)')}),
${newNoticesOfManySql},
answered AS (
  INSERT INTO idempotency_keys (actor, key, body_sha256, number, seq) SELECT actor, key, body_sha256, number, seq
  FROM jsonb_populate_recordset(NULL::idempotency_keys, :answered::jsonb) WHERE number IN (SELECT number FROM case_row)
),
unsent AS (
  INSERT INTO outbox (number, seq, tell_by) SELECT number, seq, clock_timestamp() + in_ms * interval '1 millisecond'
  FROM jsonb_to_recordset(:unsent::jsonb) AS unsent (number text, seq integer, in_ms float8) WHERE number IN (SELECT number FROM case_row)
)
SELECT number${untoldFrom} FROM case_row`);

const parameters = [
  'before',
  'cases',
  'entries',
  'words',
  'search',
  'clocks',
  'tasks',
  'goneTasks',
  'files',
  'notices',
  'audiences',
  'hasChannels',
  'answered',
  'unsent',
] as const;
checkParameters([text.replace(/\$(\d+)/g, (_, place: string) => `:${names[Number(place) - 1]}`)], parameters);

const statement = { name: 'banjie-write-many', text };

/** Whether a case can be written together with others: it is on record, and nothing of it is erased. */
export function isWritableTogether({ before, entries }: Pick<CaseWrite, 'before' | 'entries'>): boolean {
  return before !== null && !entries.some((entry) => entry.changes.some(({ type }) => type === 'erased'));
}

/**
 * Writes what follows from new entries on many cases in one statement, each case whole or not at all; the numbers of
 * those that were written, each with its oldest act that the outbox held before (`Telling`). Left out are those that
 * have moved on or are locked. `mail` of the first holds for all.
 */
export async function writeCases(
  runner: QueryRunner,
  writings: readonly CaseWrite[],
): Promise<Map<string, number | null>> {
  const all = writings.map((writing) => ({ writing, rows: rowsOf(writing) }));
  const of = (rows: (one: (typeof all)[number]) => readonly unknown[]) => JSON.stringify(all.flatMap(rows));
  const { notices, audiences } = withAudiences(all);
  const values: Record<(typeof parameters)[number], unknown> = {
    before: of(({ writing: { before } }) => [{ number: before!.number, seq: before!.seq }]),
    cases: of(({ rows }) => [rows.caseRow]),
    entries: of(({ rows }) => rows.entries),
    words: of(({ rows }) => rows.words),
    search: of(({ rows }) => (rows.search ? [rows.search] : [])),
    clocks: of(({ rows }) => rows.clocks),
    tasks: of(({ rows }) => rows.tasks.changed),
    goneTasks: of(({ writing, rows }) => rows.tasks.gone.map((id) => ({ number: writing.after.number, id }))),
    files: of(({ rows }) => rows.files),
    notices: JSON.stringify(notices),
    audiences: JSON.stringify(audiences),
    hasChannels: writings[0]?.mail ?? false,
    answered: of(({ writing: { request, after } }) =>
      request
        ? [
            {
              actor: request.actor,
              key: request.key,
              body_sha256: requestDigest(request.body),
              number: after.number,
              seq: after.seq,
            },
          ]
        : [],
    ),
    unsent: of(({ writing: { tellInMs, entries } }) =>
      tellInMs === null ? [] : entries.map(({ number, seq }) => ({ number, seq, in_ms: tellInMs })),
    ),
  };
  const written = await runPrepared<{ number: string; untoldFrom: number | null }>(
    runner,
    statement,
    names.map((name) => values[name as (typeof parameters)[number]]),
  );
  return new Map(written.map(({ number, untoldFrom: from }) => [number, from]));
}

/** The notices of all cases, and whom they are for: each audience once, as most cases of a site have theirs in common. */
function withAudiences(all: readonly { writing: CaseWrite; rows: CaseRows }[]): {
  notices: object[];
  audiences: object[];
} {
  const places = new Map<string, number>();
  const audiences: object[] = [];
  const notices = all.flatMap(({ writing: { after }, rows }) =>
    rows.notices.map(({ roles, standInRoles, person, team, now, ...notice }) => {
      const { organisation, site, department } = after;
      const asked = { organisation, site, department, subjectKeys: subjectKeys(after.facts) };
      const audience = { ...asked, roles, standInRoles, person, team, now };
      const key = JSON.stringify(audience);
      const place = places.get(key) ?? audiences.push({ ...audience, audience: audiences.length }) - 1;
      places.set(key, place);
      return { ...notice, number: after.number, audience: place };
    }),
  );
  return { notices: notices.map((notice, place) => ({ ...notice, place })), audiences };
}
