// One act on a case without a database: who may take it, what the rules decide, what the case is then.
import type { RelatedCaseResult } from '../../../domain/deciding/related-case-query.js';
import type { ActRow } from '../../../domain/deciding/act.js';
import { automaticAct } from '../../../domain/deciding/automatic-acts.js';
import type { CaseState } from '../../../domain/case/case.js';
import type { Decision } from '../../../domain/deciding/enter-act.js';
import { decide } from '../../../domain/deciding/decide.js';
import { fold } from '../../../domain/case/fold.js';
import { kinds } from '../../../domain/kinds/kinds.js';
import { noticeFacts } from '../../../domain/notices/templates.js';
import { pastMoments } from '../../../domain/deciding/moments.js';
import { expandRoleGroups } from '../../../domain/rulebook/role-groups.js';
import { rolesInCase } from '../../../domain/deciding/permission.js';
import { isRefusal, type Refusal } from '../../../domain/refusal.js';
import { demoSites } from '../../../demo/people.js';
import { actorIn } from '../actors.js';
import { theOutage, outage, type WalkSetting } from './act-inputs.js';

export interface Step {
  act: string;
  role: string;
  input: Record<string, unknown>;
  /** When it is done, and for a record when the case was received (UTC ISO). */
  at: string;
  receivedAt?: string;
}

/** What an act would see of other cases: that outage and nothing else. */
export function seenBy(
  act: string,
  { number, facts }: CaseState,
  { kind, rulebook, at, out = theOutage }: WalkSetting,
  input: Record<string, unknown>,
): Record<string, RelatedCaseResult> {
  const looks = (kinds[kind]![act] as ActRow<unknown>).relatedQueries?.({ number, facts, at, input, rulebook }) ?? {};
  const on = { count: 1, newest: { number: out, status: 'out', facts: { ...outage, endsAt: null } } };
  return Object.fromEntries(
    Object.entries(looks).map(([name, look]) => [
      name,
      look.number === out ||
      (look.kind === 'outage' && look.facts?.['line'] === outage.line && look.facts['area'] === outage.area)
        ? on
        : { count: 0, newest: null },
    ]),
  );
}

export const siteOf = ({ rulebook, site }: Pick<WalkSetting, 'rulebook' | 'site'>) =>
  demoSites.find(({ id, rulebooks }) => (site === undefined ? rulebooks.includes(rulebook.name) : id === site))!;

export const actorOf = (role: string, ground: Pick<WalkSetting, 'rulebook' | 'site'>) =>
  actorIn(role, { organisation: siteOf(ground).organisation });

/** Whether the row gives the act to the role in this case. */
export function roleMay(
  act: string,
  role: string,
  state: CaseState,
  { kind, rulebook }: Pick<WalkSetting, 'kind' | 'rulebook'>,
): boolean {
  return expandRoleGroups(kinds[kind]![act]!.by, rulebook, kind).some((name) =>
    rolesInCase(name, state, rulebook).includes(role),
  );
}

/** The decision of the rules alone. */
export function decideStep(
  state: CaseState,
  { act, role, input, happenedAt }: Pick<Step, 'act' | 'role' | 'input'> & { happenedAt?: string },
  ground: WalkSetting,
): Decision | Refusal {
  return decide(
    state,
    kinds[ground.kind]!,
    {
      actor: actorOf(role, ground),
      act,
      input,
      at: ground.at,
      ...(happenedAt ? { happenedAt } : {}),
      relatedCases: seenBy(act, state, ground, input),
    },
    ground.rulebook,
  );
}

/** The case as time has left it by then. */
export function caseAt(at: string, state: CaseState, { rulebook }: WalkSetting): CaseState {
  return pastMoments(state, at, rulebook).reduce((then, entry) => fold(then, entry), state);
}

/** The case after the act and what the desk does right after; undefined where it is refused. */
export function stateAfter(
  state: CaseState,
  step: Pick<Step, 'act' | 'role' | 'input'>,
  ground: WalkSetting,
): CaseState | undefined {
  const decision = decideStep(state, step, ground);
  return isRefusal(decision) ? undefined : followed(state, decision, ground);
}

export function followed(
  state: CaseState | null,
  decision: Pick<Decision, 'entry' | 'nextRequest'>,
  ground: WalkSetting,
): CaseState | undefined {
  const next = fold(state, decision.entry);
  assertFilledIn(decision.entry, next, ground);
  const own = decision.nextRequest ?? automaticAct(next, ground.rulebook, ground.at);
  return own ? stateAfter(next, { act: own.act, role: 'desk', input: own.input }, ground) : next;
}

/** Whatever an act tells anybody has nothing left to fill in. */
function assertFilledIn({ act, notices }: Decision['entry'], state: CaseState, { rulebook }: WalkSetting): void {
  for (const notice of notices)
    for (const language of ['zh-CN', 'en'] as const) {
      const { what } = noticeFacts(notice, state, rulebook, language, '');
      if (what === '' || /[{}]/.test(what)) throw new Error(`${state.kind} ${act} (${notice.clause}) says: ${what}`);
    }
}

export function blankOf(ground: WalkSetting): CaseState {
  const { kind, rulebook, at } = ground;
  const site = siteOf(ground);
  return {
    number: `${rulebook.kinds[kind]!.prefix}-2026-000001`,
    kind,
    rulebook: rulebook.name,
    version: rulebook.version,
    site: site.id,
    organisation: site.organisation,
    seq: 0,
    status: 'new',
    tier: null,
    department: null,
    round: 1,
    receivedAt: at,
    openedAt: at,
    closedAt: null,
    facts: { siteKind: site.kind },
    words: {},
    marks: {},
    clocks: [],
    links: [],
    broadcasts: [],
    violations: [],
  };
}
