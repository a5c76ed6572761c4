import type { DemoStory } from '../stage.js';

/** A suggestion of the heating company's own staff: passed on, adopted, answered, rewarded (H-7). */
export const suggestionStory: DemoStory = {
  title: 'a suggestion by staff: adopted as important, rewarded, answered',
  clauses: 'H-7',
  speed: 7_200,
  reader: 'h01',
  async play(stage, story) {
    const { desk } = stage;
    const { number } = await desk.record('h10', {
      kind: 'suggestion',
      rulebook: 'heating',
      site: 'north-town-heat',
      channel: 'visit',
      subject: '建议加装楼道测温点',
      customer: '员工甲',
      phone: '13200000000',
    });
    stage.watch(story, number);
    await desk.act('h01', number, 'pass', { department: 'production' });
    await stage.wait(24);
    await desk.act('h13', number, 'consider', { adopted: true, important: true, words: '下一采暖季试点' });
    await desk.act('h05', number, 'reward', { amountCents: 50_000, words: '通报表扬' });
    await desk.act('h01', number, 'answer', { answer: '已采纳，下一采暖季试点' });
    await desk.act('h01', number, 'close');
    return number;
  },
};
