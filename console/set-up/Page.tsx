import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';

export function SetUpPage() {
  const { t } = useWords();
  return <PageTitle>{t.shell.account}</PageTitle>;
}
