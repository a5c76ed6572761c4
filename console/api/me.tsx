import { createContext, useContext, useEffect } from 'react';
import { $api, type Json } from './client.js';
import { learnTime } from './server-time.js';

/** Who is signed in. */
export const Person = createContext<Json<'MeJson'> | undefined>(undefined);

/** Who is signed in; inside the signed-in pages only. */
export function useMe(): Json<'MeJson'> {
  const me = useContext(Person);
  if (!me) throw new Error('Nobody is signed in here.');
  return me;
}

/** Asks who is signed in, and what time it is there; an error with status 401 where nobody is. */
export function useWhoAmI() {
  const answer = $api.useQuery('get', '/v1/me', {}, { staleTime: 60_000, refetchInterval: 120_000, retry: false });
  const time = answer.data?.time;
  useEffect(() => {
    if (time) learnTime(time);
  }, [time]);
  return answer;
}
