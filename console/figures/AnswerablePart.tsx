import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api } from '../api/client.js';
import { useMe } from '../api/me.js';
import { Card, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { CaseList, itemRow, paged } from './case-list.js';
import type { FigureFilters } from './filters.js';
import { valueText, whose } from './numbers.js';
import { Taken } from './Taken.js';

/** Who was responsible for what was late, in points, and what was appealed against. */
export function AnswerablePart({ filters }: { filters: FigureFilters }) {
  const { t, language } = useWords();
  const own = usePageWords('figures');
  const { rights } = useMe();
  const { rulebook, period, narrowed } = filters;
  const { data } = $api.useQuery(
    'get',
    '/v1/figures',
    {
      params: { query: { ...narrowed, ...whose('points', rights), rulebook, from: period.from, until: period.until } },
    },
    { enabled: rulebook !== '' },
  );
  const points = data?.figures.find(({ measure }) => measure === 'points');
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <Card title={own.answerableTitle}>
        <p className="mb-2 text-sm text-muted">{own.answerableAbout}</p>
        {!data && <p className="text-muted">{t.common.loading}</p>}
        {data && (!points || points.of === 0) && <Empty title={own.noPoints}>{own.noPointsAbout}</Empty>}
        {points && points.of > 0 && (
          <>
            <p className="mb-3 text-lg font-semibold tabular-nums">
              {valueText(points.value, 'points', language)}
              {points.corrected && (
                <span className="ml-3 text-sm font-normal">
                  {own.corrected} {valueText(points.corrected.value, 'points', language)}
                </span>
              )}
            </p>
            <Taken filters={filters} figure={points} name={own.points} />
          </>
        )}
      </Card>
      <Appeals filters={filters} />
    </div>
  );
}

function Appeals({ filters: { narrowed } }: { filters: FigureFilters }) {
  const { language } = useWords();
  const own = usePageWords('figures');
  const { sites } = useMe();
  const { kind: _kind, ...at } = narrowed;
  const list = $api.useInfiniteQuery(
    'get',
    '/v1/cases',
    { params: { query: { ...at, kind: 'appeal', limit: 20 } } },
    paged,
  );
  const appeals = (list.data?.pages ?? []).flatMap(({ cases }) => cases);
  const siteName = (id: string) =>
    sites.length > 1 ? (sites.find((site) => site.id === id)?.name[language] ?? '') : '';
  return (
    <Card
      title={own.appeals}
      side={
        appeals.length > 0 && (
          <Link href={`${addresses.cases}?kind=appeal`} className="text-sm text-accent underline">
            {own.casesOf(own.appeals)}
          </Link>
        )
      }
    >
      {list.data && appeals.length === 0 ? (
        <Empty title={own.noAppeals}>{own.noAppealsAbout}</Empty>
      ) : (
        <>
          <p className="mb-2 text-sm text-muted">{own.appealsAbout}</p>
          <CaseList rows={appeals.map((item) => itemRow(item, siteName(item.site)))} of={list} />
        </>
      )}
    </Card>
  );
}
