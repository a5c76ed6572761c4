import { lazy, Suspense, useState } from 'react';
import { useMe } from '../api/me.js';
import { SelectInput } from '../look/choices.js';
import { Empty, PageTitle } from '../look/parts.js';
import { KeyedTabs } from '../look/keyed-tabs.js';
import { useOpenSites } from '../set-up/SiteStep.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

const RosterPart = lazy(async () => ({ default: (await import('./RosterPart.js')).RosterPart }));
const Attendance = lazy(async () => ({ default: (await import('./Attendance.js')).Attendance }));
const Unheld = lazy(async () => ({ default: (await import('./Unheld.js')).Unheld }));

const storedAs = 'roster-site';
type Tab = 'roster' | 'attendance' | 'unheld';

/** Who is on duty at a site, who was there, and when nobody was: for those who keep the roster. */
export function RosterPage() {
  const own = usePageWords('roster');
  const { t, language } = useWords();
  const me = useMe();
  const [chosen, setChosen] = useState(() => localStorage.getItem(storedAs) ?? '');
  const [tab, setTab] = useState<Tab>('roster');
  const all = useOpenSites();
  // Who reads cases keeps the roster where they do; an administrator of all organisations at every site.
  const sites = me.sites.length > 0 ? all.filter(({ id }) => me.sites.some((site) => site.id === id)) : all;
  const site = sites.find(({ id }) => id === chosen) ?? sites[0];
  if (!me.rights.includes('keep-rosters')) return <Empty title={own.forbidden}>{own.forbiddenAdvice}</Empty>;
  return (
    <>
      <PageTitle
        side={
          sites.length > 1 && (
            <SelectInput
              label={own.site}
              choices={sites.map(({ id, name }) => ({ id, name: name[language] }))}
              value={site?.id ?? ''}
              onChange={(next) => {
                if (next === '') return;
                localStorage.setItem(storedAs, next);
                setChosen(next);
              }}
            />
          )
        }
      >
        {t.shell.roster}
      </PageTitle>
      <KeyedTabs<Tab> label={own.view} names={own.tabs} chosen={tab} onChoose={setTab} />
      <Suspense fallback={<p className="text-muted">{t.common.loading}</p>}>
        {site && tab === 'roster' && <RosterPart key={site.id} site={site.id} />}
        {site && tab === 'attendance' && <Attendance key={site.id} site={site} />}
        {tab === 'unheld' && <Unheld sites={all} />}
      </Suspense>
    </>
  );
}
