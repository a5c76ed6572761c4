import { lazy, Suspense, useState } from 'react';
import { Link, Redirect, useParams } from 'wouter';
import { addresses, isCaseNumber } from '../addresses.js';
import { $api, Problem, type Json } from '../api/client.js';
import { useKind, useRules } from '../api/rulebook.js';
import { When } from '../clock/when.js';
import { Badge, Banner, Card, Empty, Facts, PageTitle } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { useWords } from '../words/words.js';
import { Acts } from './Acts.js';
import { Clocks } from './Clocks.js';
import { Files } from './Files.js';
import { Links } from './Links.js';
import { Papers } from './Papers.js';
import { Stages } from './Stages.js';
import { Timeline } from './Timeline.js';
import { Told } from './Told.js';

const CustomerLink = lazy(async () => ({ default: (await import('./CustomerLink.js')).CustomerLink }));
const OutageCalls = lazy(async () => ({ default: (await import('./OutageParts.js')).OutageCalls }));
const OutageOfCall = lazy(async () => ({ default: (await import('./OutageParts.js')).OutageOfCall }));
const Receipts = lazy(async () => ({ default: (await import('./Receipts.js')).Receipts }));

/** One case: what it is, its deadlines, what can be done with it, and everything that happened. */
export function CasePage() {
  const { t } = useWords();
  const me = useMe();
  const { number } = useParams<{ number: string }>();
  const { data, error } = $api.useQuery('get', '/v1/cases/{number}', { params: { path: { number } } });
  // Administrators look after the engine, and read no case for that.
  if (error instanceof Problem && error.status === 404 && me.administrator && isCaseNumber(number))
    return <Redirect to={addresses.history(number)} replace />;
  if (error instanceof Problem && error.status === 404)
    return <Empty title={t.case.unknown(number)}>{t.case.unknownAdvice}</Empty>;
  if (!data) return <p className="text-muted">{t.common.loading}</p>;
  return <OneCase key={data.number} of={data} />;
}

/** Two columns; on a narrow screen their parts stand in the order of what is looked for: deadlines, acts, what was said. */
const column = 'flex min-w-0 flex-col gap-4 max-xl:contents';
const part = 'flex min-w-0 flex-col gap-4';

function OneCase({ of }: { of: Json<'CaseDetailsJson'> }) {
  const { t } = useWords();
  const me = useMe();
  const { kind, rules } = useKind(of);
  const [done, setDone] = useState<string>();
  return (
    <article>
      <PageTitle
        side={
          <>
            {of.tierName && <Badge tone={of.tier === 'major' ? 'late' : 'accent'}>{of.tierName}</Badge>}
            <Badge tone={of.closedAt ? 'ok' : 'plain'}>{of.statusName}</Badge>
            {of.round > 1 && <Badge tone="warn">{t.case.round(of.round)}</Badge>}
          </>
        }
      >
        {of.words?.['subject'] ?? of.kindName}{' '}
        <span className="text-base font-normal whitespace-nowrap text-muted">{of.number}</span>
      </PageTitle>
      <div aria-live="polite">{done && <Banner tone="ok">{done}</Banner>}</div>
      <div className="mt-3 grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className={column}>
          <div className={`${part} max-xl:order-1`}>
            {of.violations.map((violation) => (
              <Banner key={`${violation.clause} ${violation.at}`} tone="warn">
                {violation.text} <b>{violation.clause}</b> <When at={violation.at} />
              </Banner>
            ))}
            <Suspense>{of.outage && <OutageOfCall of={of} />}</Suspense>
            {kind && <Stages of={of} kind={kind} />}
            <Clocks of={of} />
          </div>
          <div className={`${part} max-xl:order-3`}>
            <Told of={of} kind={kind} />
          </div>
          <div className={`${part} max-xl:order-5`}>
            {kind && <Timeline of={of} kind={kind} />}
            {me.administrator && (
              <Link href={addresses.history(of.number)} className="w-fit text-sm text-accent underline">
                {t.case.history}
              </Link>
            )}
          </div>
        </div>
        <div className={column}>
          <div className={`${part} max-xl:order-2`}>
            {kind && rules && <Acts of={of} kind={kind} rules={rules} onDone={(name) => setDone(t.case.done(name))} />}
          </div>
          <div className={`${part} max-xl:order-4`}>
            <Hands of={of} />
            <Suspense>{of.calls && <OutageCalls of={of} />}</Suspense>
            <Links
              of={of}
              act={kind?.acts.find(({ act }) => act === 'unjoin')}
              rules={rules}
              onDone={(name) => setDone(t.case.done(name))}
            />
            <Files number={of.number} />
            {kind && <Papers of={of} kind={kind} />}
            <Suspense fallback={null}>
              {me.rights.includes('give-customer-links') && kind?.acts.some(({ act }) => act === 'urge') && (
                <CustomerLink number={of.number} />
              )}
              {me.rights.includes('see-notice-receipts') && <Receipts number={of.number} />}
            </Suspense>
          </div>
        </div>
      </div>
    </article>
  );
}

/** Whose hands it is in. */
function Hands({ of }: { of: Json<'CaseDetailsJson'> }) {
  const { t, language } = useWords();
  const rules = useRules(of.rulebook, of.version);
  return (
    <Card title={t.case.hands}>
      <Facts
        of={[
          ...of.holders.map((holder): [string, string] => [
            holder.roleName,
            holder.people.length ? holder.people.join(t.act.and) : t.case.nobodyOn,
          ]),
          ...(of.ownerName ? [[t.case.owner, of.ownerName] as [string, string]] : []),
          ...(of.departmentName ? [[t.case.department, of.departmentName] as [string, string]] : []),
          [t.common.site, of.siteName],
          [t.case.rulebook, `${rules?.title[language] ?? of.rulebook} ${of.version}`],
        ]}
      />
    </Card>
  );
}
