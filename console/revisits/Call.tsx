import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, type Json } from '../api/client.js';
import { useKind } from '../api/rulebook.js';
import { TimeLeft } from '../clock/left.js';
import { When } from '../clock/when.js';
import { Badge, Card, Facts } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { OutcomeForm } from './OutcomeForm.js';
import type { Revisit } from './Queue.js';

/** The call that is chosen: whom to ring and why, what the rule has us ask, what came of earlier tries, the outcome. */
export function RevisitCall({ call, onDone }: { call: Revisit; onDone: (after: Json<'CaseJson'>) => void }) {
  const own = usePageWords('revisits');
  const { t } = useWords();
  const { number } = call;
  const { data } = $api.useQuery('get', '/v1/cases/{number}', { params: { path: { number } } });
  const { kind, rules } = useKind(data);
  const act = kind?.acts.find((one) => one.act === 'revisit');
  const outcomes = act?.fields.find(({ name }) => name === 'outcome')?.valueNames;
  const said = data?.words?.['description'];
  return (
    <Card className="flex flex-col gap-4">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          {call.phone ? (
            <a href={`tel:${call.phone}`} className="text-2xl font-semibold text-accent tabular-nums hover:underline">
              <span className="sr-only">{own.dial} </span>
              {call.phone}
            </a>
          ) : (
            <p className="text-lg font-medium text-muted">{own.noPhone}</p>
          )}
          <p className="text-sm">
            {[call.customer, call.place].filter(Boolean).join(' · ')}{' '}
            {call.tierName && <Badge tone={call.tier === 'major' ? 'late' : 'accent'}>{call.tierName}</Badge>}{' '}
            {data && data.round > 1 && <Badge tone="warn">{t.case.round(data.round)}</Badge>}
          </p>
        </div>
        <p className="text-sm sm:text-right">
          <TimeLeft due={call.due} />
          <span className="block text-xs text-muted">
            <When at={call.due} /> · {call.clause}
          </span>
        </p>
      </header>
      <div className="rounded-md border-l-4 border-accent bg-tint px-3 py-2 text-sm">
        <p className="text-xs font-medium text-accent-deep">
          {own.script} {call.scriptClause}
        </p>
        <p>{call.script}</p>
      </div>
      <Facts
        of={[
          [
            t.common.subject,
            <>
              {call.subject ?? call.kindName}{' '}
              <Link href={addresses.case(number)} className="text-accent tabular-nums underline">
                {number}
              </Link>
            </>,
          ],
          ...(said ? [[t.case.told, said] as [string, string]] : []),
          [
            own.done,
            call.done ?? (
              <span key="done" className="text-muted">
                {own.doneUnknown}
              </span>
            ),
          ],
          [own.attempts, <Attempts key="attempts" call={call} names={outcomes} />],
        ]}
      />
      {data && act && rules ? (
        <OutcomeForm key={number} on={data} act={act} rules={rules} hasPhone={call.phone !== null} onDone={onDone} />
      ) : (
        <p className="text-sm text-muted">{data && rules ? own.noAct : t.common.loading}</p>
      )}
    </Card>
  );
}

type Names = Record<string, { 'zh-CN': string; en: string }> | undefined;

/** Every try so far with what came of it; how many there must be, and until when the next is made. */
function Attempts({ call, names }: { call: Revisit; names: Names }) {
  const own = usePageWords('revisits');
  const { language } = useWords();
  if (call.attempts.length === 0) return <span className="text-muted">{own.noAttempts(call.attemptsAsked)}</span>;
  return (
    <ol>
      {call.attempts.map((attempt) => (
        <li key={attempt.at} className="flex flex-wrap gap-x-2">
          <When at={attempt.at} /> <span>{names?.[attempt.outcome]?.[language] ?? attempt.outcome}</span>
          <span className="text-muted">{attempt.byName}</span>
        </li>
      ))}
      <li className="text-muted">
        {own.attemptsLeft(Math.max(0, call.attemptsAsked - call.attempts.length))}
        {call.nextTry && (
          <>
            {' '}
            {own.nextTry} <When at={call.nextTry} />
          </>
        )}
      </li>
    </ol>
  );
}
