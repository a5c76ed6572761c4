import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import type { Json } from '../api/client.js';
import { When } from '../clock/when.js';
import { Badge, Card } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';

/** The runs of the workflow one after the other, where there are several: each can be read. */
export function Runs({ of: { number, run, runs } }: { of: Json<'HistoryJson'> }) {
  const own = usePageWords('histories');
  if (runs.length < 2) return null;
  return (
    <Card title={own.runs(runs.length)}>
      <p className="mb-2 text-sm text-muted">{own.runsAbout}</p>
      <ol className="flex flex-col gap-1.5 text-sm">
        {runs.map(({ id, status, startedAt, endedAt }, index) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3">
            <Link
              href={`${addresses.history(number)}?run=${id}`}
              aria-current={id === run ? 'true' : undefined}
              className="text-accent underline"
            >
              <When at={startedAt} />
              {endedAt && (
                <>
                  {' – '}
                  <When at={endedAt} />
                </>
              )}
            </Link>
            <Badge>{own.statuses[status as 'running']}</Badge>
            {index === 0 && <Badge tone="accent">{own.newest}</Badge>}
            {id === run && <span className="text-muted">{own.thisRun}</span>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
