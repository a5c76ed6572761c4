import { useState } from 'react';
import { $api } from '../api/client.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Card } from '../look/parts.js';
import { useWords } from '../words/words.js';

/** So many are shown at first: on a case that is late there are many. */
const atFirst = 5;

/** Who was notified of the case, how, and whether it was read; for supervisors. */
export function Receipts({ number }: { number: string }) {
  const { t } = useWords();
  const [isWhole, setWhole] = useState(false);
  const { data } = $api.useQuery('get', '/v1/cases/{number}/notices', { params: { path: { number } } });
  if (!data || data.notices.length === 0) return null;
  return (
    <Card title={t.case.receipts}>
      <ul className="flex flex-col gap-2 text-sm">
        {data.notices.slice(0, isWhole ? undefined : atFirst).map((notice) => (
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
      {!isWhole && data.notices.length > atFirst && (
        <Button small look="quiet" className="mt-2" onPress={() => setWhole(true)}>
          {t.case.moreReceipts(data.notices.length - atFirst)}
        </Button>
      )}
    </Card>
  );
}
