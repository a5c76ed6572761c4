// Counts what node:test reports: leaf tests only, with what failed, was skipped, or crashed.
import { resolve, relative } from 'node:path';

/** One failed test: its place, full name and error with stack. */
export interface Failure {
  file: string;
  name: string;
  detail: string;
}

/** What one test file did. */
export interface FileResult {
  file: string;
  passed: number;
  failures: Failure[];
  skipped: { name: string; reason: string }[];
  durationMs: number;
  /** What it printed, to be shown if it failed. */
  output: string;
}

/** The part of a node:test event that is used here. */
interface TestEventData {
  name?: string;
  file?: string;
  nesting?: number;
  skip?: string | boolean;
  todo?: string | boolean;
  message?: string;
  details?: { duration_ms?: number; type?: string; error?: Error & { failureType?: string; exitCode?: number | null; cause?: unknown } };
}

/** Takes the events of one `run()` and keeps the sums by file. */
export class Counts {
  readonly files = new Map<string, FileResult>();
  /** By file: how many tests were reported at each depth since the last one above it. A test with any below it is no leaf. */
  private readonly depths = new Map<string, number[]>();
  /** By file: the names of the tests that are under way, outermost first. */
  private readonly underWay = new Map<string, string[]>();

  constructor(private readonly root: string, private readonly testFiles: string[]) {}

  /** The result of a file that has ended. One without any test is a failure: it cannot find anything. */
  close(file: string): FileResult | undefined {
    const result = this.files.get(file);
    if (result !== undefined && result.passed + result.failures.length + result.skipped.length === 0) {
      result.failures.push({ file, name: '(the file itself)', detail: 'it has no test' });
    }
    return result;
  }

  /** Takes one event. */
  take(type: string, data: TestEventData): void {
    if (data.file === undefined) return;
    const result = this.resultOf(data.file);
    if (type === 'test:start') this.underWay.set(data.file, [...(this.underWay.get(data.file) ?? []).slice(0, data.nesting), data.name ?? '']);
    if (type === 'test:stdout' || type === 'test:stderr') result.output += data.message ?? '';
    if (type === 'test:pass' || type === 'test:fail') this.takeEnd(type === 'test:fail', data, result);
  }

  private takeEnd(failed: boolean, data: TestEventData, result: FileResult): void {
    const nesting = data.nesting ?? 0;
    const name = [...(this.underWay.get(data.file ?? '') ?? []).slice(0, nesting), data.name ?? ''].join(' › ');
    const { error, type, duration_ms: durationMs = 0 } = data.details ?? {};
    if (nesting === 0 && this.isTestFile(name)) {
      // The file itself. It is a failure of its own when the process died or never got to its tests.
      if (failed && !(error?.failureType === 'subtestsFailed' && result.failures.length > 0)) {
        const how = error?.exitCode === undefined || error.exitCode === null ? describe(error) : `its process ended with exit code ${error.exitCode}`;
        result.failures.push({ file: result.file, name: '(the file itself)', detail: how });
      }
      return;
    }
    if (nesting === 0) result.durationMs += durationMs;
    const isLeaf = this.closeDepth(data.file ?? '', nesting) === 0 && type !== 'suite';
    if (isLeaf && (data.skip !== undefined && data.skip !== false)) {
      result.skipped.push({ name, reason: data.skip === true ? 'no reason given' : String(data.skip) });
    } else if (isLeaf && data.todo !== undefined && data.todo !== false) {
      result.skipped.push({ name, reason: 'to do' });
    } else if (failed && (isLeaf || error?.failureType !== 'subtestsFailed')) {
      result.failures.push({ file: result.file, name, detail: describe(error) });
    } else if (isLeaf) {
      result.passed++;
    }
  }

  /** Ends a test at this depth; gives how many were directly below it. Children are reported before their parent. */
  private closeDepth(file: string, nesting: number): number {
    const depth = this.depths.get(file) ?? [];
    this.depths.set(file, depth);
    const below = depth[nesting + 1] ?? 0;
    depth[nesting + 1] = 0;
    depth[nesting] = (depth[nesting] ?? 0) + 1;
    return below;
  }

  private isTestFile(name: string): boolean {
    return this.testFiles.includes(resolve(this.root, name));
  }

  private resultOf(path: string): FileResult {
    const file = shortName(this.root, path);
    const known = this.files.get(file);
    if (known !== undefined) return known;
    const fresh: FileResult = { file, passed: 0, failures: [], skipped: [], durationMs: 0, output: '' };
    this.files.set(file, fresh);
    return fresh;
  }
}

/** `dist/test/domain/clock.test.js`, or its source, as `test/domain/clock`. */
export function shortName(root: string, path: string): string {
  return relative(root, path).replace(/^dist\//, '').replace(/\.test\.[jt]s$/, '');
}

function describe(error: (Error & { cause?: unknown }) | undefined): string {
  // node:test wraps what was thrown; the wrapper's own stack says nothing.
  const cause = error?.cause ?? error;
  if (cause instanceof Error) return readable(cause.stack ?? cause.message);
  if (typeof cause === 'object' && cause !== null && 'stack' in cause) return readable(String(cause.stack));
  return String(cause ?? 'no error was reported');
}

/** The lines of a stack that belong to Node.js say nothing about our code. */
function readable(stack: string): string {
  return stack.split('\n').filter((line) => !/^\s+at .*(node:|Promise\.all)/.test(line)).join('\n').trimEnd();
}
