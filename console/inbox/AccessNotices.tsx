import { useSendOnce } from '../act/send.js';
import { $api, api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { Banner } from '../look/parts.js';
import { useWords } from '../words/words.js';

/** What others have made or given of the reader's access, or of that of those below them, until it is seen. */
export function AccessNotices() {
  const { t } = useWords();
  const { data } = $api.useQuery('get', '/v1/me/access-notices', { params: { query: { unread: true } } });
  if (!data || data.notices.length === 0) return null;
  return (
    <section aria-label={t.inbox.access} className="mb-3 flex flex-col gap-2">
      {data.notices.map((notice) => (
        <OneAccessNotice key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function OneAccessNotice({ notice: { id, heading, text, at } }: { notice: Json<'AccessNoticeJson'> }) {
  const { t } = useWords();
  const read = useSendOnce(
    (key) =>
      api.POST('/v1/me/access-notices/{id}/read', { params: { path: { id }, header: { 'Idempotency-Key': key } } }),
    () => undefined,
  );
  return (
    <Banner tone="warn">
      <span className="flex flex-wrap items-start justify-between gap-2">
        <span className="min-w-0">
          <span className="font-medium">{heading}</span>{' '}
          <span className="text-xs">
            <LocalWhen at={at} />
          </span>
          <span className="block">{text}</span>
          {read.problem && <span className="block">{problemText(read.problem, t)}</span>}
        </span>
        <Button
          small
          className="shrink-0"
          isPending={read.isPending}
          onPress={() => read.submit(id)}
          aria-label={`${t.inbox.accessSeen}: ${heading}`}
        >
          {t.inbox.accessSeen}
        </Button>
      </span>
    </Banner>
  );
}
