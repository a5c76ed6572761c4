import type { Json } from '../api/client.js';
import { statusAfter, stepsFrom, type QueuedAct } from '../offline/queue.js';

type Act = Json<'ActJson'>;

/** What the person may do next with an order: what is due, what goes along with the work, the rest. */
export interface NextSteps {
  due: Act[];
  along: Act[];
  more: Act[];
}

/**
 * What can be done: by what the desk says of the case as it stands or, while acts on it wait here, by where the case will
 * stand then, for the roles that the person has.
 */
export function nextSteps(
  of: Pick<Json<'CaseDetailsJson'>, 'status' | 'nextActs' | 'dueActs'>,
  { acts }: Pick<Json<'KindJson'>, 'acts'>,
  waiting: readonly QueuedAct[],
  roles: readonly string[],
): NextSteps {
  if (waiting.length > 0) {
    const status = statusAfter(of.status, waiting, acts);
    const done = waiting.map(({ act }) => act);
    return { due: [], along: stepsFrom(status, acts, roles).filter(({ act }) => !done.includes(act)), more: [] };
  }
  const mine = of.nextActs.filter(({ yours }) => yours).flatMap(({ act }) => acts.find((one) => one.act === act) ?? []);
  const due = mine.filter(({ act }) => of.dueActs.includes(act));
  const along = mine.filter((act) => !due.includes(act) && isOfTheWork(act));
  return { due, along, more: mine.filter((act) => !due.includes(act) && !along.includes(act)) };
}

/** Acts that belong to a part of the course; those possible at any time are for other occasions. */
const isOfTheWork = ({ from }: Act): boolean => from !== null && !from.includes('open');
