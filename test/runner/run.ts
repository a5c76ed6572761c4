// `npm test [pattern…]`: the types were checked by the build; this lints, starts the servers and runs the test files.
// A pattern is a part of a file's path ("domain", "ledger/append"); "lint" runs the lints alone.
import { setMaxListeners } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Counts, shortName, type FileResult } from './counts.js';
import { lint } from './lint.js';
import { startTestServers, type TestServers } from '../support/servers.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const fileLimitMs = 10 * 60_000;
/** A test often waits for its servers: one more than there are cores. */
const abreast = availableParallelism() + 1;

// A fault test kills servers, and the test server takes no task back from a worker that goes while the machine is busy (related): one file at a time. All others have a database and, where they need it, a test server of their own.
const serial = /^test\/(faults\/|workflow\/(related|schedules))/;
const withoutServers = /^test\/(domain\/|embedded\/lock)/;

async function main(patterns: string[]): Promise<number> {
  const startedAt = Date.now();
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal); // each run of files listens more than once
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  process.on('disconnect', () => stopping.abort());
  process.channel?.unref();

  const files = findTests(join(root, 'dist', 'test')).filter((file) => isWanted(shortName(root, file), patterns));
  const results: FileResult[] = [];
  if (isWanted('lint', patterns)) {
    say('types: checked by the build; now the lints');
    results.push(show(await lint(root)));
  }
  let servers: TestServers | undefined;
  try {
    if (files.some((file) => !withoutServers.test(shortName(root, file))) && !stopping.signal.aborted) {
      say('starting a throw-away PostgreSQL and a Temporal server');
      servers = await startTestServers();
      Object.assign(process.env, servers.env);
    }
    const alone = files.filter((file) => serial.test(shortName(root, file)));
    const together = files.filter((file) => !alone.includes(file));
    say(`${files.length} test files: ${together.length} ${abreast} at a time, ${alone.length} one by one`);
    results.push(...(await runFiles(together, abreast, stopping.signal)), ...(await runFiles(alone, 1, stopping.signal)));
  } finally {
    await servers?.stop();
  }
  return summarise(results, stopping.signal.aborted, Date.now() - startedAt);
}

function findTests(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.js'))
    .toSorted()
    .map((name) => join(folder, name));
}

function isWanted(name: string, patterns: string[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => name.includes(pattern.replace(/^dist\//, '').replace(/\.test\.[jt]s$/, '')));
}

/** Runs the files, each in a process of its own, and shows each as it is done. */
async function runFiles(files: string[], concurrency: number, signal: AbortSignal): Promise<FileResult[]> {
  if (files.length === 0 || signal.aborted) return [];
  const counts = new Counts(root, files);
  let current: string | undefined;
  const showCurrent = () => {
    const result = current === undefined ? undefined : counts.close(current);
    if (result !== undefined) show(result);
  };
  // The events come file after file, whatever runs beside it.
  for await (const { type, data } of run({ files, concurrency, timeout: fileLimitMs, signal })) {
    const { file } = data as { file?: string };
    if (file !== undefined && shortName(root, file) !== current && /^test:(start|pass|fail|stdout|stderr)$/.test(type)) {
      showCurrent();
      current = shortName(root, file);
    }
    counts.take(type, data as Parameters<Counts['take']>[1]);
  }
  showCurrent();
  return [...counts.files.values()];
}

/** Prints the sums of a file, and at length only what failed. */
function show(result: FileResult): FileResult {
  const { file, passed, failures, skipped, durationMs, output } = result;
  const sums = [`${passed} passed`, failures.length > 0 ? `${failures.length} failed` : '', skipped.length > 0 ? `${skipped.length} skipped` : ''];
  say(`${failures.length > 0 ? 'FAIL' : ' ok '} ${file}: ${sums.filter(Boolean).join(', ')} (${(durationMs / 1000).toFixed(1)} s)`);
  for (const { name, detail } of failures) say(`\n  ✗ ${name}\n${indent(detail)}\n`);
  if (failures.length > 0 && output.trim() !== '') say(`  what the file printed, at most 60 lines:\n${indent(output.trim().split('\n').slice(-60).join('\n'))}\n`);
  for (const { name, reason } of skipped) say(`     skipped: ${name} (${reason})`);
  return result;
}

/** Prints the closing lines; the last one is read by CI. Gives the exit code. */
function summarise(results: FileResult[], interrupted: boolean, tookMs: number): number {
  const failures = results.flatMap((result) => result.failures);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const skipped = results.reduce((sum, result) => sum + result.skipped.length, 0);
  if (failures.length > 0) say(`\nFailed:\n${failures.map(({ file, name }) => `  ${file} › ${name}`).join('\n')}`);
  if (passed + failures.length === 0) say('No test ran: does a file match the pattern?');
  if (interrupted) say('Stopped before the end.');
  say(`\n${(tookMs / 1000).toFixed(0)} s`);
  say(`${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  if (interrupted) return 130;
  return failures.length > 0 || passed === 0 ? 1 : 0;
}

function indent(text: string): string {
  return text.split('\n').map((line) => `    ${line}`).join('\n');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  say('0 passed, 1 failed');
  return 1;
});
