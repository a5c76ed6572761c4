import type { CaseState, CaseWords, ClockState } from '../domain/case/case.js';
import { excludedKeys } from '../domain/case/subjects.js';
import { hidesPlace, isGuarded, searchableWords } from '../domain/case/redaction.js';
import { nextMoment, wakeAt } from '../domain/clocks/clock-moments.js';
import { isRunning } from '../domain/clocks/clocks.js';
import { filesIn, type FileReference } from '../domain/deciding/evidence.js';
import { rowOf } from '../domain/kinds/kinds.js';
import { tasksOf, type Task } from '../domain/projections/tasks.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { Entry, RecordedEntry } from './chain.js';
import { placeOrder, termsOfCase } from './search-words.js';
import { similarityKeyOf } from './similarity-key.js';
import type { EntryWord } from './words/entry-words.js';
import { storedState } from './words/stored-form.js';

/**
 * The columns of the rows that follow from a case, each with how its value is derived. `write` (ledger/write-case.ts)
 * fills exactly these columns, and `verify` (ledger/verify/row-faults.ts) compares exactly these: a new column is
 * entered here once and is both written and checked. Instants are UTC ISO text, null where there is none.
 */
type Columns<Source> = Readonly<Record<string, (source: Source) => unknown>>;

/** A row by its columns. */
export type Row<Column extends string = string> = Readonly<Record<Column, unknown>>;

function row<Source, Of extends Columns<Source>>(columns: Of, source: Source): Row<keyof Of & string> {
  const values: Record<string, unknown> = {};
  for (const column in columns) values[column] = columns[column]!(source);
  return values as Row<keyof Of & string>;
}

const namesOf = <Of extends object>(columns: Of) => Object.keys(columns) as (keyof Of & string)[];

/** The case after its newest entry, once more with references for its words, and the hash of that entry. */
interface CaseSource {
  state: CaseState;
  detached: CaseState;
  lastHash: string;
}

/** Columns of `cases` that stay as the case was opened. */
const openingColumns = {
  number: ({ state }) => state.number,
  kind: ({ state }) => state.kind,
  rulebook: ({ state }) => state.rulebook,
  opened_at: ({ state }) => state.openedAt,
  imported_from: ({ state }) => state.facts['importedFrom'] ?? null,
} satisfies Columns<CaseSource>;

/** Columns of `cases` that entries change. */
const changingColumns = {
  version: ({ state }) => state.version,
  site: ({ state }) => state.site,
  status: ({ state }) => state.status,
  tier: ({ state }) => state.tier,
  department: ({ state }) => state.department,
  round: ({ state }) => state.round,
  received_at: ({ state }) => state.receivedAt,
  closed_at: ({ state }) => state.closedAt,
  next_moment_at: ({ state }) => {
    const next = nextMoment(state);
    return next ? wakeAt(next.moment) : null;
  },
  late_clocks: ({ state }) => state.clocks.filter((clock) => isRunning(clock) && clock.breachedAt).length,
  customer_key: ({ state }) => state.facts['customerKey'] ?? null,
  joined_to: ({ state }) => state.facts['joinedTo'] ?? null,
  line: ({ state }) => state.facts['line'] ?? null,
  owner: ({ state }) => state.facts['owner'] ?? null,
  // Null for nearly every case.
  unseen_by: ({ state }) => {
    const keys = excludedKeys(state.facts);
    return keys.length ? keys : null;
  },
  seq: ({ state }) => state.seq,
  last_hash: ({ lastHash }) => lastHash,
  state: ({ detached }) => storedState(detached),
} satisfies Columns<CaseSource>;

const allCaseColumns = { ...openingColumns, ...changingColumns };

export type CaseColumn = keyof typeof allCaseColumns;
export const caseColumns = namesOf(allCaseColumns);
export const changingCaseColumns = namesOf(changingColumns);

/** The row in `cases`. */
export function caseRow(source: CaseSource): Row<CaseColumn> {
  return row(allCaseColumns, source);
}

const columnsOfEntries = {
  number: ({ number }) => number,
  seq: ({ seq }) => seq,
  act: ({ act }) => act,
  actor: ({ actor }) => actor,
  role: ({ role }) => role,
  at: ({ at }) => at,
  happened_at: ({ happenedAt }) => happenedAt,
  input: ({ input }) => input,
  facts: ({ facts }) => facts,
  changes: ({ changes }) => changes,
  notices: ({ notices }) => notices,
  previous_hash: ({ previousHash }) => previousHash,
  hash: ({ hash }) => hash,
  entered_at: ({ enteredAt }) => enteredAt,
  files: ({ files }) => files,
  hash_version: ({ hashVersion }) => hashVersion,
  digests: ({ digests }) => digests,
} satisfies Columns<RecordedEntry>;

export const entryColumns = namesOf(columnsOfEntries);

/** The row in `entries`. Its hash covers every other column, which is how `verify` checks them. */
export function entryRow(entry: RecordedEntry): Row {
  return row(columnsOfEntries, entry);
}

const columnsOfWords = {
  number: ({ number }) => number,
  seq: ({ word }) => word.seq,
  n: ({ word }) => word.n,
  field: ({ word }) => word.field,
  // As PostgreSQL reads bytes from a text.
  salt: ({ word }) => `\\x${word.salt.toString('hex')}`,
  said: ({ word }) => word.said,
} satisfies Columns<{ number: string; word: EntryWord }>;

export const wordColumns = namesOf(columnsOfWords);

/** The rows in `words`: one for each word of an entry. The entry holds their digests, which is how `verify` checks them. */
export function wordRows({ number, words }: Pick<Entry, 'number' | 'words'>): Row[] {
  return words.map((word) => row(columnsOfWords, { number, word }));
}

const columnsOfClocks = {
  number: ({ number }) => number,
  id: ({ clock }) => clock.id,
  rule: ({ clock }) => clock.rule,
  clause: ({ clock }) => clock.clause,
  who: ({ clock }) => clock.who,
  started_at: ({ clock }) => clock.startedAt,
  due: ({ clock }) => clock.due,
  breached_at: ({ clock }) => clock.breachedAt,
  ended_at: ({ clock }) => clock.metAt ?? clock.stoppedAt,
} satisfies Columns<{ number: string; clock: ClockState }>;

export const clockColumns = namesOf(columnsOfClocks);

/** The rows in `clocks`: one for every clock that has ever been started, unless `only` says which. */
export function clockRows({ number, clocks }: CaseState, only: (id: string) => boolean = () => true): Row[] {
  return clocks.filter(({ id }) => only(id)).map((clock) => row(columnsOfClocks, { number, clock }));
}

const columnsOfTasks = {
  number: ({ state }) => state.number,
  id: ({ task }) => task.id,
  role: ({ task }) => task.role,
  site: ({ state }) => state.site,
  department: ({ task }) => task.department,
  person: ({ task }) => task.person,
  team: ({ task }) => task.team,
  acts: ({ task }) => task.acts,
  clause: ({ task }) => task.clause,
  since: ({ task }) => task.since,
  due: ({ task }) => task.due,
} satisfies Columns<{ state: CaseState; task: Task }>;

export const taskColumns = namesOf(columnsOfTasks);

/** The rows in `tasks`: one for every open task. */
export function taskRows(state: CaseState, rulebook: Rulebook): Row<keyof typeof columnsOfTasks>[] {
  return tasksOf(state, rulebook).map((task) => row(columnsOfTasks, { state, task }));
}

const columnsOfSearch = {
  number: ({ state }) => state.number,
  site: ({ state }) => state.site,
  opened_at: ({ state }) => state.openedAt,
  words: ({ state, words }) => termsOfCase(state.number, words),
  matter: ({ compared }) => compared.matter,
  place: ({ compared }) => compared.place,
  // Where not everybody may read the place nobody's list is in its order.
  place_order: ({ state, words }) => (hidesPlace(state) ? null : placeOrder(words.place ?? '')),
  guarded: ({ state }) => isGuarded(state),
  said: ({ state }) => state.words,
} satisfies Columns<{ state: CaseState; words: CaseWords; compared: ReturnType<typeof similarityKeyOf> }>;

export type SearchColumn = keyof typeof columnsOfSearch;
export const searchColumns = namesOf(columnsOfSearch);

/**
 * The row in `case_search`: what a case is found by, and the words that lists show of it. `words` as a list, in no order.
 */
export function searchRow(state: CaseState): Row<SearchColumn> {
  const words = searchableWords(state);
  return row(columnsOfSearch, { state, words, compared: similarityKeyOf(words) });
}

const columnsOfFiles = {
  number: ({ number }) => number,
  seq: ({ seq }) => seq,
  field: ({ file }) => file.field,
  file_id: ({ file }) => file.id,
} satisfies Columns<{ number: string; seq: number; file: FileReference }>;

export const fileColumns = namesOf(columnsOfFiles);

/** The rows in `case_files`: the files that an entry of a case of this kind names, by the fields of its act. */
export function fileRows(
  kind: string,
  { number, seq, act, input }: Pick<Entry, 'number' | 'seq' | 'act' | 'input'>,
): Row<keyof typeof columnsOfFiles>[] {
  return filesIn(rowOf(kind, act)?.fields ?? {}, input).map((file) => row(columnsOfFiles, { number, seq, file }));
}
