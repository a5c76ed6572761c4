import type { ReactNode } from 'react';
import type { Json } from '../api/client.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

type Wall = Json<'WallJson'>;

/** So many lines of a list have room; how many more there are is said. */
const linesShown = 5;

/** '10:42' of an instant of the API, in the time of its place. */
const timeOf = (at: string): string => at.slice(11, 16);

/**
 * Numbers to be read from the other end of the room: on a screen of 1920 × 1080 no text is smaller than 32 px, and
 * nothing scrolls or moves.
 */
export function Screen({ wall, isStale }: { wall: Wall; isStale: boolean }) {
  const own = usePageWords('wall');
  const { language } = useWords();
  const separator = language === 'en' ? ', ' : '、';
  return (
    <main className="flex min-h-dvh flex-col gap-4 p-4 text-lg leading-snug lg:h-dvh lg:gap-[0.6em] lg:overflow-hidden lg:p-[0.8em] lg:text-[length:min(3vh,1.72vw)]">
      <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 lg:flex-nowrap">
        <h1 className="min-w-0 font-semibold lg:truncate lg:text-[1.2em]">{wall.sites.join(separator)}</h1>
        <p
          role="status"
          data-stale={isStale}
          className={`rounded-md px-[0.6em] py-[0.2em] font-semibold tabular-nums lg:whitespace-nowrap ${isStale ? 'border-4 border-late bg-late-tint text-late' : 'border-4 border-transparent bg-ok-tint text-ok'}`}
        >
          {isStale ? own.stale(timeOf(wall.at)) : own.live(timeOf(wall.at))}
        </p>
      </header>
      <div className="grid gap-4 sm:grid-cols-3 lg:min-h-0 lg:flex-1 lg:grid-cols-[1fr_1fr_1fr_1.3fr] lg:gap-[0.6em]">
        <Numeral name={own.open} value={wall.open} />
        <Numeral name={own.late} value={wall.late} isBad={wall.late > 0} />
        <Numeral name={own.dueNextHour} value={wall.dueNextHour} />
        <Panel title={own.byTier} className="sm:max-lg:col-span-3">
          {wall.tiers.map(({ tier, name, open, late }) => (
            <Line key={tier ?? '-'} name={name ?? own.noTier}>
              <b>{open}</b>
              {late > 0 && <span className="ml-[0.6em] text-late">{own.lateOf(late)}</span>}
            </Line>
          ))}
        </Panel>
      </div>
      <div className="grid min-h-0 gap-4 lg:flex-1 lg:grid-cols-3 lg:gap-[0.6em]">
        <List title={own.emerging} empty={own.noEmerging} isBad={wall.emerging.length > 0}>
          {wall.emerging.map(({ kind, matter, place, callers }, index) => (
            // oxlint-disable-next-line react/no-array-index-key
            <Line key={index} name={[place ?? own.building, matter ?? kind].join(' · ')}>
              <b className="text-late">{own.callers(callers)}</b>
            </Line>
          ))}
        </List>
        <List title={own.outages} empty={own.noOutages} isBad={wall.outages.length > 0}>
          {wall.outages.map(({ line, area, endsAt }, index) => (
            // oxlint-disable-next-line react/no-array-index-key
            <Line key={index} name={[line, area].filter(Boolean).join(' · ')}>
              <span className="text-warn">{endsAt ? own.backBy(timeOf(endsAt)) : own.backUnknown}</span>
            </Line>
          ))}
        </List>
        <List title={own.duties} empty={own.noDuties} isBad={false}>
          {wall.duties.map(({ role, department, site, people }) => (
            <Line
              key={`${role} ${department} ${site}`}
              name={[department ?? role, wall.sites.length > 1 ? site : ''].filter(Boolean).join(' · ')}
            >
              <b>{people.join(separator)}</b>
            </Line>
          ))}
        </List>
      </div>
    </main>
  );
}

/** As large as there is room for so many digits. */
const numeralSizes = ['lg:text-[8.6em]', 'lg:text-[8.6em]', 'lg:text-[6.2em]', 'lg:text-[4.8em]'];
const numeralSize = (value: number): string => numeralSizes[String(value).length - 1] ?? 'lg:text-[3.8em]';

function Numeral({ name, value, isBad = false }: { name: string; value: number; isBad?: boolean }) {
  return (
    <section
      className={`flex flex-col justify-between rounded-lg border-2 p-[0.6em] ${isBad ? 'border-4! border-late bg-late-tint text-late' : 'border-line bg-surface'}`}
    >
      <h2 className="font-semibold lg:text-[1.1em]">{name}</h2>
      <p className={`text-[4.4em] leading-[1.2] font-bold tabular-nums ${numeralSize(value)}`} data-numeral={name}>
        {value}
      </p>
    </section>
  );
}

function Panel({ title, className = '', children }: { title: string; className?: string; children: ReactNode }) {
  return (
    <section
      className={`flex min-h-0 min-w-0 flex-col gap-[0.3em] rounded-lg border-2 border-line bg-surface p-[0.6em] lg:overflow-hidden ${className}`}
    >
      <h2 className="font-semibold lg:text-[1.1em]">{title}</h2>
      {children}
    </section>
  );
}

function List({
  title,
  empty,
  isBad,
  children,
}: {
  title: string;
  empty: string;
  isBad: boolean;
  children: ReactNode[];
}) {
  const own = usePageWords('wall');
  const more = children.length - linesShown;
  return (
    <Panel title={title} className={isBad ? 'border-warn!' : ''}>
      {children.length === 0 ? <p className="text-muted">{empty}</p> : children.slice(0, linesShown)}
      {more > 0 && <p className="text-muted">{own.more(more)}</p>}
    </Panel>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p className="flex min-w-0 items-baseline justify-between gap-[0.6em] border-t border-line pt-[0.25em] lg:text-[1.15em]">
      <span className="min-w-0 lg:truncate">{name}</span>
      <span className="shrink-0 tabular-nums">{children}</span>
    </p>
  );
}
