import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export function RetentionPage() {
  const own = usePageWords('retention');
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.shell.retention}</PageTitle>
      <p className="text-muted">{own.about}</p>
    </>
  );
}
