import { useEffect, useRef, useState } from 'react';
import type { Json } from '../api/client.js';
import { Explanation } from '../case/Explanation.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { Sheet } from '../look/dialog.js';
import { Badge, Banner, Card, type Tone } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { RawEvents } from './RawEvents.js';
import { clocksWaitedFor, countsOf, stepOfBreach } from './shown-steps.js';

type History = Json<'HistoryJson'>;
type Step = History['steps'][number];

const tones: Partial<Record<Step['kind'], Tone>> = { timer: 'accent', entered: 'warn', trouble: 'late' };

/** The steps of the run; of one kind, or about one clock. `clock`: where somebody comes from its explanation. */
export function Steps({ of, clock }: { of: History; clock: string | undefined }) {
  const own = usePageWords('histories');
  const [shown, show] = useState(clock ? `clock ${clock}` : '');
  const clocks = clocksWaitedFor(of.steps);
  const kinds = countsOf(of.steps, ({ kind }) => kind);
  const steps = of.steps.filter((step) => shown === '' || shown === step.kind || shown === `clock ${step.clock}`);
  const choices = [
    ...kinds.map(([id, count]) => ({ id, name: `${own.kinds[id]} (${count})` })),
    ...clocks.map(({ id, name, count }) => ({ id: `clock ${id}`, name: `${own.ofClock(name)} (${count})` })),
  ];
  return (
    <Card title={`${own.steps} (${of.steps.length})`}>
      <div className="mb-3 max-w-md">
        <SelectInput
          label={own.show}
          choices={choices}
          value={choices.some(({ id }) => id === shown) ? shown : ''}
          onChange={show}
          empty={own.all}
        />
      </div>
      {clock !== undefined && <AboutClock of={of} clock={clock} showAll={() => show('')} isAll={shown === ''} />}
      {steps.length === 0 && clock === undefined && <p className="text-sm text-muted">{own.noSteps}</p>}
      <ol className="flex flex-col border-l border-line">
        {steps.map((step) => (
          <StepLine key={step.events[0]} step={step} of={of} isMarked={step.clock !== null && step.clock === clock} />
        ))}
      </ol>
    </Card>
  );
}

/** What the run did about the clock that somebody asks for, and the way to the moment at which it ran out. */
function AboutClock({
  of,
  clock,
  showAll,
  isAll,
}: {
  of: History;
  clock: string;
  showAll: () => void;
  isAll: boolean;
}) {
  const own = usePageWords('histories');
  const about = of.steps.filter((step) => step.clock === clock);
  const name = about.find(({ clockName }) => clockName)?.clockName;
  const breach = stepOfBreach(of.steps, clock);
  const first = useRef(true);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    if (!first.current || !breach) return;
    first.current = false;
    goTo(stepId(breach));
  }, [breach]);
  if (!name)
    return (
      <div className="mb-3">
        <Banner tone="warn">{own.clockNowhere}</Banner>
      </div>
    );
  const count = (kind: Step['kind']) => about.filter((step) => step.kind === kind).length;
  return (
    <div className="mb-3 flex flex-col gap-2 rounded-md bg-tint px-3 py-2 text-sm">
      <p>
        <b>{own.ofClock(name)}</b> {own.clockAbout(count('timer'), count('entered'))}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button small onPress={() => setAsking(true)}>
          {own.whyDue}
        </Button>
        {breach && (
          <Button small onPress={() => goTo(stepId(breach))}>
            {own.toStep}
          </Button>
        )}
        {!isAll && (
          <Button small look="quiet" onPress={showAll}>
            {own.allSteps}
          </Button>
        )}
      </div>
      <Sheet side title={name} isOpen={isAsking} onClose={() => setAsking(false)}>
        <Explanation number={of.number} clock={clock} besideHistory />
      </Sheet>
    </div>
  );
}

/** Brings a step into sight, with the keyboard. */
function goTo(id: string): void {
  const step = document.getElementById(id);
  step?.scrollIntoView({ block: 'center' });
  step?.focus();
}

const stepId = (step: Step) => `step-${step.events[0]}`;

function StepLine({ step, of, isMarked }: { step: Step; of: History; isMarked: boolean }) {
  const own = usePageWords('histories');
  const isLate = step.kind === 'entered' && step.moment === 'breach';
  return (
    <li
      id={stepId(step)}
      tabIndex={-1}
      data-clock={step.clock ?? undefined}
      className={`-ml-px border-l-2 py-2 pl-3 ${isMarked ? 'border-accent bg-tint/50' : 'border-transparent'}`}
    >
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-sm">
        <When at={step.at} />
        <Badge tone={isLate ? 'late' : (tones[step.kind] ?? 'plain')}>{own.kinds[step.kind]}</Badge>
        {step.moment && step.clockName && (
          <span className={isLate ? 'font-medium text-late' : 'text-muted'}>
            {own.moments[step.moment as 'warn'] ?? step.moment} · {step.clockName}
          </span>
        )}
      </div>
      <p className="mt-0.5">{step.sentence}</p>
      {step.ending && (
        <p className="text-sm text-muted">
          {step.endedAt && <When at={step.endedAt} />} {step.ending}
        </p>
      )}
      <RawEvents title={own.rawOf(step.events.length)} events={eventsOf(of, step)} />
    </li>
  );
}

function eventsOf({ events }: History, step: Step): History['events'] {
  return events.filter(({ eventId }) => step.events.includes(String(eventId)));
}
