import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { bundleFile } from '../../worker/bundle.js';
import * as workflows from '../../workflows/index.js';
import { everythingIn } from '../support/workflow/attended-ledger.js';
import { generation, historyFolder, readHistory } from './record.js';
import { stories } from './stories.js';
import '../support/workflow/quiet.js';
import { dataConverter } from '../support/engine-keys.js';

/**
 * A running case may hold any of these histories: today's code must come to the same commands, or be versioned with
 * `patched`.
 */
describe('replay of recorded histories', () => {
  const files = readdirSync(historyFolder).filter((name) => name.endsWith('.json'));

  it('every story has its history', () => {
    for (const name of Object.keys(stories))
      assert.ok(files.includes(`${generation}${name}.json`), `${name} is not recorded: see test/replay/record.ts`);
  });

  it('every workflow has a history to its end in which the desk entered a moment by itself', () => {
    const lived = new Set<string>();
    for (const name of files.filter((file) => file.startsWith(generation))) {
      const events = readHistory(join(historyFolder, name)).events;
      const started = events[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name ?? '';
      assert.ok(events.at(-1)?.workflowExecutionCompletedEventAttributes, `${name} does not go to the end`);
      // What a Schedule starts opens a duty and is over: it has no moments.
      if (started === 'openDuty' || events.some((event) => event.timerFiredEventAttributes)) lived.add(started);
    }
    assert.deepEqual(
      Object.keys(workflows).filter((name) => !lived.has(name)),
      [],
      'see test/replay/stories.ts and record.ts',
    );
  });

  it('no history holds words', () => {
    for (const name of files)
      assert.doesNotMatch(
        everythingIn(readHistory(join(historyFolder, name))),
        /lamp|Zhang|13800000000|shut off|injury|we shall|no part|another matter|\p{Script=Han}/u,
        name,
      );
  });

  for (const name of files) {
    it(`X-1 ${name} replays without a difference`, async () => {
      const history = readHistory(join(historyFolder, name));
      const number = numberIn(history);
      await Worker.runReplayHistory({ workflowBundle: { codePath: bundleFile }, dataConverter }, history, number);
    });
  }
});

/** The id of the workflow, which the test server leaves out of its histories: the number that a case was started with. */
function numberIn({ events }: ReturnType<typeof readHistory>): string {
  const [payload] = events[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const start = JSON.parse(Buffer.from(payload?.data ?? []).toString() || '{}') as { number?: string };
  return start.number ?? 'a-duty';
}
