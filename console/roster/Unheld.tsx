import { $api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { LocalWhen } from '../clock/local-when.js';
import { Banner, Card, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** The times at which somebody had to be told and nobody was on. */
export function Unheld({ sites }: { sites: readonly Json<'SiteRecordJson'>[] }) {
  const own = usePageWords('roster');
  const { t, language } = useWords();
  const unheld = $api.useQuery('get', '/v1/rosters/unheld');
  if (unheld.error) return <Banner tone="late">{problemText(unheld.error as never, t)}</Banner>;
  const roles = unheld.data?.roles ?? [];
  if (unheld.isSuccess && roles.length === 0) return <Empty title={own.unheldNone}>{own.unheldAbout}</Empty>;
  return (
    <Card>
      <p className="mb-2 text-sm text-muted">{own.unheldAbout}</p>
      <ul className="divide-y divide-line text-sm">
        {roles.map(({ role, roleName, site, department, at }) => {
          const place = sites.find(({ id }) => id === site);
          const unit = place?.departments.find(({ id }) => id === department);
          return (
            <li key={`${role} ${site} ${department} ${at}`} className="flex flex-wrap justify-between gap-x-4 py-2">
              <span>
                <span className="font-medium">{roleName}</span>{' '}
                <span className="text-muted">
                  {[unit?.name[language], place?.name[language] ?? site].filter(Boolean).join(' · ')}
                </span>
              </span>
              <LocalWhen at={at} />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
