import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { TimeLeft } from '../clock/left.js';
import { useTicking } from '../clock/ticker.js';
import { When, whenText } from '../clock/when.js';
import { Badge } from '../look/parts.js';
import type { Column } from '../look/grid.js';
import { useWords, type Language } from '../words/words.js';
import type { Words } from '../words/zh.js';
import { actOf, type RulesOf, type Task } from './use-tasks.js';

/** A row of the list; `isGone`: it was in it when the reader looked, and is no longer. */
export type WorkRow = Task & { isGone?: boolean };

interface ColumnParts {
  t: Words;
  language: Language;
  rulesOf: RulesOf;
  siteName: (id: string) => string;
  onAct: (row: WorkRow, act: string) => void;
}

/** As many acts of a task have a button and a digit in its row. */
const most = 4;

/** The columns of My work: when, what, which case, where, what happens next, what can be done. */
export function workColumns({ t, language, rulesOf, siteName, onAct }: ColumnParts): Column<WorkRow>[] {
  return [
    { id: 'due', head: t.common.due, cell: (row) => <Deadline row={row} />, className: 'md:w-34' },
    {
      id: 'task',
      head: t.work.task,
      cell: (row) => (
        <Two
          first={
            <>
              <span className="font-medium">{row.name}</span>{' '}
              <span className="text-xs whitespace-nowrap text-muted">{row.clause}</span>
            </>
          }
          second={
            row.request ? (
              <span className="text-ink">
                {t.work.asks(row.request.askedByName ?? t.work.somebody, whenText(row.request.until, language))}
              </span>
            ) : (
              scopeText(row, t)
            )
          }
        />
      ),
    },
    {
      id: 'case',
      head: t.work.case,
      className: 'md:min-w-56',
      cell: (row) => (
        <Two
          first={
            <span className="inline-flex flex-wrap items-center gap-x-1.5">
              <span>{row.subject ?? row.kindName}</span>
              {row.subject && <span className="text-xs text-muted">{row.kindName}</span>}
              {row.tierName && <Badge tone={row.tier === 'major' ? 'late' : 'accent'}>{row.tierName}</Badge>}
            </span>
          }
          second={
            <>
              <Link href={addresses.case(row.number)} tabIndex={-1} className="tabular-nums hover:underline">
                {row.number}
              </Link>{' '}
              · <span className="whitespace-nowrap">{row.statusName}</span>
            </>
          }
        />
      ),
    },
    {
      id: 'where',
      head: t.work.where,
      cell: (row) => (
        <Two
          first={row.place ?? siteName(row.site)}
          second={
            <>
              {row.customer ?? (row.place ? siteName(row.site) : null)}{' '}
              {row.phone && (
                <a href={`tel:${row.phone}`} tabIndex={-1} className="whitespace-nowrap tabular-nums hover:underline">
                  {row.phone}
                </a>
              )}
            </>
          }
        />
      ),
    },
    { id: 'next', head: t.work.next, cell: (row) => <Next row={row} />, wideOnly: true },
    {
      id: 'acts',
      head: t.work.do,
      className: 'md:w-40 xl:w-52',
      cell: (row) =>
        row.isGone ? null : (
          <span className="flex flex-wrap gap-1">
            {row.acts.slice(0, most).map((act, index) => (
              <button
                key={act}
                type="button"
                tabIndex={-1}
                onClick={() => onAct(row, act)}
                className="inline-flex min-h-7 cursor-pointer items-center gap-1 rounded border border-line bg-surface px-1.5 text-left text-xs text-accent hover:border-accent hover:bg-tint max-md:min-h-9 max-md:px-3 max-md:text-sm"
              >
                <span aria-hidden="true" className="text-muted tabular-nums max-md:hidden">
                  {index + 1}
                </span>
                {actOf(row, act, rulesOf(row))?.name[language] ?? act}
              </button>
            ))}
          </span>
        ),
    },
  ];
}

function Two({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <>
      <span className="block">{first}</span>
      <span className="block text-xs text-muted">{second}</span>
    </>
  );
}

function scopeText(row: WorkRow, t: Words): string {
  const whose = row.forName ? t.work.inPlaceOf(row.forName) : t.work.scopes[row.scope];
  return `${whose} · ${row.roleName}`;
}

/** How much is left, and until when; whether somebody has been warned, in words too. */
function Deadline({ row }: { row: WorkRow }) {
  const { t } = useWords();
  const { due, warnAt, isGone } = row;
  const isWarned = useTicking(
    (now) => warnAt !== null && now >= Date.parse(warnAt) && due !== null && now <= Date.parse(due),
  );
  if (isGone) return <Badge>{t.work.gone}</Badge>;
  if (due === null) return <span className="text-muted">{t.work.noDue}</span>;
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-1.5">
        <TimeLeft due={due} warnAt={warnAt ?? due} />
        {isWarned && <Badge tone="warn">{t.work.warned}</Badge>}
      </span>
      <span className="block text-xs text-muted">
        <When at={due} />
      </span>
    </>
  );
}

function Next({ row: { next } }: { row: WorkRow }) {
  const { t } = useWords();
  if (!next) return <span className="text-xs text-muted">{t.work.nothingNext}</span>;
  return (
    <Two
      first={
        <span className="text-xs">
          {t.work.moments[next.kind as 'warn']} <When at={next.at} />
        </span>
      }
      second={next.roles.length > 0 && t.work.toldThen(next.roles.map(({ roleName }) => roleName).join(t.act.and))}
    />
  );
}
