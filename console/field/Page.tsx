import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export function FieldPage() {
  const own = usePageWords('field');
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.shell.field}</PageTitle>
      <p className="text-muted">{own.about}</p>
    </>
  );
}
