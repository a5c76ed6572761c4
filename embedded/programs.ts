// The Node.js programs of the system: where they are, when they are ready, and what a killed run left of them.
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { text as streamText } from 'node:stream/consumers';
import { projectRoot } from '../config.js';
import { describeProcess, endForeignProcess, run, sleep, tail, type ServerProcess } from './processes.js';

const programs = {
  worker: 'worker/main.js',
  api: 'api/main.js',
  migrate: 'database/migrate-cli.js',
  'trial-desk': 'embedded/fill-trial-desk.js',
};

export type NodeProgram = keyof typeof programs;

/** The built program; an Error that says what to do if it is not there. */
export function programPath(name: NodeProgram): string {
  const path = join(projectRoot, 'dist', programs[name]);
  if (!existsSync(path)) throw new Error(`${path} is not there: run "npm run build".`);
  return path;
}

/**
 * Runs a program to its end: what it has loaded is gone with it, which here would stay in memory for as long as the desk
 * runs.
 *
 * @throws an Error with what it has printed where it fails
 */
export async function runProgram(name: NodeProgram, args: string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const { code, out } = await run(process.execPath, [programPath(name), ...args], { env: { ...process.env, ...env } });
  if (code !== 0) throw new Error(out || `${name} ended with ${code === null ? 'a signal' : `exit code ${code}`}`);
}

/** Worker and API end by themselves when the run that started them was killed; one that hangs is ended here. */
export async function endOrphans(runFile: string): Promise<void> {
  if (!existsSync(runFile)) return;
  const { processes = {} } = JSON.parse(await readFile(runFile, 'utf8')) as { processes?: Record<string, number> };
  for (const name of ['api', 'worker'] as const) {
    const pid = processes[name] ?? 0;
    const found = await describeProcess(pid);
    if (found?.command.includes(programs[name])) await endForeignProcess(pid, ['SIGTERM', 'SIGKILL'], 10_000);
  }
}

/** Waits until `url` answers with success; fails at once when one of the programs it needs has ended. */
export async function waitForAnswer(url: string, ...needed: ServerProcess[]): Promise<void> {
  let last = 'no answer';
  for (const giveUpAt = Date.now() + 90_000; Date.now() < giveUpAt; await sleep(100)) {
    for (const server of needed) {
      if (server.hasExited())
        throw new Error(`${server.name} ${await server.exited}. The end of its log:\n${tail(server.logFile)}`);
    }
    try {
      const { status, text } = await ask(url);
      if (status >= 200 && status < 300) return;
      last = `${status}: ${text.slice(0, 300)}`;
    } catch (error) {
      last = (error as Error).message;
    }
  }
  const logs = needed.map(({ name, logFile }) => `${name}:\n${tail(logFile, 8)}`).join('\n');
  throw new Error(`${url} did not answer with success in 90 s (${last}). The ends of the logs:\n${logs}`);
}

/** By https the certificate is for the address that people use, which may be another than the one asked here. */
function ask(url: string): Promise<{ status: number; text: string }> {
  const signal = AbortSignal.timeout(5_000);
  return new Promise((resolve, reject) => {
    const asked = url.startsWith('https:')
      ? https.get(url, { rejectUnauthorized: false, agent: false, signal })
      : http.get(url, { agent: false, signal });
    asked.once('error', reject).once('response', (response) => {
      void streamText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
    });
  });
}

/** What to say when somebody else has the port. */
export function portTakenMessage(port: number, host: string): string {
  return `Port ${port} on ${host} is taken by another program: end that one, or choose another port, for example PORT=${port + 1} npm start.`;
}
