import type { Actor } from '../actor.js';
import type { CaseState, CaseWords, WordName } from '../case/case.js';
import { isToCustomer, standardAnswersField, type ActFields, type InputOf } from '../case/fields.js';
import type { SiteTeams } from '../dispatch/dispatch.js';
import type { Refusal } from '../refusal.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Text } from '../text.js';
import type { Effects } from './effects.js';
import type { RelatedCaseQuery, RelatedCaseResults, RelatedQueryContext } from './related-case-query.js';
import type { TargetSite } from './target-site.js';

/**
 * What the functions of a row are called with. `at` is the ledger's time, `happenedAt` the time at which it happened
 * (X-5).
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
  /** The site the case is to be moved to, where the ledger has found it in its organisation. */
  targetSite?: TargetSite | undefined;
  /** The teams that may be given the case (`teams` of the row); undefined where the site has none. */
  teams?: SiteTeams | undefined;
}

/** What is known before anything is written. */
export type ActSituation = Pick<ActContext, 'state' | 'actor' | 'role' | 'for' | 'at' | 'rulebook' | 'clause'>;

/**
 * Roles that follow from the case: the role that approves for the clause of the clock, and the person who was given
 * the revisit.
 */
export const approverOfClause = 'approver-of-clause';
export const revisitAssignee = 'revisit-assignee';

/**
 * One legal act: when, by whom, under which clause, with what, and what it does. The only place that says so. `S`: the
 * statuses it names, `N`: the facts it sets.
 */
export interface ActRow<I = never, S extends string = string, N extends string = string> {
  /** What a button says. */
  name: Text;
  /** One id, or for an act that organisations share the id by name of their rulebook, `default` for the others. */
  clause: string | Readonly<Record<string, string>>;
  from: readonly S[] | 'open' | 'any';
  /** Role groups (which the rulebook gives to its roles) or roles: see `expandRoleGroups`. */
  by: readonly string[];
  to?: S;
  /** The statuses that `effects` may lead to, where the case decides which. */
  toOneOf?: readonly S[];
  /** What it takes; nothing where there are none. */
  fields?: ActFields;
  /** What it takes of the system or an import, `fields` among them; the same where it is left out. */
  systemFields?: ActFields;
  /**
   * Milestones it may bring about, beyond its own name; `passed:*stages` stands for one of each id of the list
   * `stages`.
   */
  brings?: readonly string[];
  /** Facts it may set, which rules of a rulebook may ask for. */
  sets?: readonly N[];
  /** Other cases it depends on, by name: only the ledger can read them, and does so before it decides. */
  relatedQueries?: (asking: RelatedQueryContext<I>) => Readonly<Record<string, RelatedCaseQuery>> | undefined;
  /**
   * Whether it depends on who works in which team, given what was found among other cases: only the ledger knows, and
   * reads it before it decides.
   */
  teams?: boolean | ((found: RelatedCaseResults) => boolean);
  /**
   * False hides the act from `nextActs` though the status allows it (nothing to act on); sent anyway, `check` refuses
   * it.
   */
  offered?: (state: CaseState) => boolean;
  /**
   * Why the case does not let the actor do it, whatever the input, where `check` would say so for each input in its own
   * words: `nextActs` asks it first, deciding last.
   */
  guard?: (context: ActSituation) => Refusal | undefined;
  /**
   * A reason to refuse beyond status, role and lists. What no input could mend comes first, before the input is looked
   * at: `nextActs` asks it without one, so that what is offered is not refused then.
   */
  check?: (context: ActContext<I>) => Refusal | undefined;
  effects?: (context: ActContext<I>) => Effects<S, N>;
}

/** The acts of a kind. Each row keeps its own input type; statuses and facts are those of the kind. */
export type ActTable<S extends string = string, N extends string = string> = Readonly<
  Record<string, ActRow<never, S, N>>
>;

/**
 * A row as it is written. `more`: what the system or an import may give in addition to the fields, or in their place;
 * no person may. `S`, `T`, `D` and `N` are what the row itself names: effects lead to a status of `toOneOf` only.
 */
type ActRowSource<
  F extends ActFields,
  M extends ActFields,
  I,
  S extends string,
  T extends string,
  D extends string,
  N extends string,
  E extends string,
> = {
  [
    K in keyof Omit<ActRow<I>, 'fields' | 'systemFields' | 'from' | 'to' | 'toOneOf' | 'sets' | 'effects'>
  ]: ActRow<I>[K];
} & {
  fields?: F;
  more?: M;
  from: readonly S[] | 'open' | 'any';
  to?: T;
  toOneOf?: readonly D[];
  sets?: readonly N[];
  effects?: (context: ActContext<I>) => Effects<NoInfer<D>, E>;
};
/** NoInfer: what a table expects of a row must not decide what the row's input is. */
type ActRowWithFields<F extends ActFields, I, S extends string, N extends string> = ActRow<NoInfer<I>, S, N> & {
  fields: NoInfer<F>;
};
type NoFields = Record<never, never>;
type WithExtraInput<M extends ActFields, I> = Omit<I, keyof M> & InputOf<M>;
/** Facts that effects set under names known only when they run say nothing here: tests hold them against `sets`. */
type Named<E extends string> = string extends E ? never : E;

/** A row whose `check` and `effects` are asked with what its fields say. */
export function act<
  const F extends ActFields = NoFields,
  const M extends ActFields = NoFields,
  S extends string = never,
  T extends string = never,
  D extends string = never,
  N extends string = never,
  E extends string = never,
>(
  row: ActRowSource<F, M, WithExtraInput<M, InputOf<F>>, S, T, D, N, E>,
): ActRowWithFields<F, WithExtraInput<M, InputOf<F>>, NoInfer<S | T | D>, NoInfer<N | Named<E>>> {
  return withFields(row);
}

/**
 * The compiler cannot follow that the row names its own statuses and facts, so the result is typed by the caller. What
 * tells the customer something says which standard answers it was made of.
 */
function withFields<F extends ActFields, M extends ActFields>({ more, ...row }: { fields?: F; more?: M }): never {
  const fields: ActFields = Object.values(row.fields ?? {}).some(isToCustomer)
    ? { ...row.fields, standardAnswers: standardAnswersField }
    : (row.fields ?? {});
  return { ...row, fields, ...(more ? { systemFields: { ...fields, ...more } } : {}) } as never;
}

type RecordInput<F extends ActFields> = { words: CaseWords } & InputOf<{
  [K in keyof F as F[K] extends { word: WordName } ? never : K]: F[K];
}>;

/** The row that opens a case. Fields of the case's own words come together as `input.words`. */
export function recordAct<
  const F extends ActFields,
  const M extends ActFields = NoFields,
  S extends string = never,
  T extends string = never,
  D extends string = never,
  N extends string = never,
  E extends string = never,
>(
  row: ActRowSource<F, M, WithExtraInput<M, RecordInput<F>>, S, T, D, N, E>,
): ActRowWithFields<F, WithExtraInput<M, RecordInput<F>>, NoInfer<S | T | D>, NoInfer<N | Named<E>>> {
  return withFields(row);
}

/** The input of a row. */
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
