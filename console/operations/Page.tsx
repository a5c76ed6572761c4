import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { Alarms } from './Alarms.js';

/** For those who operate the desk: what it has found amiss by itself. */
export function OperationsPage() {
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.operations.title}</PageTitle>
      <div className="flex flex-col gap-6">
        <Alarms />
      </div>
    </>
  );
}
