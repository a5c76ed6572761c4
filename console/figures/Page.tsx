import { lazy, Suspense, type ComponentType } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { useMe } from '../api/me.js';
import { buttonClass } from '../look/button.js';
import { Empty, PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { FilterBar, useFigureFilters, type FigureFilters, type FilterSet } from './filters.js';
import { LatePart, WorkPart } from './NowParts.js';

type Part = ComponentType<{ filters: FigureFilters }>;

/** A part that comes when it is opened. */
const part = <Name extends string>(load: () => Promise<Record<Name, Part>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] }));

const MonthsPart = part(() => import('./MonthsPart.js'), 'MonthsPart');
const FiguresPart = part(() => import('./FiguresPart.js'), 'FiguresPart');
const AnswerablePart = part(() => import('./AnswerablePart.js'), 'AnswerablePart');
const BuildingsPart = part(() => import('./BuildingsPart.js'), 'BuildingsPart');
const EmergingPart = part(() => import('./EmergingPart.js'), 'EmergingPart');
const ReportPart = part(() => import('./ReportPart.js'), 'ReportPart');

type PartName = keyof ReturnType<typeof usePageWords<'figures'>>['parts'];

/** What the page shows, one at a time, and what it is narrowed by: `time` of a time that is chosen, else as things stand now. */
const parts: [name: PartName, part: Part, by: FilterSet][] = [
  ['late', LatePart, 'now'],
  ['work', WorkPart, 'now'],
  ['months', MonthsPart, 'time'],
  ['figures', FiguresPart, 'time'],
  ['answerable', AnswerablePart, 'time'],
  ['buildings', BuildingsPart, 'site'],
  ['emerging', EmergingPart, 'site'],
  ['report', ReportPart, 'rulebook'],
];

/** The manager's page: what is late, who has how much, how the months compare; every number opens into its cases. */
export function FiguresPage() {
  const { t } = useWords();
  const own = usePageWords('figures');
  const { sites, rights, administrator } = useMe();
  const filters = useFigureFilters();
  // Whoever looks after the installation reads no case: they see what is late, and its history.
  const shown = (sites.length > 0 ? parts : parts.slice(0, 1)).filter(
    ([name]) => name !== 'emerging' || rights.includes('gather-cases'),
  );
  const [here, Shown, by] = shown.find(([name]) => name === filters.values.part) ?? shown[0]!;
  if (sites.length === 0 && !administrator) return <Empty title={t.common.forbidden}>{t.common.forbiddenAdvice}</Empty>;
  const { site } = filters.values;
  return (
    <>
      <PageTitle
        side={
          rights.includes('see-wall') && (
            <Link
              href={`${addresses.wall}${site ? `?${new URLSearchParams({ site })}` : ''}`}
              className={buttonClass('secondary', true)}
            >
              {own.wall}
            </Link>
          )
        }
      >
        {t.shell.figures}
      </PageTitle>
      <nav aria-label={own.partsLabel} className="mb-4 flex flex-wrap gap-1.5">
        {shown.map(([name]) => (
          <button
            key={name}
            type="button"
            aria-current={name === here ? 'page' : undefined}
            onClick={() => filters.change({ part: name, by: '', figure: '', show: '', open: '' })}
            className={`min-h-9 cursor-pointer rounded-md border px-3 text-sm ${name === here ? 'border-accent bg-tint font-medium text-accent-deep' : 'border-line bg-surface hover:bg-raised'}`}
          >
            {own.parts[name]}
          </button>
        ))}
      </nav>
      {sites.length === 0 && <p className="mb-3 text-sm text-muted">{own.withoutCases}</p>}
      <FilterBar filters={filters} by={by} />
      <Suspense fallback={<p className="text-muted">{t.common.loading}</p>}>
        <Shown key={here} filters={filters} />
      </Suspense>
    </>
  );
}
