import type { ReactNode } from 'react';
import { $api } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { SelectInput } from '../look/choices.js';
import { Banner, Card } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { OrganisationChoice, useOrganisation } from './Organisation.js';

interface PersonChoiceProps {
  title: string;
  about: string;
  /** What the choice is called. */
  label: string;
  person: string;
  onChange: (person: string) => void;
  children: ReactNode;
}

/** A part of the set-up about one of the people at a time. */
export function PersonChoice({ title, about, label, person, onChange, children }: PersonChoiceProps) {
  const { t } = useWords();
  const whose = useOrganisation();
  const { organisation } = whose;
  const people = $api.useQuery(
    'get',
    '/v1/set-up/people',
    { params: { query: { organisation } } },
    { enabled: organisation !== '' },
  );
  return (
    <Card title={title}>
      <p className="mb-3 text-sm text-muted">{about}</p>
      <div className="flex flex-col gap-3">
        <OrganisationChoice of={whose} onChange={() => onChange('')} />
        {people.error && <Banner tone="late">{problemText(people.error as never, t)}</Banner>}
        <SelectInput
          label={label}
          choices={(people.data?.people ?? []).map(({ id, name, roles }) => ({
            id,
            name,
            about: [id, ...roles].join(' · '),
          }))}
          value={person}
          onChange={onChange}
        />
        {children}
      </div>
    </Card>
  );
}
