import { lazy, Suspense, useState } from 'react';
import { useMe } from '../api/me.js';
import { SiteChoice, useSiteChoice } from '../board/SiteChoice.js';
import { Button } from '../look/button.js';
import { Empty, PageTitle } from '../look/parts.js';
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
  const [site, choose] = useSiteChoice();
  const [tab, setTab] = useState<Tab>('areas');
  if (!me.rights.includes('keep-areas')) return <Empty title={own.forbidden}>{own.forbiddenAdvice}</Empty>;
  if (me.sites.length === 0)
    return (
      <>
        <PageTitle>{t.shell.areas}</PageTitle>
        <Empty title={own.notYours}>{own.notYoursAdvice}</Empty>
      </>
    );
  const Shown = tabs[tab];
  return (
    <>
      <PageTitle side={<SiteChoice site={site} onChange={choose} />}>{t.shell.areas}</PageTitle>
      <div role="group" aria-label={own.view} className="mb-4 flex flex-wrap gap-1 border-b border-line pb-2">
        {(Object.keys(tabs) as Tab[]).map((one, at) => (
          <Button
            key={one}
            small
            look={one === tab ? 'secondary' : 'quiet'}
            aria-pressed={one === tab}
            shortcut={{ code: `Digit${at + 1}`, label: own.tabs[one] }}
            onPress={() => setTab(one)}
          >
            {own.tabs[one]}
          </Button>
        ))}
      </div>
      <Suspense fallback={<p className="text-muted">{t.common.loading}</p>}>
        {site !== '' && <Shown key={site} site={site} />}
      </Suspense>
    </>
  );
}
