// Finds by trying how a kind of case comes into each of its statuses, and with what each act is taken: without a
// database, the same way every time.
import type { ActTable } from '../../../domain/deciding/act.js';
import type { CaseState } from '../../../domain/case/case.js';
import { isRunning } from '../../../domain/clocks/clocks.js';
import type { Decision } from '../../../domain/deciding/enter-act.js';
import { openCase } from '../../../domain/deciding/open-case.js';
import { kinds } from '../../../domain/kinds/kinds.js';
import { expandRoleGroups } from '../../../domain/rulebook/role-groups.js';
import { type Refusal, isRefusal } from '../../../domain/refusal.js';
import { calendarOf } from '../../../domain/rulebook/rulebook.js';
import type { Limit } from '../../../domain/time/limit.js';
import { dueAt } from '../../../domain/time/limits.js';
import { demoPeople } from '../../../demo/people.js';
import { type WalkSetting, randomNumbers, inputOf } from './act-inputs.js';
import type { ActPath } from './way.js';
import { actPathsOf } from './act-paths.js';
import { ofTheirOwn } from './coverage-goal.js';
import { roleMay, stateAfter, caseAt, blankOf, decideStep, actorOf, seenBy, type Step, followed } from './step.js';
import { timed } from './clock-visits.js';
import type { WalkResult, Place } from './walk-result.js';

export function walk(
  ground: WalkSetting,
  tries: number,
  wanted: { statuses: string[]; acts: string[]; clocks?: string[] },
  /** Told of every state that is come to. */
  seen: (state: CaseState, place: Place) => void = () => undefined,
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
    seen(state, place);
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
    const possible = Object.keys(table).filter((act) => !ofTheirOwn.has(act) && allowed(table, act, from.state));
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
      const state = stateAfter(from.state, step, { ...ground, at: from.at });
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
      place = { ...place!, at: ground.at, state: caseAt(ground.at, place!.state, ground) };
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

function allowed(table: ActTable, act: string, { status }: CaseState): boolean {
  const { from } = table[act]!;
  return from === 'any' || (from === 'open' ? status !== 'closed' : from.includes(status));
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
