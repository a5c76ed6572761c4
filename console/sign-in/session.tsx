import { createContext, useContext } from 'react';
import { $api, type Json } from '../api/client.js';

/** Who is signed in. */
export const Person = createContext<Json<'MeJson'> | undefined>(undefined);

/** Who is signed in; inside the signed-in pages only. */
export function useMe(): Json<'MeJson'> {
  const me = useContext(Person);
  if (!me) throw new Error('Nobody is signed in here.');
  return me;
}

/** Asks who is signed in; an error with status 401 where nobody is. */
export const useWhoAmI = () => $api.useQuery('get', '/v1/me', {}, { staleTime: 60_000, retry: false });
