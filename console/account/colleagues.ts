import { $api } from '../api/client.js';
import { useMe } from '../api/me.js';

/** Somebody who may be chosen, with what they do. */
export interface Colleague {
  id: string;
  name: string;
  roles: string[];
}

/** The colleagues at one's sites; empty until they are read. */
export function useColleagues(): Colleague[] {
  const { data } = $api.useQuery('get', '/v1/people', {}, { staleTime: 300_000 });
  return data?.people ?? [];
}

/** What somebody is called; their id until that is known, or where they are no colleague. */
export function useColleagueNames(): (id: string) => string {
  const me = useMe();
  const people = useColleagues();
  return (id) => (id === me.id ? me.name : (people.find((one) => one.id === id)?.name ?? id));
}
