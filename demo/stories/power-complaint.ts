import type { DemoStory } from '../stage.js';

/**
 * Two departments hand a complaint about voltage back, the company manager decides; readings outside the limits go to
 * operations.
 */
export const powerComplaintStory: DemoStory = {
  title: 'voltage too low: handed back twice, the manager decides, readings judge, answered within five days',
  clauses: 'W-8, W-29, W-31, W-32',
  speed: 7_200,
  reader: 'w01',
  async play(stage, story) {
    const { desk } = stage;
    const { number, openedAt } = await desk.record('w01', {
      rulebook: 'power',
      site: 'river-county-power',
      kind: 'power-complaint',
      category: 'supply-quality',
      voltage: true,
      thanked: true,
      subject: '晚间电压低',
      place: '临江路9号',
      customer: '客户乙',
      phone: '13500000000',
    });
    stage.watch(story, number);
    await desk.act('w01', number, 'pass-on', { department: 'marketing' });
    await desk.act('w12', number, 'hand-back', { reason: '不属营销' });
    await desk.act('w01', number, 'pass-on', { department: 'metering' });
    await desk.act('w12', number, 'hand-back', { reason: '表计正常' });
    await stage.wait(2);
    await desk.act('w14', number, 'assign', { department: 'metering', words: '由计量先测量电压' });
    await desk.act('w12', number, 'measure-voltage', {
      level: '220v',
      nominalVolts: 220,
      lowestVolts: 189.5,
      highestVolts: 221,
    });
    await desk.act('w12', number, 'sign');
    await stage.wait(60, openedAt);
    await desk.act('w04', number, 'circulate', { words: '台区改造进行中' });
    await stage.wait(100, openedAt);
    await desk.act('w12', number, 'finish', { done: '已更换变压器' });
    await desk.act('w12', number, 'answer', { how: 'told', words: '电压已恢复正常' });
    await desk.act('w02', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('w01', number, 'close');
    return number;
  },
};
