import type { Json } from '../api/client.js';
import type { Task } from './use-tasks.js';

/** What is done with work as such, whatever the kind of case: who takes it, gives it back, sends it on. */
export const dispatchKeys = { KeyG: 'grab', KeyB: 'giveBack', KeyS: 'sendOn' } as const;
export type DispatchWay = (typeof dispatchKeys)[keyof typeof dispatchKeys];

/** Names of the act tables' acts for it, the nearest first. */
const acts: Record<DispatchWay, readonly string[]> = {
  grab: ['accept', 'take-up', 'take-charge', 'take-over'],
  giveBack: ['release'],
  sendOn: ['redispatch', 'assign', 'new-owner'],
};

/** The one that the reader may do now; else the reason why not, where one is known. */
export function dispatchActNow(
  way: DispatchWay,
  { nextActs }: Pick<Json<'CaseJson'>, 'nextActs'>,
): { act?: string; because?: string | undefined } {
  const known = acts[way].flatMap((name) => nextActs.filter(({ act }) => act === name));
  const own = known.find(({ yours }) => yours);
  return own ? { act: own.act } : { because: known.find(({ because }) => because)?.because?.text };
}

/** The one that cases of most of these kinds have: for several at once, where the dry answer says who may. */
export function dispatchActOf(
  way: DispatchWay,
  tasks: readonly Task[],
  hasAct: (task: Task, act: string) => boolean,
): string | undefined {
  const counted = acts[way].map((act) => ({ act, count: tasks.filter((task) => hasAct(task, act)).length }));
  const [best] = counted.sort((a, b) => b.count - a.count);
  return best && best.count > 0 ? best.act : undefined;
}
