import { TimeLeft } from '../clock/left.js';
import { Key } from '../look/button.js';
import type { Cursor } from '../look/cursor.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useDragged } from './drag.js';
import type { Job } from './use-board.js';

/** One job: what, where, how long still, what it waits for, why it is where it is. Enter or a click opens it. */
export function JobCard({
  job,
  cursor,
  onOpen,
  showTeam = false,
}: {
  job: Job;
  cursor: Cursor;
  onOpen: (job: Job) => void;
  showTeam?: boolean;
}) {
  const own = usePageWords('board');
  const dragged = useDragged(job);
  return (
    <button
      type="button"
      {...dragged}
      {...cursor.entry(job.number)}
      data-job={job.number}
      onClick={() => {
        cursor.point(job.number);
        onOpen(job);
      }}
      className={`flex w-full cursor-grab flex-col gap-0.5 rounded-md border border-line bg-surface px-2.5 py-2 text-left text-sm hover:border-accent focus-visible:-outline-offset-1 ${job.tier === 'major' ? 'shadow-[inset_3px_0_0_var(--color-late)]' : ''}`}
    >
      <span className="flex w-full flex-wrap items-baseline justify-between gap-x-2">
        <span className="font-medium">
          {job.subject ?? job.kindName} {job.tierName && <Badge tone="accent">{job.tierName}</Badge>}
        </span>
        <span className="flex items-baseline gap-1.5">
          {job.number === cursor.id && (
            <span className="text-muted">
              <Key shortcut={{ code: 'KeyA' }} />
            </span>
          )}
          {job.due && <TimeLeft due={job.due} />}
        </span>
      </span>
      <span className="text-xs text-muted">
        <span className="tabular-nums">{job.number}</span>
        {job.place && ` · ${job.place}`} · {job.waitsFor} {job.clause}
      </span>
      {showTeam && (
        <span className="text-xs">
          {job.team ? <Badge>{job.team.name}</Badge> : <Badge tone="warn">{own.noTeamYet}</Badge>}
        </span>
      )}
      {job.member && !job.accepted && <span className="text-xs text-warn">{own.notAccepted}</span>}
      {job.why.length > 0 && <span className="text-xs text-muted">{job.why.join(own.and)}</span>}
      {job.note && (
        <span className="text-xs">
          <span className="text-muted">{own.note}</span> {job.note}
        </span>
      )}
    </button>
  );
}
