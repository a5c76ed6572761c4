import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';

export function CasesPage() {
  const { t } = useWords();
  return <PageTitle>{t.shell.cases}</PageTitle>;
}
