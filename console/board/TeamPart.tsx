import { TimeLeft } from '../clock/left.js';
import type { Cursor } from '../look/cursor.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useDropTarget } from './drag.js';
import { JobCard } from './JobCard.js';
import { ofBoard, type Board, type Job, type Member } from './use-board.js';

const overLook = 'outline-2 outline-dashed outline-accent bg-tint';

/** A team: how much waits for it, and its people with what each of them has. */
export function TeamPart({ board, cursor, onOpen }: { board: Board; cursor: Cursor; onOpen: (job: Job) => void }) {
  const own = usePageWords('board');
  const { isOver, props } = useDropTarget({ team: board.team });
  const onDuty = board.members.filter((member) => member.onDuty && !member.absent).length;
  const load = board.members.reduce((sum, member) => sum + member.load, 0);
  return (
    <section
      {...props}
      aria-label={board.name}
      className={`min-w-0 rounded-lg border border-line bg-raised/50 ${isOver ? overLook : ''}`}
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-3 border-b border-line px-3 py-2">
        <h2 className="font-semibold">{board.name}</h2>
        <p className="flex flex-wrap gap-x-3 text-xs text-muted tabular-nums">
          <span>{own.onDuty(onDuty, board.members.length)}</span>
          <span>{own.inHand(load)}</span>
          {board.unclaimed.length > 0 && (
            <span className="font-medium text-warn">{own.unclaimedCount(board.unclaimed.length)}</span>
          )}
        </p>
      </header>
      <ul className="flex flex-col divide-y divide-line">
        {board.members.map((member) => (
          <Person key={member.person} member={member} board={board} cursor={cursor} onOpen={onOpen} />
        ))}
      </ul>
      {board.members.length === 0 && <p className="px-3 py-2 text-sm text-muted">{own.noPeople}</p>}
    </section>
  );
}

function Person({
  member,
  board,
  cursor,
  onOpen,
}: {
  member: Member;
  board: Board;
  cursor: Cursor;
  onOpen: (job: Job) => void;
}) {
  const own = usePageWords('board');
  const { isOver, props } = useDropTarget({ team: board.team, person: member.person });
  const isFree = member.onDuty && !member.absent;
  return (
    <li {...props} data-person={member.person} className={`flex flex-col gap-1.5 px-3 py-2 ${isOver ? overLook : ''}`}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <span
          aria-hidden="true"
          className={`size-2 shrink-0 rounded-full ${isFree ? 'bg-ok' : 'border border-edge bg-transparent'}`}
        />
        <span className="font-medium">{member.name}</span>
        {member.lead && <Badge>{own.lead}</Badge>}
        {member.absent ? <Badge tone="warn">{own.absent}</Badge> : !member.onDuty && <Badge>{own.offDuty}</Badge>}
        <span className="ml-auto flex flex-wrap gap-x-2 text-xs text-muted tabular-nums">
          <span>{member.load === 0 ? own.free : own.jobs(member.load)}</span>
          {member.late > 0 && <span className="font-medium text-late">{own.late(member.late)}</span>}
          {member.nextDue && (
            <span>
              {own.next} <TimeLeft due={member.nextDue} />
            </span>
          )}
        </span>
      </p>
      {member.jobs.length > 0 && (
        <ul className="flex flex-col gap-1.5">
          {member.jobs.map((job) => (
            <li key={job.number}>
              <JobCard job={ofBoard(job, board, member)} cursor={cursor} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
