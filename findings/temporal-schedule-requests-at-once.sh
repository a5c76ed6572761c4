#!/usr/bin/env bash
# Temporal server 1.29.1 (CLI 1.5.1) with @temporalio/client 1.24.0: requests to one schedule that come close together.
#
# Expected: a request that was answered without an error is carried out (or refused), however many come at once.
# Seen:     trigger(), backfill() and pause() are each answered with success, and of those that the schedule's own
#           workflow finds waiting all but the last are dropped (it keeps one pending patch): five triggers at once
#           start one run; of two backfills one is gone; a pause that was awaited is undone by the backfill awaited
#           after it. Nothing tells of it.
# Cost:     rounds of a recurring job (a monthly inspection) are missing, or a paused one goes on, with no trace.
# Instead:  put all ranges into one request (backfill([a, b])); leave time between two requests (1.5 s did here) and
#           look with describe() whether the first was carried out.
#
# What is lost depends on timing (how many of twenty tries were right is told apart); that something is lost does not.
# Needs Node.js 20 or newer, and the CLI: TEMPORAL_CLI names a copy; without it Go builds one (some minutes).
set -euo pipefail
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill "$server"; wait "$server" || true; } 2>/dev/null; rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact @temporalio/client@1.24.0
if [ -z "${TEMPORAL_CLI:-}" ]; then
  GOBIN="$dir" GOFLAGS=-mod=mod go install github.com/temporalio/cli/cmd/temporal@v1.5.1
  TEMPORAL_CLI="$dir/temporal"
fi
cat >port.mjs <<'EOF'
import { createServer } from 'node:net';
const server = createServer().listen(0, '127.0.0.1', () => {
  console.log(server.address().port);
  server.close();
});
EOF
port=$(node port.mjs)
"$TEMPORAL_CLI" server start-dev --headless --ip 127.0.0.1 --port "$port" --log-level error >server.log 2>&1 &
server=$!

cat >probe.mjs <<'EOF'
import { Client, Connection } from '@temporalio/client';
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
let connection;
for (let tries = 0; connection === undefined; tries += 1) {
  try {
    connection = await Connection.connect({ address: `127.0.0.1:${process.argv[2]}`, connectTimeout: 1000 });
    await connection.workflowService.describeNamespace({ namespace: 'default' });
  } catch (error) {
    connection = undefined;
    if (tries > 120) throw error;
    await sleep(500);
  }
}
const { serverVersion } = await connection.workflowService.getSystemInfo({});
console.log(`Temporal server ${serverVersion}`);
const client = new Client({ connection });
// A round every Wednesday: four of them in the first range, two in the second.
const first = { start: new Date('2026-01-05T00:00:00Z'), end: new Date('2026-02-02T00:00:00Z') };
const second = { start: new Date('2026-02-02T00:00:00Z'), end: new Date('2026-02-16T00:00:00Z') };
let made = 0;
const create = () =>
  client.schedule.create({
    scheduleId: `schedule-${(made += 1)}`,
    spec: { calendars: [{ dayOfWeek: 'WEDNESDAY', hour: 0, minute: 30 }] },
    policies: { overlap: 'ALLOW_ALL' },
    action: { type: 'startWorkflow', workflowType: 'none', taskQueue: 'none', workflowId: `run-${made}` },
  });

/** Tries it on twenty schedules, one after the other; says whether all came out as asked for. */
async function tell(title, ask, isRight) {
  const handles = [];
  for (let tries = 0; tries < 20; tries += 1) {
    const handle = await create();
    await ask(handle);
    handles.push(handle);
  }
  await sleep(5000);
  let right = 0;
  for (const handle of handles) {
    const { info, state } = await handle.describe();
    if (isRight(info.numActionsTaken, state.paused)) right += 1;
  }
  console.error(`  (${right} of 20 right)`);
  console.log(`${title}: ${right === 20 ? 'all carried out' : 'answered with success, yet requests are lost'}`);
}
const settle = () => sleep(1500);
await tell('one backfill of two ranges', (s) => s.backfill([first, second]), (runs) => runs === 6);
await tell('two backfills at once', (s) => Promise.all([s.backfill(first), s.backfill(second)]), (runs) => runs === 6);
await tell(
  'five triggers at once on a schedule at rest',
  async (s) => {
    await settle();
    await Promise.all([1, 2, 3, 4, 5].map(() => s.trigger()));
  },
  (runs) => runs === 5,
);
await tell(
  'create, pause, backfill, each awaited',
  async (s) => {
    await s.pause('for now');
    await s.backfill(first);
  },
  (runs, paused) => runs === 4 && paused,
);
await tell(
  'the same with a rest between',
  async (s) => {
    await settle();
    await s.pause('for now');
    await settle();
    await s.backfill(first);
  },
  (runs, paused) => runs === 4 && paused,
);
await connection.close();
EOF
cat >expected.txt <<'EOF'
Temporal server 1.29.1
one backfill of two ranges: all carried out
two backfills at once: answered with success, yet requests are lost
five triggers at once on a schedule at rest: answered with success, yet requests are lost
create, pause, backfill, each awaited: answered with success, yet requests are lost
the same with a rest between: all carried out
EOF
node probe.mjs "$port" | tee seen.txt
diff expected.txt seen.txt
echo 'Unchanged.'
