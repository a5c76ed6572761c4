import { useState } from 'react';
import { $api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { TextInput } from '../look/fields.js';
import { Banner, Card } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** Whose an address is, as a customer would say it. */
export function AddressTrial({ site }: { site: string }) {
  const own = usePageWords('areas');
  const { t } = useWords();
  const [text, setText] = useState('');
  const [address, setAddress] = useState('');
  const found = $api.useQuery(
    'get',
    '/v1/areas/whose',
    { params: { query: { site, address } } },
    { enabled: address !== '', staleTime: 0 },
  );
  return (
    <Card title={own.tryTitle}>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          setAddress(text.trim());
        }}
      >
        <div className="min-w-0 flex-1 basis-48">
          <TextInput
            label={own.address}
            placeholder={own.addressExample}
            maxLength={200}
            value={text}
            onChange={setText}
            shortcut={{ code: 'KeyF', label: own.tryTitle }}
          />
        </div>
        <Button type="submit" isPending={found.isFetching} isDisabled={text.trim() === ''}>
          {own.tryIt}
        </Button>
      </form>
      {found.error && <Banner tone="late">{problemText(found.error as never, t)}</Banner>}
      {found.data && (
        <div role="status">
          <ul className="mt-3 flex flex-col gap-1 text-sm">
            {found.data.works.map((work) => (
              <li key={work.role}>
                <span className="text-muted">
                  {work.roleName}
                  {t.common.colon}
                </span>
                <Whose of={work} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}

function Whose({ of: { team, area, why } }: { of: Json<'WhoseAddressJson'> }) {
  const own = usePageWords('areas');
  if (team === null) return <b className="font-medium text-late">{own.nobodys}</b>;
  return (
    <>
      <b className="font-medium">{area === null ? team : own.belongs(team, area)}</b>
      {why && <span className="block text-xs text-muted">{why}</span>}
    </>
  );
}
