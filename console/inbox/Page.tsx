import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';

export function InboxPage() {
  const { t } = useWords();
  return <PageTitle>{t.shell.inbox}</PageTitle>;
}
