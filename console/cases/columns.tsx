import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import type { Json } from '../api/client.js';
import { TimeLeft } from '../clock/left.js';
import { When } from '../clock/when.js';
import { Badge } from '../look/parts.js';
import type { Column } from '../look/grid.js';
import type { Words } from '../words/zh.js';

const quiet = 'hover:underline';

export type CaseItem = Json<'CaseItemJson'>;

/** The columns of Find cases: which, where, where it stands, what is due next, since when. */
export function caseColumns(t: Words, siteName: (id: string) => string): Column<CaseItem>[] {
  return [
    {
      id: 'case',
      head: t.cases.case,
      cell: ({ subject, kindName, number, tier, tierName, round }) => (
        <Lines
          first={
            <span className="inline-flex flex-wrap items-center gap-x-1.5">
              <span className="font-medium">{subject ?? kindName}</span>
              {tierName && <Badge tone={tier === 'major' ? 'late' : 'accent'}>{tierName}</Badge>}
              {round > 1 && <Badge tone="warn">{t.cases.round(round)}</Badge>}
            </span>
          }
          second={
            <>
              <span className="tabular-nums">{number}</span> · {kindName}
            </>
          }
        />
      ),
    },
    {
      id: 'where',
      head: t.cases.where,
      cell: ({ place, site, customer, phone }) => (
        <Lines
          first={
            <>
              {siteName(site)}
              {place && (
                <>
                  {' · '}
                  <Link href={addresses.casesOf({ place })} tabIndex={-1} title={t.cases.allOfPlace} className={quiet}>
                    {place}
                  </Link>
                </>
              )}
            </>
          }
          second={
            <>
              {customer}{' '}
              {phone && (
                <Link
                  href={addresses.casesOf({ phone })}
                  tabIndex={-1}
                  title={t.cases.allOfPhone}
                  className={`tabular-nums ${quiet}`}
                >
                  {phone}
                </Link>
              )}
            </>
          }
        />
      ),
    },
    {
      id: 'stands',
      head: t.cases.stands,
      cell: ({ statusName, departmentName, closedAt, lateClocks }) => (
        <Lines
          first={
            <span className="inline-flex flex-wrap items-center gap-1">
              <Badge tone={closedAt ? 'ok' : 'plain'}>{statusName}</Badge>
              {lateClocks > 0 && !closedAt && <Badge tone="late">{t.cases.lateClocks(lateClocks)}</Badge>}
            </span>
          }
          second={departmentName}
        />
      ),
    },
    {
      id: 'next',
      head: t.cases.next,
      cell: ({ nextDue, closedAt }) =>
        nextDue ? (
          <Lines
            first={<TimeLeft due={nextDue.due} warnAt={nextDue.due} />}
            second={`${nextDue.name} ${nextDue.clause} · ${nextDue.whoName}`}
          />
        ) : (
          <span className="text-xs text-muted">
            {closedAt ? (
              <>
                {t.cases.closedAt} <When at={closedAt} />
              </>
            ) : (
              t.cases.noClock
            )}
          </span>
        ),
    },
    {
      id: 'received',
      head: t.cases.received,
      wideOnly: true,
      className: 'text-muted',
      cell: ({ receivedAt }) => <When at={receivedAt} />,
    },
  ];
}

function Lines({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <>
      <span className="block">{first}</span>
      <span className="block text-xs text-muted">{second}</span>
    </>
  );
}
