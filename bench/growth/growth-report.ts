import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { table } from '../markdown.js';
import { curveChart, type Curve } from './chart.js';
import type { GrowthResult, GrowthStep } from './growth.js';
import { measuredGroups } from './reads.js';
import type { TableRoom } from './room.js';

const goalMs = 50;
/** Names of the pictures, each behind the name of the run. */
const pictures = { times: 'growth-times', room: 'growth-room' } as const;

/** Writes the curves beside the results. `name`: of the run. */
export async function writeGrowthCurves(folder: string, name: string, growth: GrowthResult): Promise<void> {
  const { steps } = growth;
  const slowest: Curve[] = measuredGroups.map((group) => ({
    name: group,
    points: steps.map(({ cases, timings }) => [
      cases,
      Math.max(...timings.filter((one) => one.group === group).map(({ p99 }) => p99)),
    ]),
  }));
  const tables = steps[0]!.room.slice(0, 7).map((one) => one.table);
  const room: Curve[] = tables.map((of) => ({
    name: of,
    points: steps.map(({ cases, room: rooms }) => [cases, bytesOf(rooms.find((one) => one.table === of)!) / cases]),
  }));
  const line = { y: goalMs, name: `${goalMs} ms` };
  const times = curveChart('p99 of the slowest question of each sort', ['cases', 'ms'], slowest, line);
  await writeFile(join(folder, `${name}-${pictures.times}.svg`), times);
  await writeFile(
    join(folder, `${name}-${pictures.room}.svg`),
    curveChart('PostgreSQL: bytes a case, with indexes', ['cases', 'bytes a case'], room),
  );
}

/** What growth costs, as Markdown. */
export function growthSection(name: string, { sites, steps, engine, verified }: GrowthResult): string[] {
  const sizes = steps.map(({ cases, open }) => `${cases.toLocaleString('en')} (${open.toLocaleString('en')} open)`);
  const times = steps[0]!.timings.map(({ group, name: question }, at) => [
    group,
    question,
    ...steps.map(({ timings }) => {
      const { p50, p99, cpu } = timings[at]!;
      return `${p50.toFixed(1)} / ${p99.toFixed(1)} / ${cpu.toFixed(1)}`;
    }),
  ]);
  return [
    '## Growth',
    `Cases of ${sites} sites, made up like eight that went through the ledger (${steps.map(({ madeInSeconds }) => `${madeInSeconds.toFixed(0)} s`).join(', ')} to make them), with their words, chains of hashes, clocks, tasks, notices and measurements; they differ in number, site, words and times. No keys are remembered of them, and the engine hears of one with its first act. At the first size all ${verified.cases.toLocaleString('en')} cases with ${verified.entries.toLocaleString('en')} entries were verified. Six in ten are inquiries, answered at once. Each question was asked ${steps[0]!.timings.at(-1)!.asked} times over HTTP, one after the other, by somebody of that role, with the words of cases from all over.`,
    table(
      ['sort', 'asked', ...sizes.map((size) => `${size}: p50 / p99 / processor time of API and PostgreSQL, ms`)],
      times,
    ),
    `![p99 of the slowest question of each sort](${name}-${pictures.times}.svg) ![bytes a case](${name}-${pictures.room}.svg)`,
    ...roomTables(steps),
    `The engine, measured on ${engine.open} cases opened and ${engine.closed} worked off (a million workflows were not opened): ${kilobytes(engine.openBytes)} kB a case that is open in its database (SQLite), ${kilobytes(engine.closedBytes)} kB a case that went from beginning to end, until its retention is over; ${kilobytes(engine.workerBytes)} kB of resident memory of the worker a case that it keeps.`,
  ];
}

function roomTables(steps: readonly GrowthStep[]): string[] {
  const last = steps.at(-1)!;
  const all = (step: GrowthStep) => step.room.reduce((total, room) => total + bytesOf(room), 0) / step.cases;
  const rows = last.room.map((room) => [
    room.table,
    (room.rows / last.cases).toFixed(2),
    ...steps.map((step) => (bytesOf(step.room.find((one) => one.table === room.table)!) / step.cases).toFixed(0)),
    (room.heap / last.cases).toFixed(0),
    Object.entries(room.indexes)
      .toSorted(([, a], [, b]) => b - a)
      .map(([index, bytes]) => `${index} ${(bytes / last.cases).toFixed(0)}`)
      .join(', '),
  ]);
  return [
    `Bytes a case in PostgreSQL: ${steps.map((step) => `${all(step).toFixed(0)} with ${step.cases.toLocaleString('en')} cases`).join(', ')}.`,
    table(
      [
        'table',
        'rows a case',
        ...steps.map(({ cases }) => `bytes a case, ${cases.toLocaleString('en')}`),
        'of it rows',
        'of it indexes',
      ],
      rows,
    ),
  ];
}

function bytesOf({ heap, indexes }: TableRoom): number {
  return Object.values(indexes).reduce((total, bytes) => total + bytes, heap);
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
