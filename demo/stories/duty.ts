import type { DemoStory } from '../stage.js';

/** A duty that goes late: warned, not done before the 30th, up the chain; done after all, sent back and signed off. */
export const dutyStory: DemoStory = {
  title: 'the monthly analysis of repairs: not there before the 30th, up the chain, sent back once, signed off late',
  clauses: 'P-4.2.9.3, X-4, X-9',
  speed: 7_200,
  async play(stage, story) {
    const { desk } = stage;
    // Opened by hand here; on a desk that runs, a Schedule opens it on the 22nd.
    const { number, clocks } = await desk.record('p03', {
      kind: 'duty',
      channel: undefined,
      duty: 'repair-statistics',
    });
    stage.watch(story, number);
    await stage.wait(20);
    await desk.act('p03', number, 'start');
    await stage.wait(30, clocks.find(({ id }) => id === 'repair-statistics')!.due);
    await desk.act('p03', number, 'report', { findings: '本月维修 128 件' });
    await stage.wait(3);
    await desk.act('p04', number, 'send-back', { reason: '缺少返修率' });
    await stage.wait(4);
    await desk.act('p03', number, 'report', { findings: '本月维修 128 件，返修 1 件' });
    await desk.act('p04', number, 'sign-off', { words: '同意' });
    return number;
  },
};
