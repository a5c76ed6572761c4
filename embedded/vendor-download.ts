// Run as a process of its own, so that a download that hangs can be given up:
//   node vendor-download.js cli|test-server VERSION FOLDER
// lets the Temporal SDK fetch the program into FOLDER (empty before), start it once and end it.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [kind, version = '', downloadDir = ''] = process.argv.slice(2);
const executable = { type: 'cached-download' as const, version, downloadDir };

try {
  const environment =
    kind === 'cli'
      ? await TestWorkflowEnvironment.createLocal({ server: { executable } })
      : await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  await environment.teardown();
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  // The SDK chains the same sentence over and over: the innermost cause is what helps.
  process.stdout.write(text.split(': ').slice(-2).join(': '));
  process.exitCode = 1;
}
