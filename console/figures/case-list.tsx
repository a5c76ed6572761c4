import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import type { Json, Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { TimeLeft } from '../clock/left.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Badge, Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** A case behind a number. */
export interface CaseRow {
  id: string;
  number: string;
  title: string;
  /** Where it leads; to the page of the case unless it is said. */
  to?: string;
  facts: ReactNode[];
}

/** A page of an answer that goes on. */
interface Paged {
  isPending: boolean;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** How a list is read page by page. */
export const paged = {
  initialPageParam: null,
  getNextPageParam: ({ next }: { next: string | null }) => next ?? undefined,
  pageParamName: 'cursor',
} as const;

/** What is counted over the whole desk is read anew by time: changes come too often for it. */
export const countedAnew = { refetchInterval: 60_000 } as const;

/** The cases behind a number, each leading to its page. */
export function CaseList({ rows, of }: { rows: readonly CaseRow[]; of: Paged }) {
  const { t } = useWords();
  const own = usePageWords('figures');
  if (of.error) return <Banner tone="late">{problemText(of.error as Problem, t)}</Banner>;
  if (of.isPending) return <p className="text-muted">{t.common.loading}</p>;
  if (rows.length === 0) return <p className="text-muted">{own.noneBehind}</p>;
  return (
    <>
      <p className="text-sm text-muted" role="status">
        {own.shown(rows.length, of.hasNextPage)}
      </p>
      <ol className="flex flex-col divide-y divide-line">
        {rows.map(({ id, number, title, to = addresses.case(number), facts }) => (
          <li key={id} data-case={number} className="flex flex-col gap-0.5 py-2 text-sm">
            <Link href={to} className="w-fit font-medium text-accent underline">
              {title} <span className="font-normal tabular-nums">{number}</span>
            </Link>
            <span className="flex flex-wrap gap-x-3 text-muted">
              {facts.map((fact, index) => (
                // oxlint-disable-next-line react/no-array-index-key
                <span key={index}>{fact}</span>
              ))}
            </span>
          </li>
        ))}
      </ol>
      {of.hasNextPage && (
        <Button small className="w-fit" isPending={of.isFetchingNextPage} onPress={() => void of.fetchNextPage()}>
          {own.more}
        </Button>
      )}
    </>
  );
}

/** A listed case as a row: what it is about, where it stands, what is due. */
export function itemRow(item: Json<'CaseItemJson'>, site: string): CaseRow {
  const facts: ReactNode[] = [item.kindName, item.place, site, <Badge key="status">{item.statusName}</Badge>];
  if (item.nextDue) facts.push(<TimeLeft key="due" due={item.nextDue.due} />);
  facts.push(<When key="at" at={item.receivedAt} />);
  return { id: item.number, number: item.number, title: item.subject ?? item.kindName, facts: facts.filter(Boolean) };
}
