import { useState } from 'react';
import { $api } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Banner, Empty, PageTitle } from '../look/parts.js';
import { SelectInput } from '../look/choices.js';
import { useMe } from '../api/me.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { Contacts } from './Contacts.js';
import { Duties } from './Duties.js';
import { Swaps } from './Swaps.js';

/** Who is on duty now and tonight with numbers, exchanges that wait, and whom to call in an emergency. */
export function OnDutyPage() {
  const own = usePageWords('onDuty');
  const { t, language } = useWords();
  const me = useMe();
  const [site, setSite] = useState('');
  const duties = $api.useQuery('get', '/v1/duty-now', {}, { refetchInterval: 60_000, enabled: me.sites.length > 0 });
  if (me.sites.length === 0)
    return (
      <>
        <PageTitle>{t.shell.onDuty}</PageTitle>
        <Empty title={own.noSites}>{own.noSitesAdvice}</Empty>
      </>
    );
  return (
    <>
      <PageTitle
        side={
          me.sites.length > 1 && (
            <SelectInput
              label={t.common.site}
              choices={me.sites.map(({ id, name }) => ({ id, name: name[language] }))}
              value={site}
              onChange={setSite}
              empty={own.allSites}
            />
          )
        }
      >
        {t.shell.onDuty}
      </PageTitle>
      <div className="flex flex-col gap-4">
        <Swaps />
        {duties.error && <Banner tone="late">{problemText(duties.error as never, t)}</Banner>}
        {duties.isPending && <p className="text-muted">{t.common.loading}</p>}
        {duties.data && <Duties duties={duties.data.duties.filter((one) => site === '' || one.site === site)} />}
        <Contacts site={site} />
      </div>
    </>
  );
}
