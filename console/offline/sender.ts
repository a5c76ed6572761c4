import { sendAct } from '../act/send.js';
import { api, Problem, type Json } from '../api/client.js';
import { queryClient } from '../api/query-client.js';
import { knownTime, learnTime, serverNow } from '../api/server-time.js';
import { handIn } from './hand-in.js';
import { markUnsent } from './marks.js';
import {
  afterProblem,
  happenedAtOf,
  localFilesIn,
  nextToSend,
  tooOld,
  unsent,
  waitMs,
  withFileIds,
  type QueuedAct,
  type Reason,
} from './queue.js';
import { actsOf, addAct, age, changeAct, dropAct, dropFile, fileNamed } from './store.js';

// Sends what waits on this phone, one act after the other, in one tab at a time. What the network is like is known by what
// comes of a request: the browser's own word for it is often wrong.
const channel = new BroadcastChannel('field-queue');
const listeners = new Set<() => void>();
let sending = false;
let wake: (() => void) | undefined;

/** A form waits no longer than this for the answer; then the act is shown as on its way. */
const formWaitsMs = 4_000;
/** A request that has brought nothing by then is tried again, under its key. */
const triedMs = 20_000;

/** Calls back whenever something of the queue has changed, in this tab or another. Returns what ends it. */
export function onQueue(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

channel.addEventListener('message', () => {
  for (const listener of listeners) listener();
  wake?.();
});

function changed(): void {
  for (const listener of listeners) listener();
  channel.postMessage('changed');
}

/** An act was answered at once, or is kept here and goes out by itself. */
export type Handed = Json<'CaseJson'> | 'kept';

/**
 * Takes an act: it is on this phone before anything is sent. Answers with the case where the desk answered at once; throws
 * the problem where the desk refused it at once, and keeps nothing. `inPlaceOf`: a refused act that was put right; it goes
 * out at its place, and stays there if it is refused again.
 */
export async function handOver(
  person: string,
  { number, act, body, key }: Pick<QueuedAct, 'number' | 'act' | 'body' | 'key'>,
  inPlaceOf?: QueuedAct,
): Promise<Handed> {
  const doneAt = inPlaceOf?.doneAt ?? Date.now();
  const item = { person, number, act, body, key, state: 'kept' as const, doneAt, ...timeAfter(inPlaceOf), tries: 0 };
  const { id } = (inPlaceOf && (await changeAct(inPlaceOf.id, item))) ?? (await addAct(item));
  markUnsent(person, true);
  changed();
  const isFirst = !unsent(await actsOf(person)).some((other) => other.number === number && other.id < id);
  const handed = isFirst ? firstAnswer(id, inPlaceOf !== undefined) : Promise.resolve<Handed>('kept');
  startSending(person);
  return handed;
}

const answers = new Map<number, Json<'CaseJson'>>();

/** What comes of the first try of an act, if that is soon. */
function firstAnswer(id: number, stays: boolean): Promise<Handed> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      stop();
      clearTimeout(timer);
      settle();
    };
    const stop = onQueue(() => void look());
    const timer = setTimeout(() => end(() => resolve('kept')), formWaitsMs);
    const look = async (): Promise<void> => {
      const item = await changeAct(id, {});
      const answer = answers.get(id);
      if (answer) end(() => resolve(answer));
      else if (item?.state === 'refused') {
        // The form has what was written, and the files with it.
        if (!stays) await dropAct(id, { withFiles: false });
        changed();
        end(() => reject(problemOf(item.reason!)));
      } else if (!item || item.state === 'sent' || item.tries) end(() => resolve('kept'));
    };
  });
}

/** Sends what waits, until nothing does or the person has to decide. Does nothing where that goes on already. */
export function startSending(person: string): void {
  if (sending) return wake?.();
  sending = true;
  const run = async (): Promise<void> => {
    await age(Date.now());
    changed();
    if (await isStill(person)) await sendAll(person);
  };
  // Where a browser has no locks, two tabs send the same act under the same key: it is entered once.
  const run1 = 'locks' in navigator ? navigator.locks.request('field-queue', run) : run();
  run1
    .catch(() => undefined)
    .finally(() => {
      sending = false;
    });
}

/** Whether it is still this person's session: an act never goes out in the name of whoever signed in meanwhile. */
async function isStill(person: string): Promise<boolean> {
  for (let failures = 0; ; failures += 1) {
    try {
      const { data } = await api.GET('/v1/me', { signal: AbortSignal.timeout(triedMs) });
      learnTime(data!.time);
      return data!.id === person;
    } catch (error) {
      const problem = asProblem(error);
      if (afterProblem(problem) === 'sign-in') return false;
      for (const item of unsent(await actsOf(person))) if (item.state !== 'refused') await failed(item);
      changed();
      await pause(waitMs(failures, problem.retryAfterSeconds));
    }
  }
}

async function sendAll(person: string): Promise<void> {
  for (let failures = 0; ;) {
    const item = nextToSend(await actsOf(person));
    if (!item) break;
    await changeAct(item.id, { state: 'sending' });
    changed();
    try {
      const after = await send(item);
      failures = 0;
      answers.set(item.id, after);
      await changeAct(item.id, { state: 'sent', sentAt: Date.now() });
      for (const name of localFilesIn(item.body)) await dropFile(name);
      void queryClient.invalidateQueries();
    } catch (error) {
      const problem = asProblem(error);
      const next = afterProblem(problem);
      if (next === 'refused') await changeAct(item.id, { state: 'refused', reason: reasonOf(problem) });
      else await failed(item);
      changed();
      if (next === 'sign-in') return;
      if (next === 'again') {
        failures += 1;
        await pause(waitMs(failures, problem.retryAfterSeconds));
        if (!(await isStill(person))) return;
      }
      continue;
    }
    changed();
  }
  if (unsent(await actsOf(person)).length === 0) markUnsent(person, false);
}

const failed = (item: QueuedAct) => changeAct(item.id, { state: 'kept', tries: (item.tries ?? 0) + 1 });

/** Files first, then the act that names them. */
async function send(item: QueuedAct): Promise<Json<'CaseJson'>> {
  const ids = new Map<string, string>();
  for (const name of localFilesIn(item.body)) {
    const file = await fileNamed(name);
    // Whoever did it must know: without its photo it may be another act.
    if (!file) throw new Problem(422, 'file-gone', '', '');
    ids.set(name, await handIn(file, item.sentBare === true || item.happenedAt !== undefined));
  }
  const now = { here: Date.now(), there: serverNow(), speed: knownTime().speed };
  const happenedAt = item.asOfNow ? undefined : (item.happenedAt ?? happenedAtOf(item, now));
  await changeAct(item.id, happenedAt === undefined ? { sentBare: true } : { happenedAt });
  const enter = (times: { happenedAt?: string }) => {
    const body = { ...times, deviceAt: new Date(item.doneAt).toISOString(), ...withFileIds(item.body, ids) };
    const signal = AbortSignal.timeout(triedMs);
    return sendAct(item.number, item.act, body, { key: item.key, signal, person: item.person });
  };
  if (happenedAt === undefined) return enter({});
  return enter({ happenedAt }).catch((error: unknown) => {
    // An earlier try had arrived unheard, without the time: it is answered again.
    if (item.sentBare && asProblem(error).code === 'key-reused') return enter({});
    throw error;
  });
}

/** The person sends a refused act once more, as it is: under a key of its own, as the old one remembers the refusal. */
export async function sendAgain(item: QueuedAct): Promise<void> {
  // What is too old was not refused by the desk: a try of before may have arrived.
  const key = item.reason?.code === tooOld.code ? item.key : crypto.randomUUID();
  await changeAct(item.id, { state: 'kept', key, ...timeAfter(item), tries: 0 });
  changed();
  startSending(item.person);
}

/** The time of an act that was refused goes with it again, unless the desk took exception to just that. */
const timeAfter = (refused: QueuedAct | undefined): Pick<QueuedAct, 'asOfNow'> =>
  refused?.reason?.clause === 'X-5' ? { asOfNow: true } : {};

/** The person lets an act go; the later ones of its case go on. */
export async function discard(item: QueuedAct): Promise<void> {
  await dropAct(item.id);
  changed();
  startSending(item.person);
}

/** Until the time is up, or something happens: an answer came, the page is looked at again. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

// Hints that it may go better now; only the next request tells.
for (const event of ['online', 'focus', 'pageshow'] as const) addEventListener(event, () => wake?.());

const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(0, 'no-answer', '', String(error));

const reasonOf = ({ status, code, title, message, clause, errors, retryAfterSeconds }: Problem): Reason => ({
  status,
  code,
  title,
  detail: message,
  clause,
  errors,
  retryAfterSeconds,
});

/** A kept reason as the problem it was. */
export const problemOf = ({ status, code, title, detail, clause, errors, retryAfterSeconds }: Reason): Problem =>
  new Problem(status, code, title, detail, clause, errors, retryAfterSeconds);
