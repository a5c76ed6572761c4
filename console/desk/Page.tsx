import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';

export function DeskPage() {
  const { t } = useWords();
  return <PageTitle>{t.shell.desk}</PageTitle>;
}
