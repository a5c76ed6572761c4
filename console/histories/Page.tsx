import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export function HistoryPage() {
  const own = usePageWords('histories');
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.shell.histories}</PageTitle>
      <p className="text-muted">{own.about}</p>
    </>
  );
}
