import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { useNames } from '../api/names.js';
import { When } from '../clock/when.js';
import { Badge, Banner, Empty, Card } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

type Alarm = Json<'AlarmJson'>;

/** Clocks that are missing behind the rules, and signals that were forged. */
export function Alarms() {
  const own = usePageWords('operations');
  const { t } = useWords();
  const { data, error, isPending } = $api.useQuery('get', '/v1/alarms', {}, { refetchInterval: 60_000 });
  return (
    <Card title={own.alarms}>
      <p className="mb-2 text-sm text-muted">{own.alarmsAbout}</p>
      {error && <Banner tone="late">{problemText(error as never, t)}</Banner>}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data?.alarms.length === 0 && <Empty title={own.noAlarms}>{own.noAlarmsAdvice}</Empty>}
      <ul className="divide-y divide-line">
        {data?.alarms.map((alarm) => (
          <AlarmLine key={`${alarm.number} ${alarm.seq}`} alarm={alarm} />
        ))}
      </ul>
    </Card>
  );
}

function AlarmLine({ alarm }: { alarm: Alarm }) {
  const own = usePageWords('operations');
  const names = useNames();
  const { number, site, whatName, why, at } = alarm;
  const isClock = alarm.alarm === 'missing-clock';
  const reason = own.reasons[why as keyof typeof own.reasons] ?? why;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
      <Badge tone={isClock ? 'late' : 'warn'}>{isClock ? own.missingClock : own.refusedSignal}</Badge>
      <Link href={addresses.history(number)} className="tabular-nums underline">
        {number}
      </Link>
      <span className="min-w-0 break-words">{isClock ? own.clock(whatName, why) : own.signal(whatName, reason)}</span>
      <span className="ml-auto text-sm text-muted">
        {names.site(site)} · <When at={at} />
      </span>
    </li>
  );
}
