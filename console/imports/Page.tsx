import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export function ImportsPage() {
  const own = usePageWords('imports');
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.shell.imports}</PageTitle>
      <p className="text-muted">{own.about}</p>
    </>
  );
}
