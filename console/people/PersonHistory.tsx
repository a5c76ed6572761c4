import { parseAbsolute } from '@internationalized/date';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { LocalWhen, useOwnZone } from '../clock/local-when.js';
import { whenText } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { Names } from './directory.js';
import { historySentence } from './history-sentence.js';

/** What was changed of somebody, each as a sentence with who and when, the newest first. */
export function PersonHistory({ person, names }: { person: string; names: Names }) {
  const own = usePageWords('people');
  const { t, language } = useWords();
  const zone = useOwnZone();
  const pages = useInfiniteQuery({
    queryKey: ['get', '/v1/people/{id}/history', 'pages', person],
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      (
        await api.GET('/v1/people/{id}/history', {
          params: { path: { id: person }, query: { limit: 30, ...(pageParam && { cursor: pageParam }) } },
        })
      ).data!,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const changes = pages.data?.pages.flatMap((page) => page.changes) ?? [];
  const when = (iso: string) => whenText(parseAbsolute(iso, zone).toString().replace(/\[.*$/, ''), language);
  return (
    <>
      {pages.error && <Banner tone="late">{problemText(pages.error as never, t)}</Banner>}
      {pages.isSuccess && changes.length === 0 && <p className="text-sm text-muted">{own.historyNone}</p>}
      <ol className="flex flex-col gap-2 border-l-2 border-line pl-3 text-sm">
        {changes.map((change) => (
          <li key={change.id}>
            {historySentence(change, { own, names, when, colon: t.common.colon })}
            <span className="block text-xs text-muted">
              <LocalWhen at={change.at} /> · {change.name ?? own.bySystem}
              {typeof change.value['tokenBy'] === 'string' && own.byToken(names.person(change.value['tokenBy']))}
            </span>
          </li>
        ))}
      </ol>
      {pages.hasNextPage && (
        <Button small className="self-start" isPending={pages.isFetching} onPress={() => void pages.fetchNextPage()}>
          {own.more}
        </Button>
      )}
    </>
  );
}
