import { useEffect } from 'react';
import { $api } from '../api/client.js';
import { useWords } from '../words/words.js';

/** How many notices are unread; the title of the window says so too. */
export function useInboxAlarm(): number {
  const { t } = useWords();
  const inbox = $api.useQuery('get', '/v1/notices', { params: { query: { unread: true, limit: 20 } } });
  const unread = inbox.data?.unread ?? 0;
  useEffect(() => {
    document.title = `${unread ? `(${unread}) ` : ''}${t.shell.name}`;
  }, [unread, t]);
  return unread;
}
