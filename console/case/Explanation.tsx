import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api } from '../api/client.js';
import { useMe } from '../api/me.js';
import { ClockBar } from '../clock/Bar.js';
import { When } from '../clock/when.js';
import { buttonClass } from '../look/button.js';
import { Facts } from '../look/parts.js';
import { useWords } from '../words/words.js';

/**
 * Why a deadline is due when it is: the clause in its words, the steps from start to due, who is told when.
 * `besideHistory`: where the workflow's history is open already.
 */
export function Explanation({
  number,
  clock,
  besideHistory = false,
}: {
  number: string;
  clock: string;
  besideHistory?: boolean;
}) {
  const { t } = useWords();
  const me = useMe();
  const { data } = $api.useQuery(
    'get',
    '/v1/cases/{number}/clocks/{clock}/explanation',
    { params: { path: { number, clock } } },
    { staleTime: Infinity },
  );
  if (!data) return <p className="text-muted">{t.common.loading}</p>;
  return (
    <div className="flex flex-col gap-5">
      <blockquote className="border-l-4 border-accent pl-3">
        <p className="text-xs text-muted">{data.clause.id}</p>
        <p>{data.clause.text}</p>
      </blockquote>
      <ClockBar clock={data.clock} steps={data.steps} />
      <Facts
        of={[
          [t.case.begins, <When key="from" at={data.clock.startedAt} />],
          [t.common.due, <When key="due" at={data.clock.due} />],
          ...(data.clock.originalDue === data.clock.due
            ? []
            : [[t.case.originally, <When key="was" at={data.clock.originalDue} />] as [string, React.ReactNode]]),
          [t.common.who, data.who.name],
          [t.case.mayGrant, data.longer?.name ?? t.case.nobodyMay],
        ]}
      />
      {me.administrator && !besideHistory && (
        <Link href={addresses.history(number, clock)} className={`${buttonClass('secondary', true)} w-fit`}>
          {t.case.waitedFor}
        </Link>
      )}
      <section>
        <h3 className="mb-2 font-medium">{t.case.steps}</h3>
        <ol className="flex flex-col gap-2 border-l border-line pl-3 text-sm">
          {data.steps.map((step) => (
            <li key={`${step.from} ${step.reason}`}>
              <span className="text-muted">
                <When at={step.from} /> – <When at={step.to} />
              </span>
              <br />
              {step.why}
              {/^[\d.]+ (?!same-day)/.test(step.counted) && (
                <span className="text-muted"> ({t.case.counted(step.counted)})</span>
              )}
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h3 className="mb-2 font-medium">{t.case.ladder}</h3>
        <ol className="flex flex-col gap-1 text-sm">
          {data.ladder.map((rung) => (
            <li key={`${rung.at} ${rung.kind}`} className="flex flex-wrap justify-between gap-x-3">
              <span>
                {t.case.rungs[rung.kind as 'warn']}
                {t.common.colon}
                {rung.tells.map(({ name }) => name).join(t.act.and)}
              </span>
              <When at={rung.at} />
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
