import { Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { useMe } from '../api/me.js';
import { Banner, Empty, PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useShownVersion, useVersions } from './use-versions.js';
import { VersionList } from './VersionList.js';
import { VersionPart } from './VersionPart.js';

/** The written rules as versions: what each says, what differs, what it would change; published, withdrawn, applied. */
export function RulebooksPage() {
  const own = usePageWords('rulebooks');
  const { t } = useWords();
  const { rights } = useMe();
  const { byName, data, error, isPending } = useVersions();
  const { shown, part, show, leave } = useShownVersion(data?.versions ?? []);
  if (!rights.includes('publish-rulebooks'))
    return <Empty title={t.common.forbidden}>{t.common.forbiddenAdvice}</Empty>;
  return (
    <>
      <PageTitle>{t.shell.rulebooks}</PageTitle>
      <p className="-mt-2 mb-4 text-muted">{own.about}</p>
      {error instanceof Problem && <Banner tone="late">{problemText(error, t)}</Banner>}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data && byName.size === 0 && <Empty title={own.none}>{own.noneAdvice}</Empty>}
      {byName.size > 0 && (
        <div className="grid items-start gap-4 lg:grid-cols-[18rem_minmax(0,1fr)]">
          <nav aria-label={own.versions} className={`flex flex-col gap-3 ${shown ? 'max-lg:hidden' : ''}`}>
            {[...byName.values()].map((versions) => (
              <VersionList key={versions[0]!.name} versions={versions} shown={shown} onShow={show} />
            ))}
          </nav>
          {shown ? (
            <VersionPart
              key={`${shown.name} ${shown.version}`}
              version={shown}
              others={byName.get(shown.name) ?? []}
              part={part}
              onShow={show}
              onLeave={leave}
            />
          ) : (
            <div className="max-lg:hidden">
              <Empty title={own.chooseOne}>{own.chooseAdvice}</Empty>
            </div>
          )}
        </div>
      )}
    </>
  );
}
