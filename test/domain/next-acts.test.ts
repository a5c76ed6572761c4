// What a button says it may do: held against every decision, in many places that every kind can be brought to.
import { describe, test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { Actor } from '../../domain/actor.js';
import type { CaseState } from '../../domain/case/case.js';
import { isRunning } from '../../domain/clocks/clocks.js';
import { refusalsOf, type AnyActRow } from '../../domain/deciding/known-refusals.js';
import { nextActs, type NextAct } from '../../domain/deciding/next-acts.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { inputOf, randomNumbers, type WalkSetting } from '../support/act-matrix/act-inputs.js';
import { matrixAt } from '../support/act-matrix/act-matrix-of.js';
import { walk } from '../support/act-matrix/act-walk.js';
import { coverageGoalOf } from '../support/act-matrix/coverage-goal.js';
import { actorOf, decideStep } from '../support/act-matrix/step.js';
import { shipped } from '../support/shipped.js';

/** So many places of a kind are looked at, and so many bodies tried until one is taken. */
const [most, tries] = [14, 120];
/** What depends on what is written, by its nature: it may be said before the reason that holds anyway. */
const ofInput = ['bad-input', 'bad-time'];
/** Who must not act at all hears that, and not why nobody may. */
const ofPost = ['role-may-not', 'about-yourself'];

const minuteBefore = (at: string): string => new Date(Date.parse(at) - 60_000).toISOString();

const nightAfter = (at: string): string => new Date(Date.parse(at) + 14 * 3_600_000).toISOString();

interface Place {
  state: CaseState;
  at: string;
}

/** Places that differ in what acts ask about, spread over all that were come to. */
function placesOf(ground: WalkSetting): { places: Place[]; inputs: Map<string, Record<string, unknown>[]> } {
  const seen = new Map<string, Place>();
  const walked = walk(ground, 20_000, coverageGoalOf(ground), (state, { at }) => {
    const facts = Object.entries(state.facts).map(([name, value]) =>
      typeof value === 'number' ? name : `${name}=${value}`,
    );
    const clocks = state.clocks.filter(isRunning).map(({ rule }) => rule);
    const key = [state.status, state.tier, ...facts.filter((fact) => !fact.includes('T')), ...clocks].join();
    if (!seen.has(key)) seen.set(key, { state, at });
  });
  const inputs = new Map<string, Record<string, unknown>[]>();
  for (const { act, input } of walked.inputs.values()) inputs.set(act, [...(inputs.get(act) ?? []), input]);
  const all = [
    ...walked.places.values(),
    ...[...seen.values()].filter((_, i) => i % Math.ceil(seen.size / most) === 0),
  ];
  return { places: all, inputs };
}

/** Bodies for an act: those it was taken with elsewhere first, then such as its fields and the refusals so far allow. */
function* bodies(
  known: Record<string, unknown>[],
  act: string,
  { state, at }: Place,
  ground: WalkSetting,
  said: () => string,
) {
  yield* known;
  const random = randomNumbers(11);
  const fields = kinds[ground.kind]![act]!.fields ?? {};
  for (let i = 0; i < tries; i += 1)
    yield inputOf(fields, state, { ...ground, at, said: said() }, random, (i % 3) as 0 | 1 | 2);
}

function faultOf(
  { act, because, possible }: NextAct,
  role: string,
  place: Place,
  ground: WalkSetting,
  known: Record<string, unknown>[],
): string | undefined {
  const refusals: Refusal[] = [];
  let tried = 0;
  for (const input of bodies(known, act, place, ground, () =>
    [...new Set(refusals.map(({ text }) => text.en))].join(' '),
  )) {
    // What it is too soon to do may have been done already: entered as that, it is taken.
    const earlier = refusals.at(-1)?.code === 'too-soon';
    const state = earlier ? { ...place.state, receivedAt: minuteBefore(place.state.receivedAt) } : place.state;
    const happenedAt = earlier ? minuteBefore(place.at) : place.at;
    const answer = decideStep(state, { act, role, input, happenedAt }, { ...ground, at: place.at });
    if (!because && !isRefusal(answer)) return undefined;
    if (!isRefusal(answer)) return `${act} by ${role} is said to be refused (${because!.code}) and is not`;
    refusals.push(answer);
    tried += 1;
    if (because && tried >= 6) break;
  }
  if (!because) return `${act} by ${role} is offered and always refused: ${refusals[0]!.text.en}`;
  if (!because.text['zh-CN'] || !because.clause) return `${act}: the reason has no sentence or clause`;
  // Where a guard speaks, each input has a reason of its own too, which is said to whoever tries.
  const guarded = kinds[ground.kind]![act]!.guard !== undefined;
  const other = refusals.find(
    ({ code }) => !guarded && code !== because.code && !ofInput.includes(code) && (possible || !ofPost.includes(code)),
  );
  return other && `${act} by ${role}: said ${because.code}, refused with ${other.code}`;
}

/** The next acts, which are kept by what they rest on; the same as worked out anew, by day and by night, whoever asks. */
function rememberedActs({ state, at }: Place, actor: Actor, rulebook: Rulebook): NextAct[] {
  const table = kinds[state.kind]!;
  const anew = (row: AnyActRow) => refusalsOf(row, rulebook);
  const { assignee, owner, aboutPerson } = state.facts;
  const named = [assignee, owner, aboutPerson].filter((id) => typeof id === 'string');
  const others = named.map((id) => ({ ...actor, id }));
  for (const [who, time] of [[actor, nightAfter(at)] as const, ...[actor, ...others].map((one) => [one, at] as const)])
    assert.deepEqual(
      nextActs(state, table, who, rulebook, time),
      nextActs(state, table, who, rulebook, time, {}, anew),
      `${state.kind} ${state.status}, ${who.id} at ${time}`,
    );
  return nextActs(state, table, actor, rulebook, at);
}

for (const rulebook of shipped) {
  describe(`the next acts of ${rulebook.name}`, () => {
    for (const kind of Object.keys(rulebook.kinds).filter((name) => name !== 'appeal')) {
      test(`X-10 ${kind}: what is 'yours' can be done, and what is not is refused for the reason that stands beside it`, () => {
        const ground: WalkSetting = { kind, rulebook, at: matrixAt };
        const { places, inputs } = placesOf(ground);
        const wrong = new Set<string>();
        let [offered, reasons] = [0, 0];
        for (const place of places) {
          const told = new Map<string, { role: string; next: NextAct }>();
          for (const role of Object.keys(rulebook.roles))
            for (const next of rememberedActs(place, actorOf(role, ground), rulebook))
              told.set(`${next.act} ${next.because?.text.en ?? role}`, { role, next });
          for (const { role, next } of told.values()) {
            const fault = faultOf(next, role, place, ground, inputs.get(next.act) ?? []);
            if (fault) wrong.add(`${place.state.status}: ${fault}`);
            if (next.because) reasons += 1;
            else offered += 1;
          }
        }
        assert.deepEqual([...wrong], []);
        assert.ok(offered > 10 && reasons > 10, `${offered} offered, ${reasons} reasons`);
      });
    }
  });
}
