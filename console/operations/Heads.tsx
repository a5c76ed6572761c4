import { $api } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { When } from '../clock/when.js';
import { Badge, Banner, Card, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** What was signed over all cases, day by day, and whether it lies where nobody here can alter it. */
export function Heads() {
  const own = usePageWords('operations');
  const { t } = useWords();
  const { data, error, isPending } = $api.useQuery('get', '/v1/heads');
  return (
    <Card title={own.heads}>
      <p className="mb-2 text-sm text-muted">{own.headsAbout}</p>
      {error && <Banner tone="late">{problemText(error as never, t)}</Banner>}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data?.heads.length === 0 && <Empty title={own.noHeads}>{own.noHeadsAdvice}</Empty>}
      <ul className="divide-y divide-line">
        {data?.heads.map(({ at, cases, root, exported }) => (
          <li key={at} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
            <Badge tone={exported ? 'ok' : 'warn'}>{exported ? own.exported : own.notExported}</Badge>
            <When at={at} />
            {cases !== null && <span className="tabular-nums">{own.cases(cases)}</span>}
            <code className="min-w-0 text-xs break-all text-muted">{root}</code>
          </li>
        ))}
      </ul>
    </Card>
  );
}
