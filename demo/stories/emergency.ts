import type { DemoStory } from '../stage.js';

/**
 * A fire by its plan: superiors notified at once, one item late, the fire brigade called, stood down, restored, reported,
 * learnt from.
 */
export const emergencyStory: DemoStory = {
  title: 'fire in the car park: the plan starts at once, the power is cut off late, order is restored in time',
  clauses: 'P-4.7, X-9',
  speed: 300,
  async play(stage, story) {
    const { desk } = stage;
    const { number } = await desk.record('p10', {
      kind: 'emergency',
      channel: 'patrol',
      plan: 'fire',
      subject: '地下车库起火',
      place: '地下车库B区',
    });
    stage.watch(story, number);
    await stage.wait(0.02);
    await desk.act('p11', number, 'call-outside', { service: '119' });
    await desk.act('p10', number, 'tick', { item: 'evacuate' });
    await desk.act('p11', number, 'take-charge', { words: '先疏散，再断电' });
    await stage.wait(0.25);
    await desk.act('p09', number, 'tick', { item: 'cut-power' });
    await stage.wait(0.5);
    await desk.act('p11', number, 'stand-down', { words: '明火已灭' });
    await desk.act('p08', number, 'tick', { item: 'check-damage' });
    await desk.act('p09', number, 'recover', { words: '已恢复供电和通行' });
    await desk.act('p11', number, 'report', { words: '电动车充电起火', injured: 0 });
    await desk.act('p11', number, 'tick', { item: 'remove-cause' });
    await desk.act('p04', number, 'review', { lessons: '充电区加装喷淋' });
    return number;
  },
};
