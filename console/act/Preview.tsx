import type { Json } from '../api/client.js';
import { When } from '../clock/when.js';
import { Badge, Banner } from '../look/parts.js';
import { useWords } from '../words/words.js';

/** What an act would do, before it is sent: tier, deadlines with clauses, who is told, rules that would be broken. */
export function Preview({ dry }: { dry: Json<'ActPreviewJson'> }) {
  const { t } = useWords();
  if (dry.refusal)
    return (
      <Banner tone="late">
        {t.act.wouldBeRefused} {dry.refusal.detail} {dry.refusal.clause && <b>{dry.refusal.clause}</b>}
      </Banner>
    );
  const moved = dry.clocks.filter(
    // What the same act begins and ends is nothing to wait for.
    ({ change, metAt, stoppedAt }) => change !== 'kept' && !(change === 'started' && (metAt ?? stoppedAt)),
  );
  return (
    <div className="flex flex-col gap-3 rounded-md border border-line bg-raised p-3 text-sm" aria-live="polite">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{t.act.wouldHappen}</span>
        {dry.tierName && <Badge tone="accent">{dry.tierName}</Badge>}
        <Badge>{dry.statusName}</Badge>
      </p>
      {moved.length > 0 && (
        <ul className="flex flex-col gap-1">
          {moved.map(({ id, name, clause, due, change }) => (
            <li key={`${id} ${change}`} className="flex flex-wrap justify-between gap-x-3">
              <span>
                {t.act.changes[change]}
                {t.common.colon}
                {name} <span className="text-muted">{clause}</span>
              </span>
              {(change === 'started' || change === 'moved') && <When at={due} />}
            </li>
          ))}
        </ul>
      )}
      {dry.notices.length > 0 && (
        <p>
          <span className="text-muted">{t.act.told}</span>{' '}
          {dry.notices.map(({ roleName, clause }) => `${roleName} (${clause})`).join(t.act.and)}
        </p>
      )}
      {dry.violations.map(({ clause, name }) => (
        <Banner key={clause} tone="warn">
          {t.act.wouldBreak} {name} <b>{clause}</b>
        </Banner>
      ))}
    </div>
  );
}
