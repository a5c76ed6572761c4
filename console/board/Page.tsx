import { lazy, Suspense, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { addresses } from '../addresses.js';
import { Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { useCursor } from '../look/cursor.js';
import { useShortcut } from '../look/keys.js';
import { Banner, Empty, PageTitle, type Tone } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { AreasPart } from './AreasPart.js';
import { DraggedJob, type Target } from './drag.js';
import { JobCard } from './JobCard.js';
import type { OpenJob } from './JobSheet.js';
import { Emerging } from './Emerging.js';
import { Outages } from './Outages.js';
import { SiteChoice, useSiteChoice } from './SiteChoice.js';
import { TeamPart } from './TeamPart.js';
import { useBoard, type Job } from './use-board.js';

const JobSheet = lazy(async () => ({ default: (await import('./JobSheet.js')).JobSheet }));

/** The dispatcher's board: what nobody has taken, and the teams with what each of their people has. */
export function BoardPage() {
  const own = usePageWords('board');
  const { t } = useWords();
  const { sites, rights } = useMe();
  const [, go] = useLocation();
  const [site, chooseSite] = useSiteChoice(sites);
  const { teams, boards, unclaimed, jobs, isPending, error } = useBoard(site);
  const ids = useMemo(
    () => [
      ...unclaimed.map(({ number }) => number),
      ...boards.flatMap(({ members }) => members.flatMap((member) => member.jobs.map(({ number }) => number))),
    ],
    [unclaimed, boards],
  );
  const cursor = useCursor(ids);
  const [open, setOpen] = useState<OpenJob>();
  const [dragged, setDragged] = useState<Job>();
  const [said, setSaid] = useState<{ tone: Tone; text: string }>();

  const changeOf = (job: Job): string | undefined => {
    const now = jobs.get(job.number);
    if (!now) return own.gone(job.number);
    if (now.seq === job.seq) return undefined;
    return own.changed(job.number, now.member?.name ?? now.team?.name ?? '');
  };
  // What happens to a job while it is in the hand is told at once.
  const change = dragged && changeOf(dragged);
  const shown = change ? { tone: 'warn' as const, text: change } : said;
  const start = (job: Job | undefined) => {
    // It stays said once the job is let go.
    if (change) setSaid(shown);
    setDragged(job);
  };

  const drop = (target: Target) => {
    if (!dragged) return;
    setDragged(undefined);
    const changed = changeOf(dragged);
    if (changed) setSaid({ tone: 'warn', text: changed });
    // As it was when it was taken in hand: the form says that it has moved on since.
    if (jobs.has(dragged.number)) setOpen({ job: dragged, target });
  };
  const openJob = (job: Job | undefined) => {
    if (!job) return;
    setSaid(undefined);
    setOpen({ job });
  };
  const isFree = open === undefined;
  useShortcut({ code: 'KeyJ', label: own.enterList }, cursor.focus);
  useShortcut(isFree && cursor.id ? { code: 'KeyA', label: own.openCandidates } : undefined, () =>
    openJob(jobs.get(cursor.id!)),
  );
  useShortcut(isFree && cursor.id ? { code: 'KeyO', label: own.openCase } : undefined, () =>
    go(addresses.case(cursor.id!)),
  );
  return (
    <DraggedJob value={{ job: dragged, start, drop }}>
      <PageTitle side={<SiteChoice sites={sites} site={site} onChange={chooseSite} />}>{t.shell.board}</PageTitle>
      <div aria-live="polite" className="mb-3 empty:hidden">
        {shown && <Banner tone={shown.tone}>{shown.text}</Banner>}
      </div>
      {error instanceof Problem && <Banner tone="late">{problemText(error, t)}</Banner>}
      {sites.length === 0 && <Empty title={own.noSite}>{t.common.forbiddenAdvice}</Empty>}
      {site && rights.includes('gather-cases') && <Emerging site={site} />}
      {site && <Outages site={site} />}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {!isPending && !error && site && teams.length === 0 && unclaimed.length === 0 && (
        <Empty title={own.noTeams}>{own.noTeamsAbout}</Empty>
      )}
      {!isPending && (teams.length > 0 || unclaimed.length > 0) && (
        <div className="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)]" {...cursor.frame}>
          <section aria-label={own.unclaimed} className="min-w-0">
            <h2 className="mb-2 flex items-baseline justify-between font-semibold">
              {own.unclaimed}
              <span className="text-sm font-normal text-muted tabular-nums">{unclaimed.length}</span>
            </h2>
            {unclaimed.length === 0 ? (
              <Empty title={own.allTaken}>{own.allTakenAbout}</Empty>
            ) : (
              <ol className="flex flex-col gap-1.5">
                {unclaimed.map((job) => (
                  <li key={job.number}>
                    <JobCard job={job} cursor={cursor} onOpen={openJob} showTeam />
                  </li>
                ))}
              </ol>
            )}
          </section>
          <div className="grid min-w-0 items-start gap-3 md:grid-cols-2 2xl:grid-cols-3">
            {boards.map((board) => (
              <TeamPart key={board.team} board={board} cursor={cursor} onOpen={openJob} />
            ))}
          </div>
        </div>
      )}
      {ids.length > 0 && <p className="mt-3 text-xs text-muted max-md:hidden">{own.keys}</p>}
      {teams.length > 0 && <AreasPart />}
      {open && (
        <Suspense>
          <JobSheet
            open={open}
            teams={teams}
            boards={boards}
            onClose={() => setOpen(undefined)}
            onDone={(after, name) => {
              setSaid({ tone: 'ok', text: own.recorded(after.number, name) });
              setOpen(undefined);
            }}
          />
        </Suspense>
      )}
    </DraggedJob>
  );
}
