import { $api, type Json, type Problem } from '../api/client.js';
import { useMe } from '../api/me.js';
import { problemText } from '../api/problem-text.js';
import { When } from '../clock/when.js';
import { buttonClass } from '../look/button.js';
import { Badge, Banner, Card } from '../look/parts.js';
import { FilterSelect } from '../work/filters.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { FigureFilters } from './filters.js';
import { monthLabel, valueText } from './numbers.js';
import { monthFrom } from './periods.js';

type Report = Json<'ReportJson'>;
const tables = ['byKind', 'byTier', 'byDepartment', 'byArea', 'lateByClause', 'lateByDepartment'] as const;

/** The report of a month that is over, as a page; as a workbook and a paper it comes from the same numbers. */
export function ReportPart({ filters: { values, change, rulebook, today } }: { filters: FigureFilters }) {
  const { t, language } = useWords();
  const own = usePageWords('figures');
  const { organisation, sites } = useMe();
  const place = values.site ?? (sites.length === 1 ? sites[0]!.id : organisation);
  const months = Array.from({ length: 24 }, (_, index) => monthFrom(today, -1 - index).slice(0, 7));
  const month = months.find((one) => one === values.show) ?? months[0]!;
  const { data, error } = $api.useQuery(
    'get',
    '/v1/reports/{rulebook}/{place}/{month}',
    { params: { path: { rulebook, place, month } } },
    { enabled: rulebook !== '', retry: false },
  );
  const report = data as Report | undefined;
  const file = (format: 'xlsx' | 'pdf') => `/v1/reports/${rulebook}/${place}/${month}?format=${format}`;
  return (
    <Card
      title={
        report ? (
          <span className="inline-block first-letter:uppercase">
            {own.reportOf(report.name[language], report.place[language])}
          </span>
        ) : (
          own.parts.report
        )
      }
      side={
        <span className="no-print flex flex-wrap items-center gap-2">
          <FilterSelect
            label={own.reportMonth}
            empty={monthLabel(months[0]!, language, today)}
            choices={months.slice(1).map((id) => ({ id, name: monthLabel(id, language, today) }))}
            value={month === months[0] ? '' : month}
            onChange={(show) => change({ show })}
          />
          {report &&
            (['xlsx', 'pdf'] as const).map((format) => (
              <a key={format} href={file(format)} download className={buttonClass('secondary', true)}>
                {own.download} {format.toUpperCase()}
              </a>
            ))}
        </span>
      }
    >
      {error && <Banner tone="warn">{problemText(error as unknown as Problem, t)}</Banner>}
      {!report && !error && <p className="text-muted">{t.common.loading}</p>}
      {report && (
        <>
          <p className="mb-3 text-sm text-muted">
            {(report.organisation as Report['title'] | null)?.[language]} {report.title[language]} ·{' '}
            {monthLabel(report.period.month, language, '')} · {own.producedAt} <When at={report.producedAt} /> ·{' '}
            {report.produced ? own.reportFinal : own.reportNow}
          </p>
          <ReportFigures report={report} />
          <div className="mt-5 grid items-start gap-5 lg:grid-cols-2">
            {tables.map((name) =>
              report[name].length > 0 ? <ReportRows key={name} title={own[name]} rows={report[name]} /> : null,
            )}
          </div>
        </>
      )}
    </Card>
  );
}

function ReportFigures({ report }: { report: Report }) {
  const { language } = useWords();
  const own = usePageWords('figures');
  return (
    <div className="overflow-x-auto">
      <table aria-label={own.figuresTitle} className="w-full border-collapse text-sm">
        <thead className="text-left text-xs text-muted max-sm:sr-only">
          <tr>
            {[own.figure, own.value, own.corrected, own.lastMonth, own.target].map((head) => (
              <th key={head} scope="col" className="py-1 pr-3 font-medium whitespace-nowrap">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.figures.map((figure) => (
            <tr key={figure.id} className={`border-t border-line ${stacked}`}>
              <th scope="row" className="py-1.5 pr-3 text-left font-normal max-sm:basis-full max-sm:py-0">
                {figure.name[language]} <span className="text-xs whitespace-nowrap text-muted">{figure.clause}</span>
              </th>
              <td className="pr-3 font-medium tabular-nums">{valueText(figure.value, figure.unit, language)}</td>
              <td className="pr-3 tabular-nums empty:hidden sm:empty:table-cell">
                {figure.corrected !== null && (
                  <>
                    <Called>{own.corrected}</Called>
                    {valueText(figure.corrected, figure.unit, language)}
                  </>
                )}
              </td>
              <td className="pr-3 text-muted tabular-nums">
                <Called>{own.lastMonth}</Called>
                {valueText(figure.before, figure.unit, language)}
              </td>
              <td className="whitespace-nowrap">
                {figure.met !== null && (
                  <Badge tone={figure.met ? 'ok' : 'late'}>{figure.met ? own.met : own.notMet}</Badge>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** On a phone a row is its name with its numbers under it. */
const stacked = 'max-sm:flex max-sm:flex-wrap max-sm:items-baseline max-sm:py-1.5';

/** What a number is, where the head of its column is not seen. */
function Called({ children }: { children: string }) {
  return <span className="mr-1 text-xs font-normal text-muted sm:hidden">{children}</span>;
}

function ReportRows({ title, rows }: { title: string; rows: Report['byKind'] }) {
  const { language } = useWords();
  const own = usePageWords('figures');
  const isLate = rows.some(({ late }) => late !== null);
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="pb-1 text-left font-medium">{title}</caption>
      <thead className="text-left text-xs text-muted">
        <tr>
          <th scope="col" className="py-1 pr-3" />
          <th scope="col" className="py-1 pr-3 text-right font-medium">
            {isLate ? own.lateOf : own.number}
          </th>
          <th scope="col" className="py-1 text-right font-medium whitespace-nowrap">
            {own.lastMonth}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key ?? '-'} className="border-t border-line">
            <th scope="row" className="py-1 pr-3 text-left font-normal">
              {row.name[language]}
            </th>
            <td className="pr-3 text-right font-medium whitespace-nowrap tabular-nums">
              {isLate ? own.of(row.late ?? 0, row.of) : row.of}
            </td>
            <td className="text-right text-muted tabular-nums">{row.before}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
