import { useEffect, useRef } from 'react';
import { $api, type Json } from '../api/client.js';
import { currentSettings } from '../look/settings.js';
import { useMe } from '../api/me.js';
import { useWords } from '../words/words.js';
import { playTone } from './tone.js';

type Heard = Pick<Json<'NoticeJson'>, 'id' | 'tier' | 'caseKind'>;

const accessEveryMs = 60_000;

/** What must be heard: notices of major complaints and of people who ask for help. */
const isPressing = ({ tier, caseKind }: Heard): boolean => tier === 'major' || caseKind === 'help-request';

function setTitle(title: string): void {
  document.title = title;
}

const newest = (notices: readonly Heard[]): bigint =>
  notices.reduce((most, { id }) => (BigInt(id) > most ? BigInt(id) : most), 0n);

/**
 * How many notices are unread. The title of the window counts those of major complaints and help requests, and a tone is
 * heard when another of them arrives: never for those that were there when the page was opened.
 */
export function useInboxAlarm(): number {
  const { t } = useWords();
  const { id: person } = useMe();
  const { data } = $api.useQuery('get', '/v1/notices', { params: { query: { unread: true, limit: 100 } } });
  // Nothing live tells of these: they are few, and looked for every minute.
  const access = $api.useQuery(
    'get',
    '/v1/me/access-notices',
    { params: { query: { unread: true } } },
    { refetchInterval: accessEveryMs },
  );
  const pressing = data?.notices.filter(isPressing) ?? [];
  const count = pressing.length;
  useEffect(() => {
    setTitle(t.inbox.title(count, t.shell.name));
  }, [count, t]);

  const last = newest(pressing);
  const heard = useRef<bigint>(undefined);
  const first = data && newest(data.notices);
  useEffect(() => {
    if (first === undefined) return;
    // What was there at first is old, whatever its kind.
    heard.current ??= first;
    if (last <= heard.current) return;
    heard.current = last;
    if (currentSettings().sound) void ringOnce(person, String(last));
  }, [first, last, person]);
  return (data?.unread ?? 0) + (access.data?.unread ?? 0);
}

/** For so long after a tone the other tabs of this browser leave the same notices alone. */
const sameMs = 60_000;

/** Of several tabs the first that can be heard rings; the others find that it has. */
async function ringOnce(person: string, id: string): Promise<void> {
  const storedAs = `rung-${person}`;
  await navigator.locks.request(storedAs, async () => {
    const [rung, at] = (localStorage.getItem(storedAs) ?? '0 0').split(' ') as [string, string];
    if (BigInt(rung) >= BigInt(id) && Date.now() - Number(at) < sameMs) return;
    if (await playTone()) localStorage.setItem(storedAs, `${id} ${Date.now()}`);
  });
}
