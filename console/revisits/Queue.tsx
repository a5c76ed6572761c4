import type { Json } from '../api/client.js';
import { TimeLeft } from '../clock/left.js';
import type { Cursor } from '../look/cursor.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';

export type Revisit = Json<'RevisitJson'>;

/** The calls that are due, the most pressing first. */
export function Queue({ revisits, cursor }: { revisits: readonly Revisit[]; cursor: Cursor }) {
  const own = usePageWords('revisits');
  return (
    <ol
      aria-label={own.list}
      className="flex flex-col overflow-y-auto rounded-lg border border-line bg-surface max-lg:max-h-60 lg:max-h-[calc(100dvh-12rem)]"
      {...cursor.frame}
    >
      {revisits.map((call) => (
        <li key={call.number} className="border-b border-line last:border-0">
          <button
            type="button"
            {...cursor.entry(call.number)}
            aria-current={call.number === cursor.id}
            onClick={() => cursor.point(call.number)}
            className="flex w-full cursor-pointer flex-col gap-0.5 px-3 py-2 text-left text-sm hover:bg-raised focus-visible:-outline-offset-2 aria-[current=true]:bg-tint"
          >
            <span className="flex w-full flex-wrap items-baseline justify-between gap-x-2">
              <span className="font-medium">{call.customer ?? call.number}</span>
              <TimeLeft due={call.due} />
            </span>
            <span className="flex w-full flex-wrap items-baseline justify-between gap-x-2 text-xs text-muted">
              <span>{[call.subject ?? call.kindName, call.place].filter(Boolean).join(' · ')}</span>
              {call.attempts.length > 0 && (
                <Badge tone="warn">{own.attemptsMade(call.attempts.length, call.attemptsAsked)}</Badge>
              )}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
