import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { Alarms } from './Alarms.js';
import { Heads } from './Heads.js';

/** For those who operate the desk: what it has found amiss by itself, and the heads over the record. */
export function OperationsPage() {
  const { t } = useWords();
  return (
    <>
      <PageTitle>{t.operations.title}</PageTitle>
      <div className="flex flex-col gap-6">
        <Alarms />
        <Heads />
      </div>
    </>
  );
}
