// Reporter: the ten slowest files, and the sums, which `npm test` (embedded/bootstrap.mjs) prints as its last line.
import { relative } from 'node:path';

/** What is used here of jest's AggregatedResult. */
interface Results {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  numPendingTests: number;
  testResults: { testFilePath: string; perfStats: { runtime: number } }[];
}

export default class Sums {
  async onRunComplete(_: unknown, results: Results): Promise<void> {
    const slowest = results.testResults.toSorted((a, b) => b.perfStats.runtime - a.perfStats.runtime).slice(0, 10);
    const lines = slowest.map(
      ({ testFilePath, perfStats }) =>
        `${(perfStats.runtime / 1000).toFixed(1).padStart(7)} s  ${relative('dist', testFilePath).replace(/\.js$/, '.ts')}`,
    );
    process.stdout.write(`\nThe slowest files:\n${lines.join('\n')}\n`);
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests } = results;
    const skipped = numPendingTests ? `, ${numPendingTests} skipped` : '';
    const sums = `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed${skipped}`;
    await new Promise<void>((resolve) => (process.send ? process.send({ sums }, () => resolve()) : resolve()));
  }
}
