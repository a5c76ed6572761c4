import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export function RosterPage() {
  const own = usePageWords('roster');
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.shell.roster}</PageTitle>
      <p className="text-muted">{own.about}</p>
    </>
  );
}
