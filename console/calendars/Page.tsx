import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export function CalendarsPage() {
  const own = usePageWords('calendars');
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.shell.calendars}</PageTitle>
      <p className="text-muted">{own.about}</p>
    </>
  );
}
