import type { CaseState, ClockState } from '../../domain/case/case.js';
import { nextMoment, wakeAt } from '../../domain/clocks/clock-moments.js';
import { isRunning, limitOf } from '../../domain/clocks/clocks.js';
import { fold } from '../../domain/case/fold.js';
import type { ComputedDue, Limit } from '../../domain/time/limit.js';
import { computeDue } from '../../domain/time/limits.js';
import { pastMoments } from '../../domain/deciding/moments.js';
import type { ClockRule } from '../../domain/rulebook/clock-rule.js';
import { waitingName } from '../../domain/rulebook/pause-reasons.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language, Text } from '../../domain/text.js';
import type { Caller } from '../permission/caller.js';
import { LimitJson, StepJson, stepJson } from '../clocks/steps.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { ClockJson, clockJson, localTime } from './clock-json.js';

class RoleJson {
  @ApiField('the role') role!: string;
  @ApiField("its name in the caller's language") name!: string;
}

class ClauseJson {
  @ApiField('id of the clause') id!: string;
  @ApiField("what it asks, in the caller's language", { nullable: true }) text!: string | null;
}

class RungJson {
  @ApiField('what happens', { enum: ['warn', 'breach', 'escalate', 'urge'] }) kind!: string;
  @ApiFieldInstant('when, if nobody has acted by then') at!: string;
  @ApiField('who is notified', { type: [RoleJson] }) tells!: RoleJson[];
}

/** Why a clock is due when it is. */
export class ExplanationJson {
  @ApiField('the clock', { type: ClockJson }) clock!: ClockJson;
  @ApiField('the clause it carries out', { type: ClauseJson }) clause!: ClauseJson;
  @ApiField('the limit, where it is not a time somebody named', { nullable: true, type: LimitJson })
  limit!: LimitJson | null;
  @ApiField('the calendar it counts in', { example: 'property/office-hours' }) calendar!: string;
  @ApiField('who must see to it', { type: RoleJson }) who!: RoleJson;
  @ApiField('who may grant more time; null where the clause names nobody', { nullable: true, type: RoleJson })
  longer!: RoleJson | null;
  @ApiField('the way from start to due', { type: [StepJson] }) steps!: StepJson[];
  @ApiField('who will be notified when, until somebody acts', { type: [RungJson] }) ladder!: RungJson[];
}

/** Explains a clock from the rulebook and calendar its case is pinned to. */
export function explain(state: CaseState, clock: ClockState, caller: Caller, rulebook: Rulebook): ExplanationJson {
  const rule = rulebook.kinds[state.kind]?.clocks.find(({ id }) => id === clock.rule);
  const { language } = caller;
  const role = (id: string): RoleJson => ({ role: id, name: rulebook.roles[id]?.name[language] ?? id });
  const { limit, steps } = stepsToDue(clock, rule, state, rulebook, language);
  return {
    clock: clockJson(clock, state, caller, rulebook),
    clause: { id: clock.clause, text: rulebook.clauses[clock.clause]?.text[language] ?? null },
    limit: limit ?? null,
    calendar: `${rulebook.name}/${clock.calendar}`,
    who: role(clock.who),
    longer: rule?.extensionApprover === undefined ? null : role(rule.extensionApprover),
    steps,
    ladder: escalationOf(state, clock, rulebook).map(({ kind, at, roles }) => ({
      kind,
      at: localTime(rulebook.timeZone)(at),
      tells: roles.map(role),
    })),
  };
}

/**
 * The steps from start to due: those of the limit, then whatever moved it, then back to the bound; a time that somebody
 * named stands in for all of them.
 */
function stepsToDue(
  clock: ClockState,
  rule: ClockRule | undefined,
  state: CaseState,
  rulebook: Rulebook,
  language: Language,
): { limit?: Limit; steps: StepJson[] } {
  const local = localTime(rulebook.timeZone);
  const step = (from: string, to: string, reason: keyof typeof sentences): StepJson => ({
    from: local(from),
    to: local(to),
    counted: '0',
    reason,
    why: sentences[reason][language],
  });
  const free = clock.bound?.due ?? clock.due;
  const atMost = free === clock.due ? [] : [step(free, clock.due, 'at-most')];
  const named = [step(clock.startedAt, free, 'named-time'), ...atMost];
  const limit = clock.limit ?? (rule && limitOf(rule, state.facts));
  const counted = limit && countedLimit(clock, limit, rulebook, language);
  if (!limit || !counted) return { steps: named };
  const granted = clock.extensions.filter((extension) => extension.granted);
  const steps = counted.steps.map((step) => stepJson(step, language));
  let end = utc(counted.due);
  const move = (to: string, reason: keyof typeof sentences) => {
    if (to === end) return;
    steps.push(step(end, to, reason));
    end = to;
  };
  if (granted.length === 0 && end !== free && !clock.recount) return { steps: named };
  for (const { until } of granted) move(until, 'extension-granted');
  move(
    free,
    clock.recount && granted.length === 0 && clock.pauses.length === 0
      ? 'not-before-the-order'
      : 'moved-after-extension',
  );
  return { limit, steps: [...steps, ...atMost] };
}

/** The limit counted out, where it is what set the clock: a time named from the start gives another end. */
function countedLimit(
  clock: ClockState,
  limit: Limit,
  rulebook: Rulebook,
  language: Language,
): ComputedDue | undefined {
  const calendar = rulebook.calendars[clock.calendar];
  if (!calendar) return undefined;
  const input = { start: clock.startedAt, limit, calendar };
  const base = computeDue(input);
  if (utc(base.due) !== (clock.recount?.due ?? clock.bound?.originalDue ?? clock.originalDue)) return undefined;
  // On record the reason of a pause stands in English: here it is for one reader.
  const pauses = clock.pauses.map((pause) =>
    pause.reason === undefined ? pause : { ...pause, reason: waitingName(pause.reason, rulebook)[language] },
  );
  return clock.limit && pauses.length ? computeDue({ ...input, pauses }) : base;
}

const sentences = {
  'named-time': {
    en: 'the time that was named (promised, agreed, or asked for by the customer) stands in for the limit (X-6)',
    'zh-CN': '以约定、承诺或客户要求的时间为准（X-6）',
  },
  'extension-granted': {
    en: 'more time was granted (X-8); the original limit stays on record',
    'zh-CN': '延期已批准（X-8），原期限保留在案',
  },
  'not-before-the-order': {
    en: 'the case came under another version when this time had passed: due at that moment, not before (X-1)',
    'zh-CN': '案件转用另一版本时该时间已过，以转用之时为限（X-1）',
  },
  'at-most': {
    en: 'brought forward: it must lie before a time that is not ours to set (an authority’s), by the margin of the rule',
    'zh-CN': '提前：须早于不由本单位决定的时限（如上级交办时限），并留出规定的提前量',
  },
  'moved-after-extension': {
    en: 'moved on for a pause, or to a time that was named',
    'zh-CN': '因暂停计时或另行约定而变更',
  },
} satisfies Record<string, Text>;

/** Far more steps than any escalation of a rulebook has: a mistake there must not keep a request busy. */
const maxEscalationSteps = 20;

/** Who will be notified when: the moments of this clock as the ledger would enter them, up to the first reminder. */
function escalationOf(
  state: CaseState,
  clock: ClockState,
  rulebook: Rulebook,
): { kind: string; at: string; roles: string[] }[] {
  const steps: { kind: string; at: string; roles: string[] }[] = [];
  let current: CaseState = { ...state, clocks: isRunning(clock) ? [clock] : [] };
  for (let found = nextMoment(current); found && steps.length < maxEscalationSteps; found = nextMoment(current)) {
    const entry = pastMoments(current, wakeAt(found.moment), rulebook)[0];
    if (!entry) break;
    steps.push({
      kind: entry.act,
      at: entry.at,
      roles: [...new Set(entry.notices.filter((notice) => notice.clock === clock.id).map((notice) => notice.role))],
    });
    if (entry.act === 'urge') break;
    const after = fold(current, entry);
    current = { ...after, clocks: after.clocks.filter((item) => item.id === clock.id) };
  }
  return steps;
}

function utc(at: string): string {
  return new Date(at).toISOString();
}
