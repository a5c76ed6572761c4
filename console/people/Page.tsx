import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export function PeoplePage() {
  const own = usePageWords('people');
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.shell.people}</PageTitle>
      <p className="text-muted">{own.about}</p>
    </>
  );
}
