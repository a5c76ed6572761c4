import type { ReactNode } from 'react';
import { addresses } from '../addresses.js';
import { $api, type Json } from '../api/client.js';
import { useMe } from '../api/me.js';
import { lengthText } from '../clock/left.js';
import { When } from '../clock/when.js';
import { Sheet } from '../look/dialog.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { CaseList, countedAnew, itemRow, paged } from './case-list.js';

type Query = Record<string, string | number | boolean>;

/** What a number was counted from: which list the API has of it, and what that is narrowed to. */
export type Counted =
  | { from: 'late'; query: Query }
  | { from: 'work'; query: Query }
  | { from: 'buildings'; query: Query }
  | { from: 'figure'; figure: string; query: Query };

/** The cases behind a number, over the page. */
export function Behind({ title, of, onClose }: { title: string; of: Counted | undefined; onClose: () => void }) {
  const own = usePageWords('figures');
  return (
    <Sheet side title={own.casesOf(title)} isOpen={of !== undefined} onClose={onClose}>
      {of?.from === 'late' && <LateCases query={of.query} />}
      {of?.from === 'work' && <WorkCases query={of.query} />}
      {of?.from === 'buildings' && <BuildingCases query={of.query} />}
      {of?.from === 'figure' && <FigureCases figure={of.figure} query={of.query} />}
    </Sheet>
  );
}

function useSiteName(): (id: string) => string {
  const { sites } = useMe();
  const { language } = useWords();
  const names = new Map(sites.map(({ id, name }) => [id, name[language]]));
  return (id) => (sites.length > 1 ? (names.get(id) ?? id) : '');
}

/** What kinds of case are called, by any rulebook in force. */
function useKindName(): (id: string) => string {
  const { language } = useWords();
  const { data } = $api.useQuery('get', '/v1/names', {}, { staleTime: 600_000 });
  const books = Object.values(data?.rulebooks ?? {});
  return (id) => books.map(({ kinds }) => kinds[id]?.[language]).find(Boolean) ?? '';
}

function LateCases({ query }: { query: Query }) {
  const own = usePageWords('figures');
  const { sites } = useMe();
  const siteName = useSiteName();
  const params = { query: query as object };
  const list = $api.useInfiniteQuery('get', '/v1/figures/late', { params }, { ...paged, ...countedAnew });
  const rows = (list.data?.pages ?? []).flatMap(({ late }) =>
    late.map((one: Json<'LateJson'>) => ({
      id: `${one.number} ${one.clock}`,
      number: one.number,
      title: one.subject ?? one.name,
      // To the deadline that is late; for whoever reads no case, to what its workflow did about it.
      to: sites.some(({ id }) => id === one.site)
        ? addresses.case(one.number, one.clock)
        : addresses.history(one.number, one.clock),
      facts: [
        one.subject === null ? one.clause : `${one.name} ${one.clause}`,
        siteName(one.site),
        <span key="since" className="text-late">
          {own.lateSince} <When at={one.lateSince} />
        </span>,
      ].filter(Boolean),
    })),
  );
  return <CaseList rows={rows} of={list} />;
}

function WorkCases({ query }: { query: Query }) {
  const siteName = useSiteName();
  const params = { query: query as object };
  const list = $api.useInfiniteQuery('get', '/v1/figures/work/cases', { params }, { ...paged, ...countedAnew });
  const items = (list.data?.pages ?? []).flatMap(({ cases }) => cases);
  return <CaseList rows={items.map((item) => itemRow(item, siteName(item.site)))} of={list} />;
}

function BuildingCases({ query }: { query: Query }) {
  const list = $api.useInfiniteQuery(
    'get',
    '/v1/figures/buildings/cases',
    { params: { query: query as { site: string; of: 'open' } } },
    { ...paged, ...countedAnew },
  );
  const items = (list.data?.pages ?? []).flatMap(({ cases }) => cases);
  return <CaseList rows={items.map((item) => itemRow(item, ''))} of={list} />;
}

function FigureCases({ figure, query }: { figure: string; query: Query }) {
  const own = usePageWords('figures');
  const { language } = useWords();
  const siteName = useSiteName();
  const kindName = useKindName();
  const list = $api.useInfiniteQuery(
    'get',
    '/v1/figures/{figure}/cases',
    { params: { path: { figure }, query: query as { rulebook: string } } },
    paged,
  );
  const factsOf = (one: Json<'MeasuredJson'>): ReactNode[] => [
    one.subject ? kindName(one.kind) : '',
    siteName(one.site),
    one.clause,
    one.points === null ? '' : `${own.points} ${one.points}`,
    one.lateSeconds ? (
      <span key="late" className="text-late">
        {own.lateFor(lengthText(one.lateSeconds * 1_000, language))}
      </span>
    ) : (
      ''
    ),
    one.lifted ? <Badge key="lifted">{own.lifted}</Badge> : '',
    one.takenOff ? <Badge key="off">{own.duplicate}</Badge> : '',
    <When key="at" at={one.at} />,
  ];
  const rows = (list.data?.pages ?? []).flatMap(({ cases }, page) =>
    cases.map((one: Json<'MeasuredJson'>, index: number) => ({
      id: `${page} ${index}`,
      number: one.number,
      title: one.subject ?? kindName(one.kind),
      facts: factsOf(one).filter(Boolean),
    })),
  );
  return <CaseList rows={rows} of={list} />;
}
