import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';

export function CasePage() {
  const { t } = useWords();
  return <PageTitle>{t.shell.cases}</PageTitle>;
}
