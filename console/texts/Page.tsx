import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export function TextsPage() {
  const own = usePageWords('texts');
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.shell.texts}</PageTitle>
      <p className="text-muted">{own.about}</p>
    </>
  );
}
