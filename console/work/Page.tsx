import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';

export function WorkPage() {
  const { t } = useWords();
  return <PageTitle>{t.shell.work}</PageTitle>;
}
