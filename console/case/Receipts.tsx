import { $api } from '../api/client.js';
import { When } from '../clock/when.js';
import { Card } from '../look/parts.js';
import { useWords } from '../words/words.js';

/** Who was notified of the case, how, and whether it was read; for supervisors. */
export function Receipts({ number }: { number: string }) {
  const { t } = useWords();
  const { data } = $api.useQuery('get', '/v1/cases/{number}/notices', { params: { path: { number } } });
  if (!data || data.notices.length === 0) return null;
  return (
    <Card title={t.case.receipts}>
      <ul className="flex max-h-80 flex-col gap-2 overflow-y-auto text-sm" tabIndex={0}>
        {data.notices.map((notice) => (
          <li key={notice.id}>
            <span className="flex flex-wrap justify-between gap-x-2">
              <span>{notice.name ?? (notice.role === 'customer' ? t.case.customer : t.case.nobodyOn)}</span>
              <span className="text-muted">
                <When at={notice.at} />
              </span>
            </span>
            <span className="block">{notice.text}</span>
            <span className="text-xs text-muted">
              {notice.clause} ·{' '}
              <span className={notice.outcome === 'not-sent' ? 'text-late' : ''}>{notice.outcomeText}</span>
              {notice.person !== null && ' · '}
              {notice.person === null ? null : notice.readAt ? (
                <>
                  {t.case.readAt} <When at={notice.readAt} />
                </>
              ) : (
                t.case.unread
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
