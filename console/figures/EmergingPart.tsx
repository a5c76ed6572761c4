import { $api } from '../api/client.js';
import { useMe } from '../api/me.js';
import { Emerging } from '../board/Emerging.js';
import { Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { FigureFilters } from './filters.js';

/** What is emerging at the chosen site, or at each of the reader's. */
export function EmergingPart({ filters: { values } }: { filters: FigureFilters }) {
  const { t, language } = useWords();
  const own = usePageWords('figures');
  const { sites, rights } = useMe();
  const may = rights.includes('gather-cases');
  const { data } = $api.useQuery('get', '/v1/emerging', {}, { enabled: may, refetchInterval: 60_000 });
  if (!may) return <Empty title={own.noEmergingRight}>{t.common.forbiddenAdvice}</Empty>;
  if (!data) return <p className="text-muted">{t.common.loading}</p>;
  const shown = sites.filter(({ id }) => values.site === undefined || id === values.site);
  const groups = data.groups.filter(({ site }) => shown.some(({ id }) => id === site));
  if (groups.length === 0) return <Empty title={own.noEmerging}>{own.noEmergingAbout}</Empty>;
  return shown.map(({ id, name }) => (
    <section key={id} aria-label={name[language]}>
      {shown.length > 1 && groups.some(({ site }) => site === id) && (
        <h2 className="mb-2 font-semibold">{name[language]}</h2>
      )}
      <Emerging site={id} />
    </section>
  ));
}
