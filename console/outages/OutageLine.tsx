import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import type { Json } from '../api/client.js';
import { useMe } from '../api/me.js';
import { TimeLeft } from '../clock/left.js';
import { When } from '../clock/when.js';
import { buttonClass } from '../look/button.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** An outage: what is out and where, from when until when, who called, what callers are told. */
export function OutageLine({ of }: { of: Json<'OpenOutageJson'> }) {
  const own = usePageWords('outages');
  const { t, language } = useWords();
  const { sites } = useMe();
  const { number, status, startsAt, endsAt, calls, waiting, stillDark } = of;
  return (
    <li data-outage={number} className="flex flex-col gap-1.5 py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Link href={addresses.case(number)} className="text-accent tabular-nums underline">
          {number}
        </Link>
        <span className="font-medium">{of.subject ?? of.kindName}</span>
        {of.typeName && <Badge>{of.typeName}</Badge>}
        <span className="text-sm text-muted">
          {[of.lineName, of.areaName, sites.find(({ id }) => id === of.site)?.name[language]]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
        {startsAt && (
          <span>
            {status === 'planned' ? own.begins : own.from} <When at={startsAt} />
          </span>
        )}
        <span>
          {endsAt ? (
            <>
              {own.until} <When at={endsAt} /> {status === 'out' && <TimeLeft due={endsAt} />}
            </>
          ) : (
            own.unknownEnd
          )}
        </span>
        <span className="flex flex-wrap gap-1.5">
          <Badge>{own.calls(calls)}</Badge>
          {waiting > 0 && <Badge tone="warn">{own.waiting(waiting)}</Badge>}
          {stillDark > 0 && <Badge tone="late">{own.stillDark(stillDark)}</Badge>}
        </span>
      </div>
      <p className="rounded-md bg-raised px-3 py-2 text-sm">
        <span className="text-muted">
          {own.readOut}
          {t.common.colon}
        </span>
        {of.sentence}
      </p>
      <Link
        href={addresses.outage(number)}
        className={`${buttonClass('secondary', true)} w-fit`}
        aria-label={own.timelineOf(number)}
      >
        {own.timeline}
      </Link>
    </li>
  );
}
