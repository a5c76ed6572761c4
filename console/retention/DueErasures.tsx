import { useState } from 'react';
import { $api } from '../api/client.js';
import { useNames } from '../api/names.js';
import { problemText } from '../api/problem-text.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Banner, Card, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

const pageSize = 20;

/** Filed cases whose time of keeping has ended: the desk erases them by itself. */
export function DueErasures() {
  const own = usePageWords('retention');
  const { t } = useWords();
  const names = useNames();
  const [limit, setLimit] = useState(pageSize);
  const { data, error, isPending } = $api.useQuery(
    'get',
    '/v1/erasures/due',
    { params: { query: { limit } } },
    { placeholderData: (before) => before },
  );
  return (
    <Card title={own.due}>
      <p className="mb-3 text-sm text-muted">{own.dueAbout}</p>
      {error && <Banner tone="late">{problemText(error as never, t)}</Banner>}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data?.due.length === 0 && <Empty title={own.noDue}>{own.noDueAdvice}</Empty>}
      <ul className="divide-y divide-line text-sm">
        {data?.due.map(({ number, site, kind, closedAt, dueAt }) => (
          <li key={number} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
            <span className="font-medium tabular-nums">{number}</span>
            <span>{names.kind(kind)}</span>
            <span className="text-muted">{names.site(site)}</span>
            <span className="ml-auto text-muted">
              {own.closedAt} <When at={closedAt} /> · {own.since} <When at={dueAt} />
            </span>
          </li>
        ))}
      </ul>
      {data?.next && limit < 200 && (
        <Button small className="mt-2" onPress={() => setLimit(200)}>
          {t.common.more}
        </Button>
      )}
    </Card>
  );
}
