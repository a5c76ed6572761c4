import { condition, defineSignal, setHandler } from '@temporalio/workflow';

export const begin = defineSignal('begin');

/** The least that an engine can do for a case: a workflow that is started by a signal and ends with its first task. */
export async function floor(): Promise<void> {
  let begun = false;
  setHandler(begin, () => {
    begun = true;
  });
  await condition(() => begun);
}
