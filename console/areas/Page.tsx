import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export function AreasPage() {
  const own = usePageWords('areas');
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.shell.areas}</PageTitle>
      <p className="text-muted">{own.about}</p>
    </>
  );
}
