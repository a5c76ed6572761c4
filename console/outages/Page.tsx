import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export function OutagesPage() {
  const own = usePageWords('outages');
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.shell.outages}</PageTitle>
      <p className="text-muted">{own.about}</p>
    </>
  );
}
