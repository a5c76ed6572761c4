#!/usr/bin/env bash
# @temporalio/worker 1.24.0: what a promise costs in workflow code.
#
# Expected: an `await` in a workflow costs what it costs elsewhere: next to nothing. Stack traces are for errors, and for
#           the query __stack_trace, made when somebody asks.
# Seen:     the worker has a hook on every promise of every workflow. It makes an error, formats its stack and looks each
#           of its frames up in the source map of the bundle, at once, for a question that nobody may ever ask: a
#           workflow of 1,000 awaits makes some 2,000 stack traces. No option of the worker turns it off. condition()
#           with a time-out alone is two dozen of them.
# Cost:     1,000 awaits took some 75 ms of processor time here, and nothing to speak of with the hook taken out (printed,
#           not compared). A workflow that waits for several things at once makes 30 to 50 promises a task: replaying
#           one took twice as long with the hook as without.
# Instead:  hand promises on instead of awaiting them in every layer, wait once for several things, do what can be done
#           in a handler of a signal there.
#
# The history that is replayed is written by hand: no server is needed. debugMode keeps the workflow in the main thread,
# where the look-ups can be counted. Needs Node.js 20 or newer.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact @temporalio/worker@1.24.0 @temporalio/workflow@1.24.0
cat >workflows.js <<'EOF'
exports.waits = async function waits(times) {
  for (let time = 0; time < times; time += 1) await undefined;
  return 'done';
};
EOF
cat >probe.cjs <<'EOF'
const { bundleWorkflowCode, DefaultLogger, Runtime, Worker } = require('@temporalio/worker');
const { SourceMapConsumer } = require('source-map');
const { globalHandlers } = require('@temporalio/worker/lib/workflow/vm-shared');
Runtime.install({ logger: new DefaultLogger('ERROR') });
let [traces, lookUps] = [0, 0];
/** Counts what the worker's own handlers do, once they are in place. */
const addBundle = globalHandlers.addWorkflowBundle.bind(globalHandlers);
globalHandlers.addWorkflowBundle = async (bundle) => {
  await addBundle(bundle);
  const map = globalHandlers.bundleFilenameToSourceMapConsumer.get(bundle.filename);
  const lookUp = map.originalPositionFor.bind(map);
  map.originalPositionFor = (where) => ((lookUps += 1), lookUp(where));
  const prepare = Error.prepareStackTrace;
  if (prepare.counts) return;
  Error.prepareStackTrace = (error, frames) => {
    if (error.constructor !== Error) traces += 1;
    return prepare(error, frames);
  };
  Error.prepareStackTrace.counts = true;
};
const payload = (value) => ({
  metadata: { encoding: Buffer.from('json/plain').toString('base64') },
  data: Buffer.from(JSON.stringify(value)).toString('base64'),
});
const historyOf = (times) => ({
  events: [
    {
      eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_STARTED',
      workflowExecutionStartedEventAttributes: {
        workflowType: { name: 'waits' },
        taskQueue: { name: 'any' },
        input: { payloads: [payload(times)] },
        originalExecutionRunId: 'run',
        firstExecutionRunId: 'run',
        workflowTaskTimeout: '10s',
        attempt: 1,
      },
    },
    {
      eventType: 'EVENT_TYPE_WORKFLOW_TASK_SCHEDULED',
      workflowTaskScheduledEventAttributes: { taskQueue: { name: 'any' }, startToCloseTimeout: '10s', attempt: 1 },
    },
    { eventType: 'EVENT_TYPE_WORKFLOW_TASK_STARTED', workflowTaskStartedEventAttributes: { scheduledEventId: '2' } },
    {
      eventType: 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED',
      workflowTaskCompletedEventAttributes: { scheduledEventId: '2', startedEventId: '3' },
    },
    {
      eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED',
      workflowExecutionCompletedEventAttributes: { workflowTaskCompletedEventId: '4', result: { payloads: [payload('done')] } },
    },
  ].map((event, at) => ({ eventId: String(at + 1), eventTime: '2026-01-05T00:00:00Z', ...event })),
});
(async () => {
  const bundle = await bundleWorkflowCode({
    workflowsPath: require.resolve('./workflows.js'),
    logger: new DefaultLogger('ERROR'),
  });
  const replay = async (times) => {
    [traces, lookUps] = [0, 0];
    const from = process.cpuUsage();
    await Worker.runReplayHistory({ workflowBundle: bundle, debugMode: true }, historyOf(times), `waits-${times}`);
    const { user, system } = process.cpuUsage(from);
    return { traces, lookUps, ms: (user + system) / 1000 };
  };
  await replay(1000);
  const [few, many] = [await replay(10), await replay(1010)];
  const perAwait = (many.traces - few.traces) / 1000;
  console.log(`stack traces for each await: ${perAwait.toFixed(1)}`);
  console.log(`source map look-ups for each stack trace: ${Math.round((many.lookUps - few.lookUps) / (many.traces - few.traces))}`);
  globalHandlers.stopPromiseHook();
  await replay(1000);
  const bare = [await replay(10), await replay(1010)];
  console.log(`without the hook: ${bare[1].traces} stack traces`);
  console.error(`  (1,000 awaits: ${Math.round(many.ms - few.ms)} ms with the hook, ${Math.round(bare[1].ms - bare[0].ms)} without)`);
  process.exit(0);
})();
EOF
cat >expected.txt <<'EOF'
stack traces for each await: 2.0
source map look-ups for each stack trace: 2
without the hook: 1 stack traces
EOF
node probe.cjs | tee seen.txt
diff expected.txt seen.txt
echo 'Unchanged.'
