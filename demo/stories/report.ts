import type { DemoStory } from '../stage.js';

/** A report by an informer whom nobody knows until a reason is on record (W-28 to W-35). */
export const reportByAnInformer: DemoStory = {
  title: 'a report by an informer: passed on, answered in ten days, revisited through the channel they left',
  clauses: 'W-29c, W-32, W-33, W-35',
  speed: 7_200,
  reader: 'w01',
  async play(stage, story) {
    const { desk } = stage;
    const { number } = await desk.record('w01', {
      kind: 'report',
      rulebook: 'power',
      site: 'river-county-power',
      channel: 'hotline',
      subject: '抄表时索要好处',
      description: '每次抄表索要香烟',
      customer: '举报人甲',
      phone: '13500000000',
      leftChannel: 'message',
      about: ['w10'],
      thanked: true,
    });
    stage.watch(story, number);
    await desk.act('w01', number, 'pass-on', { to: 'department', department: 'marketing' });
    await stage.wait(4);
    await desk.act('w12', number, 'take-up');
    await stage.wait(60);
    await desk.act('w03', number, 'follow', { words: '请于本周内查清' });
    await desk.act('w04', number, 'circulate', { words: '有关举报正在核查' });
    await stage.wait(48);
    await desk.act('w12', number, 'answer', { answer: '情况属实，已处理' });
    await desk.act('w04', number, 'unmask', { reason: '须按举报人留下的途径回访' });
    await desk.act('w04', number, 'revisit', { outcome: 'satisfied', channel: 'message' });
    await desk.act('w01', number, 'close');
    return number;
  },
};
