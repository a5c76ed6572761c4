import { lazy, Suspense, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { addresses } from '../addresses.js';
import { problemText } from '../api/problem-text.js';
import { useKind } from '../api/rulebook.js';
import { TimeLeft } from '../clock/left.js';
import { When } from '../clock/when.js';
import { OutageOfCall } from '../case/OutageParts.js';
import { nameOf } from '../case/Told.js';
import { Button } from '../look/button.js';
import { useShortcut } from '../look/keys.js';
import { Badge, Banner, Card } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { Known } from './Known.js';
import type { SentCall } from './send-call.js';

const Correct = lazy(async () => ({ default: (await import('./Correct.js')).Correct }));

/** So many deadlines are shown: the first ones. */
const shownClocks = 4;

/** The case that was recorded last: its number, its first deadlines, and what is one key away from it. */
export function Saved({
  sent,
  isOver,
  nextCall,
}: {
  sent: SentCall;
  /** Another call has begun: what is known of the caller before is no longer beside it. */
  isOver: boolean;
  nextCall: () => void;
}) {
  const { t, language } = useWords();
  const [, go] = useLocation();
  const [isCorrecting, setCorrecting] = useState(false);
  const [corrected, setCorrected] = useState<SentCall['of']>();
  const of = corrected ?? sent.of;
  const { kind } = useKind(of);
  const clocks = of.clocks
    .filter(({ metAt, stoppedAt }) => metAt === null && stoppedAt === null)
    .sort((one, other) => Date.parse(one.due) - Date.parse(other.due));
  useShortcut({ code: 'KeyH', alt: true, label: `${t.common.open} ${of.number}` }, () => go(addresses.case(of.number)));
  const may = (act: string) => of.nextActs.some((next) => next.act === act && next.yours);
  return (
    <Card className="border-ok! border-2">
      <div data-saved={of.number} className="flex flex-col gap-3 text-sm" aria-live="polite">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-semibold text-ok">{t.desk.saved}</span>
          <Link href={addresses.case(of.number)} className="text-base font-semibold text-accent underline">
            {of.number}
          </Link>
          {of.tierName && <Badge tone={of.tier === 'major' ? 'late' : 'accent'}>{of.tierName}</Badge>}
          <Badge>{of.statusName}</Badge>
        </p>
        <OutageOfCall of={of} />
        {clocks.length > 0 && (
          <ul className="flex flex-col gap-1.5">
            {clocks.slice(0, shownClocks).map(({ id, name, clause, due, warnAt }) => (
              <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span>
                  {name} <span className="text-xs text-muted">{clause}</span>
                </span>
                <span className="flex flex-wrap gap-x-2">
                  <span className="text-muted">
                    <When at={due} />
                  </span>
                  <TimeLeft due={due} warnAt={warnAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
        {clocks.length > shownClocks && <p className="text-muted">{t.desk.moreClocks(clocks.length - shownClocks)}</p>}
        {sent.refused.map(({ act, problem }) => (
          <Banner key={act} tone="late">
            {t.desk.refusedAfter(kind?.acts.find((one) => one.act === act)?.name[language] ?? act)}{' '}
            {problemText(problem, t)} {problem.clause && <b>{problem.clause}</b>}
          </Banner>
        ))}
        {corrected && <Banner tone="ok">{t.desk.corrected}</Banner>}
        {sent.hints.map(({ field, text }) => (
          <Banner key={field} tone="warn">
            {nameOf(field, kind, language, t.case.wordNames)}
            {t.common.colon}
            {text}
          </Banner>
        ))}
        <div className="flex flex-wrap gap-2">
          {may('correct') && kind && (
            <Button
              small
              shortcut={{ code: 'KeyZ', alt: true, label: t.desk.correct }}
              onPress={() => setCorrecting(true)}
            >
              {t.desk.correct}
            </Button>
          )}
          <Button small shortcut={{ code: 'KeyN', alt: true, label: t.desk.nextCall }} onPress={nextCall}>
            {t.desk.nextCall}
          </Button>
        </div>
        {!isOver && <Known of={of} />}
      </div>
      <Suspense>
        {isCorrecting && kind && (
          <Correct
            of={of}
            kind={kind}
            close={() => setCorrecting(false)}
            onDone={(after) => {
              setCorrected(after);
              setCorrecting(false);
            }}
          />
        )}
      </Suspense>
    </Card>
  );
}
