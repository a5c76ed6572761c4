import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';

export function BoardPage() {
  const { t } = useWords();
  return <PageTitle>{t.shell.board}</PageTitle>;
}
