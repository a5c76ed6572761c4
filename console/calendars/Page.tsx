import { useSearchParams } from 'wouter';
import { useMe } from '../api/me.js';
import { PageTitle } from '../look/parts.js';
import { Tabs } from '../look/tabs.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { DutyCalendar } from './DutyCalendar.js';
import { Holidays } from './Holidays.js';
import { WorkingHours } from './WorkingHours.js';

type Part = 'duties' | 'hours' | 'holidays';

/** What comes round as a calendar, the hours that deadlines are counted in, and the official holidays. */
export function CalendarsPage() {
  const own = usePageWords('calendars');
  const { t } = useWords();
  const { rights } = useMe();
  const [search, setSearch] = useSearchParams();
  const tabs: { id: Part; name: string; content: React.ReactNode }[] = [
    { id: 'duties', name: own.duties, content: <DutyCalendar /> },
    { id: 'hours', name: own.hours, content: <WorkingHours /> },
    ...(rights.includes('publish-rulebooks')
      ? [{ id: 'holidays' as const, name: own.holidays, content: <Holidays /> }]
      : []),
  ];
  const chosen = tabs.find(({ id }) => id === search.get('part'))?.id ?? 'duties';
  return (
    <>
      <PageTitle>{t.shell.calendars}</PageTitle>
      <Tabs<Part> label={t.shell.calendars} tabs={tabs} chosen={chosen} onChoose={(part) => setSearch({ part })} />
    </>
  );
}
