import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { listenLive, type LiveEvent } from './live.js';

/** Lists are read anew at most this often, however much happens. */
const listsEveryMs = 800;

/** What an entry on any case may change; but for figures of the whole desk, which are read anew by time. */
const lists = [
  '/v1/tasks',
  '/v1/me/orders',
  '/v1/cases',
  '/v1/cases/counts',
  '/v1/revisits',
  '/v1/callers',
  '/v1/teams/{id}/board',
  '/v1/outages',
  '/v1/emerging',
];

/** What a change of posts, duties, absences or stand-ins may change. */
const ofPeople = [
  '/v1/duty-now',
  '/v1/people',
  '/v1/people/{id}',
  '/v1/people/{id}/history',
  '/v1/rosters',
  '/v1/rosters/plan',
  '/v1/rosters/swaps',
  '/v1/rosters/unheld',
  '/v1/staff',
  '/v1/teams',
];

/** Versions of rulebooks stay as they are. */
const neverChanging = '/v1/rulebooks/';

/** Keeps what has been read up to date; answers whether the stream is connected. */
export function useLive(person: string): 'connected' | 'lost' {
  const client = useQueryClient();
  const [state, setState] = useState<'connected' | 'lost'>('connected');
  useEffect(() => {
    const refresh = eventually(client);
    const stop = listenLive(person, (event) => {
      if (event.type === 'connected' || event.type === 'lost') setState(event.type);
      // What happened between the first reading and the opening of the stream has been told to nobody.
      refresh.take(event.type === 'connected' ? { type: 'reset' } : event);
    });
    return () => {
      stop();
      refresh.stop();
    };
  }, [client, person]);
  return state;
}

/** Gathers events and has what they change read anew. */
function eventually(client: QueryClient): { take: (event: LiveEvent) => void; stop: () => void } {
  const numbers = new Set<string>();
  let paths = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = 0;
  const flush = () => {
    timer = undefined;
    lastAt = Date.now();
    const [changedPaths, changedNumbers] = [paths, new Set(numbers)];
    paths = new Set();
    numbers.clear();
    void client.invalidateQueries({
      predicate: ({ queryKey: [, path, init] }) => {
        if (changedPaths.has('*')) return !String(path).startsWith(neverChanging);
        if (changedPaths.has(String(path))) return true;
        const number = (init as { params?: { path?: { number?: string } } } | undefined)?.params?.path?.number;
        return number !== undefined && changedNumbers.has(number);
      },
    });
  };
  return {
    take(event) {
      if (event.type === 'reset') paths.add('*');
      if (event.type === 'notice') paths.add('/v1/notices');
      if (event.type === 'people') for (const path of ofPeople) paths.add(path);
      if (event.type === 'entry') {
        numbers.add(event.number);
        for (const path of lists) paths.add(path);
      }
      timer ??= setTimeout(flush, Math.max(0, lastAt + listsEveryMs - Date.now()));
    },
    stop: () => clearTimeout(timer),
  };
}
