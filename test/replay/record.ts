// Records the histories of stories that have none of this generation: `node dist/test/replay/record.js` inside `npm
// test`'s environment. Histories already here are what a running case may hold, and stay. A change of the workflows that
// is versioned begins a generation: `signed-` since 0.4.0, when what the ledger tells the engine is signed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import { projectRoot } from '../../config.js';
import { eventually } from '../support/eventually.js';
import { AttendedLedger } from '../support/workflow/attended-ledger.js';
import { stories } from './stories.js';

const { History } = proto.temporal.api.history.v1;

/** What the names of histories as they are recorded now begin with. */
export const generation = 'signed-';
/** Where the recorded histories lie. */
export const historyFolder = join(projectRoot, 'test', 'replay', 'histories');

/** A recorded history as the SDK replays it. */
export function readHistory(file: string): proto.temporal.api.history.v1.History {
  return History.fromObject(JSON.parse(readFileSync(file, 'utf8')) as object);
}

/** Plays the stories that are not recorded yet and keeps the histories of their cases. */
export async function record(): Promise<string[]> {
  const desk = await AttendedLedger.start();
  const written: string[] = [];
  try {
    for (const [name, play] of Object.entries(stories)) {
      const start = `${generation}${name}`;
      if (existsSync(join(historyFolder, `${start}.json`))) continue;
      const [...numbers] = await play(desk);
      // Signals that are still on their way may start a case that has ended again: what is kept is the run that has
      // played the story.
      const runs = await Promise.all(
        numbers.map(async (number) => (await desk.engine.handle(number).describe()).runId),
      );
      await desk.settled();
      for (const [at, number] of numbers.entries()) {
        const handle = desk.env.client.workflow.getHandle(number, runs[at]);
        await eventually(async () => (await handle.describe()).status.name === 'COMPLETED');
        const file = join(historyFolder, `${start}${at === 0 ? '' : `-${at + 1}`}.json`);
        writeFileSync(
          file,
          `${JSON.stringify(History.toObject(History.fromObject(await handle.fetchHistory()), { longs: String, bytes: String, enums: String }), null, 1)}\n`,
        );
        written.push(file);
      }
    }
  } finally {
    await desk.stop();
  }
  return written;
}

if (process.argv[1]?.endsWith(join('test', 'replay', 'record.js')))
  process.stdout.write(`${(await record()).join('\n')}\n`);
