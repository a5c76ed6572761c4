// Reporter: the ten slowest files, and the sums that `npm test` prints as its last line (embedded/bootstrap.mjs), for
// whoever reads only that one.
import { writeFileSync } from 'node:fs';
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
  onRunComplete(_: unknown, results: Results): void {
    const slowest = results.testResults.toSorted((a, b) => b.perfStats.runtime - a.perfStats.runtime).slice(0, 10);
    const lines = slowest.map(
      ({ testFilePath, perfStats }) =>
        `${(perfStats.runtime / 1000).toFixed(1).padStart(7)} s  ${relative('dist', testFilePath).replace(/\.js$/, '.ts')}`,
    );
    process.stdout.write(`\nThe slowest files:\n${lines.join('\n')}\n`);
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests } = results;
    const skipped = numPendingTests ? `, ${numPendingTests} skipped` : '';
    const file = process.env['BANJIE_TEST_SUMS'];
    if (file)
      writeFileSync(file, `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed${skipped}\n`);
  }
}
