import type { Json } from '../api/client.js';
import { statusAfter, stepsFrom, type QueuedAct } from '../offline/queue.js';

type Act = Json<'ActJson'>;

/** What the person may do next with an order: what is due, what goes along with the work, the rest. */
export interface NextSteps {
  /** The one that is due or leads on; the others are for where that is not the way. */
  first?: Act | undefined;
  due: Act[];
  along: Act[];
  more: Act[];
}

/**
 * What can be done: by what the desk says of the case as it stands or, while acts on it wait here, by where the case will
 * stand then, for the roles that the person has. What leads on comes first; nothing while a refused act waits for its person.
 */
export function nextSteps(
  of: Pick<Json<'CaseDetailsJson'>, 'status' | 'nextActs' | 'dueActs'>,
  kind: Pick<Json<'KindJson'>, 'acts' | 'statuses'>,
  waiting: readonly QueuedAct[],
  roles: readonly string[],
): NextSteps {
  const { acts } = kind;
  const mine = of.nextActs.filter(({ yours }) => yours).flatMap(({ act }) => acts.find((one) => one.act === act) ?? []);
  if (waiting.some(({ state }) => state === 'refused')) return { due: [], along: [], more: [] };
  if (waiting.length > 0) {
    const status = statusAfter(of.status, waiting, acts);
    // What is possible where the case stands, and not theirs, will not be theirs then.
    const isRuledOut = (act: Act) => act.from?.includes(of.status) === true && !mine.includes(act);
    const done = waiting.map(({ act }) => act);
    const then = stepsFrom(status, acts, roles).filter((act) => !done.includes(act.act) && !isRuledOut(act));
    return { first: leadingOn(then, status, kind), due: [], along: forwardFirst(then, status, kind), more: [] };
  }
  const due = mine.filter(({ act }) => of.dueActs.includes(act));
  const along = mine.filter((act) => !due.includes(act) && isOfTheWork(act));
  return {
    first: due[0] ?? leadingOn(along, of.status, kind),
    due,
    along: forwardFirst(along, of.status, kind),
    more: mine.filter((act) => !due.includes(act) && !along.includes(act)),
  };
}

/** The act that a list offers at once: what is due where that can be done now, else what leads on to it. */
export function nextStep(
  { status, acts: due }: { status: string; acts: string[] },
  kind: Pick<Json<'KindJson'>, 'acts' | 'statuses'>,
  roles: readonly string[],
): Act | undefined {
  const here = stepsFrom(status, kind.acts, roles);
  return here.find(({ act }) => due.includes(act)) ?? leadingOn(here, status, kind);
}

/** Of several acts the one that leads on by the shortest way in the course of the kind, for certain rather than perhaps. */
function leadingOn(acts: readonly Act[], status: string, { statuses }: Pick<Json<'KindJson'>, 'statuses'>) {
  const place = (of: string) => statuses.findIndex((one) => one.status === of);
  // What was kept on a phone may be of an older desk, which did not say where an act may lead.
  const ways = acts.flatMap((act) => {
    const on = (act.to === null ? (act.mayLeadTo ?? []) : [act.to]).map(place).filter((one) => one > place(status));
    return on.length === 0 ? [] : [{ act, at: Math.min(...on), isSure: act.to !== null }];
  });
  return ways.sort((one, other) => one.at - other.at || Number(other.isSure) - Number(one.isSure))[0]?.act;
}

function forwardFirst(acts: readonly Act[], status: string, kind: Pick<Json<'KindJson'>, 'statuses'>): Act[] {
  const first = leadingOn(acts, status, kind);
  return first ? [first, ...acts.filter((act) => act !== first)] : [...acts];
}

/** Acts that belong to a part of the course; those possible at any time are for other occasions. */
const isOfTheWork = ({ from }: Act): boolean => from !== null && !from.includes('open');
