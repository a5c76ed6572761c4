import { $api } from '../api/client.js';
import { When } from '../clock/when.js';
import { Badge, Card } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';

/** What the ledger and the engine have found amiss with each other about this case; nothing where there is nothing. */
export function AlarmsOfCase({ number }: { number: string }) {
  const own = usePageWords('histories');
  const { data } = $api.useQuery('get', '/v1/alarms', { params: { query: { number } } });
  if (!data || data.alarms.length === 0) return null;
  return (
    <Card title={own.alarms}>
      <ul className="flex flex-col gap-1.5 text-sm">
        {data.alarms.map(({ seq, alarm, whatName, why, at }) => (
          <li key={seq} className="flex flex-wrap items-baseline gap-x-3">
            <Badge tone="late">{seq}</Badge>
            <span className="min-w-0">
              {alarm === 'missing-clock' ? own.missingClock(whatName, why) : own.refusedSignal(whatName)}
            </span>
            <span className="ml-auto text-muted">
              <When at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
