import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { $api, type Json } from '../api/client.js';
import { useTasks, type Task } from '../work/use-tasks.js';

export type Team = Json<'TeamJson'>;
export type Board = Json<'BoardJson'>;
export type Member = Json<'BoardMemberJson'>;

/** Work as the board shows it; `team` is null where none has it yet. */
export interface Job extends Pick<
  Json<'BoardJobJson'>,
  | 'number'
  | 'seq'
  | 'subject'
  | 'kindName'
  | 'statusName'
  | 'place'
  | 'customer'
  | 'phone'
  | 'tier'
  | 'tierName'
  | 'due'
> {
  team: { id: string; name: string } | null;
  /** Who has it; null: nobody has taken it. */
  member: { id: string; name: string } | null;
  waitsFor: string;
  clause: string;
  accepted: boolean;
  note: string | null;
  /** Why it is with this team and this person. */
  why: string[];
}

/** Acts that give work to a team for the first time. */
export const firstActs = ['notify', 'dispatch', 'order'] as const;

const byDue = (a: Job, b: Job) => (a.due ?? '9999').localeCompare(b.due ?? '9999');

const boardsOf = (answers: { data: Board | undefined; error: unknown }[]) => ({
  boards: answers.flatMap(({ data }) => data ?? []),
  isRead: answers.every(({ data, error }) => data !== undefined || error !== null),
});

/** The teams of a site with what each of their people has, and first the work that nobody has taken. */
export function useBoard(site: string): {
  teams: readonly Team[];
  boards: readonly Board[];
  unclaimed: readonly Job[];
  jobs: ReadonlyMap<string, Job>;
  isPending: boolean;
  error: unknown;
} {
  const all = $api.useQuery('get', '/v1/teams', {});
  const teams = useMemo(() => (all.data?.teams ?? []).filter((team) => team.site === site), [all.data, site]);
  const { boards, isRead } = useQueries({
    queries: teams.map(({ id }) => $api.queryOptions('get', '/v1/teams/{id}/board', { params: { path: { id } } })),
    combine: boardsOf,
  });
  const tasks = useTasks({});
  const found = useMemo(() => {
    const taken = boards.flatMap((board) =>
      board.members.flatMap((member) => member.jobs.map((job) => ofBoard(job, board, member))),
    );
    const waiting = boards.flatMap((board) => board.unclaimed.map((job) => ofBoard(job, board)));
    const onBoard = new Set([...taken, ...waiting].map(({ number }) => number));
    const homeless = tasks.all
      .filter((task) => task.site === site && !onBoard.has(task.number) && isForDispatch(task))
      .map(ofTask);
    const unclaimed = [...new Map([...homeless, ...waiting].map((job) => [job.number, job])).values()].sort(byDue);
    return { unclaimed, jobs: new Map([...taken, ...unclaimed].map((job) => [job.number, job])) };
  }, [boards, tasks.all, site]);
  return { teams, boards, ...found, isPending: all.isPending || !isRead, error: all.error };
}

const isForDispatch = ({ acts }: Task) => acts.some((act) => (firstActs as readonly string[]).includes(act));

/** A job of a team's board. */
export function ofBoard(job: Json<'BoardJobJson'>, board: Board, member?: Member): Job {
  return {
    ...job,
    team: { id: board.team, name: board.name },
    member: member ? { id: member.person, name: member.name } : null,
    why: [...(job.teamWhy ? [job.teamWhy] : []), ...job.why].map(({ text }) => text),
  };
}

const ofTask = (task: Task): Job => ({
  ...task,
  team: null,
  member: null,
  waitsFor: task.name,
  accepted: false,
  note: null,
  why: [],
});
