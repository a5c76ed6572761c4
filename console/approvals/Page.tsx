import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';

export function ApprovalsPage() {
  const { t } = useWords();
  return <PageTitle>{t.shell.approvals}</PageTitle>;
}
