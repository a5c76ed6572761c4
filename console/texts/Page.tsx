import { useSearchParams } from 'wouter';
import { useMe } from '../api/me.js';
import { Empty, PageTitle } from '../look/parts.js';
import { Tabs } from '../look/tabs.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { StandardAnswersKept } from './Answers.js';
import { Messages } from './Messages.js';
import { TextOrganisation, useTextOrganisation } from './organisation.js';

type Part = 'answers' | 'messages';

/** What customers are usually answered, and what messages to them say. */
export function TextsPage() {
  const own = usePageWords('texts');
  const { t } = useWords();
  const { rights } = useMe();
  const whose = useTextOrganisation();
  const [search, setSearch] = useSearchParams();
  if (!rights.includes('keep-standard-answers'))
    return <Empty title={t.common.forbidden}>{t.common.forbiddenAdvice}</Empty>;
  return (
    <>
      <PageTitle>{t.shell.texts}</PageTitle>
      <div className="mb-4 max-w-md">
        <TextOrganisation of={whose} />
      </div>
      <Tabs<Part>
        label={t.shell.texts}
        chosen={search.get('part') === 'messages' ? 'messages' : 'answers'}
        onChoose={(part) => setSearch({ part })}
        tabs={[
          {
            id: 'answers',
            name: own.answers,
            content: <StandardAnswersKept organisation={whose.organisation} rulebooks={whose.rulebooks} />,
          },
          {
            id: 'messages',
            name: own.messages,
            content: <Messages organisation={whose.organisation} rulebooks={whose.rulebooks} />,
          },
        ]}
      />
    </>
  );
}
