import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export function RulebooksPage() {
  const own = usePageWords('rulebooks');
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.shell.rulebooks}</PageTitle>
      <p className="text-muted">{own.about}</p>
    </>
  );
}
