import type { Actor } from '../actor.js';
import type {
  Broadcast,
  CaseState,
  ClockState,
  EntryDraft,
  CaseLink,
  NoticeRequest,
  Violation,
  WordName,
  CaseWords,
} from '../case/case.js';
import type { SiteTeams } from '../dispatch/dispatch.js';
import type { ActFields, InputOf } from '../case/fields.js';
import type { CustodyHistory } from '../responsibility/custody.js';
import type { Refusal } from '../refusal.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Scalar, Text } from '../text.js';

/**
 * What a row of an act table is asked with. `at` is the ledger's time, `happenedAt` the time the act speaks of.
 */
export interface ActContext<I = unknown> {
  state: CaseState;
  actor: Actor;
  role: string;
  /** Whom the actor stands in for (委托代理), where they may act only in that person's place. */
  for?: string;
  at: string;
  happenedAt: string;
  input: I;
  rulebook: Rulebook;
  /** The row's clause in the rulebook of the case. */
  clause: string;
  relatedCases: RelatedCaseResults;
  /** The version of the rulebook the case is to be moved to, where the ledger has found it. */
  targetRulebook?: Rulebook | undefined;
  /** The teams that may be given the case (`teams` of the row); undefined where the site has none. */
  teams?: SiteTeams | undefined;
}

/**
 * Other cases of the same site that an act depends on. Who looks `shared` and who enters `alone` under the same `guard`
 * wait for each other, so that what was seen still holds once the act is entered; those who look do not wait for one
 * another, and nothing is written for it.
 */
export interface RelatedCaseQuery {
  lockKey: string;
  lockMode: 'shared' | 'alone';
  kind?: string;
  number?: string;
  statuses?: readonly string[];
  /** Open cases that are joined to this one. */
  joinedTo?: string;
  facts?: Readonly<Record<string, Scalar>>;
  /** None of those with these facts. */
  withoutFacts?: Readonly<Record<string, Scalar>>;
  /** A fact that holds a time: from `from` on and before `before` (UTC ISO). */
  timeRange?: { fact: string; from: string; before: string };
  /** With everything that is on record of the newest. */
  withRecord?: true;
}

/** How many cases there are, and the newest of them. */
export interface RelatedCaseResult {
  count: number;
  newest: { number: string; status: string; facts: Record<string, Scalar>; record?: RelatedCaseRecord } | null;
}

/** What a row looks for among other cases (`looks`), by name. */
export type RelatedCaseResults = Readonly<Record<string, RelatedCaseResult>>;

/** The entries of a case, oldest first, and the version of the rules it is pinned to. */
export interface RelatedCaseRecord {
  entries: EntryDraft[];
  /** Whose hands it has been in: followed by the ledger, which knows the acts of every kind. */
  course: CustodyHistory;
  rulebook: Rulebook;
}

/** What is known before anything is looked up; of a case that is not opened yet neither number nor facts. */
export interface RelatedQueryContext<I = unknown> {
  number: string;
  facts: Readonly<Record<string, Scalar>>;
  at: string;
  input: I;
  rulebook: Rulebook;
}

/** What an act brings about besides its own entry. Everything left out stays as it is. */
export interface Effects {
  to?: string;
  /** The case is pinned to this version from now on: the one of `ActContext.target`. */
  version?: string;
  tier?: string;
  /** A raised tier moves clocks by X-7: from reception where it was sorted too low, from now where it grew. */
  cause?: 'sorted-too-low' | 'grew';
  department?: string;
  newRound?: boolean;
  facts?: Record<string, Scalar>;
  /** Besides those that the fields name (`word`). */
  words?: CaseWords;
  /** Milestones besides the act's own name, which clocks may start at or wait for. */
  milestones?: string[];
  clocks?: ClockState[];
  links?: CaseLink[];
  /**
   * Cases to be opened from this one: the engine has them opened, and tells this case how each ends (`child-outcome`).
   */
  childCases?: ChildCaseRequest[];
  /**
   * To be told to every open case that is joined to this one (`joinedTo`): the engine does it, and `broadcast-done`
   * says for how many.
   */
  broadcast?: Pick<Broadcast, 'act' | 'input'>;
  broadcasts?: Broadcast[];
  violations?: Omit<Violation, 'at' | 'round'>[];
  notices?: NoticeRequest[];
  closes?: boolean;
  /** Acts on other cases that belong to this one and are entered with it or not at all. */
  followUps?: FollowUpAct[];
  /** An act of the desk on this case, entered right after. It sees what this one has seen (`seen`). */
  nextAct?: Omit<FollowUpAct, 'number'>;
}

/**
 * A case of any kind of the same rulebook, with the input of its `record`. What the customer said in this case goes
 * along; `input.words` says otherwise word by word, and `keeps` names the words that go along where not all may.
 */
export interface ChildCaseRequest {
  kind: string;
  input: Record<string, unknown>;
  keepWords?: readonly WordName[];
  /** The clause it is opened under: that of the act, unless said otherwise. */
  clause?: string;
}

/** An act of the desk on another case, entered in the same transaction. */
export interface FollowUpAct {
  number: string;
  act: string;
  input: Record<string, unknown>;
}

/**
 * Roles that are worked out from the case: whoever the clause of the asked clock names, and whoever the revisit was
 * given to.
 */
export const approverOfClause = 'approver-of-clause';
export const revisitAssignee = 'revisit-assignee';

/** One legal act: when, by whom, under which clause, with what, and what it does. The only place that says so. */
export interface ActRow<I = never> {
  /** What a button says. */
  name: Text;
  /** One id, or for an act that organisations share the id by name of their rulebook, `default` for the others. */
  clause: string | Readonly<Record<string, string>>;
  from: readonly string[] | 'open' | 'any';
  /** Parts (which the rulebook gives to its roles) or roles: see `rolesOf`. */
  by: readonly string[];
  to?: string;
  /** What it takes; nothing where there are none. */
  fields?: ActFields;
  /**
   * Milestones it may bring about besides its own name; `passed:*stages` stands for one of each id of the list
   * `stages`.
   */
  brings?: readonly string[];
  /** Facts it may set, which rules of a rulebook may ask for. */
  sets?: readonly string[];
  /** Other cases it depends on, by name: only the ledger sees them, and looks them up before it asks. */
  relatedQueries?: (asking: RelatedQueryContext<I>) => Readonly<Record<string, RelatedCaseQuery>> | undefined;
  /**
   * Whether it depends on who works in which team, given what it has `seen`: only the ledger knows, and looks before it
   * asks.
   */
  teams?: boolean | ((seen: RelatedCaseResults) => boolean);
  /**
   * Whether it is worth offering where the status allows it: not, where the case has nothing that it is about. Asked
   * all the same, it is refused by `check`.
   */
  offered?: (state: CaseState) => boolean;
  /** A reason to refuse beyond status, role and lists. */
  check?: (context: ActContext<I>) => Refusal | undefined;
  effects?: (context: ActContext<I>) => Effects;
}

/** The acts of a kind. Each row keeps its own input type. */
export type ActTable = Readonly<Record<string, ActRow>>;

/** A row as it is written: `more` holds only a type (`besides`). */
type ActRowSource<F extends ActFields, M, I> = Omit<ActRow<I>, 'fields'> & { fields?: F; more?: M };
/** NoInfer: what a table expects of a row must not decide what the row's input is. */
type ActRowWithFields<F extends ActFields, I> = ActRow<NoInfer<I>> & { fields: NoInfer<F> };
type NoFields = Record<never, never>;
type WithExtraInput<M, I> = unknown extends M ? I : Omit<I, keyof M> & M;

/** A row whose `check` and `effects` are asked with what its fields say. */
export function act<const F extends ActFields = NoFields, M = unknown>({
  more: _more,
  ...row
}: ActRowSource<F, M, WithExtraInput<M, InputOf<F>>>): ActRowWithFields<F, WithExtraInput<M, InputOf<F>>> {
  return { ...row, fields: row.fields ?? ({} as F) };
}

type RecordInput<F extends ActFields> = { words: CaseWords } & InputOf<{
  [K in keyof F as F[K] extends { word: WordName } ? never : K]: F[K];
}>;

/** The row that opens a case. Fields of the case's own words come together as `input.words`. */
export function recordAct<const F extends ActFields, M = unknown>({
  more: _more,
  ...row
}: ActRowSource<F, M, WithExtraInput<M, RecordInput<F>>>): ActRowWithFields<F, WithExtraInput<M, RecordInput<F>>> {
  return { ...row, fields: row.fields ?? ({} as F) };
}

/**
 * `more: besides<{ importedFrom?: string }>()`: what the desk or the import passes besides the fields, which no person
 * may give.
 */
export function extraInput<M>(): M | undefined {
  return undefined;
}

/** What a row is asked with. */
export type InputOfRow<R> = R extends ActRow<infer I> ? I : never;

/** Whether the status of the case allows the act. */
export function statusAllows(row: ActRow, state: Pick<CaseState, 'status'>): boolean {
  if (row.from === 'any') return true;
  if (row.from === 'open') return state.status !== 'closed';
  return row.from.includes(state.status);
}

/**
 * The clause of a row in the rulebook, or in the one it refines (W-36); undefined where there is none: the checker
 * refuses such a rulebook.
 */
export function findClause(
  { clause }: Pick<ActRow, 'clause'>,
  { name, refines }: Pick<Rulebook, 'name' | 'refines'>,
): string | undefined {
  return typeof clause === 'string' ? clause : (clause[name] ?? clause[refines ?? name] ?? clause['default']);
}

/** The clause of a row in the rulebook; a fault where it has none. */
export function clauseOf(row: Pick<ActRow, 'clause' | 'name'>, rulebook: Pick<Rulebook, 'name' | 'refines'>): string {
  const clause = findClause(row, rulebook);
  if (!clause) throw new Error(`The act '${row.name.en}' has no clause in rulebook ${rulebook.name}.`);
  return clause;
}
