import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { Alarms } from './Alarms.js';
import { Deliveries } from './Deliveries.js';
import { Heads } from './Heads.js';
import { Health } from './Health.js';

/** For those who operate the desk: how it is, what reached nobody, what it has found amiss, the heads over the record. */
export function OperationsPage() {
  const own = usePageWords('operations');
  return (
    <>
      <PageTitle>{own.title}</PageTitle>
      <div className="flex flex-col gap-6">
        <Health />
        <Deliveries />
        <Alarms />
        <Heads />
      </div>
    </>
  );
}
