/** The name of a file that is only on this phone: no words that somebody writes. */
const isLocal = (value: string): boolean => /^here:[0-9a-f-]{36}$/.test(value);

/** What stands in the way of an act, as the API said it. */
export interface Reason {
  status: number;
  code: string;
  title: string;
  detail: string;
  clause?: string | undefined;
  errors: { field: string; detail: string }[];
  retryAfterSeconds?: number | undefined;
}

/**
 * Where an act is on its way: only on this phone; on its way, which may have come to an end unheard; on record; refused,
 * and waiting for the person to decide.
 */
export type SendingState = 'kept' | 'sending' | 'sent' | 'refused';

/** An act that somebody has done, on its way to the desk. `id` grows: acts of a case go out in this order. */
export interface QueuedAct {
  id: number;
  person: string;
  /** The case, the act, and what was filled in; files by the name they have on this phone until they are handed in. */
  number: string;
  act: string;
  body: Record<string, unknown>;
  /** The same with every try: what has arrived unheard is not entered twice. */
  key: string;
  state: SendingState;
  /** When it was done, by the clock of this phone: ms since 1970. */
  doneAt: number;
  /** The same by the desk's clock, as it goes out once it has waited. */
  happenedAt?: string;
  /** A try went out without that time, and may have arrived unheard. */
  sentBare?: boolean;
  /** The desk took exception to that time: it counts as of when it arrives. */
  asOfNow?: boolean;
  sentAt?: number;
  /** Tries that brought no answer. */
  tries?: number;
  reason?: Reason;
}

const dayMs = 86_400_000;
/** After so many days an act goes out no more by itself, and what was read here is gone. */
export const keptDays = 7;
/** What is on record is shown a day more, as the person's own list of what they did. */
const shownDays = 1;

/** Something that was not sent in time: whether it still holds only the person can say. */
export const tooOld: Reason = { status: 0, code: 'too-old', title: '', detail: '', errors: [] };

/**
 * The act that goes out next: the first of each case in order, the oldest of them first. A refused act holds the later ones
 * of its case until the person has decided.
 */
export function nextToSend(queue: readonly QueuedAct[]): QueuedAct | undefined {
  const first = new Map<string, QueuedAct>();
  for (const item of inOrder(queue)) if (item.state !== 'sent' && !first.has(item.number)) first.set(item.number, item);
  return [...first.values()].find(({ state }) => state === 'kept' || state === 'sending');
}

/** What has not reached the record, in order. */
export const unsent = (queue: readonly QueuedAct[]): QueuedAct[] =>
  inOrder(queue).filter(({ state }) => state !== 'sent');

/** Whether an act waits because an earlier one of its case was refused. */
export function isHeld(item: QueuedAct, queue: readonly QueuedAct[]): boolean {
  return queue.some(
    (other) => other.number === item.number && other.id < item.id && other.state === 'refused' && item.state !== 'sent',
  );
}

/** What waited no longer happened when it is entered. */
const delayedMs = 60_000;

/**
 * When an act that waited happened by the desk's clock, UTC ISO; undefined where it goes out at once. How long ago that
 * is, a phone knows whatever its clock shows, unless somebody sets it meanwhile. `here`: this phone's clock now, `there`:
 * the desk's, ms since 1970; `speed` of the desk's.
 */
export function happenedAtOf(
  { doneAt }: Pick<QueuedAct, 'doneAt'>,
  now: { here: number; there: number; speed: number },
): string | undefined {
  const waited = now.here - doneAt;
  return waited < delayedMs ? undefined : new Date(now.there - waited * now.speed).toISOString();
}

/** What becomes of an act whose try was answered so: it stays, is refused, or waits for the person to sign in. */
export function afterProblem({ status, code }: Pick<Reason, 'status' | 'code'>): 'again' | 'refused' | 'sign-in' {
  if (status === 401 || code === 'another-person') return 'sign-in';
  // Begun once more, an upload stands where it stood: the next try asks where.
  if (code === 'upload-elsewhere') return 'again';
  // No answer, too slow, too much at once, a fault of the desk: the same act may succeed as it is.
  return status === 0 || status === 408 || status === 429 || status >= 500 ? 'again' : 'refused';
}

/** How long to wait before the next try, in ms: longer each time, at most a minute, or as long as the API asks for. */
export function waitMs(failures: number, retryAfterSeconds?: number): number {
  return (retryAfterSeconds ?? Math.min(2 ** Math.min(failures, 10), 60)) * 1_000;
}

/** What time does to a queue: an act older than seven days waits for its person, one on record goes after a day. */
export function aged(queue: readonly QueuedAct[], now: number): QueuedAct[] {
  return queue
    .filter(({ state, sentAt }) => state !== 'sent' || (sentAt ?? 0) > now - shownDays * dayMs)
    .map((item) =>
      item.state === 'kept' && item.doneAt < now - keptDays * dayMs
        ? { ...item, state: 'refused', reason: tooOld }
        : item,
    );
}

/** An act of a kind, as far as the queue looks at it. */
interface Step {
  act: string;
  from: string[] | null;
  to: string | null;
  by: string[];
}

/** Where a case will stand once what waits here is on record; its status now where an act leaves that open. */
export function statusAfter(
  status: string,
  waiting: readonly Pick<QueuedAct, 'act'>[],
  steps: readonly Pick<Step, 'act' | 'to'>[],
): string {
  return waiting.reduce((now, { act }) => steps.find((step) => step.act === act)?.to ?? now, status);
}

/** The acts of these roles that lead on from a status: what can be done while nobody can be asked. */
export function stepsFrom<S extends Step>(status: string, steps: readonly S[], roles: readonly string[]): S[] {
  return steps.filter(({ from, by }) => from?.includes(status) && by.some((role) => roles.includes(role)));
}

/** The names of files on this phone within what was filled in. */
export function localFilesIn(value: unknown): string[] {
  if (typeof value === 'string') return isLocal(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(localFilesIn);
}

/** The same with each file by the id under which it is on record; one that has none is left out. */
export function withFileIds<T>(value: T, ids: ReadonlyMap<string, string>): T {
  if (Array.isArray(value))
    return value.flatMap((one: unknown) =>
      typeof one === 'string' && isLocal(one) ? (ids.has(one) ? [ids.get(one)] : []) : [withFileIds(one, ids)],
    ) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withFileIds(one, ids)])) as T;
}

function inOrder(queue: readonly QueuedAct[]): QueuedAct[] {
  return [...queue].sort((one, other) => one.id - other.id);
}
