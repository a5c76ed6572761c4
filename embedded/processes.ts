import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, closeSync, readFileSync, readlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isAlive } from './lock.js';

/** The identity a child runs under; empty for our own. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** What a finished program said. `code` is null when it was ended by a signal or could not be started. */
export interface RunResult {
  code: number | null;
  out: string;
  timedOut: boolean;
}

/**
 * Runs a program to its end and gives what it printed (stdout and stderr together). Never throws: a missing program has
 * code null.
 *
 * @param options.timeoutMs the program is killed after this time
 */
export function run(
  command: string,
  args: string[],
  options: RunAs & { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number } = {},
): Promise<RunResult> {
  const { timeoutMs, ...rest } = options;
  return new Promise((resolve) => {
    let out = '';
    let timedOut = false;
    const child = spawn(command, args, { ...rest, stdio: ['ignore', 'pipe', 'pipe'] });
    const limit =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, timeoutMs);
    // A build of minutes must not go on when we are ended meanwhile.
    const abandon = () => void child.kill('SIGKILL');
    process.once('exit', abandon);
    const done = (code: number | null) => {
      clearTimeout(limit);
      process.removeListener('exit', abandon);
      resolve({ code, out: out.trim(), timedOut });
    };
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      out += chunk;
    });
    child.on('error', (error) => {
      out += error.message;
      done(null);
    });
    // What it has written may arrive after its end; but what a killed program has started may keep its pipes open for
    // long.
    child.on('exit', (code) => {
      const waited = setTimeout(() => done(code), 500);
      child.once('close', () => {
        clearTimeout(waited);
        done(code);
      });
    });
  });
}

/** A long-running child of ours. */
export interface ServerProcess {
  name: string;
  pid: number;
  child: ChildProcess;
  /** One sentence on how it ended, once it has. */
  exited: Promise<string>;
  hasExited(): boolean;
  logFile: string;
  /** Sends `signal`, waits, and kills after `graceMs`. */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<void>;
}

/** Of what steps back: a tenth of the share of the others while all are busy; all of it while they are not. */
const niceness = '10';

/**
 * Starts a program that is to run until it is stopped, its output appended to `logFile`.
 *
 * It gets a session of its own, so that Ctrl-C in the terminal reaches only us and we can stop things in order. If we
 * are killed, a guard (a shell waiting on a pipe that only we hold) sends it `guardSignal`. What `stepsBack` gives way
 * to the others where they share a full machine.
 */
export function startServer(
  name: string,
  command: string,
  args: string[],
  options: RunAs & {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    logFile: string;
    ipc?: boolean;
    guardSignal?: NodeJS.Signals;
    stepsBack?: boolean;
  },
): ServerProcess {
  const { logFile, ipc = false, guardSignal = 'SIGTERM', stepsBack: lowPriority = false, ...rest } = options;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  const [program, given] =
    lowPriority && process.platform !== 'win32' ? ['nice', ['-n', niceness, command, ...args]] : [command, args];
  const child = spawn(program, given, {
    ...rest,
    detached: true,
    stdio: ['ignore', log, log, ...(ipc ? ['ipc' as const] : [])],
  });
  closeSync(log);
  if (lowPriority && child.pid !== undefined) void lowerSessionPriority(child.pid);
  let over = false;
  const releaseGuard = child.pid === undefined ? () => undefined : signalOnExit(child.pid, guardSignal);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`),
    );
  }).then((how) => {
    over = true;
    releaseGuard();
    return how;
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM', graceMs = 15_000) => {
    if (over) return;
    child.kill(signal);
    const limit = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await exited;
    clearTimeout(limit);
  };
  return { name, pid: child.pid ?? 0, child, exited, hasExited: () => over, logFile, stop };
}

/**
 * Linux mostly shares the processor out by session (autogroup), and ours have one each: there the niceness of a process
 * counts for nothing unless its session has it too.
 */
async function lowerSessionPriority(pid: number): Promise<void> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const fault = await writeFile(`/proc/${pid}/autogroup`, niceness).catch((error: NodeJS.ErrnoException) => error);
    // The kernel takes one such change in a tenth of a second from a user who is not root. Anything else: there is no such
    // thing here, and `nice` does it all.
    if (fault?.code !== 'EAGAIN') return;
    await sleep(150);
  }
}

/** Has a signal sent to `pid` when this process is gone, however it went. Gives the function that calls it off. */
function signalOnExit(pid: number, signal: NodeJS.Signals): () => void {
  return runOnExit('kill -s "$1" "$2" 2>/dev/null', [signal.slice(3), String(pid)]);
}

/** Has a throw-away folder removed when this process is gone. Gives the function that calls it off. */
export function removeOnExit(folder: string): () => void {
  return runOnExit('sleep 3; rm -rf -- "$1"', [folder]);
}

function runOnExit(script: string, args: string[]): () => void {
  const shell = spawn('/bin/sh', ['-c', `trap '' INT TERM HUP; cat >/dev/null; ${script}`, 'banjie-guard', ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  (shell.stdin as unknown as { unref?: () => void }).unref?.();
  return () => void shell.kill('SIGKILL');
}

/** The end of a server's log, for an error message. */
export function tail(logFile: string, lines = 15): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '(no log)';
  }
}

/** The command line and working folder of a process, as far as the operating system shows them. */
export async function describeProcess(pid: number): Promise<{ command: string; cwd?: string } | undefined> {
  if (!isAlive(pid)) return undefined;
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    try {
      return { command, cwd: readlinkSync(`/proc/${pid}/cwd`) };
    } catch {
      return { command };
    }
  } catch {
    const { out } = await run('ps', ['-p', String(pid), '-o', 'command=']);
    return { command: out };
  }
}

/** Ends a process that is no child of ours: each signal in turn, `patienceMs` apart. */
export async function endForeignProcess(pid: number, signals: NodeJS.Signals[], patienceMs: number): Promise<void> {
  for (const signal of signals) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    for (const until = Date.now() + patienceMs; Date.now() < until && isAlive(pid);) await sleep(50);
  }
}

/** Waits for `ms` milliseconds. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
