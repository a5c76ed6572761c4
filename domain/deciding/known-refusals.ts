import { customerPageRole, type Actor } from '../actor.js';
import type { CaseState } from '../case/case.js';
import { isSubject } from '../case/subjects.js';
import { assigneeOf } from '../dispatch/dispatch-rules.js';
import type { SiteTeams } from '../dispatch/dispatch.js';
import { ownerOf } from '../dispatch/owner.js';
import { isRefusal, refuse, type Refusal, type RefusalCode } from '../refusal.js';
import { expandRoleGroups } from '../rulebook/role-groups.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { clauseOf, type ActContext, type ActRow } from './act.js';
import { roleMayNot } from './act-refusals.js';
import { actingPost, mayStandIn, rolesInCase } from './permission.js';

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

/** Refusals that are about who asks, and not about the case. */
const aboutTheActor: readonly string[] = [
  'role-may-not',
  'about-yourself',
  'not-by-the-handler',
  'not-your-own-request',
] satisfies RefusalCode[];

/** What was read beside the record of a case: where something was not, nothing is said that depends on it. */
export type BesideNextActs = Partial<Pick<ActContext, 'teams' | 'relatedCases'>>;
/** Who asks about which case, and when. */
export type AskedActs = Pick<ActContext, 'state' | 'actor' | 'at'> & BesideNextActs;
type AskedOfAll = Omit<AskedActs, 'actor'>;
export type AnyActRow = ActRow<Record<string, unknown>>;

/** Why the actor may not do an act, and why nobody may. */
export interface RefusalsOfAct {
  own(asked: AskedActs): Refusal | undefined;
  nobody(asked: AskedOfAll): Refusal | undefined;
}

/** Worked out from the rulebook and its act table, each time. */
export const refusalsOf = (row: AnyActRow, rulebook: Rulebook): RefusalsOfAct => ({
  own: (asked) => knownRefusal(row, rulebook, asked),
  nobody: (asked) => refusalOfAll(row, rulebook, asked),
});

/**
 * The refusal that is certain for the actor before anything is written: by the post, by whom the case is about, or by the
 * row's own check.
 */
function knownRefusal(row: AnyActRow, rulebook: Rulebook, asked: AskedActs): Refusal | undefined {
  const { state, actor } = asked;
  // Where the time does not matter it is not looked at, so that the answer may be kept.
  const post = postToActIn(row, actor, state, rulebook, mayStandIn(actor.posts, rulebook) ? asked.at : '');
  return isRefusal(post) ? post : checkRefusal(row, rulebook, actor, post, asked).refusal;
}

/** Why nobody may do the act as the case stands; undefined where somebody may, or where it depends on who they are. */
function refusalOfAll(row: AnyActRow, rulebook: Rulebook, asked: AskedOfAll): Refusal | undefined {
  const { state } = asked;
  const { organisation } = state;
  const roles = expandRoleGroups(row.by, rulebook, state.kind)
    .filter((role) => role !== customerPageRole)
    .flatMap((role) => rolesInCase(role, state, rulebook));
  // Somebody who has nothing to do with it, and whoever the case names for its work or as its owner.
  const ids = new Set(['', assigneeOf(state) ?? '', ownerOf(state) ?? '']);
  let first: Refusal | undefined;
  for (const role of roles)
    for (const id of ids) {
      const somebody: Actor = { kind: 'person', id, organisation, posts: [{ role, site: null, department: null }] };
      const { refusal, ofAll } = checkRefusal(row, rulebook, somebody, { role }, asked);
      if (!refusal || aboutTheActor.includes(refusal.code)) return undefined;
      first ??= refusal;
      if (ofAll) return first;
    }
  return first;
}

/**
 * The refusal of the row's own guard, or of its check where that refuses without having looked at the input, the time,
 * or other cases and teams that were not read. `ofAll`: without having looked at who acts, too.
 */
function checkRefusal(
  row: AnyActRow,
  rulebook: Rulebook,
  actor: Actor,
  post: { role: string; for?: string },
  asked: AskedOfAll,
): { refusal: Refusal | undefined; ofAll: boolean } {
  let [looked, ofAll] = [false, true];
  const known = <T>(ofActor: T): T => {
    ofAll = false;
    return ofActor;
  };
  const look = <T>(): T | undefined => {
    looked = true;
    return undefined;
  };
  const unknown = new Proxy({}, { get: look, has: () => !!look(), ownKeys: () => look() ?? [] });
  const context: ActContext<Record<string, unknown>> = {
    state: asked.state,
    get actor() {
      return known(actor);
    },
    get role() {
      return known(post.role);
    },
    ...(post.for === undefined ? {} : { for: post.for }),
    rulebook,
    clause: clauseOf(row, rulebook),
    get at() {
      return asked.at;
    },
    get happenedAt() {
      return look<string>() ?? asked.at;
    },
    input: unknown,
    relatedCases: new Proxy(asked.relatedCases ?? {}, { get: (found, name: string) => found[name] ?? look() }),
    get targetRulebook() {
      return look<Rulebook>();
    },
    get targetSite() {
      return look<NonNullable<ActContext['targetSite']>>();
    },
    get teams() {
      return asked.teams ?? look<SiteTeams>();
    },
  };
  const guarded = row.guard?.(context);
  if (guarded || !row.check) return { refusal: guarded, ofAll };
  looked = false;
  try {
    const refusal = row.check(context);
    return { refusal: looked ? undefined : refusal, ofAll };
  } catch (error) {
    // Without an input the check has nothing to work on: it is asked when the act comes.
    if (looked) return { refusal: undefined, ofAll };
    throw error;
  }
}
