// Finds by trying how a kind of case comes into each of its statuses, and with what each act is taken: without a
// database, the same way every time.
import type { ActRow, ActTable } from '../../../domain/deciding/act.js';
import type { RelatedCaseResult } from '../../../domain/deciding/related-case-query.js';
import { automaticAct } from '../../../domain/deciding/automatic-acts.js';
import type { CaseState } from '../../../domain/case/case.js';
import { isRunning } from '../../../domain/clocks/clocks.js';
import { decide } from '../../../domain/deciding/decide.js';
import type { Decision } from '../../../domain/deciding/enter-act.js';
import { openCase } from '../../../domain/deciding/open-case.js';
import { fold } from '../../../domain/case/fold.js';
import { kinds } from '../../../domain/kinds/kinds.js';
import { pastMoments } from '../../../domain/deciding/moments.js';
import { expandRoleGroups } from '../../../domain/rulebook/role-groups.js';
import { rolesInCase } from '../../../domain/deciding/permission.js';
import { isRefusal, type Refusal } from '../../../domain/refusal.js';
import { calendarOf, clockRule } from '../../../domain/rulebook/rulebook.js';
import type { Limit } from '../../../domain/time/limit.js';
import { dueAt } from '../../../domain/time/limits.js';
import { demoPeople, demoSites } from '../../../demo/people.js';
import { actorIn } from '../harness.js';
import { inputOf, randomNumbers, outage, theOutage, type WalkSetting } from './act-inputs.js';
import { noiseAround } from './act-noise.js';
import type { ActPath } from './way.js';
import { actPathsOf } from './act-paths.js';

export interface Step {
  act: string;
  role: string;
  input: Record<string, unknown>;
  /** When it is done, and for a record when the case was received (UTC ISO). */
  at: string;
  receivedAt?: string;
}

export interface Place {
  state: CaseState;
  path: Step[];
  at: string;
}

export interface WalkResult {
  /** A way into each status. */
  places: Map<string, Place>;
  /** Where each act was taken, and with what. */
  taken: Map<string, { from: Place; step: Step }>;
  /** With what an act was taken in a status: `status act`. */
  inputs: Map<string, Step>;
  /** Where each clock runs, and what meets it shortly before it is due. */
  clocks: Map<string, ClockVisit>;
  /** Of clocks that no act meets where they run: what stops them. */
  passed: Map<string, ClockVisit>;
}

export interface ClockVisit {
  from: Place;
  met: Step;
  /** Of several ways the one on which the fewest other clocks make themselves heard. */
  noise: number;
}

/** What an act would see of other cases: that outage and nothing else. */
function seenBy(
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
  { act, role, input }: Pick<Step, 'act' | 'role' | 'input'>,
  ground: WalkSetting,
): Decision | Refusal {
  return decide(
    state,
    kinds[ground.kind]!,
    { actor: actorOf(role, ground), act, input, at: ground.at, relatedCases: seenBy(act, state, ground, input) },
    ground.rulebook,
  );
}

/** The case as time has left it by then. */
function by(at: string, state: CaseState, { rulebook }: WalkSetting): CaseState {
  return pastMoments(state, at, rulebook).reduce((then, entry) => fold(then, entry), state);
}

export function walk(
  ground: WalkSetting,
  tries: number,
  wanted: { statuses: string[]; acts: string[]; clocks?: string[] },
): WalkResult {
  const walked: WalkResult = {
    places: new Map(),
    taken: new Map(),
    inputs: new Map(),
    clocks: new Map(),
    passed: new Map(),
  };
  const pool = new Map<string, Place>();
  const random = randomNumbers(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const keep = (place: Place): void => {
    const { state } = place;
    if (!walked.places.has(state.status)) walked.places.set(state.status, place);
    const facts = Object.entries(state.facts)
      .filter(([, value]) => !(typeof value === 'string' && value.includes('T')))
      .map(([name, value]) => (typeof value === 'number' ? name : `${name}=${value}`));
    const running = state.clocks.filter(isRunning).map(({ rule }) => rule);
    const key = [state.status, ...facts, ...running].join();
    if (!pool.has(key) && pool.size < 400) pool.set(key, place);
  };
  const table: ActTable = kinds[ground.kind]!;
  for (const way of actPathsOf(ground)) follow(way, ground, walked, keep);
  for (let i = 0; i < tries; i += 1) {
    const done =
      wanted.statuses.every((one) => walked.places.has(one)) &&
      wanted.acts.every((one) => walked.taken.has(one)) &&
      (wanted.clocks ?? []).every((one) => walked.clocks.has(one) || walked.passed.has(one));
    if (done) break;
    if (i < 300 || i % 12 === 0) {
      const opened = recorded(ground, random);
      if (opened) keep(opened);
      if (opened && !walked.taken.has('record')) walked.taken.set('record', { from: opened, step: opened.path[0]! });
      if (pool.size === 0) continue;
    }
    const all = [...pool.values()];
    const from =
      random() < 0.3
        ? pick([...walked.places.values()])
        : random() < 0.5
          ? all[all.length - 1 - Math.floor(random() * Math.min(12, all.length))]!
          : pick(all);
    if (from.path.length > 22) continue;
    const possible = Object.keys(table).filter((act) => act !== 'record' && allowed(table, act, from.state));
    const fresh = possible.filter((act) => !walked.taken.has(act));
    const act = pick(fresh.length && random() < 0.6 ? fresh : possible);
    const roles = [...Object.keys(ground.rulebook.roles), 'desk'].filter((role) =>
      roleMay(act, role, from.state, ground),
    );
    if (!roles.length) continue;
    // Every role once over: some acts are for one of many.
    const way = pick([0, 1, 2] as const);
    const input = inputOf(table[act]!.fields ?? {}, from.state, { ...ground, at: from.at }, random, way);
    for (const role of act.endsWith('-stage') ? roles : [pick(roles)]) {
      const step = { act, role, input, at: from.at };
      const state = after(from.state, step, { ...ground, at: from.at });
      if (!state) continue;
      if (!walked.taken.has(act)) walked.taken.set(act, { from, step });
      if (!walked.inputs.has(`${from.state.status} ${act}`)) walked.inputs.set(`${from.state.status} ${act}`, step);
      timed(from, step, state, ground, walked);
      keep({ state, path: [...from.path, step], at: from.at });
      break;
    }
  }
  return walked;
}

/** Goes a way that is given by hand or made from the rulebook; one that leads nowhere is a fault of this test. */
function follow(way: ActPath, start: WalkSetting, walked: WalkResult, keep: (place: Place) => void): void {
  let place: Place | undefined;
  let ground = start;
  for (const [who, act, input = {}, receivedAt] of way) {
    if (act === 'wait') {
      ground = {
        ...ground,
        at: dueAt({
          start: ground.at,
          limit: input as unknown as Limit,
          calendar: calendarOf(ground.rulebook, undefined),
        }).due,
      };
      place = { ...place!, at: ground.at, state: by(ground.at, place!.state, ground) };
      continue;
    }
    const blank = { ...blankOf(ground), ...(receivedAt ? { receivedAt } : {}) };
    const ask = (role: string): Decision | Refusal => {
      if (act !== 'record') return decideStep(place!.state, { act, role, input }, ground);
      return openCase(
        blank,
        kinds[ground.kind]!,
        { actor: actorOf(role, ground), act, input, at: ground.at, relatedCases: seenBy(act, blank, ground, input) },
        ground.rulebook,
      );
    };
    const held = who
      ? (demoPeople.find(({ id }) => id === who)?.posts.map(([role]) => role) ?? [who])
      : Object.keys(ground.rulebook.roles);
    const role: string = held.find((one) => !isRefusal(ask(one))) ?? held[0]!;
    const step: Step = { act, role, input, at: ground.at, ...(receivedAt ? { receivedAt } : {}) };
    const decision = ask(role);
    if (isRefusal(decision))
      throw new Error(
        `${ground.rulebook.name} ${ground.kind}: ${act} by ${role} while ${place?.state.status}: ${decision.text.en} ${JSON.stringify(input)}`,
      );
    const next: Place = {
      state: followed(place?.state ?? null, decision, ground)!,
      path: [...(place?.path ?? []), step],
      at: ground.at,
    };
    if (!walked.taken.has(act)) walked.taken.set(act, { from: place ?? next, step });
    if (place) walked.inputs.set(`${place.state.status} ${act}`, step);
    if (place) timed(place, step, next.state, ground, walked);
    keep(next);
    place = next;
  }
}

/**
 * Keeps what meets a clock, where it does so shortly before the clock is due as well as now; of one that only ever
 * passes to another clock, what ends it.
 */
function timed(from: Place, step: Step, after: CaseState, ground: WalkSetting, { clocks, passed }: WalkResult): void {
  for (const clock of from.state.clocks) {
    if (!isRunning(clock) || !clock.next || clock.breachedAt || isOver(clock)) continue;
    const noise = noiseAround(clock, from.state, ground.kind, ground.rulebook);
    if ((clocks.get(clock.rule)?.noise ?? Infinity) <= noise) continue;
    const ended = ({ clocks: all }: CaseState) => all.find(({ id }) => id === clock.id)!;
    if (isRunning(ended(after))) continue;
    const at = shortlyBefore(clock);
    const then = by(at, from.state, ground);
    const decision = decideStep(then, step, { ...ground, at });
    if (isRefusal(decision) || isRunning(ended(fold(then, decision.entry)))) continue;
    if (ended(after).metAt) clocks.set(clock.rule, { from, met: step, noise });
    else if (
      !clocks.has(clock.rule) &&
      (passed.get(clock.rule)?.noise ?? Infinity) > noise &&
      clockRule(ground.rulebook, ground.kind, clock.rule).stop?.includes(step.act)
    )
      passed.set(clock.rule, { from, met: step, noise });
  }
}

/** Due as it starts: what was to be done long before. */
function isOver({ startedAt, due }: Pick<CaseState['clocks'][number], 'startedAt' | 'due'>): boolean {
  return Date.parse(due) < Date.parse(startedAt) + 60_000;
}

/**
 * A moment at which a clock has not run out yet: half a minute before it is due, or in the middle of its last minute.
 * UTC ISO.
 */
export function shortlyBefore({ startedAt, due }: Pick<CaseState['clocks'][number], 'startedAt' | 'due'>): string {
  const dueMs = Date.parse(due);
  return new Date(dueMs - Math.min(30_000, (dueMs - Date.parse(startedAt)) / 2)).toISOString();
}

function allowed(table: ActTable, act: string, { status }: CaseState): boolean {
  const { from } = table[act]!;
  return from === 'any' || (from === 'open' ? status !== 'closed' : from.includes(status));
}

/** The case after the act and what the desk does right after; undefined where it is refused. */
function after(
  state: CaseState,
  step: Pick<Step, 'act' | 'role' | 'input'>,
  ground: WalkSetting,
): CaseState | undefined {
  const decision = decideStep(state, step, ground);
  return isRefusal(decision) ? undefined : followed(state, decision, ground);
}

function followed(
  state: CaseState | null,
  decision: Pick<Decision, 'entry' | 'nextRequest'>,
  ground: WalkSetting,
): CaseState | undefined {
  const next = fold(state, decision.entry);
  const own = decision.nextRequest ?? automaticAct(next, ground.rulebook, ground.at);
  return own ? after(next, { act: own.act, role: 'desk', input: own.input }, ground) : next;
}

function blankOf(ground: WalkSetting): CaseState {
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

function recorded(ground: WalkSetting, random: () => number): Place | undefined {
  const { kind, rulebook, at } = ground;
  const blank = blankOf(ground);
  const row = kinds[kind]!['record']!;
  // Who it is about, and a line that is out, have tests of their own: here neither keeps people from the case nor joins
  // it to another.
  const fields = Object.fromEntries(
    Object.entries(row.fields ?? {}).filter(
      ([name, field]) =>
        ![
          'about',
          'aboutUnit',
          'aboutPerson',
          'rangAt',
          'answeredAt',
          'arrivedAt',
          'servedAt',
          'finishedAt',
          'reprisal',
        ].includes(name) && !(kind === 'fault-repair' && field.list === 'lines'),
    ),
  );
  const roles = [...Object.keys(rulebook.roles), 'desk'].filter((role) =>
    expandRoleGroups(row.by, rulebook, kind).includes(role),
  );
  const role = roles[Math.floor(random() * roles.length)]!;
  const flat = inputOf(fields, blank, ground, random, random() < 0.5 ? 1 : 2);
  const words: Record<string, unknown> = {};
  const input: Record<string, unknown> = { words };
  for (const [name, { word }] of Object.entries(fields)) {
    if (word) words[word] = `写下的${name}`;
    else if (name in flat) input[name] = flat[name];
  }
  const decision = openCase(
    blank,
    kinds[kind]!,
    { actor: actorOf(role, ground), act: 'record', input, at, relatedCases: seenBy('record', blank, ground, input) },
    rulebook,
  );
  const state = isRefusal(decision) ? undefined : followed(null, decision, ground);
  return state && { state, path: [{ act: 'record', role, input, at }], at };
}
