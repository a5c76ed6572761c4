import { PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { DoneErasures } from './DoneErasures.js';
import { DueErasures } from './DueErasures.js';
import { ErasePerson } from './ErasePerson.js';

/** What is kept no longer, erasing on request, and what was erased. */
export function RetentionPage() {
  const own = usePageWords('retention');
  return (
    <>
      <PageTitle>{own.title}</PageTitle>
      <p className="mb-4 max-w-prose text-muted">{own.about}</p>
      <div className="flex flex-col gap-6">
        <ErasePerson />
        <DueErasures />
        <DoneErasures />
      </div>
    </>
  );
}
