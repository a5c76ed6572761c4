import { addresses } from '../addresses.js';
import type { Json } from '../api/client.js';
import type { TourMemory } from './memory.js';
import type { tour } from '../words/zh/tour.js';

export type TourWork = Json<'SignInJson'>['people'][number]['work'];
export type StepName = keyof (typeof tour)['steps'];

/** What the steps look at: the reader's tasks, what they recorded last, and what is late the longest. */
export interface TourFacts {
  tasks: readonly Pick<Json<'TaskJson'>, 'number' | 'acts'>[];
  recordedLast: string | undefined;
  late: { number: string; clock: string } | undefined;
}

/**
 * A step of the tour. `watches`: what tells by the desk itself that it was done, when it is another than when the tour
 * began; without it the step is to go and see. Undefined where there is nothing to do it with now.
 */
export interface TourStep {
  name: StepName;
  to: string;
  watches?: string;
  /** Whether the form of a call is to be filled in with a sample first. */
  sample?: true;
}

type StepOf = (facts: TourFacts) => TourStep | undefined;

/** Takes the reader to the oldest case on which they may do the act, or to `to`; done when that case asks for it no more. */
const doing =
  (name: StepName, act: string, to?: string): StepOf =>
  ({ tasks }) => {
    const [first, ...others] = tasks.filter(({ acts }) => acts.includes(act)).map(({ number }) => number);
    if (first === undefined) return undefined;
    return { name, to: to ?? addresses.case(first), watches: [first, ...others].join(' ') };
  };

const record: StepOf = ({ recordedLast = '' }) => ({
  name: 'record',
  to: addresses.desk,
  watches: `last ${recordedLast}`,
  sample: true,
});
const clock: StepOf = ({ recordedLast }) =>
  recordedLast === undefined ? undefined : { name: 'clock', to: addresses.case(recordedLast) };
const lateClock: StepOf = ({ late }) =>
  late === undefined ? undefined : { name: 'late', to: addresses.case(late.number, late.clock) };
const seeing =
  (name: StepName, to: string): StepOf =>
  () => ({ name, to });
const history: StepOf = ({ late }) =>
  late === undefined ? undefined : { name: 'history', to: addresses.history(late.number, late.clock) };

const stepsOf: Record<TourWork, readonly StepOf[]> = {
  calls: [record, clock, seeing('revisits', addresses.revisits)],
  field: [doing('accept', 'accept'), doing('arrive', 'arrive'), seeing('field', addresses.field)],
  dispatch: [seeing('board', addresses.board), lateClock, seeing('onDuty', addresses.onDuty)],
  approval: [doing('grant', 'grant-extension', addresses.approvals), lateClock, seeing('figures', addresses.figures)],
  administration: [history, seeing('operations', addresses.operations), seeing('rulebooks', addresses.rulebooks)],
};

/** The steps for somebody who mostly does this, as the desk stands. */
export function tourSteps(work: TourWork, facts: TourFacts): TourStep[] {
  return stepsOf[work].flatMap((step) => step(facts) ?? []);
}

/**
 * Whether the desk shows that a step was done since the tour began: another case was recorded, or the case that was first
 * then waits no more.
 */
function isDoneSince(before: string | undefined, now: string | undefined): boolean {
  if (before === undefined) return false;
  if (before.startsWith('last ')) return now !== undefined && now !== before;
  return !(now ?? '').split(' ').includes(before.split(' ')[0]!);
}

/** What is remembered once the desk stands as these steps see it; `pressed`: those that were gone and seen just now. */
export function afterSteps(memory: TourMemory, steps: readonly TourStep[], pressed: readonly string[]): TourMemory {
  const now: Record<string, string | undefined> = {};
  for (const { name, watches } of steps) if (watches !== undefined) now[name] = watches;
  const before = { ...now, ...memory.before } as Record<string, string>;
  const seen = Object.keys(before).filter((name) => isDoneSince(before[name], now[name]));
  return { ...memory, before, done: [...new Set([...memory.done, ...seen, ...pressed])] };
}
