import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button, buttonClass } from '../look/button.js';
import { Badge, Banner, Card, Empty, PageTitle } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { Done } from './Done.js';
import { PeopleStep } from './PeopleStep.js';
import { SignInStep } from './SignInStep.js';
import { SiteStep } from './SiteStep.js';
import { Slips, type Slip } from './Slips.js';

// For a desk that works.
const Areas = lazy(async () => ({ default: (await import('./Areas.js')).Areas }));
const PhonesOfPeople = lazy(async () => ({ default: (await import('./PhonesOfPeople.js')).PhonesOfPeople }));
const TokensOfPeople = lazy(async () => ({ default: (await import('./TokensOfPeople.js')).TokensOfPeople }));

type StepName = 'password' | 'site' | 'people' | 'sign-in';

/** Leads an administrator from an empty desk to one that people work at; of a working one it shows what is there. */
export function SetUpPage() {
  const own = usePageWords('setUp');
  const { t } = useWords();
  const me = useMe();
  const setUp = $api.useQuery('get', '/v1/set-up', {}, { enabled: me.administrator });
  const [chosen, choose] = useState<StepName | 'none'>();
  const [slips, setSlips] = useState<Slip[]>();
  if (!me.administrator) return <Empty title={own.forbidden}>{own.forbiddenAdvice}</Empty>;
  if (slips) return <Slips slips={slips} onKept={() => setSlips(undefined)} />;
  const steps = setUp.data?.steps ?? [];
  const next = steps.find(({ done }) => !done)?.step;
  const open = chosen ?? next;
  const doneCount = steps.filter(({ done }) => done).length;
  const contents: Record<StepName, ReactNode> = {
    password: (
      <p className="text-sm">
        {steps.some(({ step, done }) => step === 'password' && done) ? own.passwordDone : own.passwordNone}
      </p>
    ),
    site: <SiteStep />,
    people: <PeopleStep />,
    'sign-in': <SignInStep onIssued={setSlips} />,
  };
  return (
    <div className="mx-auto max-w-4xl">
      <PageTitle>{own.title}</PageTitle>
      <p className="-mt-2 mb-4 text-muted">{own.about}</p>
      {setUp.error && <Banner tone="late">{problemText(setUp.error as never, t)}</Banner>}
      {steps.length > 0 && (
        <div className="mb-4">
          <p className="mb-1 text-sm font-medium" role="status">
            {own.progress(doneCount, steps.length)}
          </p>
          <div aria-hidden="true" className="flex gap-1">
            {steps.map(({ step, done }) => (
              <span key={step} className={`h-1.5 flex-1 rounded-full ${done ? 'bg-ok' : 'bg-line'}`} />
            ))}
          </div>
        </div>
      )}
      {steps.length > 0 && next === undefined && <Done />}
      <ol className="flex flex-col gap-3">
        {steps.map((step, i) => (
          <Step
            key={step.step}
            number={i + 1}
            step={step}
            isNext={step.step === next}
            isOpen={step.step === open}
            // After a step has been done the next one opens by itself.
            toggle={() => choose(step.step === open ? 'none' : (step.step as StepName))}
          >
            {contents[step.step as StepName]}
          </Step>
        ))}
      </ol>
      {steps.some(({ step, done }) => step === 'people' && done) && (
        <div className="mt-4 flex flex-col gap-4">
          <Suspense>
            <PhonesOfPeople />
            {me.rights.includes('keep-areas') && <Areas />}
            <TokensOfPeople />
          </Suspense>
          {me.rights.includes('keep-standard-answers') && (
            <Card title={own.texts}>
              <p className="mb-3 text-sm text-muted">{own.textsAbout}</p>
              <Link href={addresses.texts} className={buttonClass('secondary', true)}>
                {own.openTexts}
              </Link>
            </Card>
          )}
        </div>
      )}
    </div>
  );
}

function Step({
  number,
  step: { step, done },
  isNext,
  isOpen,
  toggle,
  children,
}: {
  number: number;
  step: Json<'SetUpStepJson'>;
  isNext: boolean;
  isOpen: boolean;
  toggle: () => void;
  children: ReactNode;
}) {
  const own = usePageWords('setUp');
  const title = own.steps[step as StepName];
  return (
    <li className={`rounded-lg border bg-surface p-4 ${isNext ? 'border-accent' : 'border-line'}`}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="flex min-w-0 items-center gap-3 font-semibold">
          <span
            aria-hidden="true"
            className={`flex size-8 shrink-0 items-center justify-center rounded-full text-sm ${done ? 'bg-ok-tint text-ok' : isNext ? 'bg-accent text-on-accent' : 'bg-raised text-muted'}`}
          >
            {done ? '✓' : number}
          </span>
          {title}
          {(done || isNext) && (
            <span className="shrink-0">
              <Badge tone={done ? 'ok' : 'accent'}>{done ? own.done : own.next}</Badge>
            </span>
          )}
        </h2>
        <Button
          small
          look="quiet"
          aria-expanded={isOpen}
          shortcut={{ code: `Digit${number}`, label: title }}
          onPress={toggle}
        >
          {isOpen ? own.hide : own.again}
          <span className="sr-only">{title}</span>
        </Button>
      </div>
      {isOpen && <div className="mt-4 sm:pl-11">{children}</div>}
    </li>
  );
}
