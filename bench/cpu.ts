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

/** Processor milliseconds of a process with all its children, ended ones included; 0 when it is not there. */
function treeMs(pid: number): number {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), stat(Number(name))] as const);
  const sum = (parent: number): number => {
    const own = stats.find(([id]) => id === parent)?.[1];
    if (!own) return 0;
    return (
      own.ownTicks +
      own.endedTicks +
      stats.filter(([, other]) => other?.parent === parent).reduce((total, [id]) => total + sum(id), 0)
    );
  };
  return sum(pid) * tickMs;
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
