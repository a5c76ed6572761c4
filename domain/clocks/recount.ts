import { type CaseState, type ClockState, type MilestoneMark, type NoticeRequest, factsOf } from '../case/case.js';
import { isRunning, limitOf, moveDue, startClock, stopClock, withRule } from './clocks.js';
import { readableTimes } from '../time/zone.js';
import { dueAt } from '../time/limits.js';
import { firstAskedClock, ownerOf } from '../dispatch/owner.js';
import { meetsCondition, type ClockRule } from '../rulebook/clock-rule.js';
import { calendarOf, kindRules, type Rulebook } from '../rulebook/rulebook.js';
import type { Text } from '../text.js';

/** What becomes of one clock where its case moves to another version. Instants in UTC ISO. */
export interface RecountedClock {
  outcome: 'kept' | 'moved' | 'stopped' | 'started';
  /** The clock as it is afterwards. */
  clock: ClockState;
  /** When it was due before; null for one that starts. */
  before: string | null;
}

/**
 * The running clocks of a case under another version of its rulebook, from `at` on. A limit that counts otherwise moves
 * its clock, counted from the clock's own start, but never to a time before `at`: what nobody could do any more is
 * asked of nobody. The original deadline, leave that was granted, a time that was named and a breach on record stay. A
 * clock the version does not have is stopped; one that only it has starts where its start is on record and its end is
 * not.
 */
export function recountClocks(state: CaseState, at: string, from: Rulebook, to: Rulebook): RecountedClock[] {
  const rules = kindRules(to, state.kind).clocks;
  const facts = factsOf(state);
  const running = state.clocks.filter(isRunning).map((clock): RecountedClock => {
    const rule = rules.find(({ id }) => id === clock.rule);
    if (!rule || !meetsCondition(rule.when, facts))
      return { outcome: 'stopped', clock: stopClock(clock, at, 'move-version'), before: clock.due };
    return recountClock(clock, state, at, rule, from, to);
  });
  const begun = rules.filter(
    (rule) =>
      !state.clocks.some((clock) => clock.rule === rule.id) &&
      meetsCondition(rule.when, facts) &&
      isStarted(rule, state) &&
      hasDue(rule, facts),
  );
  const started = begun.map((rule): RecountedClock => {
    const since = rule.from === 'received' ? state.receivedAt : lastOf(rule.start, state)!.happenedAt;
    const counted = startClock(rule, state, facts, since, to);
    const clock: ClockState = { ...counted, recount: { at, version: to.version, due: counted.originalDue } };
    return {
      outcome: 'started',
      clock: withWarningNow(clock.due < at ? { ...moveDue(clock, at, rule, to), originalDue: at } : clock, at),
      before: null,
    };
  });
  return [...running, ...started];
}

function recountClock(
  clock: ClockState,
  state: CaseState,
  at: string,
  rule: ClockRule,
  from: Rulebook,
  to: Rulebook,
): RecountedClock {
  const kept = withRule(clock, rule);
  const same: RecountedClock = { outcome: 'kept', clock: kept, before: clock.due };
  // Named or granted times stand; what has run out has run out.
  if (!clock.limit || clock.breachedAt || clock.extensions.some((extension) => extension.granted)) return same;
  const limit = limitOf(rule, state.facts);
  if (!limit) return same;
  const input = { start: clock.startedAt, pauses: clock.pauses };
  const now = dueAt({ ...input, limit, calendar: calendarOf(to, rule.calendar) });
  const then = dueAt({ ...input, limit: clock.limit, calendar: calendarOf(from, clock.calendar) });
  const counted: ClockState = { ...kept, limit, provisional: now.provisional };
  if (now.due === then.due) return { ...same, clock: counted };
  const recount = {
    at,
    version: to.version,
    due: dueAt({ start: clock.startedAt, limit, calendar: calendarOf(to, rule.calendar) }).due,
  };
  const moved = moveDue({ ...counted, recount }, now.due < at ? at : now.due, rule, to);
  return { outcome: moved.due === clock.due ? 'kept' : 'moved', clock: withWarningNow(moved, at), before: clock.due };
}

/** A warning whose time has passed comes now: entries never run backwards. */
function withWarningNow(clock: ClockState, at: string): ClockState {
  return clock.next && clock.next.at < at ? { ...clock, next: { ...clock.next, at } } : clock;
}

/** Whether the start of a rule is on record in this round of the case, and nothing that ends it came after. */
function isStarted(rule: ClockRule, state: CaseState): boolean {
  const start = lastOf(rule.start, state);
  const end = lastOf([...rule.until, ...(rule.stop ?? [])], state);
  return !!start && (!end || end.at < start.at);
}

/** A rule that waits for a time somebody names has none before it is named. */
function hasDue(rule: ClockRule, facts: Record<string, unknown>): boolean {
  return (
    limitOf(rule, facts as never) !== undefined ||
    [rule.dueFact, rule.dueOverride].some((name) => name !== undefined && typeof facts[name] === 'string')
  );
}

function lastOf(milestones: string[], { marks, round }: CaseState): MilestoneMark | undefined {
  return milestones
    .flatMap((name) => (marks[name]?.round === round ? [marks[name]] : []))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);
}

/**
 * Who is notified of a moved deadline: the role that must meet it, or its owner, and the person who does the work.
 * `why` is a clause of a sentence.
 */
export function recountNotices(
  { outcome, clock, before }: RecountedClock,
  why: Text,
  timeZone: string,
  state: Pick<CaseState, 'facts'>,
): NoticeRequest[] {
  if (outcome === 'kept') return [];
  const due = readableTimes(clock.due, timeZone);
  const old = before === null ? due : readableTimes(before, timeZone);
  const text = {
    moved: {
      en: `Deadline moved from ${old.en} to ${due.en}: ${why.en}`,
      'zh-CN': `期限由 ${old['zh-CN']} 改为 ${due['zh-CN']}：${why['zh-CN']}`,
    },
    stopped: {
      en: `Deadline ${old.en} no longer runs: ${why.en}`,
      'zh-CN': `期限 ${old['zh-CN']} 不再计算：${why['zh-CN']}`,
    },
    started: { en: `New deadline ${due.en}: ${why.en}`, 'zh-CN': `新增期限 ${due['zh-CN']}：${why['zh-CN']}` },
  }[outcome];
  const notice: NoticeRequest = { role: clock.who, kind: 'inform', clause: clock.clause, clock: clock.id, text };
  const owner = clock.rule === firstAskedClock ? ownerOf(state) : undefined;
  const { assignee, aboutPerson } = state.facts;
  return [
    owner ? { ...notice, person: owner } : notice,
    ...(typeof assignee === 'string' && assignee !== aboutPerson ? [{ ...notice, person: assignee }] : []),
  ];
}
