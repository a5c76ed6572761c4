import { rolesAbove, expandRoleGroups } from '../rulebook/role-groups.js';
import { subjectKeys, isForSubject } from '../case/subjects.js';
import { approverOfClause, revisitAssignee, type ActRow } from './act.js';
import { belongsTo, type Actor, type Post } from '../actor.js';
import { isOpen } from '../time/opening.js';
import type { CaseState } from '../case/case.js';
import { isRunning } from '../clocks/clocks.js';
import { dutyRoles } from '../rulebook/duties.js';
import { calendarOf, clockRule, type Rulebook } from '../rulebook/rulebook.js';

/**
 * The role in which the actor may do the act, or undefined: default deny, and nothing in another organisation. A
 * post counts at the case's site (or all sites), and in the case's department where the role belongs to one; a
 * stand-in counts while the calendar of its clause is closed (P-3.4). If everybody who holds the role is excluded
 * from the case, the roles above it may act in its place (P-4.3.5.1, W-35).
 */
export function actingRole(
  row: Pick<ActRow, 'by'>,
  actor: Actor,
  state: CaseState,
  rulebook: Rulebook,
  at: string,
): string | undefined {
  return actingPost(row, actor, state, rulebook, at)?.role;
}

/**
 * The same, with whom it is `for` where the actor may do it only in the place of somebody else. Such a post does not
 * count where the case is about that person.
 */
export function actingPost(
  row: Pick<ActRow, 'by'>,
  actor: Actor,
  state: CaseState,
  rulebook: Rulebook,
  at: string,
): { role: string; for?: string } | undefined {
  if (!belongsTo(actor, state.organisation)) return undefined;
  const named = expandRoleGroups(row.by, rulebook, state.kind);
  const about = subjectKeys(state.facts);
  const wanted = about.length
    ? [
        ...new Set([
          ...named,
          ...named.flatMap((name) => rolesInCase(name, state, rulebook)).flatMap((role) => rolesAbove(role, rulebook)),
        ]),
      ]
    : named;
  const own = actor.posts.filter((post) => post.for === undefined);
  const delegatedPosts =
    own.length === actor.posts.length
      ? []
      : actor.posts.filter((post) => post.for !== undefined && !isForSubject(post, about));
  return (
    roleBy(wanted, actor.id, own) ??
    [...new Set(delegatedPosts.map((post) => post.for!))]
      .map((principal) =>
        roleBy(
          wanted,
          principal,
          delegatedPosts.filter((post) => post.for === principal),
          principal,
        ),
      )
      .find(Boolean)
  );

  function roleBy(
    names: readonly string[],
    person: string,
    posts: Post[],
    onBehalfOf?: string,
  ): { role: string; for?: string } | undefined {
    const delegation = onBehalfOf === undefined ? {} : { for: onBehalfOf };
    for (const name of names) {
      if (name === revisitAssignee) {
        if (person === state.facts['revisitBy']) return { role: revisitAssignee, ...delegation };
        continue;
      }
      for (const role of rolesInCase(name, state, rulebook))
        if (holdsRole(posts, role, state, rulebook, at)) return { role, ...delegation };
    }
    return undefined;
  }
}

/** The roles a name in `by` stands for in this case: those worked out from it, or the role itself. */
export function rolesInCase(name: string, state: CaseState, rulebook: Rulebook): string[] {
  return name === approverOfClause ? extensionApprovers(state, rulebook) : (dutyRoles(name, state, rulebook) ?? [name]);
}

/**
 * Whether `role` is the one that is `named`, or above it in a case about somebody: what passes by those it is about
 * goes up (P-4.3.5.1).
 */
export function isOrStandsAbove(role: string, named: string, state: CaseState, rulebook: Rulebook): boolean {
  return role === named || (subjectKeys(state.facts).length > 0 && rolesAbove(named, rulebook).includes(role));
}

/** The roles that may decide the extensions now asked for: the ones their clauses name. */
export function extensionApprovers(state: CaseState, rulebook: Rulebook): string[] {
  return state.clocks
    .filter((clock) => isRunning(clock) && clock.extensions.some((item) => !item.decidedAt))
    .map((clock) => clockRule(rulebook, state.kind, clock.rule).extensionApprover)
    .filter((role) => role !== undefined);
}

/** The roles that act for one while their calendar is closed at that instant (UTC ISO; P-3.4). */
export function standInRoles(role: string, rulebook: Rulebook, at: string): string[] {
  return Object.entries(rulebook.roles).flatMap(([name, { standsInFor }]) =>
    standsInFor?.roles.includes(role) && !isOpen(calendarOf(rulebook, standsInFor.outsideCalendar), Date.parse(at))
      ? [name]
      : [],
  );
}

/** Whether one of the posts counts for another role at some times: else it does not depend on the time who may act. */
export function mayStandIn(posts: readonly Post[], { roles }: Pick<Rulebook, 'roles'>): boolean {
  return posts.some(({ role }) => roles[role]?.standsInFor !== undefined);
}

function holdsRole(posts: readonly Post[], role: string, state: CaseState, rulebook: Rulebook, at: string): boolean {
  return posts.some((post) => {
    if (!countsHere(post, state, rulebook)) return false;
    if (post.role === role) return true;
    const standIn = rulebook.roles[post.role]?.standsInFor;
    return !!standIn?.roles.includes(role) && !isOpen(calendarOf(rulebook, standIn.outsideCalendar), Date.parse(at));
  });
}

function countsHere(post: Post, state: CaseState, rulebook: Rulebook): boolean {
  if (post.site !== null && post.site !== state.site) return false;
  // A case that has no department yet is open to all of them: a report must be recorded, and harm relieved, by any
  // person on the spot.
  return (
    !rulebook.roles[post.role]?.ofDepartment ||
    post.department === null ||
    state.department === null ||
    post.department === state.department
  );
}
