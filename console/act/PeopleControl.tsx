import { $api } from '../api/client.js';
import { CheckInput, SelectInput, type Choice } from '../look/choices.js';
import { type FieldLook } from '../look/fields.js';

/** The people with a post at a site. */
function useColleagues(site: string): Choice[] {
  const { data } = $api.useQuery('get', '/v1/people', { params: { query: { site } } }, { staleTime: 300_000 });
  return (data?.people ?? []).map(({ id, name, roles }) => ({ id, name, about: roles.join(' · ') }));
}

/** What people of the site are called; whoever is none of them any more, by the id. */
export function PeopleNames({ site, ids, and }: { site: string; ids: string[]; and: string }) {
  const people = useColleagues(site);
  return ids.map((one) => people.find(({ id }) => id === one)?.name ?? one).join(and);
}

/** One person of the site. */
export function PersonControl({
  site,
  value,
  onChange,
  ...look
}: FieldLook & { site: string; value: string; onChange: (value: string | undefined) => void }) {
  const choices = useColleagues(site);
  return <SelectInput {...look} choices={choices} value={value} onChange={(next) => onChange(next || undefined)} />;
}

/** Some people of the site. */
export function PeopleControl({
  site,
  value,
  onChange,
  ...look
}: FieldLook & { site: string; value: string[]; onChange: (value: string[]) => void }) {
  return <CheckInput {...look} choices={useColleagues(site)} value={value} onChange={onChange} />;
}
