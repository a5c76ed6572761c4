import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api } from '../api/client.js';
import { TimeLeft } from '../clock/left.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** Outages of the site that are on, or not settled with everybody who called: until when, how many called, who is dark. */
export function Outages({ site }: { site: string }) {
  const own = usePageWords('board');
  const { t } = useWords();
  const { data } = $api.useQuery('get', '/v1/outages', { params: { query: { site } } });
  const outages = data?.outages ?? [];
  if (outages.length === 0) return null;
  return (
    <section aria-label={own.outages} className="mb-4 rounded-lg border border-warn bg-warn-tint/40 p-3">
      <h2 className="mb-2 font-semibold">{own.outages}</h2>
      <ul className="flex flex-col gap-1.5 text-sm">
        {outages.map((outage) => (
          <li key={outage.number} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5">
            <Link href={addresses.case(outage.number)} className="text-accent tabular-nums underline">
              {outage.number}
            </Link>
            <span className="font-medium">{outage.subject ?? outage.lineName ?? outage.kindName}</span>
            <span className="text-muted">{[outage.lineName, outage.areaName].filter(Boolean).join(' · ')}</span>
            <Badge>{outage.statusName}</Badge>
            {outage.endsAt && outage.status === 'out' && (
              <span>
                {own.backBy} <TimeLeft due={outage.endsAt} />
              </span>
            )}
            <span className="ml-auto tabular-nums">{t.case.toConfirm(outage.waiting)}</span>
            {outage.stillDark > 0 && <Badge tone="late">{t.case.stillDark(outage.stillDark)}</Badge>}
          </li>
        ))}
      </ul>
    </section>
  );
}
