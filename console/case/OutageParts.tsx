import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import type { Json } from '../api/client.js';
import { Badge, Card } from '../look/parts.js';
import { useWords } from '../words/words.js';

/** So many buildings are shown: those with the most calls. */
const mostBuildings = 12;

/** The outage a call is about, with what is read out to whoever asks. */
export function OutageOfCall({ of: { outage } }: { of: Pick<Json<'CaseJson'>, 'outage'> }) {
  const { t } = useWords();
  if (!outage) return null;
  return (
    <div data-outage={outage.number} className="flex flex-col gap-1 rounded-md bg-warn-tint/40 p-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone="warn">{t.case.outage}</Badge>
        <Link href={addresses.case(outage.number)} className="text-accent tabular-nums underline">
          {outage.number}
        </Link>
        <span className="text-muted">
          {outage.lineName} · {outage.areaName}
        </span>
      </p>
      <p>
        <span className="text-muted">{t.case.readOut}</span> {outage.sentence}
      </p>
    </div>
  );
}

/** The calls about an outage, by the building they came from. */
export function OutageCalls({ of }: { of: Json<'CaseDetailsJson'> }) {
  const { t } = useWords();
  if (!of.calls || of.calls.count === 0) return null;
  const { count, waiting, stillDark, buildings } = of.calls;
  return (
    <Card
      title={t.case.calls(count)}
      side={
        <span className="flex gap-3 text-sm text-accent">
          <Link href={addresses.outage(of.number)} className="underline">
            {t.case.outageTimeline}
          </Link>
          <Link href={addresses.callsOf(of.number)} className="underline">
            {t.case.allCalls}
          </Link>
        </span>
      }
    >
      <div data-calls className="flex flex-col gap-2 text-sm">
        <p className="flex flex-wrap gap-2">
          <Badge>{t.case.toConfirm(waiting)}</Badge>
          {stillDark > 0 && <Badge tone="late">{t.case.stillDark(stillDark)}</Badge>}
        </p>
        <ul className="flex flex-col gap-1">
          {buildings.slice(0, mostBuildings).map(({ building, count: here, stillDark: dark }) => (
            <li key={building ?? ''} className="flex flex-wrap items-baseline gap-x-2">
              <span className="min-w-0 break-words">{building ?? t.case.noBuilding}</span>
              {dark > 0 && <Badge tone="late">{t.case.stillDark(dark)}</Badge>}
              <span className="ml-auto tabular-nums">{here}</span>
            </li>
          ))}
        </ul>
        {buildings.length > mostBuildings && (
          <p className="text-muted">{t.case.moreBuildings(buildings.length - mostBuildings)}</p>
        )}
      </div>
    </Card>
  );
}
