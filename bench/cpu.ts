import { readFileSync, readdirSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

interface Stat {
  parent: number;
  ownTicks: number;
  /** Of children that have ended and were waited for: PostgreSQL's closed connections. */
  endedTicks: number;
}

function stat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1]!, ownTicks: fields[11]! + fields[12]!, endedTicks: fields[13]! + fields[14]! };
  } catch {
    return undefined; // ended between listing and reading
  }
}

/** The ids of a process and all its children; none when it is not there. */
export function processTree(pid: number): number[] {
  return [...treeOf(pid).keys()];
}

/** Processor milliseconds of a process with all its children, ended ones included; 0 when it is not there. */
function treeMs(pid: number): number {
  let ticks = 0;
  for (const { ownTicks, endedTicks } of treeOf(pid).values()) ticks += ownTicks + endedTicks;
  return ticks * tickMs;
}

function treeOf(pid: number): Map<number, Stat> {
  const all = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? stat(Number(name)) : undefined;
    if (found) all.set(Number(name), found);
  }
  const tree = new Map<number, Stat>();
  const add = (id: number): void => {
    const found = all.get(id);
    if (!found) return;
    tree.set(id, found);
    for (const [child, { parent }] of all) if (parent === id) add(child);
  };
  add(pid);
  return tree;
}

/** Processor time so far, by process, and of the whole machine. */
export interface CpuReading {
  processes: Record<string, number>;
  machineBusyMs: number;
}

export function readCpu(pids: Record<string, number>): CpuReading {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = readFileSync('/proc/stat', 'utf8')
    .split('\n')[0]!
    .split(/\s+/)
    .map(Number);
  return {
    processes: Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, treeMs(pid)])),
    machineBusyMs: (user + nice + system + irq + softirq) * tickMs,
  };
}

/** What was used between two readings, in milliseconds by process. */
export function cpuBetween(before: CpuReading, after: CpuReading): CpuReading {
  return {
    processes: Object.fromEntries(
      Object.entries(after.processes).map(([name, ms]) => [name, ms - (before.processes[name] ?? 0)]),
    ),
    machineBusyMs: after.machineBusyMs - before.machineBusyMs,
  };
}
