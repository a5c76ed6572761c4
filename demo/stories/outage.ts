import { setTimeout as pause } from 'node:timers/promises';
import type { DemoStory } from '../stage.js';

const power = { rulebook: 'power', site: 'river-county-power' };

/**
 * Lightning takes a line out: thirty people call, hear why and until when, and are asked one by one afterwards.
 * Three are still dark.
 */
export const outageStory: DemoStory = {
  title:
    'emergency outage: thirty calls join it, all are told when the supply is back, three are still dark and become repairs of their own',
  clauses: 'W-9.4, W-14.6',
  speed: 300,
  reader: 'w01',
  async play(stage, story) {
    const { desk } = stage;
    const outage = await desk.record('w09', {
      ...power,
      kind: 'outage',
      channel: undefined,
      outageType: 'emergency',
      area: 'town',
      line: 'chengdong-1',
      subject: '雷击跳闸',
      explanation: '线路遭雷击，正在抢修',
      endsAt: stage.inHours(1.5),
    });
    stage.watch(story, outage.number);
    const calls: string[] = [];
    for (let i = 1; i <= 30; i += 1) {
      const { number } = await desk.record('w01', {
        ...power,
        kind: 'fault-repair',
        area: 'town',
        line: 'chengdong-1',
        side: 'unclear',
        subject: '家中停电',
        place: `城东路${i}号`,
        customer: `客户${i}`,
        phone: `1390000${1000 + i}`,
      });
      await desk.act('w01', number, 'tell-of-outage', { apology: true });
      calls.push(number);
    }
    await stage.wait(1);
    await desk.act('w09', outage.number, 'extend', { endsAt: stage.inHours(1), reason: '备件未到' });
    await stage.wait(0.8);
    await desk.act('w09', outage.number, 'restore', { result: '更换避雷器' });
    for (const number of calls) while ((await desk.read('w01', number)).status !== 'restored') await pause(200);
    for (const [i, number] of calls.entries()) {
      const { status } = await desk.act('w02', number, 'confirm-restored', {
        outcome: i % 10 === 0 ? 'still-dark' : 'restored',
      });
      if (status === 'closed') continue;
      await desk.act('w01', number, 'withdraw', { reason: '客户合上开关后恢复' });
    }
    await desk.act('w03', outage.number, 'close');
    return outage.number;
  },
};
