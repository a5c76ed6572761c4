import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';

export function RevisitsPage() {
  const { t } = useWords();
  return <PageTitle>{t.shell.revisits}</PageTitle>;
}
