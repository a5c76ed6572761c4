import { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { $api, type Json } from '../api/client.js';
import { keepDraft } from '../api/drafts.js';
import { useMe } from '../api/me.js';
import { newCall, type Call } from '../desk/call.js';
import { usualPlace } from '../desk/use-place-of-work.js';
import { Button } from '../look/button.js';
import { usePageWords } from '../words/page-words.js';
import { keepTour, readTour } from './memory.js';
import { afterSteps, tourSteps, type TourFacts, type TourStep, type TourWork } from './steps.js';

/** A short tour on the first page of a trial desk: a few things that somebody with this work really does. */
export function Tour() {
  const me = useMe();
  const [isOff, setOff] = useState(() => readTour(me.id).off);
  const { data } = $api.useQuery('get', '/v1/sign-in', {}, { enabled: !isOff, staleTime: Infinity });
  const work = data?.trial ? data.people.find(({ id }) => id === me.id)?.work : undefined;
  if (isOff || work === undefined) return null;
  return (
    <Steps
      me={me}
      work={work}
      onEnd={() => {
        keepTour(me.id, { ...readTour(me.id), off: true });
        setOff(true);
      }}
    />
  );
}

/** What the steps look at; undefined until it has been read. */
function useTourFacts(me: Json<'MeJson'>, work: TourWork): TourFacts | undefined {
  const reads = me.sites.length > 0;
  const often = { refetchInterval: 15_000, enabled: reads };
  const own = { params: { query: { 'recorded-by': me.id, limit: 1 } } };
  const tasks = $api.useQuery('get', '/v1/tasks', {}, often);
  const recorded = $api.useQuery('get', '/v1/cases', own, { ...often, enabled: reads && work === 'calls' });
  // Who looks after the installation reads no case, but what is late.
  const late = $api.useQuery(
    'get',
    '/v1/figures/late',
    { params: { query: { limit: 1 } } },
    { refetchInterval: 15_000 },
  );
  const isRead = late.data && (!reads || (tasks.data && (work !== 'calls' || recorded.data)));
  return useMemo(
    () =>
      isRead
        ? {
            tasks: tasks.data?.tasks ?? [],
            recordedLast: recorded.data?.cases[0]?.number,
            late: late.data.late[0],
          }
        : undefined,
    [isRead, tasks.data, recorded.data, late.data],
  );
}

/** The kinds of the shipped rulebooks that fit the sample; where none does, the kind is chosen at the desk. */
const kindOfSample: Readonly<Record<string, string>> = {
  property: 'repair',
  heating: 'heating-complaint',
  power: 'fault-repair',
};

function sampleCall(me: Json<'MeJson'>, values: Record<string, string>): Call {
  const place = usualPlace(me);
  const books = me.sites.find(({ id }) => id === place.site)?.rulebooks ?? [];
  const rulebook = books.includes(place.rulebook) ? place.rulebook : (books[0] ?? '');
  return newCall({ ...place, rulebook, kind: kindOfSample[rulebook] ?? '', values });
}

function Steps({ me, work, onEnd }: { me: Json<'MeJson'>; work: TourWork; onEnd: () => void }) {
  const own = usePageWords('tour');
  const [, go] = useLocation();
  const facts = useTourFacts(me, work);
  const [pressed, setPressed] = useState<readonly string[]>([]);
  const steps = useMemo(() => (facts ? tourSteps(work, facts) : []), [facts, work]);
  const memory = useMemo(() => afterSteps(readTour(me.id), steps, pressed), [steps, pressed, me.id]);
  useEffect(() => {
    if (steps.length > 0) keepTour(me.id, memory);
  }, [steps, memory, me.id]);

  // A step that was done stays, though there may be nothing left to do it with.
  const shown = [
    ...memory.done
      .filter((name) => Object.hasOwn(own.steps, name) && !steps.some((step) => step.name === name))
      .map((name) => ({ name, to: '' }) as TourStep),
    ...steps,
  ];
  if (!facts || shown.length === 0) return null;

  const follow = async ({ name, to, watches, sample }: TourStep): Promise<void> => {
    if (sample) await keepDraft(`${me.id} desk`, sampleCall(me, own.sample));
    if (!watches) {
      keepTour(me.id, afterSteps(memory, steps, [name]));
      setPressed([...pressed, name]);
    }
    go(to);
  };
  const isAllDone = shown.every(({ name }) => memory.done.includes(name));
  return (
    <section aria-labelledby="tour-title" className="mb-4 rounded-md border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="tour-title" className="font-semibold">
          {own.title}
        </h2>
        <Button small look="quiet" onPress={onEnd}>
          {own.end}
        </Button>
      </div>
      <p className="text-sm text-muted">{isAllDone ? own.allDone : own.about}</p>
      <ol className="mt-2 flex flex-col gap-2 text-sm">
        {shown.map((step) => {
          const isDone = memory.done.includes(step.name);
          const { text, button } = own.steps[step.name];
          return (
            <li key={step.name} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className={`inline-flex size-5 shrink-0 ${isDone ? 'text-ok' : 'text-muted'}`} aria-hidden>
                {isDone ? '✓' : '○'}
              </span>
              <span className="min-w-0 flex-1 basis-60">
                {text}
                {isDone && <span className="text-ok"> {own.done}</span>}
              </span>
              {step.to !== '' && (
                <Button small onPress={() => void follow(step)}>
                  {button}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
