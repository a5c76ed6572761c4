import { randomUUID } from 'node:crypto';
import { poster } from '../callers.js';
import { cpuBetween, readCpu } from '../cpu.js';
import type { Servers } from '../servers.js';
import { quantile } from '../statistics.js';
import { wordsOf } from './words.js';

/** What is measured at every size; each is a curve. */
export const measuredGroups = ['act', 'my work', 'search', 'similar', 'board', 'late', 'others'] as const;
export type MeasuredGroup = (typeof measuredGroups)[number];

/** How long one question took, and the processor time of the API and of PostgreSQL for it, in milliseconds. */
export interface Timing {
  group: MeasuredGroup;
  name: string;
  asked: number;
  p50: number;
  p99: number;
  cpu: number;
}

interface Question {
  group: MeasuredGroup;
  name: string;
  who: string;
  path(words: ReturnType<typeof wordsOf>, i: number): string;
}

const query = (path: string, of: Record<string, string | number>) =>
  `/v1/${path}?${new URLSearchParams(Object.entries(of).map(([name, value]) => [name, String(value)])).toString()}`;

/** What a desk opens, by those who do: the first page as the console asks for it. `team`: one that has work. */
export function questions(team: string): readonly Question[] {
  const ask = (group: MeasuredGroup, name: string, who: string, path: Question['path']): Question => ({
    group,
    name,
    who,
    path,
  });
  const found = (name: string, of: (words: ReturnType<typeof wordsOf>, i: number) => Record<string, string | number>) =>
    ask('search', name, 'p01', (words, i) => query('cases', { ...of(words, i), limit: 50 }));
  return [
    ask('my work', 'head of department', 'p08', () => query('tasks', { limit: 50 })),
    ask('my work', '… what is late', 'p08', () => query('tasks', { limit: 50, late: 'true' })),
    ask('my work', '… by words', 'p08', () => query('tasks', { limit: 50, q: '电梯' })),
    ask('my work', 'agent', 'p01', () => query('tasks', { limit: 50 })),
    ask('my work', 'technician, orders', 'p15', () => '/v1/me/orders'),
    ask('my work', 'calls back', 'p03', () => '/v1/revisits'),
    found('phone', ({ phone }) => ({ q: phone })),
    found('last four digits', ({ phone }) => ({ q: phone.slice(-4) })),
    found('place', ({ place }) => ({ place })),
    found('customer', ({ customer }) => ({ q: customer })),
    found('a common word', () => ({ q: '电梯' })),
    found('a rare word', () => ({ q: '白蚁' })),
    found('two words', () => ({ q: '电梯 困人' })),
    found('the end of a number', (_, i) => ({ q: 100_000 + i * 31 })),
    ask('similar', 'while it is written down', 'p01', ({ subject, description, place, phone }) =>
      query('cases/similar', { subject, description, place, phone }),
    ),
    ask('similar', '… by its words alone', 'p01', ({ subject, description }) =>
      query('cases/similar', { subject, description }),
    ),
    ask('similar', '… a common subject alone', 'p01', ({ subject }) => query('cases/similar', { subject })),
    ask('board', 'of a team', 'p08', () => `/v1/teams/${team}/board`),
    ask('late', 'deadlines, the longest late first', 'p03', () => query('figures/late', { limit: 50 })),
    ask('late', '… of a department', 'p03', () => query('figures/late', { limit: 50, department: 'engineering' })),
    ask('late', '… counted by department', 'p03', () => query('figures/late/counts', { by: 'department' })),
    ask('late', 'cases, the newest first', 'p01', () => query('cases', { late: 'true', limit: 50 })),
    ask('others', 'cases, the newest first', 'p01', () => query('cases', { limit: 50 })),
    ask('others', 'open cases', 'p01', () => query('cases', { limit: 50, open: 'true' })),
    ask('others', 'cases counted by status', 'p03', () => query('cases/counts', { by: 'status' })),
    ask('others', 'who calls', 'p01', ({ phone }) => query('callers', { phone })),
    ask('others', 'what is emerging', 'p03', () => '/v1/emerging'),
  ];
}

/** Asks everything `times` times, one question after the other, with the words of cases from all over. */
export async function timeReads(
  servers: Servers,
  { cases, times, team }: { cases: number; times: number; team: string },
): Promise<Timing[]> {
  const http = poster(servers.stack.apiUrl);
  const timings: Timing[] = [];
  for (const { group, name, who, path } of questions(team)) {
    const headers = { authorization: `Bearer ${servers.tokens[who]}` };
    const ask = (i: number) => http.get(path(wordsOf(Math.trunc(((i + 0.5) * cases) / (times + warmUp))), i), headers);
    // The first of a kind finds neither plans nor compiled code.
    for (let i = 0; i < warmUp; i += 1) await ask(times + i);
    timings.push({ group, name, ...(await timed(servers, times, ask)) });
  }
  await http.close();
  return timings;
}

/** One act on each of these cases, which nobody has touched yet. */
export async function timeActs(servers: Servers, numbers: readonly string[]): Promise<Timing> {
  const http = poster(servers.stack.apiUrl);
  const authorization = `Bearer ${servers.tokens['p08']}`;
  const found = await timed(servers, numbers.length, (i) =>
    http.post(
      `/v1/cases/${numbers[i]}/finish`,
      { done: '已更换灯泡和声控开关，试过三次' },
      { authorization, 'idempotency-key': randomUUID() },
    ),
  );
  await http.close();
  return { group: 'act', name: 'finish, of a case made up', ...found };
}

const warmUp = 5;

async function timed(
  servers: Servers,
  times: number,
  ask: (i: number) => Promise<unknown>,
): Promise<Omit<Timing, 'group' | 'name'>> {
  const took: number[] = [];
  const before = readCpu(servers.pids());
  for (let i = 0; i < times; i += 1) {
    const began = performance.now();
    await ask(i);
    took.push(performance.now() - began);
  }
  const { processes } = cpuBetween(before, readCpu(servers.pids()));
  const cpu = ((processes['api'] ?? 0) + (processes['postgres'] ?? 0)) / times;
  return { asked: times, p50: quantile(took, 0.5), p99: quantile(took, 0.99), cpu };
}
