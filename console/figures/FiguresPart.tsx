import { $api, type Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { Badge, Banner, Card, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { FigureFilters } from './filters.js';
import { valueText, type Figure } from './numbers.js';
import { Taken } from './Taken.js';
import { TableCsv } from './TableCsv.js';

/** What the rulebook asks for, with what is so: satisfaction, rework, mean times; each opens into what it is made of. */
export function FiguresPart({ filters }: { filters: FigureFilters }) {
  const { t } = useWords();
  const own = usePageWords('figures');
  const { values, change, rulebook, period, narrowed } = filters;
  const { data, error } = $api.useQuery(
    'get',
    '/v1/figures',
    { params: { query: { ...narrowed, rulebook, from: period.from, until: period.until } } },
    { enabled: rulebook !== '' },
  );
  const chosen = data?.figures.find(({ id }) => id === values.figure);
  if (chosen)
    return (
      <Card
        title={chosen.name}
        side={
          <Button small look="quiet" onPress={() => change({ figure: '', by: '', open: '' })}>
            {own.back}
          </Button>
        }
      >
        <p className="mb-3 flex flex-wrap items-baseline gap-x-4 text-sm">
          <FigureValue figure={chosen} />
        </p>
        <Taken filters={filters} figure={chosen} name={chosen.name} />
      </Card>
    );
  return (
    <Card title={own.figuresTitle}>
      {error && <Banner tone="late">{problemText(error as unknown as Problem, t)}</Banner>}
      {!data && !error && <p className="text-muted">{t.common.loading}</p>}
      {data?.figures.length === 0 && <Empty title={own.noCases}>{own.noCasesAbout}</Empty>}
      {data && data.figures.length > 0 && (
        <>
          <p className="mb-2 text-sm text-muted">
            {own.figuresAbout} {data.final && own.final}
          </p>
          <FigureTable figures={data.figures} onOpen={(figure) => change({ figure, by: '', open: '' })} />
        </>
      )}
    </Card>
  );
}

function FigureTable({ figures, onOpen }: { figures: readonly Figure[]; onOpen: (id: string) => void }) {
  const { language } = useWords();
  const own = usePageWords('figures');
  return (
    <TableCsv name={own.figuresTitle}>
      <table aria-label={own.figuresTitle} className="w-full border-collapse text-sm">
        <thead className="text-left text-xs text-muted max-sm:sr-only">
          <tr>
            {[own.figure, own.value, own.target, own.corrected].map((head) => (
              <th key={head} scope="col" className="py-1 pr-3 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr
              key={figure.id}
              data-figure={figure.id}
              onClick={() => onOpen(figure.id)}
              className="cursor-pointer border-t border-line hover:bg-raised max-sm:flex max-sm:flex-col max-sm:py-2"
            >
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                <button type="button" className="cursor-pointer text-left text-accent hover:underline">
                  {figure.name}
                </button>{' '}
                <span className="text-xs text-muted">
                  <span className="whitespace-nowrap">{figure.clause}</span>
                  {figure.house && ` · ${own.house}`}
                </span>
              </th>
              <td className="py-1 pr-3">
                <span className="flex flex-wrap items-baseline gap-x-3">
                  <FigureValue figure={figure} />
                </span>
              </td>
              <td className="py-1 pr-3 whitespace-nowrap max-sm:empty:hidden">
                {figure.target && (
                  <>
                    {figure.target.atLeast === null
                      ? own.atMost(valueText(figure.target.atMost, figure.unit, language))
                      : own.atLeast(valueText(figure.target.atLeast, figure.unit, language))}{' '}
                    {figure.met !== null && (
                      <Badge tone={figure.met ? 'ok' : 'late'}>{figure.met ? own.met : own.notMet}</Badge>
                    )}
                  </>
                )}
              </td>
              <td className="py-1 pr-3 max-sm:empty:hidden">
                {figure.corrected && (
                  <>
                    <span className="text-xs text-muted sm:hidden">{own.corrected} </span>
                    <span className="font-medium tabular-nums">
                      {valueText(figure.corrected.value, figure.unit, language)}
                    </span>{' '}
                    <span className="text-xs text-muted">{own.correctedAbout(figure.corrected.corrections)}</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableCsv>
  );
}

function FigureValue({ figure: { value, unit, part, of, withdrawn } }: { figure: Figure }) {
  const { language } = useWords();
  const own = usePageWords('figures');
  return (
    <>
      {value === null ? (
        <span className="text-muted">{own.nothing}</span>
      ) : (
        <span className="text-base font-semibold tabular-nums">{valueText(value, unit, language)}</span>
      )}
      {part !== null && of > 0 && <span className="text-muted tabular-nums">{own.of(part, of)}</span>}
      {withdrawn ? <span className="text-muted">{own.withdrawnOf(withdrawn)}</span> : null}
    </>
  );
}
