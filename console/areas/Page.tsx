import { lazy, Suspense, useState } from 'react';
import { useMe } from '../api/me.js';
import { SiteChoice, useSiteChoice } from '../board/SiteChoice.js';
import { Empty, PageTitle } from '../look/parts.js';
import { KeyedTabs } from '../look/keyed-tabs.js';
import { useOpenSites } from '../set-up/SiteStep.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

const AreasTab = lazy(async () => ({ default: (await import('./AreasTab.js')).AreasTab }));
const TeamsTab = lazy(async () => ({ default: (await import('./TeamsTab.js')).TeamsTab }));
const SkillsTab = lazy(async () => ({ default: (await import('./SkillsTab.js')).SkillsTab }));

const tabs = { areas: AreasTab, teams: TeamsTab, skills: SkillsTab };
type Tab = keyof typeof tabs;

/** What decides which team work goes to and whom of it: areas, teams, skills of a site. */
export function AreasPage() {
  const own = usePageWords('areas');
  const { t } = useWords();
  const me = useMe();
  // An administrator of the organisation reads no case and keeps the teams of all its sites.
  const ofOrganisation = useOpenSites().filter(({ organisation }) => organisation === me.organisation);
  const sites = me.sites.length > 0 ? me.sites : ofOrganisation;
  const [site, choose] = useSiteChoice(sites);
  const [tab, setTab] = useState<Tab>('areas');
  if (!me.rights.includes('keep-areas')) return <Empty title={own.forbidden}>{own.forbiddenAdvice}</Empty>;
  if (sites.length === 0)
    return (
      <>
        <PageTitle>{t.shell.areas}</PageTitle>
        <Empty title={own.notYours}>{own.notYoursAdvice}</Empty>
      </>
    );
  const Shown = tabs[tab];
  return (
    <>
      <PageTitle side={<SiteChoice sites={sites} site={site} onChange={choose} />}>{t.shell.areas}</PageTitle>
      <KeyedTabs<Tab> label={own.view} names={own.tabs} chosen={tab} onChoose={setTab} />
      <Suspense fallback={<p className="text-muted">{t.common.loading}</p>}>
        {site !== '' && <Shown key={site} site={site} />}
      </Suspense>
    </>
  );
}
