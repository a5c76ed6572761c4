import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export function FiguresPage() {
  const own = usePageWords('figures');
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.shell.figures}</PageTitle>
      <p className="text-muted">{own.about}</p>
    </>
  );
}
