import { customerPageRole, type Actor } from '../actor.js';
import type { CaseState } from '../case/case.js';
import { assigneeOf } from '../dispatch/dispatch-rules.js';
import type { SiteTeams } from '../dispatch/dispatch.js';
import { ownerOf } from '../dispatch/owner.js';
import { isSubject } from '../case/subjects.js';
import { isRefusal, refuse, type Refusal, type RefusalCode } from '../refusal.js';
import { expandRoleGroups } from '../rulebook/role-groups.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Text } from '../text.js';
import { clauseOf, statusAllows, type ActContext, type ActRow, type ActSituation, type ActTable } from './act.js';
import { roleMayNot } from './act-refusals.js';
import { actingPost, rolesInCase } from './permission.js';

/** The post in which the actor may do the act, or why none of theirs will do: the role, or that the case is about them. */
export function postToActIn(
  row: ActRow<Record<string, unknown>>,
  actor: Actor,
  state: CaseState,
  rulebook: Rulebook,
  at: string,
): { role: string; for?: string } | Refusal {
  const post = actingPost(row, actor, state, rulebook, at);
  const clause = clauseOf(row, rulebook);
  if (!post) return roleMayNot(row, clause, state, rulebook);
  if (!isSubject(state, actor)) return post;
  return refuse(
    'about-yourself',
    'The case is about you: somebody else must act on it.',
    '此案件涉及您本人，须由他人处理。',
    rulebook.recusal ?? clause,
  );
}

/** An act that the status of the case allows. */
export interface NextAct {
  act: string;
  name: Text;
  clause: string;
  by: string[];
  /** Whether somebody may do it now, whoever that is. */
  possible: boolean;
  /**
   * Why the actor may not do it, whatever they would write, or nobody may now; undefined where they may. The same is
   * said to whoever tries, except that who must not act at all hears that first.
   */
  because: Refusal | undefined;
}

/** Refusals that are about who asks, and not about the case. */
const aboutTheActor: readonly string[] = [
  'role-may-not',
  'about-yourself',
  'not-by-the-handler',
  'not-your-own-request',
] satisfies RefusalCode[];

/** What was read beside the record of a case: where something was not, nothing is said that depends on it. */
export type BesideNextActs = Partial<Pick<ActContext, 'teams' | 'relatedCases'>>;
type Known = Pick<ActContext, 'state' | 'rulebook' | 'at'> & BesideNextActs;

/**
 * The acts that are legal now, with why not where they are for somebody else. `at` in UTC ISO; `beside`: the
 * teams that may be given the case, and other cases, as far as they were read.
 */
export function nextActs(
  state: CaseState,
  table: ActTable,
  actor: Actor,
  rulebook: Rulebook,
  at: string,
  beside: BesideNextActs = {},
): NextAct[] {
  const known: Known = { state, rulebook, at, ...beside };
  return Object.entries(table as Readonly<Record<string, ActRow<Record<string, unknown>>>>)
    .filter(
      ([act, row]) =>
        act !== 'record' &&
        !row.by.every((role) => role === 'desk' || role === customerPageRole) &&
        statusAllows(row, state) &&
        (row.offered?.(state) ?? true),
    )
    .map(([act, row]) => {
      const own = knownRefusal(row, actor, known);
      const nobody = own && refusalOfAll(row, known);
      return {
        act,
        name: row.name,
        clause: clauseOf(row, rulebook),
        by: expandRoleGroups(row.by, rulebook, state.kind).filter((role) => role !== customerPageRole),
        possible: !nobody,
        because: nobody ?? own,
      };
    });
}

/** The refusal that is certain for the actor before anything is written: by the post, by whom the case is about, or by the row's own check. */
function knownRefusal(row: ActRow<Record<string, unknown>>, actor: Actor, known: Known): Refusal | undefined {
  const post = postToActIn(row, actor, known.state, known.rulebook, known.at);
  return isRefusal(post) ? post : checkRefusal(row, actor, post, known);
}

/** Why nobody may do the act as the case stands; undefined where somebody may, or where it depends on who they are. */
function refusalOfAll(row: ActRow<Record<string, unknown>>, known: Known): Refusal | undefined {
  const { state, rulebook } = known;
  const { organisation } = state;
  const roles = expandRoleGroups(row.by, rulebook, state.kind)
    .filter((role) => role !== customerPageRole)
    .flatMap((role) => rolesInCase(role, state, rulebook));
  // Somebody who has nothing to do with it, and whoever the case names for its work or as its owner.
  const ids = new Set(['', assigneeOf(state) ?? '', ownerOf(state) ?? '']);
  const refusals = roles.flatMap((role) =>
    [...ids].map((id) => {
      const somebody: Actor = { kind: 'person', id, organisation, posts: [{ role, site: null, department: null }] };
      return checkRefusal(row, somebody, { role }, known);
    }),
  );
  return refusals.every((refusal) => refusal && !aboutTheActor.includes(refusal.code)) ? refusals[0] : undefined;
}

/**
 * The refusal of the row's own guard, or of its check where that refuses without having looked at the input, the time,
 * or other cases and teams that were not read.
 */
function checkRefusal(
  row: ActRow<Record<string, unknown>>,
  actor: Actor,
  post: { role: string; for?: string },
  { teams, relatedCases, ...known }: Known,
): Refusal | undefined {
  const situation: ActSituation = { ...known, actor, ...post, clause: clauseOf(row, known.rulebook) };
  const guarded = row.guard?.(situation);
  if (guarded || !row.check) return guarded;
  let looked = false;
  const look = <T>(): T | undefined => {
    looked = true;
    return undefined;
  };
  const unknown = new Proxy({}, { get: look, has: () => !!look(), ownKeys: () => look() ?? [] });
  const context: ActContext<Record<string, unknown>> = {
    ...situation,
    get happenedAt() {
      return look<string>() ?? known.at;
    },
    input: unknown,
    relatedCases: new Proxy(relatedCases ?? {}, { get: (found, name: string) => found[name] ?? look() }),
    get targetRulebook() {
      return look<Rulebook>();
    },
    get targetSite() {
      return look<NonNullable<ActContext['targetSite']>>();
    },
    get teams() {
      return teams ?? look<SiteTeams>();
    },
  };
  try {
    const refusal = row.check(context);
    return looked ? undefined : refusal;
  } catch (error) {
    // Without an input the check has nothing to work on: it is asked when the act comes.
    if (looked) return undefined;
    throw error;
  }
}
