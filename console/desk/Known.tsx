import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, type Json } from '../api/client.js';
import { Badge } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { AllOf, CallerCases } from './CallerCases.js';

/** So many of each are shown beside a case that has just been recorded. */
const most = 3;

/** What is known of whoever a case is from that has just been recorded, and of where it is; that it cannot be had hides it. */
export function Known({ of }: { of: Json<'CaseJson'> }) {
  const { t } = useWords();
  const params = { path: { number: of.number } };
  const { data: known } = $api.useQuery('get', '/v1/cases/{number}/known', { params }, { staleTime: Infinity });
  if (!known) return null;
  const { open, earlier, promised, similar, thisWeek } = known;
  // Another than the one that stands above already.
  const outages = known.outages.filter(({ number }) => number !== of.outage?.number);
  const told = new Set([...open, ...earlier].map(({ number }) => number));
  const others = similar.filter(({ number }) => !told.has(number)).slice(0, most);
  if (open.length + earlier.length + promised.length + others.length + outages.length === 0) return null;
  return (
    <section data-known className="flex flex-col gap-2 border-t border-line pt-3 text-xs">
      <h3 className="flex flex-wrap items-center justify-between gap-2 font-medium">
        {t.desk.known}
        {thisWeek > 1 && <Badge tone={thisWeek > 2 ? 'warn' : 'plain'}>{t.desk.thisWeek(thisWeek)}</Badge>}
      </h3>
      {outages.map(({ number, sentence, callsHere }) => (
        <p key={number} className="flex flex-wrap items-center gap-x-2">
          <Badge tone="late">{t.desk.outage}</Badge>
          <Link href={addresses.case(number)} className="text-accent underline">
            {number}
          </Link>
          {callsHere > 0 && <Badge>{t.desk.callsHere(callsHere)}</Badge>}
          <span className="w-full">{sentence}</span>
        </p>
      ))}
      <CallerCases of={known} mostOpen={most} mostEarlier={most} />
      {others.length > 0 && (
        <section>
          <h4 className="mb-1 font-medium text-muted">{t.desk.similarCases}</h4>
          <ul className="flex flex-col divide-y divide-line">
            {others.map(({ number, subject, kindName, statusName, place }) => (
              <li key={number} className="flex flex-wrap items-baseline gap-x-2 py-1.5 text-muted">
                <span className="w-full text-sm font-medium text-ink">{subject ?? kindName}</span>
                <Link href={addresses.case(number)} className="text-accent underline">
                  {number}
                </Link>
                {kindName} · {statusName}
                {place && <span>{place}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <AllOf phone={of.words?.['phone']} place={of.words?.['place']} />
    </section>
  );
}
