import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';

export function OnDutyPage() {
  const { t } = useWords();
  return <PageTitle>{t.shell.onDuty}</PageTitle>;
}
