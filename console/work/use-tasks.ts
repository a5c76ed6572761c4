import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { $api, api, type Json } from '../api/client.js';
import { useWords } from '../words/words.js';

export type Task = Json<'TaskJson'>;

/** What the list can be narrowed to; in the address under the same names. */
export interface TaskFilters {
  scope?: Task['scope'];
  kind?: string;
  site?: string;
  late?: 'true' | 'false';
  q?: string;
}

/** As many are shown; who has more narrows the list. */
const most = 500;
const pageSize = 200;

type TaskQuery = TaskFilters;

const keyOf = ({ number, id }: Task): string => `${number} ${id}`;

async function readTasks(query: TaskQuery, signal: AbortSignal): Promise<{ tasks: Task[]; hasMore: boolean }> {
  const tasks: Task[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await api.GET('/v1/tasks', {
      params: { query: { ...query, limit: pageSize, ...(cursor ? { cursor } : {}) } as never },
      signal,
    });
    tasks.push(...data!.tasks);
    cursor = data!.next ?? undefined;
  } while (cursor !== undefined && tasks.length < most);
  return { tasks: tasks.slice(0, most), hasMore: cursor !== undefined || tasks.length > most };
}

/** When the next thing happens with it. */
const nextAt = ({ next, due }: Task): number => Date.parse(next?.at ?? due ?? '9999-01-01');

/** What is late comes first, then what happens next. */
function byNextMoment(tasks: readonly Task[]): Task[] {
  return tasks
    .map((task) => ({ task, at: nextAt(task) }))
    .sort(
      (a, b) => Number(b.task.late) - Number(a.task.late) || a.at - b.at || (a.task.number < b.task.number ? -1 : 1),
    )
    .map(({ task }) => task);
}

/**
 * All tasks of the reader by their next moment, and those that the filters leave. Narrowing happens here, at once; the
 * API is asked for the narrowed list where there are more than are shown, and for what words find there.
 */
export function useTasks(filters: TaskFilters): {
  all: readonly Task[];
  tasks: readonly Task[];
  hasMore: boolean;
  isPending: boolean;
  /** Whether what the words find has not come yet. */
  isSeeking: boolean;
  error: Error | null;
} {
  const { language } = useWords();
  const { q, ...asked } = filters;
  const isNarrowed = Object.keys(asked).length > 0;
  const read = (query: TaskQuery, enabled: boolean) => ({
    queryKey: ['get', '/v1/tasks', query, language],
    queryFn: ({ signal }: { signal: AbortSignal }) => readTasks(query, signal),
    enabled,
  });
  const whole = useQuery(read({}, true));
  const part = useQuery(read(asked, isNarrowed && whole.data?.hasMore === true));
  // Phones, places and names are found by every spelling there; what asks for nothing there is no fault here.
  const sought = useQuery({ ...read({ ...asked, q: q ?? '' }, Boolean(q)), retry: false });
  const known = useMemo(() => new Set(q ? sought.data?.tasks.map(keyOf) : []), [q, sought.data]);
  const shown = (isNarrowed && part.data) || whole.data;
  const all = useMemo(() => byNextMoment(whole.data?.tasks ?? []), [whole.data]);
  const found = useMemo(() => {
    const here = shown?.tasks ?? [];
    if (!q || !shown?.hasMore || !sought.data) return byNextMoment(here);
    return byNextMoment([...new Map([...here, ...sought.data.tasks].map((task) => [keyOf(task), task])).values()]);
  }, [shown, q, sought.data]);
  const { scope, kind, site, late } = asked;
  const tasks = useMemo(() => {
    const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    return found.filter(
      (task) =>
        (scope === undefined || task.scope === scope) &&
        (kind === undefined || task.kind === kind) &&
        (site === undefined || task.site === site) &&
        (late === undefined || task.late === (late === 'true')) &&
        (known.has(keyOf(task)) || words.every((word) => textOf(task).includes(word))),
    );
  }, [found, known, scope, kind, site, late, q]);
  return {
    all,
    tasks,
    hasMore: shown?.hasMore ?? false,
    isPending: whole.isPending,
    isSeeking: sought.isLoading,
    error: whole.error,
  };
}

const textOf = (task: Task): string =>
  [task.number, task.subject, task.place, task.customer, task.phone, task.name, task.clause, task.kindName]
    .join(' ')
    .toLowerCase();

/** The rules of the cases of a list: what their acts are called and take. */
export type RulesOf = (task: Pick<Task, 'rulebook' | 'version'>) => Json<'KindsJson'> | undefined;

const dataOf = (answers: { data: Json<'KindsJson'> | undefined }[]) => answers.map(({ data }) => data);

/** The rules of the tasks of a list, and of those that were in it: a form that is open may be about one that has gone. */
export function useRulesOfTasks(tasks: readonly Task[]): RulesOf {
  const [versions, setVersions] = useState<readonly string[]>([]);
  const fresh = [...new Set(tasks.map(({ rulebook, version }) => `${rulebook} ${version}`))].filter(
    (one) => !versions.includes(one),
  );
  if (fresh.length > 0) setVersions([...versions, ...fresh]);
  const rules = useQueries({
    queries: versions.map((one) => {
      const [name = '', version = ''] = one.split(' ');
      const query = $api.queryOptions('get', '/v1/rulebooks/{name}/{version}/kinds', {
        params: { path: { name, version } },
      });
      return { ...query, staleTime: Infinity, gcTime: Infinity };
    }),
    combine: dataOf,
  });
  return useMemo(
    () =>
      ({ rulebook, version }) =>
        rules[versions.indexOf(`${rulebook} ${version}`)],
    [versions, rules],
  );
}

/** An act of a case's kind. */
export function actOf(task: Task, act: string, rules: Json<'KindsJson'> | undefined): Json<'ActJson'> | undefined {
  return rules?.kinds.find(({ kind }) => kind === task.kind)?.acts.find((one) => one.act === act);
}
